"""The steps of an entry, as a list: a name, a label, a form, and what of the dossier it answers for.

A new step is one more line here, a form, and (if it needs more than its fields) a template
`submissions/steps/<name>.html`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from submissions import eligibility, rules
from submissions.asked import questions_of
from submissions.declarations import declared
from submissions.dossiers import dossier_of, whats_missing
from submissions.eligibility import Dossier, Missing
from submissions.enums import EntryState
from submissions.forms import (
    AboutForm,
    ContactStepForm,
    CreditsForm,
    FactsStepForm,
    MakingForm,
    PicturesForm,
)
from submissions.forms.answers import QuestionsForm
from submissions.forms.pictures import PressKitForm
from submissions.forms.rights import RightsForm
from submissions.making_page import step_extras
from submissions.models import Entry
from submissions.sentences import sentence
from submissions.signing import has_rights
from submissions.told import comparisons

WRONG = frozenset({"film_refused", "completed_in_the_future", "premiere_contradicted", "making_rule_broken"})
"""Not missing but wrong: the step is red, not merely open."""


def nothing_needed(dossier: Dossier) -> list[Missing]:
    return []


@dataclass(frozen=True)
class Step:
    name: str
    label: Promise
    complete: Callable[[Dossier], list[Missing]]
    form: Any = None
    optional: bool = False
    correctable: bool = False
    """Something in it may be changed after the submission; what, is in changing.py."""
    has_content: Callable[[Entry], bool] = lambda entry: True
    applies: Callable[[Entry], bool] = lambda entry: True
    extras: Callable[[Entry, Any], dict[str, Any]] = lambda entry, viewer: {}
    later: str = ""  # the address, by name, where a submitted entry goes on with it

    @property
    def template(self) -> str:
        return f"submissions/steps/{self.name}.html"


def told_extras(entry: Entry, viewer: Any) -> dict[str, Any]:
    return {"told": comparisons(entry)}


STEPS: tuple[Step, ...] = (
    Step("film", _("Film"), eligibility.film_problems),
    Step("about", _("About the film"), eligibility.about_problems, AboutForm, correctable=True),
    Step("credits", _("Credits"), eligibility.credits_problems, CreditsForm, correctable=True),
    Step("facts", _("Facts"), eligibility.facts_problems, FactsStepForm, extras=told_extras),
    Step(
        "contact",
        _("Director and press"),
        eligibility.contact_problems,
        ContactStepForm,
        optional=True,
        correctable=True,
        has_content=lambda entry: bool(entry.biography or entry.press_email or entry.links.all()),
    ),
    Step(
        "how",
        _("How it was made"),
        eligibility.how_problems,
        MakingForm,
        optional=True,
        has_content=lambda entry: entry.stage_answers.exists() or entry.tool_uses.exists(),
        applies=lambda entry: declared(entry).is_asked,
        extras=step_extras,
    ),
    Step(
        "pictures",
        _("Pictures"),
        eligibility.pictures_problems,
        PicturesForm,
        optional=True,
        correctable=True,
        extras=lambda entry, viewer: {"kit_form": PressKitForm()},
        has_content=lambda entry: bool(entry.still),
    ),
    Step(
        "questions",
        _("Further questions"),
        eligibility.questions_problems,
        QuestionsForm,
        optional=True,
        has_content=lambda entry: entry.answers.exists(),
        applies=lambda entry: bool(questions_of(entry)),
        later="entries:answers",
    ),
    Step(
        "rights",
        _("Rights"),
        eligibility.rights_missing,
        RightsForm,
        optional=True,
        has_content=has_rights,
        later="entries:rights",
    ),
    Step("review", _("Review and submit"), nothing_needed, has_content=lambda entry: False),
)
BY_NAME = {step.name: step for step in STEPS}


def steps_of(entry: Entry) -> list[Step]:
    """Those that this entry has."""
    return [step for step in STEPS if step.applies(entry)]


def following(entry: Entry, step: Step) -> Step:
    ahead = STEPS[STEPS.index(step) + 1 :]
    return next((later for later in ahead if later.applies(entry)), STEPS[-1])


def first_open(entry: Entry) -> Step:
    """Where to go on: the first step that misses something, else the last."""
    dossier = dossier_of(entry)
    return next((step for step in steps_of(entry) if step.complete(dossier)), STEPS[-1])


def step_list(entry: Entry, current: Step) -> list[dict[str, Any]]:
    """For components/steps.html: each step with its state and a word about it."""
    if entry.state != EntryState.DRAFT:
        told = entry.selection_is_told
        asked = rules.asked_parts(entry) if told else frozenset()
        correctable = [step for step in STEPS if step.correctable and (not told or step.name in asked)]
        return [_bare_line(entry, step, current) for step in correctable]
    dossier = dossier_of(entry)
    return [_line(entry, step, dossier, current) for step in steps_of(entry)]


def _bare_line(entry: Entry, step: Step, current: Step) -> dict[str, Any]:
    """After the submission nothing is left to do; some may be corrected."""
    return {
        "label": step.label,
        "url": step_url(entry, step),
        "current": step == current,
        "state": "current" if step == current else "done",
        "state_label": "" if step == current else _now("May be corrected"),
    }


def _line(entry: Entry, step: Step, dossier: Dossier, current: Step) -> dict[str, Any]:
    problems = step.complete(dossier)
    state = state_of(entry, step, problems)
    return {
        "label": step.label,
        "url": step_url(entry, step),
        "current": step == current,
        "state": "current" if step == current and state == "todo" else state,
        "note": _note(entry, step, problems),
    }


def step_url(entry: Entry, step: Step) -> str:
    return reverse("entries:step", kwargs={"pk": entry.pk, "name": step.name})


def missing_lines(entry: Entry, only: str = "") -> list[dict[str, Any]]:
    """What is missing, each with a sentence and an address that leads to its very field; of one step or of all."""
    return [
        {
            "step": BY_NAME[found.step],
            "sentence": sentence(found),
            "url": step_url(entry, BY_NAME[found.step]) + (f"#{found.anchor}" if found.anchor else ""),
        }
        for found in whats_missing(entry)
        if only in ("", found.step)
    ]


def state_of(entry: Entry, step: Step, problems: list[Missing]) -> str:
    if any(problem.code in WRONG for problem in problems):
        return "problem"
    return "done" if not problems and step.has_content(entry) else "todo"


def _note(entry: Entry, step: Step, problems: list[Missing]) -> str:
    if problems:
        return ngettext("%(count)d thing missing", "%(count)d things missing", len(problems)) % {
            "count": len(problems)
        }
    return _now("Optional") if step.optional and not step.has_content(entry) else ""


def askable_parts() -> list[tuple[str, str]]:
    """The steps that a maker may be asked to do again: name and label."""
    return [(step.name, str(step.label)) for step in STEPS if step.name != "review"]
