"""The shape of a demo festival: plain facts, so that the two plans read like a programme book."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class FilmPlan:
    title: str
    director: str
    country: str
    original: str = ""
    original_language: str = "en"
    category: str = "shorts"
    logline: dict[str, str] = field(default_factory=dict)
    subtitles: dict[str, tuple[str, ...]] = field(default_factory=dict)  # invented lines by language
    scene: str = "ridge"
    seconds: int = 24
    width: int = 640
    height: int = 360
    fps: str = "24"
    codec: str = "h264"
    silent: bool = False
    tools: tuple[tuple[str, str, str], ...] = ()
    invented: bool = True
    selected: bool = True
    merits: dict[str, float] = field(
        default_factory=dict
    )  # criterion slug -> what the invented jury tends to give

    @property
    def key(self) -> str:
        return "".join(c if c.isalnum() else "-" for c in self.title.lower()).strip("-")


@dataclass(frozen=True)
class AwardPlan:
    slug: str
    name: dict[str, str]
    criterion: str  # decided by the standings in this criterion, "" for the whole score
    orientation: str = "any"
    kind: str = "main"
    winner: str = ""  # the published winner; the build fails when the jury arrives elsewhere
    citation: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class BlocPlan:
    slug: str
    name: dict[str, str]
    weight: int
    jurors: int


@dataclass(frozen=True)
class ScreenPlan:
    venue: dict[str, str]
    name: dict[str, str]
    kind: str
    seats: int
    width_px: int = 1920
    height_px: int = 1080


@dataclass(frozen=True)
class BlockPlan:
    slug: str
    title: dict[str, str]
    screen: int
    day: int
    hour: str
    films: tuple[str, ...]


@dataclass(frozen=True)
class SessionPlan:
    kind: str
    title: dict[str, str]
    description: dict[str, str]
    screen: int
    day: int
    hour: str
    minutes: int


@dataclass(frozen=True)
class CategoryPlan:
    slug: str
    name: dict[str, str]
    description: dict[str, str]
    orientation: str = "any"
    min_duration_s: int | None = None
    max_duration_s: int | None = None
    min_short_side: int | None = None
    frame_rates: tuple[str, ...] = ()


@dataclass(frozen=True)
class CriterionPlan:
    slug: str
    name: dict[str, str]
    hint: dict[str, str]
    weight: int


@dataclass(frozen=True)
class FestivalPlan:
    slug: str
    name: dict[str, str]
    tagline: dict[str, str]
    about: dict[str, str]
    city: dict[str, str]
    accent: str
    edition: str
    edition_name: dict[str, str]
    summary: dict[str, str]
    regulations: dict[str, str]
    time_zone: str
    starts_on: str  # ISO date; empty: `starts_in_days` from the day of building
    days: int
    categories: tuple[CategoryPlan, ...]
    films: tuple[FilmPlan, ...]
    awards: tuple[AwardPlan, ...]
    criteria: tuple[CriterionPlan, ...]
    blocs: tuple[BlocPlan, ...]
    screens: tuple[ScreenPlan, ...]
    blocks: tuple[BlockPlan, ...]
    sessions: tuple[SessionPlan, ...]
    awards_per_film: int | None = None
    starts_in_days: int = 0
    open_call: bool = False  # still calling: films wait for the jury, nothing is decided
