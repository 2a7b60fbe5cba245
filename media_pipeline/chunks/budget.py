"""How long a piece may take: its share of the film's ladder, and the way from the key frame before it."""

from media_pipeline import budgets
from media_pipeline.chunks.planning import pictures
from media_pipeline.enums import Step
from media_pipeline.models import Chunk
from media_pipeline.probe import Probe
from media_pipeline.processes import Limits


def work_s(chunk: Chunk) -> float:
    """Seconds that all the work on a piece may take."""
    probe = chunk.asset.facts
    if chunk.is_sound or probe is None:
        return budgets.CHECK_S
    return budgets.MARGIN_S + share(chunk, probe) * budgets.work_s(Step.LADDER, probe)


def hard_limit_s(chunk: Chunk) -> int:
    """When the worker ends itself."""
    return int(work_s(chunk) + budgets.MARGIN_S)


def lease_s(chunk: Chunk) -> int:
    """When others may take the piece over."""
    return hard_limit_s(chunk) + budgets.MARGIN_S


def limits(chunk: Chunk) -> Limits:
    """What the encoder of a piece may use."""
    return Limits(wall_s=work_s(chunk), niceness=10)


def share(chunk: Chunk, probe: Probe) -> float:
    """Which part of the film goes through the decoder for this piece, 0 to 1."""
    if probe.film is None:
        return 1.0
    cut, total = chunk.cut, max(1, pictures(probe.film))
    own = ((total if cut.end is None else cut.end) - cut.first) / total
    return min(1.0, own + probe.film.key_gap_s / max(probe.duration_s, 1.0))
