"""What the entry desk reads off a film's file: measured facts, never typed ones."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, FloatField, Value, When
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Abs, Cast, NullIf

from media_pipeline.models import Asset
from media_pipeline.probe import SQUARE_WITHIN


@dataclass(frozen=True)
class FilmFacts:
    """Zeros and empty words where the workshop has not measured (yet). Width and height as displayed."""

    duration_s: float = 0.0
    width: int = 0
    height: int = 0
    orientation: str = ""
    fps: float = 0.0
    codec: str = ""
    audio_codec: str = ""

    @property
    def fps_text(self) -> str:
        """29.97 for 30000/1001, as editors say it; 24 for 24."""
        return f"{self.fps:.2f}".rstrip("0").rstrip(".") if self.fps else ""

    @property
    def frame_size(self) -> str:
        return f"{self.width} × {self.height}" if self.width else ""


def film_facts(asset: Asset | None) -> FilmFacts:
    probe = asset.facts if asset else None
    if probe is None or probe.film is None:
        return FilmFacts()
    film = probe.film
    return FilmFacts(
        duration_s=probe.duration_s,
        width=film.width,
        height=film.height,
        orientation=str(film.orientation),
        fps=float(film.fps),
        codec=film.codec,
        audio_codec=probe.sound.codec if probe.sound else "",
    )


def with_measured_facts(entries: Any, probe: str = "film__probe") -> Any:
    """Annotate `measured_s` and `measured_shape`, so that tables may sort and filter by them.

    `probe`: where a row has the facts, of rows that are no entries.
    """
    return entries.annotate(
        measured_s=_measured("span_s", probe),
        _ratio=_measured("width", probe) / NullIf(_measured("height", probe), 0.0),
    ).annotate(
        _from_square=Abs(F("_ratio") - 1.0),
        measured_shape=Case(
            When(_from_square__lte=SQUARE_WITHIN, then=Value("square")),
            When(_ratio__gt=1, then=Value("horizontal")),
            When(_ratio__lt=1, then=Value("vertical")),
            default=Value(""),
        ),
    )


def _measured(name: str, probe: str) -> Cast:
    """A figure from the film stream of the probe, as the check wrote it down."""
    return Cast(KeyTextTransform(name, KeyTransform("film", probe)), FloatField())


def runtime_text(seconds: float | None) -> str:
    """9:05 or 1:02:03; empty while unknown."""
    if not seconds:
        return ""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
