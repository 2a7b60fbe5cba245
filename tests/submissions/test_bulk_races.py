"""Bulk deeds against single ones, against each other and against the telling: real transactions in real threads."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from festival.actions.closing import close_edition
from festival.enums import Role
from festival.exceptions import FestivalError
from festival.models import AuditRecord, Edition, Letter
from submissions.actions import decide, release_selection
from submissions.actions.bulk import apply_bulk, begin_bulk, plan_bulk, undo_bulk
from submissions.enums import Decision
from submissions.models import Entry, EntryTag
from submissions.tasks import write_decision_letters
from tests.factories import festival as house
from tests.factories import submissions as make

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds):
    start = Barrier(len(deeds))

    def run(deed):
        start.wait(timeout=20)
        try:
            return deed()
        except FestivalError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


@pytest.fixture
def hall():
    edition = house.edition()
    house.category(edition)
    owner = house.user("filmmaker")
    director = house.member(edition, Role.DIRECTOR)
    return edition, director, [make.submitted(edition, owner, number=number) for number in range(1, 13)]


def change(films, by, decision, turn=1):
    begun = begin_bulk(films[0].edition, [film.pk for film in films[::turn]], kind="decide", by=by)
    return plan_bulk(begun, {"decision": decision})


def trail_agrees():
    """The last line of the trail about each film is what its row says, and each line begins where the last ended."""
    for film in Entry.objects.all():
        present = "undecided"
        for line in AuditRecord.objects.filter(target_id=str(film.pk)).order_by("pk"):
            assert line.before == present
            present = line.after
        assert film.decision == present
    return True


def test_two_clicks_on_apply_are_one_deed(hall):
    _edition, director, films = hall
    once = change(films, director, "longlisted")
    answers = at_once(*(lambda: apply_bulk(once, by=director) for _click in range(2)))
    assert sorted(isinstance(answer, FestivalError) for answer in answers) == [False, True]
    assert AuditRecord.objects.filter(action="entry.longlisted").count() == len(films)


def test_crowds_from_both_ends_and_single_deeds_do_not_lock_each_other_out(hall):
    _edition, director, films = hall
    one, other = change(films, director, "longlisted"), change(films, director, "shortlisted", turn=-1)
    at_once(
        lambda: apply_bulk(one, by=director),
        lambda: apply_bulk(other, by=director),
        *(lambda film=film: decide(film, Decision.NOT_SELECTED, by=director) for film in films[::5]),
    )
    assert trail_agrees()
    assert {row.outcome for row in one.rows.all()} <= {"changed", "refused"}


def test_undoing_against_single_deeds(hall):
    _edition, director, films = hall
    done = apply_bulk(change(films, director, "longlisted"), by=director)
    at_once(
        lambda: undo_bulk(done, by=director),
        *(lambda film=film: decide(film, Decision.SHORTLISTED, by=director) for film in films[:4]),
    )
    assert trail_agrees()
    assert set(Entry.objects.filter(number__lte=4).values_list("decision", flat=True)) <= {
        "shortlisted",
        "undecided",
    }
    assert set(Entry.objects.filter(number__gt=4).values_list("decision", flat=True)) == {"undecided"}
    for row in done.rows.filter(outcome="kept"):
        assert row.entry.decision == "shortlisted"


def test_the_telling_and_a_bulk_deed_come_one_after_the_other(hall):
    edition, director, films = hall
    late = change(films, director, "selected")

    def tell():
        return Edition.objects.filter(pk=edition.pk).update(selection_released_at=timezone.now())

    at_once(lambda: apply_bulk(late, by=director), tell)
    assert set(late.rows.values_list("outcome", "reason")) in ({("changed", "")}, {("refused", "told")})


def test_closing_and_bulk_decisions_come_one_after_the_other(hall):
    """Either all is decided, told and closed, or all is longlisted and nothing is told; never a mixture."""
    edition, director, films = hall
    Entry.objects.update(decision=Decision.NOT_SELECTED)
    Entry.objects.filter(pk=films[0].pk).update(decision=Decision.SELECTED)
    crowd = change(films, director, "longlisted")

    def tell_and_close():
        write_decision_letters(release_selection(edition, by=director).pk)
        Letter.objects.update(state="sent", sent_at=timezone.now())
        return close_edition(edition, by=director)

    _done, closing = at_once(lambda: apply_bulk(crowd, by=director), tell_and_close)
    edition = Edition.objects.get(pk=edition.pk)
    left = Entry.objects.awaiting_decision().count()
    closed = (edition.closed_at is not None, edition.selection_released_at is not None, left)
    assert closed == ((False, False, len(films)) if isinstance(closing, FestivalError) else (True, True, 0))
    reasons = set(crowd.rows.values_list("outcome", "reason"))
    assert reasons == ({("refused", "told")} if edition.closed_at else {("changed", "")})


def test_taggers_meet(hall):
    edition, director, films = hall
    tag = EntryTag.objects.create(edition=edition, name="Opening")
    changes = [
        plan_bulk(
            begin_bulk(edition, [film.pk for film in films[::turn]], kind="tag", by=director), {"tag": tag.pk}
        )
        for turn in (1, -1)
    ]
    at_once(*(lambda one=one: apply_bulk(one, by=director) for one in changes))
    assert tag.taggings.count() == len(films)
    assert AuditRecord.objects.filter(action="entry.tagged").count() == len(films)
