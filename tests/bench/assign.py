"""Handing out films: time, rules kept, links between jurors, and affinity against the exact optimum of the same instance."""

import time

from judging.assigning.figures import linking
from judging.assigning.search import search
from judging.assigning.solve import violations
from tests.bench.assigning_instance import instance, optimum
from tests.bench.table import Row

SIZES = ((500, 40, 1.0, 0.96), (5000, 60, 15.0, 0.92))
"""Films, jurors, seconds allowed, least share of the optimum."""
PER_FILM, SEEDS, LINKED = 3, (1, 2, 3), 0.95


def measure() -> list[Row]:
    return [row for films, jurors, limit, least in SIZES for row in _size(films, jurors, limit, least)]


def _size(films: int, jurors: int, limit: float, least: float) -> list[Row]:
    """The slowest run and the worst figures of three instances; the harder one without bids has no target."""
    title = f"assign {films} films x {jurors} jurors x {PER_FILM}"
    runs = [_run(films, jurors, seed) for seed in SEEDS]
    slowest = max(runs, key=lambda run: run["seconds"])
    share = min(run["share"] for run in runs)
    linked = min(run["linked"] for run in runs)
    broken = sorted({rule for run in runs for rule in run["broken"]})
    parts = max(run["parts"] for run in runs)
    hard = _run(films, jurors, SEEDS[0], bids=False)
    return [
        Row(
            title,
            f"{slowest['seconds']:.2f} s",
            f"exact LP {slowest['exact']:.2f} s",
            f"{slowest['seconds'] / slowest['exact']:.2f}",
            _said(f"<= {limit:g} s", slowest["seconds"] <= limit),
        ),
        Row(
            "  affinity", f"{share:.4f}", "optimum 1", f"{share:.4f}", _said(f">= {least:g}", share >= least)
        ),
        Row(
            "  A-efficiency",
            f"{linked:.3f}",
            "best 1",
            f"{linked:.3f}",
            _said(f">= {LINKED:g}", linked >= LINKED),
        ),
        Row("  rules broken", ", ".join(broken) or "none", "", "", _said("none", not broken)),
        Row("  parts", str(parts), "", "", _said("1", parts == 1)),
        Row(
            "  without bids (harder)",
            f"{hard['share']:.4f}",
            "optimum 1",
            f"{hard['share']:.4f}",
            f"A-efficiency {hard['linked']:.3f}",
        ),
    ]


def _run(films: int, jurors: int, seed: int, *, bids: bool = True) -> dict:
    tables = instance(films, jurors, PER_FILM, seed=seed, bids=bids)
    began = time.perf_counter()
    state = search(tables, seed=seed)
    seconds = time.perf_counter() - began
    began = time.perf_counter()
    best = optimum(tables)
    links = linking(state.held)
    return {
        "seconds": seconds,
        "exact": time.perf_counter() - began,
        "share": state.affinity / best,
        "linked": links.efficiency,
        "parts": links.count,
        "broken": violations(tables, state.held),
    }


def _said(target: str, kept: bool) -> str:
    return f"{target}: {'yes' if kept else 'NO'}"
