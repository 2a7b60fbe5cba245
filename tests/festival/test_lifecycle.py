from uuid import uuid4

import pytest
from django.db import InternalError, transaction

from festival import audit
from festival.exceptions import MoveNotAllowed
from festival.models import AuditRecord
from submissions.lifecycle import entry_state, film_decision
from submissions.models import Entry
from tests.factories import submissions as make


def test_audit_records_are_append_only(edition, director):
    record = audit.record("edition.opened", edition, by=director)
    for attempt in (lambda: AuditRecord.objects.update(note="rewritten"), record.delete):
        with pytest.raises(InternalError), transaction.atomic():
            attempt()
    director.memberships.all().delete()
    director.delete()
    record.refresh_from_db()
    assert (record.actor, record.actor_text) == (None, "Director <director@example.org>")


@pytest.mark.parametrize("count", [1, 3])
def test_many_rows_move_in_a_handful_of_statements(
    edition, director, filmmaker, django_assert_num_queries, count
):
    films = [make.submitted(edition, filmmaker) for _film in range(count)]
    with django_assert_num_queries(5):  # savepoint, lock, update, trail, release
        moved = film_decision.move_many(
            Entry, {film.pk: "selected" for film in films}, by=director, note="All.", told={"bulk": "x"}
        )
    assert {film.decision for film in moved} == {"selected"}
    assert set(Entry.objects.values_list("decision", flat=True)) == {"selected"}
    lines = AuditRecord.objects.filter(action="entry.selected").values_list(
        "actor", "edition", "target_type", "before", "after", "note", "facts"
    )
    line = (director.pk, edition.pk, "submissions.entry", "undecided", "selected", "All.", {"bulk": "x"})
    assert list(lines) == [line] * count


def test_of_many_rows_all_move_or_none(edition, director, filmmaker):
    films = [make.submitted(edition, filmmaker) for _film in range(3)]
    film_decision.move(films[1], "selected", by=director)
    with pytest.raises(MoveNotAllowed):
        film_decision.move_many(Entry, {film.pk: "selected" for film in films}, by=director)
    with pytest.raises(MoveNotAllowed):
        film_decision.move_many(Entry, {films[0].pk: "selected", uuid4(): "selected"}, by=director)
    assert AuditRecord.objects.filter(action="entry.selected").count() == 1
    assert sorted(Entry.objects.values_list("decision", flat=True)) == ["selected", "undecided", "undecided"]


def test_many_rows_move_to_different_states_with_further_columns(edition, director, filmmaker):
    one, other = (make.submitted(edition, filmmaker) for _film in range(2))
    film_decision.move_many(Entry, {one.pk: "selected", other.pk: "longlisted"}, by=None)
    assert dict(AuditRecord.objects.values_list("target_id", "after")) == {
        str(one.pk): "selected",
        str(other.pk): "longlisted",
    }
    entry_state.move_many(Entry, {one.pk: "disqualified"}, by=director, disqualified_for="Shown before.")
    one.refresh_from_db()
    assert (one.state, one.disqualified_for) == ("disqualified", "Shown before.")
