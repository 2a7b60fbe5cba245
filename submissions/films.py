"""What the entry desk reads off a film's file: measured facts, never typed ones."""

from dataclasses import dataclass

from django.db.models import Case, F, FloatField, QuerySet, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from media_pipeline.models import Asset


@dataclass(frozen=True)
class FilmFacts:
    """Zeros and empty words where the workshop has not measured (yet). Width and height as displayed."""

    duration_s: float = 0.0
    width: int = 0
    height: int = 0
    fps: str = ""
    codec: str = ""
    audio_codec: str = ""
    channels: int = 0

    @property
    def orientation(self) -> str:
        if not self.width or not self.height:
            return ""
        if self.width == self.height:
            return "square"
        return "horizontal" if self.width > self.height else "vertical"

    @property
    def fps_text(self) -> str:
        """30000/1001 as 29.97, as editors say it."""
        over, _slash, under = self.fps.partition("/")
        if not over:
            return ""
        return f"{float(over) / float(under or 1):.2f}".rstrip("0").rstrip(".")

    @property
    def frame_size(self) -> str:
        return f"{self.width} × {self.height}" if self.width else ""


def film_facts(asset: Asset | None) -> FilmFacts:
    stream = (asset.probe or {}).get("film") if asset else None
    if not stream:
        return FilmFacts()
    sound = ((asset.probe.get("audio") or []) if asset else []) or [{}]
    return FilmFacts(
        duration_s=float(stream.get("span_s") or 0),
        width=int(stream.get("width") or 0),
        height=int(stream.get("height") or 0),
        fps=str(stream.get("fps") or ""),
        codec=str(stream.get("codec") or ""),
        audio_codec=str(sound[0].get("codec") or ""),
        channels=int(sound[0].get("channels") or 0),
    )


def with_measured_facts(entries: QuerySet) -> QuerySet:
    """Annotate `measured_s` and `measured_shape`, so that tables may sort and filter by them."""
    width = Cast(KT("film__probe__film__width"), FloatField())
    height = Cast(KT("film__probe__film__height"), FloatField())
    return entries.annotate(
        measured_s=Cast(KT("film__probe__film__span_s"), FloatField()),
        _width=width,
        _height=height,
    ).annotate(
        measured_shape=Case(
            When(_width__gt=F("_height"), then=Value("horizontal")),
            When(_width__lt=F("_height"), then=Value("vertical")),
            When(_width=F("_height"), then=Value("square")),
            default=Value(""),
        )
    )


def runtime_text(seconds: float | None) -> str:
    """9:05 or 1:02:03; empty while unknown."""
    if not seconds:
        return ""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
