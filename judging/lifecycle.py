"""What may follow?"""

from festival.lifecycle import Lifecycle
from judging.enums import CardState, FeedbackState, RepeatState, RoundState
from judging.people_enums import FindState, SeatState
from judging.vote_enums import BallotState, DeliberationState

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
repeat_state = Lifecycle(
    "state",
    {
        RepeatState.WAITING: {RepeatState.CONFIRMED, RepeatState.DECLINED},
        RepeatState.CONFIRMED: {RepeatState.WAITING},
        RepeatState.DECLINED: {RepeatState.WAITING},
    },
)
feedback_state = Lifecycle(
    "state",
    {
        FeedbackState.WAITING: {FeedbackState.APPROVED, FeedbackState.WITHHELD},
        FeedbackState.APPROVED: {FeedbackState.WAITING, FeedbackState.WITHHELD},
        FeedbackState.WITHHELD: {FeedbackState.APPROVED},
    },
)
ballot_state = Lifecycle(
    "state",
    {
        BallotState.DRAFT: {BallotState.CONFIRMED},
        BallotState.CONFIRMED: {BallotState.DRAFT},
    },
)
deliberation_state = Lifecycle(
    "state",
    {
        DeliberationState.PLANNED: {DeliberationState.OPEN},
        DeliberationState.OPEN: {DeliberationState.CLOSED},
        DeliberationState.CLOSED: {DeliberationState.OPEN},
    },
)
seat_state = Lifecycle(
    "state",
    {
        SeatState.INVITED: {SeatState.ACCEPTED, SeatState.DECLINED, SeatState.LEFT},
        SeatState.ACCEPTED: {SeatState.LEFT},
        SeatState.DECLINED: {SeatState.INVITED},
        SeatState.LEFT: {SeatState.INVITED},
    },
)
find_state = Lifecycle(
    "state",
    {
        FindState.OPEN: {FindState.RECUSED, FindState.CLEARED},
        FindState.RECUSED: {FindState.OPEN, FindState.CLEARED},
        FindState.CLEARED: {FindState.OPEN, FindState.RECUSED},
    },
)
