"""The step “How it was made”: the matrix with its tools, and what concerns the whole film.

Like the other steps of rows it is sent whole and written whole; adding and removing rows are submit buttons.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from festival.enums import Disclosure
from submissions.declarations import declaration_of
from submissions.enums import DataSource, Extent, PictureOrigin, ProductionStage
from submissions.forms.base import LenientForm
from submissions.models import Declaration, Entry, StageAnswer, ToolUse, TrainingData

MOST_TOOLS = 12  # at one stage
MOST_MODELS = 12
YES_OR_NO = [("yes", _("Yes")), ("no", _("No"))]
BOOLEANS = {"yes": True, "no": False}


class StageForm(LenientForm):
    extent = forms.ChoiceField(
        label=_("How far did AI go?"), choices=Extent, widget=forms.RadioSelect, required=False
    )
    human_role = forms.CharField(
        label=_("What people did"),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class ToolForm(LenientForm):
    tool = forms.CharField(
        label=_("Tool"),
        max_length=120,
        required=False,
        widget=forms.TextInput(
            attrs={
                "list": "known-tools",
                "autocomplete": "off",
                "spellcheck": "false",
                "data-known-tool": True,
            }
        ),
    )
    version = forms.CharField(
        label=_("Version"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    vendor = forms.CharField(
        label=_("Vendor"),
        max_length=80,
        required=False,
        widget=forms.TextInput(
            attrs={"list": "known-vendors", "autocomplete": "off", "spellcheck": "false", "data-vendor": True}
        ),
    )
    note = forms.CharField(
        label=_("What it did"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class TrainingForm(LenientForm):
    model = forms.CharField(label=_("Model"), max_length=120, required=False)
    material = forms.CharField(label=_("Trained on"), max_length=300, required=False)
    works = forms.IntegerField(label=_("Number of works"), min_value=1, max_value=10**12, required=False)
    source = forms.ChoiceField(
        label=_("By what right"), choices=[("", "–"), *DataSource.choices], required=False
    )
    licence = forms.CharField(label=_("Licence"), max_length=200, required=False)


class WholeForm(LenientForm):
    def __init__(self, *args: Any, insists: bool, **kwargs: Any) -> None:
        if insists:
            self.needed = ("trained_models", "real_people")
        super().__init__(*args, **kwargs)

    picture_origin = forms.ChoiceField(
        label=_("Pictures that no AI made: where do they come from?"),
        choices=[("", _("There are none, or rather not say")), *PictureOrigin.choices],
        required=False,
    )
    trained_models = forms.ChoiceField(
        label=_("Did you train or fine-tune a model for this film?"),
        choices=YES_OR_NO,
        widget=forms.RadioSelect,
        required=False,
    )
    real_people = forms.ChoiceField(
        label=_("Does AI imitate the likeness or the voice of real people?"),
        help_text=_("The living and the dead, also yourself. Not: people who were filmed or recorded."),
        choices=YES_OR_NO,
        widget=forms.RadioSelect,
        required=False,
    )
    shown_to_audience = forms.BooleanField(
        label=_("If the film is selected, the audience may read this declaration on its page"),
        help_text=_("Stages, tools and training data; never who consented. Jury and office see it anyway."),
        required=False,
    )


@dataclass
class StagePart:
    """One stage of production as the page shows it."""

    name: str
    form: StageForm
    tools: list[ToolForm]

    @property
    def label(self) -> str:
        return str(ProductionStage(self.name).label)

    @property
    def forms(self) -> list[forms.Form]:
        return [self.form, *self.tools]

    @property
    def is_open(self) -> bool:
        """Show the tools: AI was used, or one is named."""
        return self.form["extent"].value() not in ("", None, Extent.NONE) or bool(self.named)

    @property
    def named(self) -> int:
        return sum(1 for row in self.tools if row["tool"].value())


class MakingForm:
    """Looks like a form to the step that holds it: `is_valid`, `errors`, `save`."""

    def __init__(self, data: Any = None, files: Any = None, *, instance: Entry) -> None:
        self.instance, self.data = instance, data
        self.is_bound = data is not None
        self.deed = data.get("deed", "") if data is not None else ""
        self.whole = WholeForm(
            data,
            initial=None if self.is_bound else self._kept_whole(),
            insists=instance.category.disclosure == Disclosure.REQUIRED,
        )
        self.stages = [self._stage(name) for name in ProductionStage.values]
        self.training = self._training()

    def __iter__(self) -> Iterator[Any]:
        """All fields, for the summary of errors."""
        return (field for form in self._forms for field in form)

    def is_valid(self) -> bool:
        return self.is_bound and all(list(map(_is_valid, self._forms)))

    @property
    def errors(self) -> list[Any]:
        return [form.errors for form in self._forms if form.errors]

    def non_field_errors(self) -> list[Any]:
        return []

    @property
    def anchor(self) -> str:
        """Where to go on after a row was added or removed."""
        _verb, _dash, place = self.deed.partition("-")
        return f"stage-{place.partition('-')[0]}" if place else ""

    def save(self) -> Entry:
        """Write what was sent in place of what was kept."""
        self._save_whole()
        self._save_stages()
        self._save_tools()
        self._save_training()
        return self.instance

    @property
    def _forms(self) -> list[forms.Form]:
        rows = [form for stage in self.stages for form in stage.forms]
        return [self.whole, *rows, *self.training]

    def _save_whole(self) -> None:
        sent = self.whole.cleaned_data
        Declaration.objects.update_or_create(
            entry=self.instance,
            defaults={
                "picture_origin": sent["picture_origin"],
                "trained_models": BOOLEANS.get(sent["trained_models"]),
                "real_people": BOOLEANS.get(sent["real_people"]),
                "shown_to_audience": sent["shown_to_audience"],
            },
        )

    def _save_stages(self) -> None:
        said = [(stage.name, stage.form.cleaned_data) for stage in self.stages]
        kept = [
            StageAnswer(entry=self.instance, stage=name, **sent) for name, sent in said if any(sent.values())
        ]
        silent = [name for name, sent in said if not any(sent.values())]
        StageAnswer.objects.filter(entry=self.instance, stage__in=silent).delete()
        StageAnswer.objects.bulk_create(
            kept,
            update_conflicts=True,
            unique_fields=["entry", "stage"],
            update_fields=["extent", "human_role"],
        )

    def _save_tools(self) -> None:
        rows = [
            (stage.name, row.cleaned_data)
            for stage in self.stages
            for place, row in enumerate(stage.tools)
            if row.cleaned_data["tool"] and self.deed != f"remove-{stage.name}-{place}"
        ]
        self.instance.tool_uses.all().delete()
        ToolUse.objects.bulk_create(
            ToolUse(entry=self.instance, stage=name, position=position, **sent)
            for position, (name, sent) in enumerate(rows)
        )

    def _save_training(self) -> None:
        rows = [
            row.cleaned_data
            for place, row in enumerate(self.training)
            if row.cleaned_data["model"] and self.deed != f"remove-training-{place}"
        ]
        self.instance.training_data.all().delete()
        TrainingData.objects.bulk_create(
            TrainingData(entry=self.instance, position=position, **sent) for position, sent in enumerate(rows)
        )

    def _kept_whole(self) -> dict[str, Any]:
        whole = declaration_of(self.instance)
        words = {True: "yes", False: "no", None: ""}
        return {
            "picture_origin": whole.picture_origin,
            "trained_models": words[whole.trained_models],
            "real_people": words[whole.real_people],
            "shown_to_audience": whole.shown_to_audience,
        }

    @cached_property
    def _kept_answers(self) -> dict[str, dict[str, str]]:
        rows = self.instance.stage_answers.values("stage", "extent", "human_role")
        return {row.pop("stage"): row for row in rows}

    @cached_property
    def _kept_tools(self) -> dict[str, list[dict[str, str]]]:
        found: dict[str, list[dict[str, str]]] = {}
        for row in self.instance.tool_uses.values("stage", "tool", "version", "vendor", "note"):
            found.setdefault(row.pop("stage"), []).append(row)
        return found

    def _stage(self, name: str) -> StagePart:
        if self.is_bound:
            tools = [ToolForm(self.data, prefix=f"{name}-{n}") for n in range(self._count(name, MOST_TOOLS))]
            return StagePart(name, StageForm(self.data, prefix=name), tools)
        kept = self._kept_tools.get(name, [])
        blank: dict[str, str] = {}
        shown = [*kept, blank][:MOST_TOOLS]
        tools = [ToolForm(initial=row, prefix=f"{name}-{n}") for n, row in enumerate(shown)]
        return StagePart(name, StageForm(initial=self._kept_answers.get(name), prefix=name), tools)

    def _training(self) -> list[TrainingForm]:
        if self.is_bound:
            count = self._count("training", MOST_MODELS)
            return [TrainingForm(self.data, prefix=f"training-{n}") for n in range(count)]
        kept = list(self.instance.training_data.values(*TrainingForm.base_fields))
        blank: dict[str, str] = {}
        shown = [*kept, blank][:MOST_MODELS]
        return [TrainingForm(initial=row, prefix=f"training-{n}") for n, row in enumerate(shown)]

    def _count(self, name: str, most: int) -> int:
        sent = self.data.get(f"{name}-rows", "0")
        return min(int(sent), most) if sent.isdecimal() else 0


def _is_valid(form: forms.Form) -> bool:
    return form.is_valid()
