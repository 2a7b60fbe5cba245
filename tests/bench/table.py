"""The table that a run prints."""

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Row:
    """One measurement as people read it."""

    what: str
    ours: str
    floor: str
    ratio: str
    target: str


HEAD = Row("what", "ours", "floor", "ratio", "target")


def row(what: str, ours: float, floor: float, unit: str, target: str = "") -> Row:
    return Row(what, f"{_short(ours)} {unit}", f"{_short(floor)} {unit}", f"{ours / floor:.2f}", target)


def _short(number: float) -> str:
    return f"{number:.0f}" if number >= 100 else f"{number:.3g}"


def at_most(target: float, measured: float, unit: str) -> str:
    """A target, and whether the measured figure keeps it."""
    return (
        f"{unit} <= {target:g}: {f'yes ({measured:.2f})' if measured <= target else f'NO ({measured:.2f})'}"
    )


def at_least(target: float, measured: float, unit: str) -> str:
    """A target, and whether the measured figure reaches it."""
    return (
        f"{unit} >= {target:g}: {f'yes ({measured:.2f})' if measured >= target else f'NO ({measured:.2f})'}"
    )


def show(rows: list[Row]) -> None:
    """Print the rows under their head, columns aligned."""
    table = [tuple(getattr(line, column.name) for column in fields(Row)) for line in [HEAD, *rows]]
    widths = [max(len(cell) for cell in column) for column in zip(*table, strict=True)]
    for number, line in enumerate(table):
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        print("  ".join(cells).rstrip())
        if number == 0:
            print("  ".join("-" * width for width in widths))
