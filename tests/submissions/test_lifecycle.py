from itertools import product

import pytest

from festival.exceptions import MoveNotAllowed
from festival.models import AuditRecord
from submissions.enums import Decision, EntryState
from submissions.lifecycle import entry_state, film_decision
from tests.factories import submissions as make

ENTRY_MOVES = {
    ("draft", "submitted"),
    ("draft", "withdrawn"),
    ("submitted", "withdrawn"),
    ("submitted", "disqualified"),
    ("submitted", "incomplete"),
    ("incomplete", "submitted"),
    ("incomplete", "withdrawn"),
    ("incomplete", "disqualified"),
    ("disqualified", "submitted"),
}


@pytest.mark.parametrize(("present", "to"), list(product(EntryState, repeat=2)))
def test_the_fate_of_an_entry_over_the_full_square(present, to):
    assert entry_state.allows(present, to) == ((present, to) in ENTRY_MOVES)


@pytest.mark.parametrize(("present", "to"), list(product(Decision, repeat=2)))
def test_a_decision_may_become_any_other(present, to):
    assert film_decision.allows(present, to) == (present != to)


def test_a_move_is_locked_checked_written_and_audited(edition, filmmaker, programmer):
    entry = make.submitted(edition, filmmaker)
    film_decision.move(entry, Decision.SELECTED, by=programmer, note="Strong.")
    entry.refresh_from_db()
    record = AuditRecord.objects.get(target_id=str(entry.pk))
    assert (entry.decision, record.before, record.after, record.note, record.actor) == (
        "selected",
        "undecided",
        "selected",
        "Strong.",
        programmer,
    )
    stale = make.entry(edition, filmmaker)
    with pytest.raises(MoveNotAllowed):
        entry_state.move(stale, EntryState.DISQUALIFIED, by=programmer, disqualified_for="Late.")
