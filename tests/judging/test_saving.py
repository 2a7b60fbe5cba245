"""A card that saves itself: once however often it is sent, and never over what another window wrote."""

import pytest
from django.urls import reverse

from judging import actions
from judging.models import Score, Scorecard
from tests.factories import judging as make_judging

JSON = {"Accept": "application/json"}


@pytest.fixture
def at(assignment):
    return {"round_pk": assignment.round_id, "pk": assignment.pk}


@pytest.fixture
def send(client, juror, at):
    client.force_login(juror)

    def post(**fields):
        return client.post(reverse("jury:save", kwargs=at), fields, headers=JSON)

    return post


@pytest.fixture
def story(judged):
    return f"criterion_{judged.criteria.get(key='story').pk}"


@pytest.fixture
def editing(judged):
    return f"criterion_{judged.criteria.get(key='editing').pk}"


def test_two_windows_change_different_fields(send, story):
    send(version=0, remark="From the first")
    answer = send(version=0, **{story: "7"})
    assert (answer.status_code, answer.json()["fresh"]) == (200, {"remark": "From the first"})
    assert (Scorecard.objects.get().remark, Score.objects.count()) == ("From the first", 1)


def test_two_windows_change_the_same_field(send, story):
    send(version=0, remark="First", **{story: "7"})
    answer = send(version=0, remark="Second", **{story: "8"})
    assert (answer.status_code, answer.json()["conflicts"]) == (409, {"remark": "First", story: "7"})
    assert (Scorecard.objects.get().remark, Score.objects.count()) == ("First", 1)
    chosen = send(version=answer.json()["version"], remark="Second")
    assert (chosen.status_code, Scorecard.objects.get().remark) == (200, "Second")


def test_the_same_words_in_two_windows_are_no_conflict(send):
    send(version=0, remark="Same")
    assert send(version=0, remark="Same").status_code == 200


def test_a_save_that_is_sent_again_is_kept_once(send, story):
    for _time in range(2):
        assert send(version=0, save_key="one", **{story: "7"}).status_code == 200
    send(version=1, save_key="two", **{story: "8"})
    late = send(version=0, save_key="one", **{story: "7"})
    assert (late.status_code, late.json()["fresh"]) == (200, {story: "8"})
    assert [str(score.value) for score in Score.objects.all()] == ["7.00", "8.00"]


def test_without_a_version_the_last_one_wins(send):
    send(remark="First")
    assert send(remark="Second").json()["version"] == 2


@pytest.mark.parametrize("mark", ["11", "-1", "NaN", "Infinity", "1e1", "seven"])
def test_words_beside_an_impossible_mark_are_kept(send, story, mark):
    answer = send(version=0, remark="Kept", **{story: mark})
    assert (answer.status_code, answer.json()["problems"]) == (
        422,
        ["“Story” takes marks from 0 to 10 in steps of 1."],
    )
    assert (Scorecard.objects.get().remark, Score.objects.count()) == ("Kept", 0)


def test_words_beside_a_mark_for_a_confirmed_card_are_kept(send, story, judged, seat, films):
    make_judging.score(judged, seat, films[0], 5, 6)
    answer = send(version=2, remark="Kept", **{story: "9"})
    assert (answer.status_code, answer.json()["title"]) == (
        409,
        "This scorecard is confirmed. Open it again to change something.",
    )
    assert (Scorecard.objects.get().remark, Score.objects.count()) == ("Kept", 2)


@pytest.mark.parametrize(
    ("what", "status", "title"),
    [
        ("closed", 409, "This round is not open. Nothing can be scored now."),
        ("recused", 404, None),
    ],
)
def test_after_the_end_it_is_said_and_nothing_is_written(
    send, judged, seat, films, director, story, what, status, title
):
    send(version=0, remark="Before")
    if what == "closed":
        actions.close_round(judged, by=director)
    else:
        actions.recuse(seat, films[0], by=director, reason="A cousin")
    answer = send(version=1, remark="After", **{story: "3"})
    assert answer.status_code == status
    assert title is None or answer.json()["title"] == title
    assert (Scorecard.objects.get().remark, Score.objects.count()) == ("Before", 0)


def test_a_criterion_of_another_round_is_refused_and_the_rest_is_kept(send, jury, films, story):
    foreign = make_judging.draft_round(jury, films).criteria.first()
    answer = send(**{f"criterion_{foreign.pk}": "5", story: "7"})
    assert (answer.status_code, answer.json()["problems"]) == (
        422,
        ["One of these questions is not asked in this round. Reload the page."],
    )
    assert [score.value for score in Score.objects.all()] == [7]


def test_without_scripts_both_versions_are_shown(client, send, at, juror):
    send(version=0, remark="From the phone")
    page = client.post(reverse("jury:save", kwargs=at), {"version": "0", "remark": "From the desk"})
    assert page.status_code == 422
    assert page.context["error"].problems == ["Something was changed in another window meanwhile."]
    assert page.context["conflicts"] == {"remark": "From the phone"}
    assert page.context["card"].remark == "From the desk"


def test_confirming_what_another_window_changed_asks_first(client, send, at, story, editing):
    send(version=0, **{story: "7", editing: "7"})
    page = client.post(reverse("jury:confirm", kwargs=at), {"version": "1", story: "7", editing: "7"})
    assert page.status_code == 302
    client.post(reverse("jury:reopen", kwargs=at))
    send(version=2, **{story: "8"})
    asked = client.post(reverse("jury:confirm", kwargs=at), {"version": "1", story: "7", editing: "7"})
    assert (asked.status_code, asked.context["conflicts"]) == (422, {story: "8"})
    assert Scorecard.objects.get().confirmed_at is None


def test_confirming_leads_to_the_next_film_when_asked(client, send, at, story, editing, judged, films):
    page = client.post(
        reverse("jury:confirm", kwargs=at), {"version": "0", story: "7", editing: "7", "then": "next"}
    )
    following = judged.assignments.get(entry=films[1])
    assert page["Location"] == reverse("jury:film", args=[judged.pk, following.pk])


def test_the_last_criterion_notes_how_much_was_watched(assignment, send, story, editing):
    make_judging.watch(assignment, (0, 27))
    send(version=0, **{story: "7"})
    assert Scorecard.objects.get().watched_when_scored is None
    send(version=1, **{editing: "7"})
    make_judging.watch(assignment, (0, 90))
    send(version=2, **{editing: "8"})
    assert Scorecard.objects.get().watched_when_scored == 30
