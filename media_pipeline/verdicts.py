"""Write down what the inspection says, and move the film accordingly."""

from django.utils import timezone

from media_pipeline import actions, subtitling
from media_pipeline.enums import AssetState
from media_pipeline.inspection import Case, Problem, inspect, is_refused
from media_pipeline.lifecycle import asset_state
from media_pipeline.models import Asset, Finding
from media_pipeline.signature import Signature


def write(asset: Asset, signature: Signature, *, unplayable: bool = False) -> None:
    """Judge by all that is known by now. Runs inside the transaction that wrote the knowledge."""
    beside = subtitling.files_beside(asset) if asset.rules.subtitles_required else 0
    problems = inspect(Case(asset.rules, signature, asset.facts, asset.measurements, unplayable, beside))
    _replace_findings(asset, problems)
    if asset.state not in {AssetState.CHECKING, AssetState.PREPARING}:
        # Sent back to be judged by other rules while this step was under way.
        return
    if is_refused(problems):
        reason = ", ".join(problem.code for problem in problems if problem.severity == "blocks")
        asset_state.move(
            asset, AssetState.REFUSED, by=None, reason=reason, settled_at=timezone.now(), step=""
        )
        actions.announce(asset)
        return
    if asset.state == AssetState.CHECKING:
        asset_state.move(asset, AssetState.PREPARING, by=None)
    if asset.is_playable:
        subtitling.begin(asset)
    if asset.is_settled and asset.settled_at is None:
        asset.settled_at = timezone.now()
        asset.save(update_fields=["settled_at"])
        actions.announce(asset)


def _replace_findings(asset: Asset, problems: tuple[Problem, ...]) -> None:
    asset.findings.all().delete()
    Finding.objects.bulk_create(
        Finding(
            asset=asset,
            code=problem.code,
            severity=str(problem.severity),
            timecode_s=problem.timecode_s,
            params=problem.params,
        )
        for problem in problems
    )
