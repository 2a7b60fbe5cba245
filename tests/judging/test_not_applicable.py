"""A film has nothing for a criterion: nobody is asked, nothing of it counts, and the rest share the weight."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from festival.exceptions import Conflict, FestivalError, NotReady
from festival.models import AuditRecord
from judging import actions
from judging.counting import count
from judging.models import Criterion, NotApplicable, Score
from judging.questions import questions_of
from judging.standings import standings_sheet
from tests.factories import judging as make


@pytest.fixture
def judged(edition, films):
    jury = make.jury(edition)
    for name in ("one", "two"):
        make.seat(jury, name=name)
    return make.open_round(jury, films)


@pytest.fixture
def one(judged):
    return judged.jury.jurors.get(display_name="One")


def row_of(judged, film):
    return judged.round_entries.get(entry=film)


def asked(judged, key):
    return Criterion.objects.get(round=judged, key=key)


def spare(judged, film, key="editing", because="A silent film"):
    return actions.spare_criterion(row_of(judged, film), asked(judged, key), because=because, by=None)


def value_of(judged, film):
    return next(row["value"] for row in count(judged).rows if row["film"] == str(film.pk))


def test_the_other_criteria_share_its_weight(judged, one, films):
    make.score(judged, one, films[0], 8, 2)
    make.score(judged, one, films[1], 8, 2)
    assert (value_of(judged, films[0]), value_of(judged, films[1])) == ("28/5", "28/5")
    spare(judged, films[0])
    assert (value_of(judged, films[0]), value_of(judged, films[1])) == ("8", "28/5")
    assert count(judged).inputs["not_applicable"] == {str(films[0].pk): ["editing"]}
    assert [row.value for row in standings_sheet(judged).page] == ["8.00", "5.60", ""]
    assert Score.objects.filter(scorecard__assignment__entry=films[0]).count() == 2


def test_inputs_of_other_rounds_stay_as_they_were(judged):
    assert "not_applicable" not in count(judged).inputs


def test_a_juror_is_not_asked(client, judged, one, films):
    spare(judged, films[0])
    given = make.assignment(judged, one, films[0])
    with pytest.raises(FestivalError) as refused:
        actions.save_score(given, asked(judged, "editing"), 5, by=None)
    assert str(refused.value.message) == "“Editing” does not apply to this film."
    client.force_login(one.membership.user)
    card = client.get(reverse("jury:film", args=[judged.pk, given.pk])).context["card"]
    story = asked(judged, "story")
    assert card.criteria[0].weight == str(
        story.weight
    )  # the page reckons with this, never with the rounded share
    assert [(c.name["en"], c.applies, c.share) for c in card.criteria] == [
        ("Story", True, 100),
        ("Editing", False, 0),
    ]
    answer = client.post(
        reverse("jury:save", args=[judged.pk, given.pk]),
        {f"criterion_{asked(judged, 'story').pk}": "7"},
        HTTP_ACCEPT="application/json",
    ).json()
    assert (answer["answered"], answer["of"], answer["total"]) == (1, 1, "7.0")
    rows = client.get(reverse("jury:overview", args=[judged.pk])).context["rows"]
    assert [row.card.complete for row in rows] == [True, False, False]
    actions.confirm_scorecard(given, by=one.membership.user)
    assert value_of(judged, films[0]) == "7"


def test_it_costs_the_juror_pages_no_query(client, judged, one, films, django_assert_num_queries):
    spare(judged, films[0])
    with django_assert_num_queries(1):
        assert [len(criterion.spares) for criterion in questions_of(judged)] == [0, 1]


def test_the_account_of_the_film_says_so(client, judged, one, films, director):
    spare(judged, films[0])
    make.score(judged, one, films[0], 8)
    client.force_login(director)
    where = [judged.edition.festival.slug, judged.edition.slug, judged.pk, films[0].pk]
    account = client.get(reverse("jury_desk:film_count", args=where)).context["account"]
    assert account.steps[0] == "“Editing” does not apply to this film: the other criteria share its weight."
    assert account.cards[0].marks == ("8", "")


def test_a_frozen_count_keeps_it(judged, one, films, director):
    spare(judged, films[0])
    make.score(judged, one, films[0], 8)
    tally = actions.close_round(judged, by=director)
    assert tally.inputs["not_applicable"] == {str(films[0].pk): ["editing"]}
    with pytest.raises(Conflict) as refused:
        spare(judged, films[1])
    assert str(refused.value.message) == "This round is closed. What was asked in it is fixed."


def test_something_must_be_left_to_judge_by(judged, films):
    spare(judged, films[0])
    with pytest.raises(NotReady) as refused:
        spare(judged, films[0], "story")
    assert refused.value.problems == ["A film needs at least one criterion that counts."]
    with pytest.raises(NotReady) as refused:
        spare(judged, films[1], because=" \x00 ")
    assert refused.value.problems == ["Say in a few words why the criterion does not apply to this film."]
    spare(judged, films[0])
    assert NotApplicable.objects.count() == 1


def test_it_comes_back_once_no_confirmed_card_lacks_it(judged, one, films, director):
    noted = spare(judged, films[0])
    given = make.score(judged, one, films[0], 8)
    with pytest.raises(NotReady) as refused:
        actions.apply_criterion(noted, by=director)
    assert refused.value.problems == [
        "1 confirmed scorecard has no mark for “Editing”. Ask its juror to open it again first."
    ]
    actions.reopen_scorecard(given, by=one.membership.user)
    actions.apply_criterion(noted, by=director)
    assert not NotApplicable.objects.exists()
    deeds = AuditRecord.objects.filter(action__startswith="round.criterion").order_by("pk")
    assert [deed.action for deed in deeds] == ["round.criterion_spared", "round.criterion_applies"]


def test_the_database_refuses_a_criterion_of_another_round(judged, films):
    other = make.draft_round(judged.jury, films)
    with pytest.raises(DatabaseError, match="another round"), transaction.atomic():
        NotApplicable.objects.create(
            round_entry=row_of(judged, films[0]), criterion=asked(other, "story"), because="A mistake"
        )


class TestThePage:
    def url(self, judged):
        return reverse(
            "jury_desk:not_applicable", args=[judged.edition.festival.slug, judged.edition.slug, judged.pk]
        )

    def test_notes_and_takes_back(self, client, judged, films, director):
        client.force_login(director)
        data = {"film": "2", "criterion": asked(judged, "editing").pk, "because": "A single shot"}
        assert client.post(self.url(judged), data).status_code == 302
        (noted,) = client.get(self.url(judged)).context["rows"]
        assert (noted.round_entry.position, noted.because) == (2, "A single shot")
        kwargs = [judged.edition.festival.slug, judged.edition.slug, noted.pk]
        assert client.post(reverse("jury_desk:apply_criterion", args=kwargs)).status_code == 302
        assert client.get(self.url(judged)).context["rows"].paginator.count == 0

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("99", "No film of this round has this number or title."),
            ("zzz", "No film of this round has this number or title."),
        ],
    )
    def test_names_what_it_does_not_find(self, client, judged, director, typed, said):
        client.force_login(director)
        data = {"film": typed, "criterion": asked(judged, "editing").pk, "because": "x"}
        answer = client.post(self.url(judged), data)
        assert (answer.status_code, answer.context["form"].errors["film"]) == (422, [said])

    def test_asks_which_of_several(self, client, judged, films, director):
        for film, title in zip(films, ("Rain", "Rain again", "Snow"), strict=True):
            film.title_international = title
            film.title_original = title
            film.save(update_fields=["title_international", "title_original"])
        client.force_login(director)
        data = {"film": "ain", "criterion": asked(judged, "editing").pk, "because": "x"}
        answer = client.post(self.url(judged), data)
        assert answer.context["form"].errors["film"] == [
            "Several films fit. Type the number: 1 Rain; 2 Rain again"
        ]
        assert client.post(self.url(judged), data | {"film": "rain"}).status_code == 302

    def test_a_closed_round_has_no_form(self, client, judged, director):
        actions.close_round(judged, by=director)
        client.force_login(director)
        assert client.get(self.url(judged)).context["form"] is None


def test_the_questions_keep_their_order(jury, films):
    judged = make.draft_round(jury, films)
    for position, criterion in enumerate(judged.criteria.order_by("-pk")):
        judged.criteria.filter(pk=criterion.pk).update(position=position)
    assert [criterion.key for criterion in questions_of(judged)] == ["editing", "story"]
