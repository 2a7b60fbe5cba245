"""What may follow?"""

from festival.lifecycle import Lifecycle
from screenings.enums import ScreeningState, VersionState

screening_state = Lifecycle(
    "state",
    {
        ScreeningState.PENCILLED: {ScreeningState.CONFIRMED, ScreeningState.CANCELLED},
        ScreeningState.CONFIRMED: {ScreeningState.PENCILLED, ScreeningState.CANCELLED},
        ScreeningState.CANCELLED: {ScreeningState.PENCILLED, ScreeningState.CONFIRMED},
    },
)

version_state = Lifecycle(
    "state",
    {
        VersionState.DRAFT: {VersionState.RELEASED},
        VersionState.RELEASED: {VersionState.ARCHIVED},
    },
)
