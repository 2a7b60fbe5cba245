"""Who has watched: for those who programme, page by page, and forgotten in time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from media_pipeline.models import Viewing
from submissions.models import Entry
from submissions.viewers import VIEWERS_A_PAGE, forget_viewings, viewers_of
from tests.factories import festival as people
from tests.factories import media
from tests.factories import submissions as make
from tests.submissions.parts import part

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(edition, filmmaker) -> Entry:
    """Its film is 61 seconds long."""
    return make.submitted(edition, filmmaker)


def watched(entry: Entry, viewer, *spans, days_ago: float = 0) -> Viewing:
    moment = timezone.now() - timedelta(days=days_ago)
    return Viewing.objects.create(
        asset=entry.film, viewer=viewer, spans=tuple(spans), begun_at=moment, seen_at=moment
    )


def address(entry: Entry) -> str:
    return f"/desk/{entry.edition.festival.slug}/{entry.edition.slug}/entries/{entry.pk}/"


def test_each_line_tells_who_how_much_which_parts_and_when(entry, juror):
    seen = watched(entry, juror, (0, 610), (3050, 6200))
    (line,) = viewers_of(entry).object_list
    assert (line.name, line.watched, line.percent) == (str(juror), "0:37", 60)
    assert line.stretches == [("0.00", "10.00"), ("50.00", "50.00")]
    assert line.last_at == seen.seen_at


def test_the_desk_reads_it_and_the_reduced_form_has_nothing_of_it(
    client, entry, juror, programmer, scrutineer
):
    watched(entry, juror, (0, 3050))
    client.force_login(programmer)
    page = client.get(address(entry))
    assert [line.name for line in part(page, "viewers")["viewers"].object_list] == [str(juror)]
    assert "Who has watched" in page.content.decode()
    client.force_login(scrutineer)
    reduced = client.get(address(entry))
    assert part(reduced, "viewers") is None
    assert str(juror) not in reduced.content.decode()


def test_nobody_yet(client, entry, programmer):
    client.force_login(programmer)
    assert "has watched this film yet" in client.get(address(entry)).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_two_queries(entry, count, django_assert_num_queries):
    for number in range(count):
        watched(entry, people.user(f"viewer{number}"), (0, 100))
    with django_assert_num_queries(2):
        assert len(viewers_of(entry).object_list) == count


def test_it_has_pages(client, entry, programmer):
    for number in range(VIEWERS_A_PAGE + 1):
        watched(entry, people.user(f"viewer{number}"), (0, 100), days_ago=number)
    client.force_login(programmer)
    first = client.get(address(entry)).content.decode()
    assert 'href="?viewers=2#viewers-title"' in first
    second = part(client.get(address(entry), {"viewers": 2}), "viewers")["viewers"]
    assert (second.number, len(second.object_list)) == (2, 1)


def test_only_the_present_film_is_listed(entry, juror):
    watched(entry, juror, (0, 100))
    entry.film = media.asset(entry.owner)
    entry.save()
    assert viewers_of(entry).object_list == []


def test_the_log_is_forgotten_some_time_after_the_archive(entry, juror, filmmaker, edition):
    watched(entry, juror, (0, 100), days_ago=400)
    now = timezone.now()
    edition.ends_on = edition.starts_on = now.date() - timedelta(days=119)
    edition.save()
    assert forget_viewings(now) == 0
    assert forget_viewings(now + timedelta(days=2)) == 1


def test_what_belongs_to_no_edition_is_forgotten_too(filmmaker, juror):
    film = media.asset(filmmaker)
    now = timezone.now()
    Viewing.objects.create(asset=film, viewer=juror, begun_at=now, seen_at=now - timedelta(days=91))
    Viewing.objects.create(asset=media.asset(filmmaker), viewer=juror, begun_at=now, seen_at=now)
    assert forget_viewings(now) == 1
