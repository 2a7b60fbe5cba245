"""What the desk says of who has answered: in the unit of each kind of round, by name when a round closes."""

import pytest
from django.urls import reverse
from django.utils import timezone

from festival.desk_nav import WINGS
from judging import actions
from judging.actions.deliberation import create_deliberation, open_deliberation
from judging.actions.pairs import vote_on_pair
from judging.forms.deliberation import DeliberationForm
from judging.forms.rounds import RoundForm
from judging.models import Deliberation, Jury, Round
from judging.progress import unfinished
from judging.turnout import turnout_of
from judging.voting.session_view import members
from tests.factories import funnel as make_funnel
from tests.factories import judging as make
from tests.factories import votes as make_votes


@pytest.fixture
def second(jury):
    return make.seat(jury, name="second")


def test_each_kind_of_round_is_told_in_its_own_unit(jury, seat, second, films, django_assert_num_queries):
    scored = make.open_round(jury, films)
    make.score(scored, seat, films[0], 5, 5)
    with django_assert_num_queries(1):
        assert turnout_of([scored])[scored.pk].unit == "scorecards"
    vote, pairs = make_votes.open_vote(jury, films), make_votes.open_pairs(jury, films)
    make_votes.rank(vote, seat, films[0])
    make_votes.rank(vote, second, films[1], confirm=False)
    vote_on_pair(pairs, second, str(films[0].pk), str(films[1].pk), "left", by=second.membership.user)
    with django_assert_num_queries(4):
        told = turnout_of([scored, vote, pairs])
    assert [(told[one.pk].done, told[one.pk].asked, told[one.pk].unit) for one in (scored, vote, pairs)] == [
        (1, 6, "scorecards"),
        (1, 2, "ballots"),
        (1, 2, "jurors who have answered"),
    ]
    assert [told[one.pk].percent for one in (scored, vote, pairs)] == [17, 50, 50]
    assert unfinished(vote) == []


def test_an_audience_is_told_in_voters(client, director, edition, films, django_assert_num_queries):
    """In the list of rounds too; nothing before the vote opens."""
    draft = make_funnel.poll_draft(edition, films, name={"en": "Draft"}).round
    open_poll = make_funnel.poll(edition, films)
    make_funnel.vote(open_poll, films[0])
    make_funnel.vote(open_poll, films[1])
    with django_assert_num_queries(2):
        told = turnout_of([draft, open_poll.round])
    assert [(told[pk].asked, told[pk].told) for pk in (draft.pk, open_poll.round_id)] == [
        (0, ""),
        (0, "2 voters"),
    ]
    client.force_login(director)
    where = {"festival": edition.festival.slug, "edition": edition.slug}
    assert ">2 voters</td>" in client.get(reverse("jury_desk:rounds", kwargs=where)).content.decode()


def test_closing_names_who_has_not_finished(client, director, edition, jury, seat, second, films):
    judged = make.open_round(jury, films)
    for film in films:
        make.score(judged, seat, film, 5, 5)
    make.score(judged, second, films[0], 5, 5)
    assert [(juror, sheet.left) for juror, sheet in unfinished(judged)] == [(second, 2)]
    client.force_login(director)
    where = {"festival": edition.festival.slug, "edition": edition.slug, "pk": judged.pk}
    page = client.get(reverse("jury_desk:close_round", kwargs=where))
    assert [juror for juror, _sheet in page.context["waiting"]] == [second]
    assert reverse("jury_desk:progress", kwargs=where) in page.content.decode()
    assert client.post(reverse("jury_desk:close_round", kwargs=where)).status_code == 422


def test_minutes_name_who_sat_there(edition, jury, seat, second):
    declined = make.seat(jury, name="declined", answers=False)
    actions.decline_seat(declined, by=declined.membership.user, reason="Away")
    make.seat(jury, name="stand-in", alternate=True)
    early = make.seat(jury, name="early")
    actions.release_juror(early, by=None, reason="Ill")
    session = open_deliberation(create_deliberation(edition, jury=jury, title="Evening", by=None), by=None)
    actions.release_juror(second, by=None, reason="Left after it")
    assert second.state == "accepted"
    assert set(members(session)) == {seat, second}
    assert session.opened_at <= timezone.now()


def test_every_page_of_the_jury_stands_under_a_section():
    below = {door.name: door.also for wing in WINGS for door in wing.doors}
    assert below["jury_desk:standings"] == ("final-votes/",)
    assert below["jury_desk:rounds"][-1] == "votes/"


def test_nobody_asks_a_jury_in_which_nobody_sits(edition, jury, seat, films):
    """A vote of the audience has a jury of its own; a jury that waits for its first member may be asked already."""
    waiting = make.jury(edition)
    make_funnel.poll_draft(edition, films)
    asked = [
        RoundForm(instance=Round(edition=edition)),
        DeliberationForm(instance=Deliberation(edition=edition)),
    ]
    for form in asked:
        assert list(form.fields["jury"].queryset) == [jury, waiting]
    assert Jury.objects.count() == 3


def test_a_page_stands_under_one_section_only(client, director, edition, jury):
    """A deliberation has a section of its own, and the standings do not claim it too."""
    session = create_deliberation(edition, jury=jury, title="Evening", by=None)
    client.force_login(director)
    where = {"festival": edition.festival.slug, "edition": edition.slug, "pk": session.pk}
    page = client.get(reverse("jury_desk:deliberation", kwargs=where))
    assert [item["label"] for item in page.context["desk_nav"] if item["current"]] == ["Deliberations"]
