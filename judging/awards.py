"""Who may win what, and how often. Pure: facts in, sentences' facts out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

ANY = "any"


@dataclass(frozen=True)
class AwardRule:
    """`category` and `section` are keys, empty for any; `orientation` "any" for any."""

    key: str
    category: str = ""
    section: str = ""
    orientation: str = ANY
    ex_aequo: bool = False
    outside_limit: bool = False


@dataclass(frozen=True)
class FilmFacts:
    key: str
    category: str = ""
    section: str = ""
    orientation: str = ""


@dataclass(frozen=True)
class Win:
    award: str
    film: str


@dataclass(frozen=True)
class TooManyAwards:
    film: str
    awards: tuple[str, ...]
    limit: int


def eligible(award: AwardRule, film: FilmFacts) -> bool:
    """An orientation that was never measured fits no award that asks for one."""
    return (
        award.category in ("", film.category)
        and award.section in ("", film.section)
        and award.orientation in (ANY, film.orientation)
    )


def eligible_films(award: AwardRule, films: Iterable[FilmFacts]) -> list[FilmFacts]:
    return [film for film in films if eligible(award, film)]


def over_limit(wins: Sequence[Win], awards: Iterable[AwardRule], limit: int | None) -> list[TooManyAwards]:
    """Films that win more awards than the edition allows. Awards outside the limit do not count."""
    if limit is None:
        return []
    counted = {award.key for award in awards if not award.outside_limit}
    by_film: dict[str, list[str]] = {}
    for win in wins:
        if win.award in counted:
            by_film.setdefault(win.film, []).append(win.award)
    return [TooManyAwards(film, tuple(won), limit) for film, won in by_film.items() if len(won) > limit]


def shared_without_leave(wins: Sequence[Win], awards: Iterable[AwardRule]) -> list[str]:
    """Awards with several winners that may not be shared."""
    winners: dict[str, int] = {}
    for win in wins:
        winners[win.award] = winners.get(win.award, 0) + 1
    return [award.key for award in awards if not award.ex_aequo and winners.get(award.key, 0) > 1]
