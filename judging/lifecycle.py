"""What may follow?"""

from festival.lifecycle import Lifecycle
from judging.enums import CardState, RoundState

round_state = Lifecycle(
    "state",
    {
        RoundState.DRAFT: {RoundState.OPEN},
        RoundState.OPEN: {RoundState.CLOSED},
        RoundState.CLOSED: {RoundState.OPEN},
    },
)
card_state = Lifecycle(
    "state",
    {
        CardState.DRAFT: {CardState.CONFIRMED},
        CardState.CONFIRMED: {CardState.DRAFT},
    },
)
