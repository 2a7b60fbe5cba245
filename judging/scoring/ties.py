"""Who shares a place. Equal is what the public sees as equal: the exact value, rounded as published."""

from collections.abc import Sequence
from fractions import Fraction


def published(value: Fraction, decimals: int) -> Fraction:
    """The exact value rounded half up to the decimals that are published."""
    unit = 10**decimals
    return Fraction((value * unit + Fraction(1, 2)).__floor__(), unit)


def places(values: Sequence[Fraction | None], *, decimals: int) -> list[int | None]:
    """Competition places ("1224") in the order of the values; a value of None has no place."""
    rounded = [None if value is None else published(value, decimals) for value in values]
    ladder = sorted((value for value in rounded if value is not None), reverse=True)
    first = {value: number + 1 for number, value in reversed(list(enumerate(ladder)))}
    return [None if value is None else first[value] for value in rounded]
