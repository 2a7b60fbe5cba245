"""What jurors see of one another: as declared, after asking, and never more."""

import pytest
from django.urls import reverse

from judging import actions
from judging.enums import PeerView
from judging.models import Scorecard
from judging.models.round_rules import RoundRules
from judging.signs import signs_of
from tests.factories import judging as make_judging


@pytest.fixture
def other(jury):
    return make_judging.seat(jury, name="other")


@pytest.fixture
def opened(jury, seat, other, films):
    def make(peers=PeerView.NOTHING, calibration=()):
        draft = make_judging.draft_round(jury, films)
        RoundRules.objects.update_or_create(round=draft, defaults={"peers": peers})
        if calibration:
            keys = [film.pk for film in calibration]
            actions.declare_calibration(draft, keys, shows_others=True, counts=True, by=None)
        return actions.open_round(type(draft).objects.get(pk=draft.pk), by=None)

    return make


@pytest.fixture
def look(client, juror, seat):
    client.force_login(juror)

    def at(judged, film):
        given = make_judging.assignment(judged, seat, film)
        return client.get(reverse("jury:film", args=[judged.pk, given.pk])).context["others"]

    return at


def ask(client, judged, seat, film):
    given = make_judging.assignment(judged, seat, film)
    return client.post(reverse("jury:ask_others", args=[judged.pk, given.pk]))


def test_nothing_means_nothing(client, opened, look, seat, other, films):
    judged = opened()
    make_judging.score(judged, other, films[0], 9, 8)
    make_judging.score(judged, seat, films[0], 5, 5)
    assert look(judged, films[0]) is None
    assert ask(client, judged, seat, films[0]).status_code == 409
    assert Scorecard.objects.filter(others_seen_at__isnull=False).count() == 0


def test_after_confirming_and_asking(client, opened, look, seat, other, films):
    judged = opened(PeerView.AFTER_CONFIRMING)
    theirs = make_judging.score(judged, other, films[0], 9, 8)
    actions.save_words(
        theirs, by=None, committee_note="The cut at 1:23", private_note="SECRET", remark="For makers"
    )
    make_judging.score(judged, seat, films[0], 5, 5, confirm=False)
    assert look(judged, films[0]) is None
    assert ask(client, judged, seat, films[0]).status_code == 409
    make_judging.score(judged, seat, films[0], 5, 5)
    assert look(judged, films[0]).asked is False
    assert ask(client, judged, seat, films[0]).status_code == 302
    (card,) = look(judged, films[0]).cards
    assert (card.juror, card.marks, card.total, card.note) == (
        str(other),
        ("9", "8"),
        "8.6",
        "The cut at 1:23",
    )
    mine = make_judging.assignment(judged, seat, films[0])
    page = client.get(reverse("jury:film", args=[judged.pk, mine.pk])).content.decode()
    assert '<a class="timecode" href="#film" data-seek="83">1:23</a>' in page
    assert [word for word in ("SECRET", "For makers") if word in page] == []


def test_only_confirmed_cards_of_jurors_who_judge(client, jury, opened, look, seat, other, films):
    third, fourth = (make_judging.seat(jury, name=name) for name in ("third", "fourth"))
    judged = opened(PeerView.AFTER_CONFIRMING)
    make_judging.score(judged, other, films[0], 9, 8, confirm=False)
    make_judging.score(judged, third, films[0], 7, 7)
    actions.recuse(third, films[0], by=None, reason="A cousin")
    actions.step_back(make_judging.assignment(judged, fourth, films[0]), by=None, reason="A friend")
    make_judging.score(judged, seat, films[0], 5, 5)
    ask(client, judged, seat, films[0])
    assert look(judged, films[0]).cards == ()


def test_who_steps_back_sees_nothing(client, opened, look, seat, other, films):
    judged = opened(PeerView.AFTER_CONFIRMING)
    make_judging.score(judged, other, films[0], 9, 8)
    actions.step_back(make_judging.assignment(judged, seat, films[0]), by=None, reason="A friend")
    assert look(judged, films[0]) is None


def test_a_calibration_film_shows_them_in_a_round_that_hides_the_rest(
    client, opened, look, seat, other, films
):
    judged = opened(calibration=[films[0]])
    for film in films[:2]:
        make_judging.score(judged, other, film, 9, 8)
        make_judging.score(judged, seat, film, 5, 5)
    assert (look(judged, films[0]).calibration, look(judged, films[1])) == (True, None)
    ask(client, judged, seat, films[0])
    assert len(look(judged, films[0]).cards) == 1


def test_averages_after_closing(opened, look, seat, other, films, director):
    judged = opened(PeerView.AVERAGES)
    for juror, marks in ((other, (9, 8)), (seat, (6, 5))):
        make_judging.score(judged, juror, films[0], *marks)
    make_judging.score(judged, seat, films[1], 6, 5)
    assert look(judged, films[0]) is None
    actions.close_round(judged, by=director)
    assert (look(judged, films[0]).averages, look(judged, films[1]).averages) == (("7.5", "6.5"), ("", ""))


def test_marks_changed_after_looking_are_known(client, opened, seat, other, films, juror):
    judged = opened(PeerView.AFTER_CONFIRMING)
    for sitting in (other, seat):
        make_judging.watch(make_judging.assignment(judged, sitting, films[0]), (0, 90))
    make_judging.score(judged, other, films[0], 9, 8)
    given = make_judging.score(judged, seat, films[0], 5, 5)
    client.force_login(juror)
    client.post(reverse("jury:ask_others", args=[judged.pk, given.pk]))
    assert [sign.kind for sign in signs_of(judged)] == []
    actions.reopen_scorecard(given, by=juror)
    story = judged.criteria.get(key="story")
    actions.save_score(given, story, 9, by=juror)
    assert [(sign.kind, sign.juror, sign.film) for sign in signs_of(judged)] == [
        ("after_looking", str(seat), "Him")
    ]


def test_marks_given_before_watching_are_known(opened, seat, films):
    judged = opened()
    make_judging.score(judged, seat, films[0], 5, 5)
    watched = make_judging.assignment(judged, seat, films[1])
    make_judging.watch(watched, (0, 80))
    make_judging.score(judged, seat, films[1], 5, 5)
    (sign,) = signs_of(judged)
    assert (sign.kind, sign.film, sign.percent) == ("before_watching", "Him", 0)
