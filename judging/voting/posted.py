"""A ballot as its form posts it: a number per film, or one name; and the moves of the buttons without scripts. Pure."""

from collections.abc import Mapping

RANK = "rank_"
ONE = "one"
MOVE = "move"
LONGEST_NUMBER = 4

Tiers = list[list[str]]


class NotANumber(ValueError):
    """Something else than a whole number stands in the place of a number."""


class NotOnPaper(ValueError):
    """The only film named does not stand on this paper."""


def strangers(posted: Mapping[str, str], keys: Mapping[str, str]) -> bool:
    """Whether a number was given to a film that does not stand on this paper, as one that has just been taken off."""
    return any(
        name.startswith(RANK) and number.strip() and name.removeprefix(RANK) not in keys
        for name, number in posted.items()
    )


def tiers_from(posted: Mapping[str, str], keys: Mapping[str, str]) -> Tiers:
    """The films by their numbers, the smallest first; the same number twice means equal, none means not ranked.

    `keys`: from the number of a row on the page to the key of its film. Raises NotANumber with what was typed, NotOnPaper.
    """
    if posted.get(ONE):
        if posted[ONE] not in keys:
            raise NotOnPaper
        return [[film] for row, film in keys.items() if row == posted[ONE]]
    by_number: dict[int, list[str]] = {}
    for row, film in keys.items():
        typed = posted.get(f"{RANK}{row}", "").strip()
        if not typed:
            continue
        if not (typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_NUMBER):
            raise NotANumber(typed[:20])
        by_number.setdefault(int(typed), []).append(film)
    return [by_number[number] for number in sorted(by_number)]


def moved(tiers: Tiers, film: str, how: str) -> Tiers:
    """The order after one press of a button: up, down, top, equal (with the one above, or apart again), in, out."""
    at = next((number for number, tier in enumerate(tiers) if film in tier), None)
    rest = [[other for other in tier if other != film] for tier in tiers]
    if how == "out":
        return [tier for tier in rest if tier]
    if at is None:
        return [*tiers, [film]] if how == "in" else tiers
    shared = len(tiers[at]) > 1
    if how == "equal":
        if shared:
            rest.insert(at + 1, [film])
        elif at:
            rest[at - 1].append(film)
        else:
            return tiers
    elif how == "up":
        rest.insert(at if shared else max(0, at - 1), [film])
    elif how == "down":
        rest.insert(at + 1 if shared else at + 2, [film])
    elif how == "top":
        rest.insert(0, [film])
    else:
        return tiers
    return [tier for tier in rest if tier]


def numbers_of(tiers: Tiers) -> dict[str, int]:
    """The number beside each film: one more than the films above it, the same for equal ones."""
    numbers, above = {}, 0
    for tier in tiers:
        numbers |= dict.fromkeys(tier, above + 1)
        above += len(tier)
    return numbers
