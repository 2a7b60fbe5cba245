"""What a category asks of the making: rows, sent whole and written whole."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from festival.models import Category
from submissions.enums import Extent, ProductionStage, RuleKind
from submissions.forms.base import LenientForm
from submissions.making.rules import COUNTING, Rule
from submissions.making.vocabulary import STAGES

MOST_RULES = 20


class RuleRow(LenientForm):
    kind = forms.ChoiceField(label=_("Rule"), choices=[("", "–"), *RuleKind.choices], required=False)
    extent = forms.ChoiceField(label=_("Extent of AI"), choices=Extent, required=False)
    number = forms.IntegerField(
        label=_("How many stages"),
        min_value=0,
        max_value=len(STAGES),
        required=False,
        help_text=_("Only for rules that count."),
    )
    stages = forms.MultipleChoiceField(
        label=_("Stages of production"),
        choices=ProductionStage,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("None ticked: all of them."),
    )

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or self.cleaned_data
        if sent.get("kind") in COUNTING and sent.get("number") is None and "number" not in self.errors:
            self.add_error("number", _("Say how many."))
        return sent

    @property
    def rule(self) -> Rule | None:
        """None: the row is empty."""
        sent = self.cleaned_data
        if not sent["kind"]:
            return None
        number = sent["number"] if sent["kind"] in COUNTING else None
        return Rule(sent["kind"], sent["extent"] or Extent.GENERATED, tuple(sent["stages"]), number)


class RulesForm:
    """Looks like a form to its view."""

    def __init__(self, data: Any = None, *, category: Category) -> None:
        self.is_bound = data is not None
        self.deed = data.get("deed", "") if data is not None else ""
        if data is not None:
            sent = data.get("rows", "0")
            count = min(int(sent), MOST_RULES) if sent.isdecimal() else 0
            self.rows = [RuleRow(data, prefix=f"rule-{n}") for n in range(count)]
        else:
            kept = list(category.making_rules.values("kind", "extent", "number", "stages"))
            self.rows = [RuleRow(initial=row, prefix=f"rule-{n}") for n, row in enumerate([*kept, {}])]

    def __iter__(self) -> Any:
        return (field for row in self.rows for field in row)

    @property
    def errors(self) -> list[Any]:
        return [row.errors for row in self.rows if row.errors]

    def non_field_errors(self) -> list[Any]:
        return []

    def is_valid(self) -> bool:
        return self.is_bound and not self.errors

    @property
    def rules(self) -> list[Rule]:
        """In their order; a row whose button “Remove” was pressed is left out."""
        found = [row.rule for n, row in enumerate(self.rows) if self.deed != f"remove-{n}"]
        return [rule for rule in found if rule is not None]
