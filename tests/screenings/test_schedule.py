from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from festival.exceptions import Conflict, NotReady
from festival.models import AuditRecord
from screenings import actions
from screenings.lifecycle import screening_state, version_state
from screenings.models import ScheduleVersion, Screening, Slot
from screenings.warnings import warnings_of
from submissions.models import Permissions
from tests.factories import festival as found
from tests.factories import screenings as make


@pytest.fixture
def tree(category, filmmaker):
    return make.film(category, filmmaker, "Our Tree")


@pytest.fixture
def grand(edition):
    return make.screen(edition)


@pytest.fixture
def block(edition, tree):
    return make.block(make.announce_selection(edition), tree)


def slots_of(version):
    return list(version.slots.order_by("starts_at", "pk").values_list("starts_at", "status", "sequence"))


def test_lifecycles_know_every_pair():
    states = ["pencilled", "confirmed", "cancelled"]
    assert {(a, b): screening_state.allows(a, b) for a in states for b in states} == {
        (a, b): a != b for a in states for b in states
    }
    states = ["draft", "released", "archived"]
    allowed = {(a, b) for a in states for b in states if version_state.allows(a, b)}
    assert allowed == {("draft", "released"), ("released", "archived")}


def test_a_screening_shows_a_block_or_holds_a_session(edition, block):
    session = actions.create_session(edition, {"en": "Panel"})
    for fields in ({}, {"block": block, "session": session}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Screening.objects.create(edition=edition, **fields)


def test_a_film_stands_once_in_a_block_and_can_change_places(edition, category, filmmaker, tree, block):
    bird = make.film(category, filmmaker, "A Bird")
    actions.add_film(block, bird, by=None)
    actions.add_film(block, bird, by=None)
    assert list(block.block_films.values_list("entry__title_international", flat=True)) == [
        "Our Tree",
        "A Bird",
    ]
    actions.move_film(block, bird, -1, by=None)
    actions.move_film(block, bird, -1, by=None)
    assert list(block.block_films.values_list("entry__title_international", flat=True)) == [
        "A Bird",
        "Our Tree",
    ]
    actions.remove_film(block, bird, by=None)
    assert list(block.block_films.values_list("position", "entry__title_international")) == [(0, "Our Tree")]


def test_only_selected_films_enter_a_block(edition, category, filmmaker, block):
    left_out = make.film(category, filmmaker, "Left Out", decision="not_selected")
    with pytest.raises(Conflict, match=r"“Left Out” is not in the official selection\."):
        actions.add_film(block, left_out, by=None)


def test_a_placement_reckons_its_end_from_the_measured_films(edition, block, grand):
    slot = make.slot(make.draft(edition), make.showing(block, qa_min=20), grand, make.at(edition, 20))
    assert slot.ends_at - slot.starts_at == timedelta(minutes=30)  # 5:12 and 20 minutes of questions
    assert slot.occupied_until - slot.ends_at == timedelta(minutes=20)


def test_a_draft_may_overlap_and_a_release_refuses_in_a_sentence(edition, block, grand, director):
    version = make.draft(edition)
    other = make.block(edition, *(item.entry for item in block.block_films.all()), title="Shorts 2")
    make.slot(version, make.showing(block), grand, make.at(edition, 20))
    late = make.slot(version, make.showing(other), grand, make.at(edition, 20, 5))
    assert [warning.text for warning in warnings_of(version)] == [
        "“Shorts 1” and “Shorts 2” overlap on Lumen Cinema · Grand."
    ]
    with pytest.raises(NotReady) as refusal:
        actions.release_schedule(version, by=director)
    assert refusal.value.problems == ["“Shorts 1” and “Shorts 2” overlap on Lumen Cinema · Grand."]
    actions.place(version, late.screening, grand, late.starts_at, status="pencilled")
    actions.release_schedule(version, by=director)
    version.refresh_from_db()
    assert (version.state, version.number, version.released_by) == ("released", 1, director)


def test_the_database_keeps_the_promise_of_one_screening_per_screen_and_time(edition, block, grand):
    version = make.draft(edition)
    make.slot(version, make.showing(block), grand, make.at(edition, 20))
    make.slot(version, make.showing(block), grand, make.at(edition, 20, 5))
    version.slots.update(enforce=True)
    with pytest.raises(IntegrityError, match="one_screening_per_screen_and_time"), transaction.atomic():
        transaction.get_connection().check_constraints()
    version.slots.all().delete()


def test_two_slots_swap_places_in_one_transaction(edition, block, grand):
    version = make.draft(edition)
    early = make.slot(version, make.showing(block), grand, make.at(edition, 18))
    late = make.slot(version, make.showing(block), grand, make.at(edition, 20))
    version.slots.update(enforce=True)
    transaction.get_connection().check_constraints()
    for slot, starts in ((early, make.at(edition, 20)), (late, make.at(edition, 18))):
        Slot.objects.filter(pk=slot.pk).update(
            starts_at=starts,
            ends_at=starts + timedelta(minutes=10),
            occupied_until=starts + timedelta(minutes=30),
        )
    transaction.get_connection().check_constraints()


def test_back_to_back_right_after_the_turnaround_passes(edition, block, grand, director):
    version = make.draft(edition)
    make.slot(version, make.showing(block), grand, make.at(edition, 20))
    make.slot(version, make.showing(block), grand, make.at(edition, 20, 30))
    actions.release_schedule(version, by=director)
    assert version.slots.filter(enforce=True).count() == 2


def test_a_release_freezes_archives_and_numbers(edition, block, grand, director, tree):
    first = make.draft(edition)
    make.slot(first, make.showing(block), grand, make.at(edition, 20))
    actions.release_schedule(first, by=director)
    second = make.draft(edition)
    assert slots_of(second) == slots_of(first)
    actions.release_schedule(second, by=director, comment={"en": "Nothing new"})
    assert list(
        ScheduleVersion.objects.filter(edition=edition).order_by("number").values_list("number", "state")
    ) == [
        (1, "archived"),
        (2, "released"),
    ]
    with pytest.raises(Conflict, match="frozen"):
        make.slot(first, make.showing(block), grand, make.at(edition, 22))
    slot = second.slots.get()
    assert (slot.title, slot.entry_ids, slot.sequence) == ({"en": "Shorts 1"}, [tree.pk], 0)
    actions_told = AuditRecord.objects.filter(action="schedule.released").order_by("pk")
    assert [record.facts["changes"] for record in actions_told] == [[[str(slot.screening_id), "new"]], []]


def test_sequence_counts_the_releases_that_changed_a_screening(edition, block, grand, director):
    first = make.draft(edition)
    moving, staying = make.showing(block), make.showing(block)
    make.slot(first, moving, grand, make.at(edition, 20))
    make.slot(first, staying, grand, make.at(edition, 12))
    actions.release_schedule(first, by=director)
    second = make.draft(edition)
    make.slot(second, moving, grand, make.at(edition, 21))
    actions.release_schedule(second, by=director)
    assert {slot.screening_id: slot.sequence for slot in second.slots.all()} == {moving.pk: 1, staying.pk: 0}
    assert second.slots.get(screening=staying).changed_at == first.slots.get(screening=staying).changed_at
    third = make.draft(edition)
    actions.unplace(third.slots.get(screening=moving), by=director)
    actions.release_schedule(third, by=director)
    assert {(slot.screening_id, slot.status, slot.sequence) for slot in third.slots.all()} == {
        (moving.pk, "cancelled", 2),
        (staying.pk, "confirmed", 0),
    }
    # Called off stays told, and is told once.
    fourth = make.draft(edition)
    actions.release_schedule(fourth, by=director)
    assert fourth.slots.get(screening=moving).sequence == 2


def test_a_programme_of_unannounced_films_is_not_released(edition, block, grand, director):
    edition.selection_released_at = None
    edition.save(update_fields=["selection_released_at"])
    version = make.draft(edition)
    make.slot(version, make.showing(block), grand, make.at(edition, 20))
    version.refresh_from_db()
    with pytest.raises(NotReady) as refusal:
        actions.release_schedule(version, by=director)
    assert len(refusal.value.problems) == 1
    assert ScheduleVersion.objects.released_for(edition) is None


def test_an_empty_schedule_is_not_released(edition, director):
    with pytest.raises(NotReady) as refusal:
        actions.release_schedule(make.draft(edition), by=director)
    assert refusal.value.problems == ["Nothing has been placed yet."]


def test_next_year_gets_the_screens_that_are_still_used(edition):
    make.screen(edition, "Grand")
    make.screen(edition, "Studio", hidden=True)
    target = found.edition(edition.festival, slug="2027")
    assert actions.copy_places(edition, target) == 1
    assert [str(screen) for venue in target.venues.all() for screen in venue.screens.all()] == ["Grand"]


def test_a_film_whose_makers_refused_halls_is_pointed_out_and_may_still_be_drafted(
    edition, block, tree, grand, director, client, category, filmmaker
):
    silent = make.film(category, filmmaker, "Silent")
    rest = make.film(category, filmmaker, "Elsewhere")
    actions.add_film(block, silent, by=None)
    Permissions.objects.create(entry=tree, in_person=False, online=True)
    Permissions.objects.create(entry=rest, in_person=False)
    version = make.draft(edition)
    make.slot(version, make.showing(block), grand, make.at(edition, 20))
    assert [(warning.text, warning.blocks) for warning in warnings_of(version)] == [
        (
            "The makers of “Our Tree” in “Shorts 1” have not allowed screenings in a hall. Ask them, or take it out.",
            False,
        )
    ]
    client.force_login(director)
    page = client.get(f"/desk/{edition.festival.slug}/{edition.slug}/programme/blocks/{block.pk}/")
    assert [film["hall_refused"] for film in page.context["films"]] == [True, False]
    assert [film["hall_refused"] for film in page.context["rest"]] == [True]
    assert page.content.decode().count("Its makers have not allowed screenings in a hall") == 1
    Permissions.objects.update(in_person=True)
    assert warnings_of(version) == []
