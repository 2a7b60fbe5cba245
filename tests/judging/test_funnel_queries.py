"""The desk's pages of the funnel ask the database as often for one row as for three."""

import pytest
from django.urls import reverse

from judging import actions
from tests.factories import funnel as make
from tests.factories import judging as make_judging

POLL, SIGNALS, QUALIFIED, FEED = 10, 17, 9, 13


@pytest.fixture
def go(client, director, edition, django_assert_num_queries):
    client.force_login(director)
    where = {"festival": edition.festival.slug, "edition": edition.slug}

    def asked(queries, name, pk):
        url = reverse(f"jury_desk:{name}", kwargs={**where, "pk": pk})
        client.get(url)  # content types and the like are remembered
        with django_assert_num_queries(queries):
            page = client.get(url)
        assert page.status_code == 200
        return page

    return asked


@pytest.mark.parametrize("rows", [1, 3])
def test_poll_and_signals(go, edition, category, rows):
    """Each film has voters of the same device, a sheet of tickets, and one more that nobody voted for."""
    films = [make_judging.entry(edition) for _ in range(rows + 1)]
    poll = make.poll(edition, films)
    for number, film in enumerate(films[:rows]):
        actions.make_tickets(poll, 2, batch=f"Sheet {number}", by=None)
        device = make.Whereabouts(f"192.0.2.{number}", "a browser", f"device {number}")
        for _ in range(6):
            make.vote(poll, film, where=device)
    page = go(POLL, "poll", poll.round_id)
    assert (len(page.context["films"]), len(page.context["tickets"])) == (rows + 1, rows)
    assert page.context["turnout"].voters == 6 * rows
    go(SIGNALS, "poll_signals", poll.round_id)


@pytest.mark.parametrize("rows", [1, 3])
def test_qualified(go, jury, seat, edition, category, rows):
    films = [make_judging.entry(edition) for _ in range(rows)]
    judged = make.qualifying_round(jury, films)
    for film in films:
        make.answer(judged, seat, film, "yes", remark="Strong")
    actions.close_round(judged, by=None)
    assert len(go(QUALIFIED, "qualified", judged.pk).context["rows"]) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_feed_preview(go, jury, seat, edition, category, rows):
    films = [make_judging.entry(edition) for _ in range(rows)]
    judged = make_judging.open_round(jury, films)
    final = actions.create_round(edition, jury=jury, name={"en": "Final"}, by=None)
    actions.declare_feed(final, [judged], by=None, kind="top", top=2)
    for number, film in enumerate(films):
        make_judging.score(judged, seat, film, 5 + number, 7)
    actions.close_round(judged, by=None)
    assert len(go(FEED, "feed_preview", final.pk).context["shown"].lines) == rows
