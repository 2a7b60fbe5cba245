"""A film's way through the workshop as its maker sees it: steps with their state, a percentage, a plain sentence."""

from dataclasses import dataclass
from typing import Literal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from media_pipeline import board, storage
from media_pipeline.enums import AssetState, UploadState
from media_pipeline.enums import Step as AssetStep
from media_pipeline.models import Asset, Upload

StepState = Literal["done", "running", "waiting", "failed", "skipped"]


@dataclass(frozen=True)
class SettlingStep:
    """One line of the list, in the words of components/progress.html."""

    key: str
    label: str
    state: StepState
    percent: int | None = None


class Carrying:
    """A complete upload on its way from the spool to the store; nothing to show where that is one disk."""

    def __init__(self, upload: Upload) -> None:
        """Look at an upload."""
        self.upload = upload

    @property
    def is_live(self) -> bool:
        """True while bytes still have to travel."""
        waits = self.upload.state == UploadState.FINISHED and self.upload.received_at is None
        return waits and not storage.is_one_disk()

    @property
    def percent(self) -> int:
        """0 to 100, of the bytes."""
        return 100 * self.upload.carried_bytes // max(1, self.upload.length or 0)

    @property
    def steps(self) -> tuple[SettlingStep, ...]:
        """One only: the others begin when the film has a place."""
        return (SettlingStep("stored", _("Stored"), "running", self.percent),)

    @property
    def sentence(self) -> str:
        """What is happening, for a person."""
        return _("The film has arrived and is being stored. Its check begins right after.")


class Settling:
    """Derived from the row; nothing here is stored."""

    def __init__(self, asset: Asset) -> None:
        """Look at an asset."""
        self.asset = asset

    @property
    def steps(self) -> tuple[SettlingStep, ...]:
        """Received, checked, playable, looked through, ready: in this order."""
        asset = self.asset
        judged = asset.state in {AssetState.PREPARING, AssetState.READY}
        milestones = (
            ("received", _("Received"), True),
            ("checked", _("Checked"), judged or asset.playable_at is not None),
            ("playable", _("Can be watched"), asset.playable_at is not None),
            ("verified", _("Every picture looked at"), asset.verified_at is not None),
            ("ready", _("All sizes ready"), asset.state == AssetState.READY),
        )
        shown: list[SettlingStep] = []
        for key, label, reached in milestones:
            if reached:
                shown.append(SettlingStep(key, label, "done"))
            elif all(step.state == "done" for step in shown):
                shown.append(SettlingStep(key, label, self._present, self._present_percent))
            else:
                shown.append(SettlingStep(key, label, "skipped" if asset.is_refused else "waiting"))
        return tuple(shown)

    @property
    def _present(self) -> StepState:
        """The state of the first step that is not done."""
        if self.asset.is_in_progress:
            is_at_it = self.asset.claimed_until or self.asset.step == AssetStep.CHUNKS
            return "running" if is_at_it else "waiting"
        return "failed"

    @property
    def _present_percent(self) -> int | None:
        return self.asset.progress if self._present == "running" else None

    @property
    def percent(self) -> int:
        """0 to 100 over the whole way; the steps' shares are roughly their shares of time."""
        if not self.asset.is_in_progress:
            return 100
        shares = {"received": 5, "checked": 10, "playable": 25, "verified": 20, "ready": 40}
        steps = self.steps
        done = sum(shares[step.key] for step in steps if step.state == "done")
        present = next((step for step in steps if step.percent), None)
        if present is None:
            return done
        # One pass makes all that is left: a film's first copy, the look at every picture and its sizes.
        in_this_step = 100 - done if self.asset.step == AssetStep.LADDER else shares[present.key]
        return int(done + in_this_step * (present.percent or 0) / 100)

    @property
    def is_live(self) -> bool:
        """True while looking again makes sense."""
        return self.asset.is_in_progress

    @property
    def turn(self) -> str:
        """How long the line before this film is; empty when it does not wait or nobody is before it. Asks the database."""
        turn = board.turn(self.asset, timezone.now())
        if turn is None or not turn.before:
            return ""
        before = ngettext("%(count)s film is before yours.", "%(count)s films are before yours.", turn.before)
        if turn.wait_s is None:
            return before % {"count": turn.before}
        minutes = max(1, round(turn.wait_s / 60))
        about = ngettext(
            "It will be its turn in about %(count)s minute.",
            "It will be its turn in about %(count)s minutes.",
            minutes,
        )
        return f"{before % {'count': turn.before}} {about % {'count': minutes}}"

    @property
    def sentence(self) -> str:
        """What is happening, for a person."""
        asset = self.asset
        if asset.state == AssetState.REFUSED:
            return _("The film cannot be taken as it is. Below you see what to mend; then replace the file.")
        if asset.state == AssetState.FAILED:
            return _(
                "Something went wrong in our workshop, not in your film. The file is safe; we will try again."
            )
        if asset.state == AssetState.READY:
            return _("The film passed the check and is ready.")
        if asset.state == AssetState.RECEIVED:
            return _("The film has arrived and waits for its check.")
        if asset.state == AssetState.CHECKING:
            return _("The film is being checked: length, picture, sound.")
        if not asset.is_playable:
            return _("The film passed the first check. A copy for viewing is being made.")
        if asset.verified_at is None:
            return _("The film can be watched. Every picture is being looked at for damage.")
        return _("The film passed the check and can be watched. Further sizes are being made.")
