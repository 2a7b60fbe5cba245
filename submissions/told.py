"""What a maker typed about the file beside what was measured. Neither is changed: people see where they differ."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from media_pipeline.probe import Probe
from submissions.enums_film import SOUND_CHANNELS, SoundFormat
from submissions.films import runtime_text
from submissions.models import Entry

SECONDS_OFF = 2.0  # people round
FPS_OFF = 0.01


@dataclass(frozen=True)
class Comparison:
    label: str
    told: str
    measured: str
    agrees: bool | None  # None: one of the two is not known


def comparisons(entry: Entry) -> list[Comparison]:
    """Lines in which something was told or measured. No query beyond the film's own row."""
    probe = entry.film.facts if entry.film else None
    probe = probe if probe is not None and probe.film is not None else None
    lines = (_runtime(entry, probe), _fps(entry, probe), _sound(entry, probe))
    return [line for line in lines if line.told or line.measured]


def _runtime(entry: Entry, probe: Probe | None) -> Comparison:
    told, measured = entry.told_runtime_s, probe.duration_s if probe else None
    agrees = None if told is None or measured is None else abs(told - measured) <= SECONDS_OFF
    return Comparison(_("Running time"), runtime_text(told), runtime_text(measured), agrees)


def _fps(entry: Entry, probe: Probe | None) -> Comparison:
    told = float(entry.told_fps) if entry.told_fps is not None else None
    measured = float(probe.film.fps) if probe and probe.film else None
    agrees = None if told is None or measured is None else abs(told - measured) <= FPS_OFF
    return Comparison(_("Frames per second"), _short(told), _short(measured), agrees)


def _sound(entry: Entry, probe: Probe | None) -> Comparison:
    told = SoundFormat(entry.told_sound) if entry.told_sound else None
    channels = (probe.sound.channels if probe.sound else 0) if probe else None
    agrees = None if told is None or channels is None else SOUND_CHANNELS[told] == channels
    names = {count: str(kind.label) for kind, count in SOUND_CHANNELS.items()}
    measured = "" if channels is None else names.get(channels, _("%(count)d channels") % {"count": channels})
    return Comparison(_("Sound"), str(told.label) if told else "", measured, agrees)


def _short(fps: float | None) -> str:
    return f"{Decimal(fps):.3f}".rstrip("0").rstrip(".") if fps else ""
