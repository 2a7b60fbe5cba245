import pytest
from django.db import InternalError, transaction

from festival.exceptions import Conflict, FestivalError, NotReady
from festival.models import AuditRecord, Letter
from judging import actions, counting
from judging.enums import CardState, RoundState
from judging.lifecycle import card_state, round_state
from judging.models import Assignment, Tally
from judging.modes.scored import inputs_of
from tests.factories import festival as make
from tests.factories import judging as make_judging
from tests.factories import media


@pytest.mark.parametrize("present", RoundState)
@pytest.mark.parametrize("to", RoundState)
def test_round_states(present, to):
    allowed = {("draft", "open"), ("open", "closed"), ("closed", "open")}
    assert round_state.allows(present, to) is ((present, to) in allowed)


@pytest.mark.parametrize("present", CardState)
@pytest.mark.parametrize("to", CardState)
def test_card_states(present, to):
    assert card_state.allows(present, to) is (present != to)


def test_an_empty_round_says_all_that_is_missing(edition, jury, director):
    judged = actions.create_round(edition, jury=jury, name={"en": "Empty"}, by=director)
    with pytest.raises(NotReady) as refusal:
        actions.open_round(judged, by=director)
    assert refusal.value.problems == [
        "The round has no criterion that counts.",
        "The round has no films.",
        "The jury has no members.",
    ]


def test_a_film_without_juror_keeps_the_round_closed(jury, seat, films, director):
    judged = make_judging.draft_round(jury, films)
    Assignment.objects.filter(entry=films[0]).delete()
    assert actions.opening_problems(judged) == ["1 film is assigned to nobody."]


def test_an_open_round_is_fixed(judged, films, edition, director):
    with pytest.raises(Conflict):
        actions.add_entries(judged, [make_judging.entry(edition)], by=director)
    with pytest.raises(Conflict):
        actions.remove_entry(judged, films[0], by=director)


def test_only_films_of_the_edition_are_judged(edition, jury, director):
    elsewhere = make_judging.entry(make.edition(make.festival("elsewhere")))
    with pytest.raises(FestivalError):
        actions.create_round(edition, jury=jury, name={"en": "x"}, by=director, entries=[elsewhere])


def test_taking_a_film_out_of_a_draft_closes_the_numbers_up(jury, seat, films, director):
    judged = make_judging.draft_round(jury, films)
    actions.remove_entry(judged, films[0], by=director)
    assert list(judged.round_entries.values_list("position", "entry")) == [(1, films[1].pk), (2, films[2].pk)]
    assert judged.assignments.count() == 2


def test_assigning_twice_changes_nothing_and_keeps_what_was_begun(judged, seat, films, director):
    make_judging.score(judged, seat, films[0], 9, 9)
    assert actions.assign_all(judged, by=director) == 0
    assert judged.assignments.begun().count() == 1


def test_spread_gives_each_film_k_jurors(jury, films, director):
    for number in range(4):
        make_judging.seat(jury, name=f"spread{number}")
    judged = actions.create_round(
        jury.edition,
        jury=jury,
        name={"en": "First look"},
        by=director,
        entries=films,
        criteria=make_judging.CRITERIA,
    )
    plan = actions.assign_spread(judged, 2, by=director)
    assert (len(plan.pairs), plan.short, judged.assignments.count()) == (6, (), 6)


def test_closing_freezes_a_tally_with_the_digest_of_its_inputs(judged, seat, films, director):
    make_judging.score(judged, seat, films[1], 9, 4)
    tally = actions.close_round(judged, by=director)
    best = tally.result[0]
    assert (best["film"], best["place"], best["value"], best["scores"]) == (str(films[1].pk), 1, "7", 1)
    assert [row["place"] for row in tally.result] == [1, None, None]
    assert tally.inputs_sha256 == counting.digest(Tally.objects.get().inputs)
    for attempt in (lambda: Tally.objects.update(result=[]), tally.delete):
        with pytest.raises(InternalError), transaction.atomic():
            attempt()
    assert AuditRecord.objects.filter(action="round.tallied", facts__sha256=tally.inputs_sha256).count() == 1


def test_reopening_needs_a_reason_and_counts_a_new_version(judged, seat, films, director):
    first = actions.close_round(judged, by=director)
    with pytest.raises(FestivalError):
        actions.reopen_round(judged, by=director, reason="")
    actions.reopen_round(judged, by=director, reason="The projector broke")
    make_judging.score(judged, seat, films[0], 9, 9)
    second = actions.close_round(judged, by=director)
    assert (first.version, second.version) == (1, 2)
    assert first.inputs_sha256 != second.inputs_sha256


def test_blocs_are_counted_by_their_weight(edition, films, director):
    jury = make_judging.jury(edition, blocs={"professional": 60, "community": 40})
    pros = [make_judging.seat(jury, name=f"pro{n}", bloc="professional") for n in range(3)]
    fan = make_judging.seat(jury, name="fan", bloc="community")
    judged = make_judging.open_round(jury, films)
    for pro in pros:
        make_judging.score(judged, pro, films[0], 9, 9)
    make_judging.score(judged, fan, films[0], 4, 4)
    best = inputs_of(judged).standings()[0]
    assert (best.value, best.scores) == (7, 4)


def test_opening_writes_to_each_juror_with_films(jury, seat, films, director):
    make_judging.seat(jury, name="second")
    idle = make_judging.seat(make_judging.jury(jury.edition), name="elsewhere")
    actions.open_round(make_judging.draft_round(jury, films), by=director)
    letters = Letter.objects.filter(kind="judging/round_opened").order_by("to_email")
    assert [letter.to_email for letter in letters] == ["juror@example.org", "second@example.org"]
    assert letters[0].subject == "Lumen: the jury can begin – Final round"
    assert "3 films wait for you in the jury room:" in letters[0].text
    assert idle.membership.user.email not in {letter.to_email for letter in letters}


def test_films_of_an_opened_round_are_needed_now(jury, seat, films, director):
    film = media.asset(films[0].owner, state="preparing")
    films[0].film = film
    films[0].save()
    judged = make_judging.draft_round(jury, films)
    opened = actions.open_round(judged, by=director)
    film.refresh_from_db()
    assert film.due_at == opened.opened_at
