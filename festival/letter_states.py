"""What may follow in the life of a letter."""

from festival.enums import LetterState
from festival.lifecycle import Lifecycle

letter_state = Lifecycle(
    "state",
    {
        LetterState.QUEUED: {
            LetterState.SENT,
            LetterState.RETRYING,
            LetterState.FAILED,
            LetterState.SUPPRESSED,
            LetterState.CANCELLED,
        },
        LetterState.RETRYING: {
            LetterState.QUEUED,
            LetterState.RETRYING,
            LetterState.SENT,
            LetterState.FAILED,
            LetterState.SUPPRESSED,
            LetterState.CANCELLED,
        },
        LetterState.FAILED: {LetterState.QUEUED},
        LetterState.SENT: {LetterState.BOUNCED},
    },
)
"""A letter that came back, was cancelled or not wanted stays what it is; sending it again makes a new one."""
