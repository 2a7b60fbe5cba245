"""How long each step may take, by the film's length. The order that must hold, whatever the film:

work < hard limit < claim < the broker's visibility timeout. Then no film is ever worked on twice at once.
"""

from media_pipeline.enums import Step
from media_pipeline.probe import Probe
from media_pipeline.processes import Limits

EFFORT = {Step.PLAY: 6.0, Step.VERIFY: 3.0, Step.CHUNKS: 12.0, Step.LADDER: 12.0}
"""Times the film's length that a step may need, on two slow cores, for 1080p30."""
CHECK_S = 1800
LONGEST_S = 4.5 * 3600
MARGIN_S = 120


def work_s(step: str, probe: Probe | None) -> float:
    """Seconds that all the work of a step may take."""
    if step == Step.CHECK or probe is None or probe.film is None:
        return CHECK_S
    film = probe.film
    heavy = max(1.0, film.pixels / (1920 * 1080)) * max(1.0, film.measured_fps / 30)
    length = max(probe.duration_s, probe.packet_end_s)
    return min(LONGEST_S, MARGIN_S + EFFORT[Step(step)] * heavy * length)


def hard_limit_s(step: str, probe: Probe | None) -> int:
    """When the task queue kills the worker."""
    return int(work_s(step, probe) + MARGIN_S)


def lease_s(step: str, probe: Probe | None) -> int:
    """When others may take the work over."""
    return hard_limit_s(step, probe) + MARGIN_S


def limits(step: str, probe: Probe) -> Limits:
    """What one ffmpeg process of this step may use."""
    return Limits(wall_s=work_s(step, probe), niceness=10 if step == Step.LADDER else 0)
