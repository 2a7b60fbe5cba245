"""The maker's way to a film and the desk's: each ends when its reason ends."""

import pytest
from django.utils import timezone

from festival.models import Membership
from media_pipeline import doors
from submissions import rules
from submissions.doors import DESK, MAKER, key_of
from submissions.models import Entry
from submissions.watching import film_panel
from tests.factories import media_pipeline as make_film
from tests.factories import submissions as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(edition, filmmaker) -> Entry:
    return make.submitted(edition, filmmaker)


def link(entry: Entry, viewer) -> str:
    return film_panel(entry, viewer).playback.hls


def test_the_maker_and_the_desk_have_ways_of_their_own(entry, filmmaker, programmer):
    assert (key_of(entry, filmmaker).door, key_of(entry, programmer).door) == (MAKER, DESK)


def test_the_doors_agree_with_the_rule(entry, filmmaker, rival, programmer, director, scrutineer, juror):
    for person in (filmmaker, rival, programmer, director, scrutineer, juror):
        passes = [doors.find(name).may_pass(person, entry.film_id, str(entry.pk)) for name in (MAKER, DESK)]
        assert any(passes) == rules.can_watch(person, entry), person
    assert (doors.find(MAKER).logged, doors.find(DESK).logged) == (False, True)


def test_who_leaves_the_desk_loses_the_film(client, entry, programmer):
    client.force_login(programmer)
    address = link(entry, programmer)
    assert client.get(address).status_code == 200
    Membership.objects.filter(user=programmer).delete()
    assert client.get(address).status_code == 403


def test_a_maker_who_replaced_the_film_watches_the_new_one(client, entry, filmmaker):
    client.force_login(filmmaker)
    address = link(entry, filmmaker)
    assert client.get(address).status_code == 200
    entry.film = make_film.stored_without_work(filmmaker)
    entry.save()
    assert client.get(address).status_code == 403


def test_staff_see_their_name_over_the_film_and_its_maker_does_not(entry, filmmaker, programmer, edition):
    day = timezone.localdate().isoformat()
    assert film_panel(entry, programmer).playback.watermark == f"{programmer} · {day}"
    assert film_panel(entry, filmmaker).playback.watermark == ""
    edition.watermark = False
    edition.save()
    entry.refresh_from_db()
    assert film_panel(entry, programmer).playback.watermark == ""
