"""An exhibition copy as it is read: its figures beside the screener's, and what one should look at, in plain words."""

from dataclasses import dataclass
from datetime import date

from django.template.defaultfilters import date as day_words
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from media_pipeline.enums import MasterState
from media_pipeline.models import Master
from media_pipeline.packages import Package
from media_pipeline.probe import Probe
from submissions.copy_comparing import Difference, Measured, compare
from submissions.films import runtime_text
from submissions.models import ExhibitionCopy

LAYOUTS = {1: "1.0", 2: "2.0", 6: "5.1", 8: "7.1"}


@dataclass(frozen=True)
class Line:
    """One figure of the copy, and the screener's. `differs`: a warning speaks of it."""

    label: str
    value: str
    screener: str = ""
    differs: bool = False


@dataclass(frozen=True)
class Sheet:
    """`warnings` are whole sentences; `note` is good news."""

    lines: tuple[Line, ...] = ()
    warnings: tuple[str, ...] = ()
    note: str = ""
    summary: str = ""


def sheet_of(copy: ExhibitionCopy, today: date) -> Sheet:
    """No query when the master and the entry's film came with the copy."""
    master = copy.master
    if master is None:
        return Sheet(warnings=tuple(_of_link(copy, today)))
    film, screener = copy.entry.film, copy.entry.film.facts if copy.entry.film else None
    differs = compare(_measured(master.facts), _measured(screener))
    lines = _lines(master, master.facts, screener, set(differs))
    same = bool(master.sha256) and film is not None and master.sha256 == film.sha256
    return Sheet(
        lines=tuple(line for line in lines if line.value or line.screener),
        warnings=(*_of_file(master), *(_sentence(each) for each in differs)),
        note=_("It is the very file that was judged.") if same else "",
        summary=" · ".join(_short(master)),
    )


def _measured(probe: Probe | None) -> Measured:
    if probe is None or probe.film is None:
        return Measured()
    film = probe.film
    return Measured(
        duration_s=probe.duration_s,
        width=film.width,
        height=film.height,
        fps=float(film.fps),
        orientation=str(film.orientation),
        channels=_channels(probe),
    )


def _channels(probe: Probe) -> int:
    """Of the largest track; several mono tracks, as editing formats have them, count together."""
    tracks = [track.channels for track in probe.audio if track.channels]
    return len(tracks) if tracks and set(tracks) == {1} else max(tracks, default=0)


def _lines(
    master: Master, probe: Probe | None, screener: Probe | None, differs: set[Difference]
) -> list[Line]:
    return [
        Line(
            _("Container"), _container(master), screener.container.split(",")[0].upper() if screener else ""
        ),
        Line(_("Running time"), _time(probe), _time(screener), Difference.LENGTH in differs),
        Line(
            _("Picture"),
            _picture(probe),
            _picture(screener),
            bool({Difference.RESOLUTION, Difference.ORIENTATION} & differs),
        ),
        Line(_("Frame rate"), _rate(probe), _rate(screener), Difference.FRAME_RATE in differs),
        Line(_("Video"), _video(probe), _video(screener)),
        Line(
            _("Sound"),
            _sound(probe),
            _sound(screener),
            bool({Difference.SILENT, Difference.CHANNELS} & differs),
        ),
    ]


def _container(master: Master) -> str:
    package = master.contents
    if package is None:
        return "" if master.container in ("", "unknown") else master.container.upper()
    words = ngettext("%(count)d file", "%(count)d files", package.files) % {"count": package.files}
    name = f"DCP, {package.kind.upper()}" if package.is_dcp else package.kind.upper()
    return f"{name} · {words}"


def _time(probe: Probe | None) -> str:
    return runtime_text(probe.duration_s) if probe else ""


def _picture(probe: Probe | None) -> str:
    return f"{probe.film.width} × {probe.film.height}" if probe and probe.film else ""


def _rate(probe: Probe | None) -> str:
    if probe is None or probe.film is None:
        return ""
    rate = f"{float(probe.film.fps):.3f}".rstrip("0").rstrip(".")
    return _("%(rate)s fps") % {"rate": rate}


def _video(probe: Probe | None) -> str:
    if probe is None or probe.film is None:
        return ""
    return " ".join(word for word in (probe.film.codec, probe.film.profile, probe.film.pix_fmt) if word)


def _sound(probe: Probe | None) -> str:
    if probe is None or probe.film is None:
        return ""
    tracks = [track for track in probe.audio if track.channels]
    if not tracks:
        return _("silent")
    first = tracks[0]
    count = _channels(probe)
    layout = LAYOUTS.get(count) or ngettext("%(count)d channel", "%(count)d channels", count) % {
        "count": count
    }
    return f"{first.codec} · {layout} · {first.sample_rate / 1000:g} kHz"


def _short(master: Master) -> list[str]:
    probe = master.facts
    words = [filesizeformat(master.size), _container(master)]
    return [word for word in (*words, _picture(probe), _rate(probe), _time(probe)) if word]


def _of_file(master: Master) -> list[str]:
    if master.state == MasterState.FAILED:
        return [_("Our workshop could not read this file. It is kept; download it and look at it.")]
    if master.state != MasterState.READ:
        return []
    if master.contents is not None:
        return _of_package(master.contents)
    if master.facts is None:
        return [
            _(
                "The portal could not read this file as a film. That need not be a fault, but try it before the show."
            )
        ]
    return []


def _of_package(package: Package) -> list[str]:
    if not package.whole:
        return [_("The list of what is in this file cannot be read to its end: it may be incomplete.")]
    if not package.is_dcp:
        return [_("There is no DCP in this file: its ASSETMAP or its MXF tracks are missing.")]
    return []


def _of_link(copy: ExhibitionCopy, today: date) -> list[str]:
    if not copy.has_expired_on(today):
        return []
    return [_("The link was good until %(day)s.") % {"day": day_words(copy.expires_on)}]


def _sentence(difference: Difference) -> str:
    words = {
        Difference.LENGTH: _("Its running time is not that of the screener."),
        Difference.FRAME_RATE: _("It has another frame rate than the screener."),
        Difference.RESOLUTION: _("Its picture has fewer pixels than the screener."),
        Difference.ORIENTATION: _("Its picture stands otherwise than the screener’s: upright or flat."),
        Difference.SILENT: _("It is silent; the screener has sound."),
        Difference.CHANNELS: _("It has fewer sound channels than the screener."),
    }
    return words[difference]
