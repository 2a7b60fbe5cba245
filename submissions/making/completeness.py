"""What is still missing from a declaration, all at once. Pure; the words are in making_words.py."""

from dataclasses import dataclass, field

from submissions.making.rules import Breach, Rule, asked_stages, breaches
from submissions.making.vocabulary import ASSISTED, GENERATED, STAGES, Answers, unanswered

OFF, OPTIONAL, REQUIRED = "off", "optional", "required"


@dataclass(frozen=True)
class Declared:
    """A maker's declaration beside what its category asks."""

    asked: str = OPTIONAL
    answers: Answers = field(default_factory=dict)
    tools_at: frozenset[str] = frozenset()
    trained_models: bool | None = None
    training_rows: int = 0
    real_people: bool | None = None
    consents: int = 0
    rules: tuple[Rule, ...] = ()

    @property
    def is_asked(self) -> bool:
        """Rules ask, too: they could not be judged otherwise."""
        return self.asked != OFF or bool(self.rules)


@dataclass(frozen=True)
class Gap:
    """One thing to do; `stages`: at which stages, `breach`: the rule that is not kept."""

    code: str
    stages: tuple[str, ...] = ()
    breach: Breach | None = None


def gaps(declared: Declared) -> list[Gap]:
    """Nothing where the category does not insist and has no rules."""
    due = STAGES if declared.asked == REQUIRED else asked_stages(declared.rules)
    found = []
    if silent := tuple(stage for stage in unanswered(declared.answers) if stage in due):
        found.append(Gap("stages_unanswered", silent))
    if nameless := tuple(stage for stage in due if _needs_tool(declared, stage)):
        found.append(Gap("tools_missing", nameless))
    found += [
        Gap("making_rule_broken", breach=breach) for breach in breaches(declared.rules, declared.answers)
    ]
    return found + (_of_the_whole(declared) if declared.asked == REQUIRED else [])


def _needs_tool(declared: Declared, stage: str) -> bool:
    return declared.answers.get(stage) in (ASSISTED, GENERATED) and stage not in declared.tools_at


def _of_the_whole(declared: Declared) -> list[Gap]:
    found = []
    if declared.trained_models is None:
        found.append(Gap("training_unanswered"))
    elif declared.trained_models and not declared.training_rows:
        found.append(Gap("training_missing"))
    if declared.real_people is None:
        found.append(Gap("real_people_unanswered"))
    elif declared.real_people and not declared.consents:
        found.append(Gap("consent_missing"))
    return found
