"""The desk's pages of the funnel: what they say, and to whom."""

import pytest
from django.urls import reverse

from judging import actions
from judging.models import FeedRun, Round, VoteQuarantine
from tests.factories import funnel as make
from tests.factories import judging as make_judging


def go(edition, name, **kwargs):
    where = {"festival": edition.festival.slug, "edition": edition.slug}
    return reverse(f"jury_desk:{name}", kwargs={**where, **kwargs})


@pytest.fixture
def fed(judged, seat, films):
    """A final that takes the best two of a round that has closed."""
    final = actions.create_round(judged.edition, jury=judged.jury, name={"en": "Final"}, by=None)
    actions.declare_feed(final, [judged], by=None, kind="top", top=2)
    for film, mark in zip(films, (5, 9, 7), strict=True):
        make_judging.score(judged, seat, film, mark, mark)
    actions.close_round(judged, by=None)
    return final


def test_the_director_sees_the_cut_and_takes_the_films_over(client, edition, fed, director, films):
    client.force_login(director)
    shown = client.get(go(edition, "feed_preview", pk=fed.pk)).content.decode()
    assert "2 films go on by the rule." in shown
    assert shown.index("Our Tree") < shown.index("The cut</th>") < shown.index("Him")
    client.post(go(edition, "apply_feed", pk=fed.pk), {"film": str(films[0].pk), "reason": "The jury asked"})
    assert (fed.entries.count(), FeedRun.objects.get().reason) == (3, "The jury asked")
    picture = client.get(go(edition, "rounds")).content.decode()
    assert ("The way of the films" in picture, "from Final round" in picture) == (True, True)


def test_films_ticked_without_a_reason_are_refused(client, edition, fed, director, films):
    client.force_login(director)
    refused = client.post(go(edition, "apply_feed", pk=fed.pk), {"film": str(films[0].pk)})
    assert (refused.status_code, FeedRun.objects.count()) == (422, 0)


def test_a_rule_is_declared_on_a_form_that_says_what_is_wrong(client, edition, judged, programmer):
    final = actions.create_round(edition, jury=judged.jury, name={"en": "Final"}, by=None)
    client.force_login(programmer)
    posted = {"sources": judged.pk, "kind": "top", "least": 1, "ties": "both", "orientation": "any"}
    refused = client.post(go(edition, "feed", pk=final.pk), posted)
    assert (refused.status_code, "Say how many films go through." in refused.content.decode()) == (422, True)
    client.post(go(edition, "feed", pk=final.pk), {**posted, "top": 2})
    assert Round.objects.get(pk=final.pk).feed.top == 2


def test_a_new_qualifying_round_asks_for_its_rule_first(client, edition, seat, programmer):
    client.force_login(programmer)
    posted = {"name_en": "First look", "jury": seat.jury_id, "mode": "qualifying", "blindness": "open"}
    answer = client.post(go(edition, "new_round"), {**posted, "min_watched_percent": 0})
    made = Round.objects.get()
    assert (answer.status_code, made.mode) == (302, "qualifying")
    assert answer.headers["Location"] == go(edition, "consensus", pk=made.pk)


def test_the_juror_answers_by_three_buttons(client, jury, seat, films, juror):
    judged = make.qualifying_round(jury, films)
    client.force_login(juror)
    given = make_judging.assignment(judged, seat, films[0])
    page = client.get(reverse("jury:film", args=[judged.pk, given.pk])).content.decode()
    assert [page.count(f'data-answer="{word}"') for word in ("yes", "maybe", "no")] == [1, 1, 1]
    assert "data-total" not in page


def test_votes_of_a_signal_are_set_aside(client, edition, films, director):
    poll = make.poll(edition, films)
    for _voter in range(3):
        make.vote(poll, films[0])
    client.force_login(director)
    page = client.get(go(edition, "poll_signals", pk=poll.round_id)).content.decode()
    assert "3 voters on one device" in page
    signal = page.split('name="signal" value="', 1)[1].split('"', 1)[0]
    gone = client.post(
        go(edition, "quarantine", pk=poll.round_id), {"signal": "device:x", "reason": "A guess"}, follow=True
    )
    assert [str(one) for one in gone.context["messages"]] == [
        "This signal is gone: the votes behind it have changed. Nothing was set aside."
    ]
    client.post(go(edition, "quarantine", pk=poll.round_id), {"signal": signal, "reason": "One tablet"})
    assert VoteQuarantine.objects.count() == 3


def test_a_sheet_is_printed_and_exported(client, edition, films, programmer):
    poll = make.poll(edition, films)
    client.force_login(programmer)
    client.post(go(edition, "make_tickets", pk=poll.round_id), {"batch": "Hall 1", "count": 3})
    sheet = client.get(go(edition, "ticket_sheet", pk=poll.round_id, first=1)).content.decode()
    table = client.get(go(edition, "ticket_csv", pk=poll.round_id, first=1)).content.decode()
    assert (sheet.count('class="vote-ticket"'), len(table.strip().splitlines())) == (3, 4)
