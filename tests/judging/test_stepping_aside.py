"""“I know someone here”, and recusal by the office: at every door the film is gone."""

import pytest
from django.urls import reverse

from festival.exceptions import NotReady
from festival.models import Letter
from judging import actions
from judging.exceptions import RoundNotOpen
from judging.models import Recusal, Score
from judging.queue import juror_rounds
from tests.factories import judging as make_judging
from tests.test_embargo import MOVING


def step(client, assignment, reason="We went to school together"):
    url = reverse("jury:step_aside", args=[assignment.round_id, assignment.pk])
    return client.post(url, {"reason": reason})


def test_the_film_leaves_at_once_and_goes_to_somebody_else(
    client, jury, judged, seat, assignment, juror, director, programmer
):
    other = make_judging.seat(jury)
    make_judging.score(judged, seat, assignment.entry, 9, 9)
    client.force_login(juror)
    assert step(client, assignment).status_code == 302
    recusal = Recusal.objects.get()
    assert (recusal.source, recusal.reason, recusal.recused_by) == (
        "juror",
        "We went to school together",
        juror,
    )
    assert {row.juror for row in judged.assignments.filter(entry=assignment.entry).standing()} == {other}
    assert Score.objects.count() == 2
    assert not judged.assignments.counting().exists()
    told = Letter.objects.filter(kind="jury/conflict_declared")
    assert {letter.recipient for letter in told} == {director, programmer}
    assert ["We went to school together" in letter.text for letter in told] == [True, True]
    assert step(client, assignment).status_code == 404


def test_a_reason_is_needed_and_an_open_round(client, judged, assignment, juror):
    with pytest.raises(NotReady):
        actions.declare_conflict(assignment, by=juror, reason=" \x00 ")
    client.force_login(juror)
    page = client.post(
        reverse("jury:step_aside", args=[judged.pk, assignment.pk]), {"reason": " "}, follow=True
    )
    assert page.redirect_chain == [(reverse("jury:film", args=[judged.pk, assignment.pk]), 302)]
    assert [str(one) for one in page.context["messages"]] == [
        "Say in a few words how you know them. Only the office reads it."
    ]
    actions.close_round(judged, by=None)
    with pytest.raises(RoundNotOpen):
        actions.declare_conflict(assignment, by=juror, reason="A friend")
    client.force_login(juror)
    assert step(client, assignment).status_code == 409
    assert not Recusal.objects.exists()


def test_what_the_office_does_leaves_no_trace_at_any_door(client, judged, seat, assignment, juror):
    """Everything that the juror can ask answers as if the film had never been assigned."""
    make_judging.score(judged, seat, assignment.entry, 9, 9)
    client.force_login(juror)
    film = reverse("jury:film", args=[judged.pk, assignment.pk])
    urls = [
        film,
        reverse("jury:save", args=[judged.pk, assignment.pk]),
        reverse("jury:confirm", args=[judged.pk, assignment.pk]),
        reverse("jury:reopen", args=[judged.pk, assignment.pk]),
        reverse("jury:step_back", args=[judged.pk, assignment.pk]),
        reverse("jury:step_aside", args=[judged.pk, assignment.pk]),
        reverse("jury:watched", args=[judged.pk, assignment.pk]),
        f"/api/v1/scorecards/{assignment.pk}/confirm/",
        f"/api/v1/scorecards/{assignment.pk}/reopen/",
    ]
    play = client.get(film).context["playback"]
    actions.recuse(seat, assignment.entry, by=None, reason="SECRET-COUSIN")
    assert [client.post(url, {"reason": "x"}).status_code for url in urls[1:]] == [404] * 8
    assert client.get(film).status_code == 404
    never = reverse("jury:film", args=[judged.pk, 10**6])
    gone, unknown = (MOVING.sub(b"*", client.get(url).content) for url in (film, never))
    assert gone == unknown.replace(never.encode(), film.encode())
    (mine,) = juror_rounds(juror)
    assert (mine.assigned, mine.done, mine.left) == (2, 0, 2)
    listed = client.get("/api/v1/scorecards/").json()
    assert [row["id"] == assignment.pk for row in listed["results"]] == [False, False]
    pages = [client.get(reverse("jury:home")), client.get(reverse("jury:overview", args=[judged.pk]))]
    assert [
        word
        for page in pages
        for word in (str(assignment.entry), "SECRET-COUSIN")
        if word in page.content.decode()
    ] == []
    assert play is None or client.get(play.hls).status_code != 200
    assert [letter.kind for letter in Letter.objects.filter(recipient=juror)] == ["judging/round_opened"]
    assert not judged.assignments.counting().exists()
    assert Score.objects.count() == 2
