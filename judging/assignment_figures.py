"""A plan's figures as JSON for keeping, and the same figures of what holds now."""

from dataclasses import asdict
from typing import Any

from judging.assignable import Parties, tables_with
from judging.assigning import Plan
from judging.assigning.plan import plan_of
from judging.assigning.solve import missing


def figures_of(plan: Plan) -> dict[str, Any]:
    """Everything but the pairs. Keys of jurors and films are text."""
    figures = asdict(plan)
    del figures["pairs"]
    return figures


def present_figures(parties: Parties) -> dict[str, Any]:
    """Of what is handed out at this moment."""
    tables, held = tables_with(parties)
    short = missing(parties.problem, tables, held)
    return figures_of(plan_of(parties.problem, tables, held, short=short))
