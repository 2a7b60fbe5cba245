"""Published tables with their answers, kept with their source in tests/data/judging."""

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FOLDER = Path(__file__).resolve().parents[2] / "data" / "judging"


def case(name: str) -> dict[str, Any]:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def rows_of(table: list[list[float | None]]) -> tuple[NDArray, NDArray, NDArray]:
    """Row, column and value of each cell that is filled."""
    cells = np.array([[np.nan if cell is None else cell for cell in row] for row in table], float)
    row, column = np.nonzero(~np.isnan(cells))
    return row, column, cells[row, column]
