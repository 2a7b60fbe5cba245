"""What may follow what in the workshop."""

from festival.lifecycle import Lifecycle
from media_pipeline.enums import AssetState, LikenessState, MasterState, TrackState

asset_state = Lifecycle(
    "state",
    {
        AssetState.RECEIVED: {AssetState.CHECKING, AssetState.FAILED},
        AssetState.CHECKING: {AssetState.PREPARING, AssetState.REFUSED, AssetState.FAILED},
        # A damaged picture is only found when every picture has been decoded.
        AssetState.PREPARING: {
            AssetState.READY,
            AssetState.REFUSED,
            AssetState.FAILED,
            AssetState.RECEIVED,
        },
        # Other rules (another category), or another try of ours: judged anew.
        AssetState.READY: {AssetState.RECEIVED},
        AssetState.REFUSED: {AssetState.RECEIVED},
        AssetState.FAILED: {AssetState.RECEIVED},
    },
)

master_state = Lifecycle(
    "state",
    {
        MasterState.RECEIVED: {MasterState.READ, MasterState.FAILED},
        # Carried into the store once more.
        MasterState.FAILED: {MasterState.RECEIVED},
    },
)

# What was sent is read at once and kept only if it can be; what is inside a film is read later.
track_state = Lifecycle(
    "state",
    {
        TrackState.WAITING: {TrackState.READY, TrackState.UNUSABLE},
        # Another try, where the workshop failed and not the film.
        TrackState.UNUSABLE: {TrackState.WAITING},
    },
)

_DECISIONS = {LikenessState.SAME_FILM, LikenessState.ALLOWED, LikenessState.DIFFERENT}

# A second look may end differently, and a decision may be taken back.
likeness_state = Lifecycle(
    "state",
    {state: {*_DECISIONS, LikenessState.OPEN} - {state} for state in LikenessState},
)
