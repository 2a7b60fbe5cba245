"""What may follow? Two tables that stay apart: the entry's fate, and the choice about the film."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from festival.exceptions import MoveNotAllowed
from festival.lifecycle import Lifecycle
from submissions.asking import QuestionState
from submissions.copy_enums import CopyState
from submissions.desk_enums import BulkState
from submissions.enums import Decision, EntryState, ReleaseState, TodoState
from submissions.import_enums import ImportState

if TYPE_CHECKING:
    from submissions.models import Entry

entry_state = Lifecycle(
    "state",
    {
        EntryState.DRAFT: {EntryState.SUBMITTED, EntryState.WITHDRAWN},
        EntryState.SUBMITTED: {EntryState.INCOMPLETE, EntryState.WITHDRAWN, EntryState.DISQUALIFIED},
        EntryState.INCOMPLETE: {EntryState.SUBMITTED, EntryState.WITHDRAWN, EntryState.DISQUALIFIED},
        EntryState.DISQUALIFIED: {EntryState.SUBMITTED},
    },
)

# A prepared decision may change until it is told, in any direction; who may still change it afterwards, and
# with which reason, is a matter of rules.
film_decision = Lifecycle("decision", {decision: frozenset(Decision) - {decision} for decision in Decision})

release_state = Lifecycle(
    "state",
    {ReleaseState.SCHEDULED: {ReleaseState.DONE, ReleaseState.CANCELLED, ReleaseState.FAILED}},
)

todo_state = Lifecycle(
    "state",
    {
        TodoState.OPEN: {TodoState.DONE, TodoState.WAIVED},
        TodoState.DONE: {TodoState.OPEN},
        TodoState.WAIVED: {TodoState.OPEN},
    },
)

# What the festival has accepted is no longer its maker's to change; it may still turn out not to play.
copy_state = Lifecycle(
    "state",
    {
        CopyState.SENT: {CopyState.ACCEPTED, CopyState.WANTED, CopyState.GONE},
        CopyState.ACCEPTED: {CopyState.WANTED},
        CopyState.WANTED: {CopyState.ACCEPTED, CopyState.GONE},
    },
)

bulk_state = Lifecycle(
    "state",
    {
        BulkState.PREPARED: {BulkState.QUEUED, BulkState.DONE},
        BulkState.QUEUED: {BulkState.RUNNING},
        BulkState.RUNNING: {BulkState.DONE},
        BulkState.DONE: {BulkState.UNDOING, BulkState.UNDONE},
        BulkState.UNDOING: {BulkState.UNDONE},
    },
)

# A question is prepared unseen, then asked, then perhaps no more; its answers stay.
question_state = Lifecycle(
    "state",
    {
        QuestionState.DRAFT: {QuestionState.ACTIVE},
        QuestionState.ACTIVE: {QuestionState.RETIRED},
        QuestionState.RETIRED: {QuestionState.ACTIVE},
    },
)


def only_from(state: EntryState, entry: "Entry") -> None:
    """Several deeds lead to one state, and each begins at one place only. Call it with the edition's row locked."""
    entry.refresh_from_db(fields=["state"])
    if entry.state != state:
        raise MoveNotAllowed(
            _("This film is “%(present)s”, not “%(wanted)s”.")
            % {"present": entry.get_state_display(), "wanted": state.label}
        )


import_state = Lifecycle(
    "state",
    {
        ImportState.MATCHING: {ImportState.LOOKED_AT},
        ImportState.LOOKED_AT: {ImportState.MATCHING, ImportState.QUEUED},
        ImportState.QUEUED: {ImportState.RUNNING},
        ImportState.RUNNING: {ImportState.DONE},
    },
)
