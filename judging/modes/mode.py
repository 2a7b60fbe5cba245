"""What a mode has to say for itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from judging.enums import TieStep
from judging.models import Round


@dataclass(frozen=True)
class Mode:
    """How rounds of one kind ask and count. `methods` are names of `judging.scoring.methods`, the first is usual.

    `inputs` and `parameters` make the JSON that the method counts from; ids as text, fractions as text. A default
    that depends on the round (on who sees what) comes from `usual_method`.
    """

    opening_problems: Callable[[Round], list[str]]
    closing_shortfall: Callable[[Round], list[str]]
    inputs: Callable[[Round], dict[str, Any]]
    methods: tuple[str, ...]
    parameters: Callable[[Round], dict[str, Any]]
    usual_method: Callable[[Round], str] | None = None
    tie_steps: tuple[str, ...] = tuple(TieStep.values)
    """The rungs that a round of this kind may put on its tie ladder."""

    def default_method(self, judged: Round) -> str:
        return self.usual_method(judged) if self.usual_method else self.methods[0]
