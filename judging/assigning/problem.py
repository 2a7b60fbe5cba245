"""What an assignment is made from: films, jurors, rules, and what is fixed already."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Film:
    """`wanted`: jurors for this film; None as the rules have it. `anchor`: given to everybody."""

    key: str
    minutes: float
    category: str = ""
    orientation: str = ""
    spoken: frozenset[str] = frozenset()
    subtitles: frozenset[str] = frozenset()
    wanted: int | None = None
    anchor: bool = False


@dataclass(frozen=True)
class Juror:
    """Capacities are of this round; None is no limit. No language said means every language.

    `expertise` by category and `formats` by orientation: 0 (nothing said) to 3.
    """

    key: str
    bloc: str = ""
    languages: frozenset[str] = frozenset()
    most_minutes: float | None = None
    most_films: int | None = None
    least_films: int = 0
    expertise: Mapping[str, int] = field(default_factory=dict)
    formats: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Quota:
    """Jurors of one bloc per film. `most` None: no upper limit."""

    least: int = 0
    most: int | None = None


@dataclass(frozen=True)
class Rules:
    """`per_film` None: everybody sees everything. `within`: how far a load may lie from even, 0.15 for 15 per cent;
    None: anything goes. `fill_gaps`: films that lack jurors get some against the rules, see RELAXED_IN_ORDER.
    `beta`: the weight of overlap against affinity. `seed`: decides between equals.
    """

    per_film: int | None = 3
    by_minutes: bool = True
    within: float | None = 0.15
    heed_languages: bool = True
    quotas: Mapping[str, Quota] = field(default_factory=dict)
    fill_gaps: bool = False
    beta: float = 1.0
    seed: int = 0


RELAXED_IN_ORDER = ("language", "bloc", "load")
"""Which rule gives way first. A conflict never does."""


@dataclass(frozen=True)
class Problem:
    """`forbidden` and `fixed` are pairs (juror, film). What is forbidden is so for good: a conflict is never relaxed.

    `fixed`: stays, whatever the rules say; begun work for instance.
    """

    films: tuple[Film, ...]
    jurors: tuple[Juror, ...]
    rules: Rules = Rules()
    forbidden: frozenset[tuple[str, str]] = frozenset()
    fixed: frozenset[tuple[str, str]] = frozenset()


def for_everybody(film: Film, rules: Rules) -> bool:
    """Whether the film goes to everybody who may see it, instead of to a number of jurors."""
    return film.anchor or (film.wanted is None and rules.per_film is None)


def understands(juror: Juror, film: Film) -> bool:
    """Whether the juror can follow: one of the spoken languages, or subtitles. Unknown languages exclude nobody.

    Variants of a language (pt-br, zh-hant) count as the language.
    """
    if not juror.languages or not film.spoken:
        return True
    known = {_base(code) for code in juror.languages}
    return any(_base(code) in known for code in film.spoken | film.subtitles)


def hears(juror: Juror, film: Film) -> bool:
    """Whether the juror knows a language that is spoken in the film, without reading."""
    known = {_base(code) for code in juror.languages}
    return any(_base(code) in known for code in film.spoken)


def _base(code: str) -> str:
    return code.lower().split("-")[0]
