"""What a category asks of the way its films are made: small rules, each of which a matrix keeps or breaks."""

from collections.abc import Iterable
from dataclasses import dataclass

from submissions.making.vocabulary import EXTENTS, STAGES, Answers, rank, reaches

AT_LEAST, AT_MOST, COUNT_AT_LEAST, COUNT_AT_MOST = "at_least", "at_most", "count_at_least", "count_at_most"
KINDS = (AT_LEAST, AT_MOST, COUNT_AT_LEAST, COUNT_AT_MOST)
COUNTING = frozenset({COUNT_AT_LEAST, COUNT_AT_MOST})


@dataclass(frozen=True)
class Rule:
    """at_least / at_most: each of these stages goes at least / at most so far ("image and video are generated").

    count_at_least / count_at_most: at least / at most `number` of these stages reach the extent.
    No stages means all of them.
    """

    kind: str
    extent: str
    stages: tuple[str, ...] = ()
    number: int | None = None

    @property
    def concerns(self) -> tuple[str, ...]:
        """In the order of production."""
        return tuple(stage for stage in STAGES if stage in self.stages) or STAGES


@dataclass(frozen=True)
class Breach:
    """A rule that is not kept. `stages`: those that break it; of a count, those that reach the extent now."""

    rule: Rule
    stages: tuple[str, ...]

    @property
    def lacking(self) -> int:
        """How many stages too few (negative: too many) reach the extent; 0 where nothing is counted."""
        return (self.rule.number or 0) - len(self.stages) if self.rule.kind in COUNTING else 0


def breach_of(rule: Rule, answers: Answers) -> Breach | None:
    """None: kept, as far as was answered. A stage without an answer breaks nothing: it is asked for separately."""
    said = {stage: answers[stage] for stage in rule.concerns if answers.get(stage) in EXTENTS}
    if rule.kind in COUNTING:
        reached = tuple(stage for stage, extent in said.items() if reaches(extent, rule.extent))
        return _count(rule, reached, open_yet=len(rule.concerns) - len(said))
    wrong = tuple(stage for stage, extent in said.items() if not _fits(rule, extent))
    return Breach(rule, wrong) if wrong else None


def breaches(rules: Iterable[Rule], answers: Answers) -> list[Breach]:
    """Once all stages that the rules speak of were answered, this is all that is wrong, in the order of the rules."""
    return [found for found in (breach_of(rule, answers) for rule in rules) if found is not None]


def asked_stages(rules: Iterable[Rule]) -> tuple[str, ...]:
    """The stages without whose answer some rule cannot be judged, in the order of production."""
    asked = {stage for rule in rules for stage in rule.concerns}
    return tuple(stage for stage in STAGES if stage in asked)


def quarrel(rules: Iterable[Rule]) -> tuple[str, ...]:
    """Stages of which some rules ask more than others allow: no film could be entered."""
    least: dict[str, int] = {}
    most: dict[str, int] = {}
    for rule in rules:
        for stage in rule.concerns if rule.kind not in COUNTING else ():
            if rule.kind == AT_LEAST:
                least[stage] = max(least.get(stage, 0), rank(rule.extent))
            else:
                most[stage] = min(most.get(stage, 2), rank(rule.extent))
    return tuple(stage for stage in STAGES if least.get(stage, 0) > most.get(stage, 2))


def _fits(rule: Rule, extent: str) -> bool:
    return reaches(extent, rule.extent) if rule.kind == AT_LEAST else rank(extent) <= rank(rule.extent)


def _count(rule: Rule, reached: tuple[str, ...], *, open_yet: int) -> Breach | None:
    number = rule.number or 0
    kept = len(reached) + open_yet >= number if rule.kind == COUNT_AT_LEAST else len(reached) <= number
    return None if kept else Breach(rule, reached)
