"""Many films into a section, or into another category."""

from collections.abc import Collection
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from festival.models import Category, Edition, Section
from submissions.actions.placing import set_categories, set_sections
from submissions.bulk.base import BulkKind, NoOptions, Values
from submissions.enums import Decision
from submissions.models import Entry


class SectionForm(NoOptions):
    section = forms.ModelChoiceField(
        label=_("Section"), queryset=Section.objects.none(), required=False, empty_label=_("None")
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, edition=edition, **kwargs)
        self.fields["section"].queryset = edition.sections.all()  # type: ignore[attr-defined]


class CategoryForm(NoOptions):
    category = forms.ModelChoiceField(
        label=_("Category"),
        queryset=Category.objects.none(),
        help_text=_("Each film is judged anew by the rules of its new category."),
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, edition=edition, **kwargs)
        self.fields["category"].queryset = edition.categories.all()  # type: ignore[attr-defined]


class Place(BulkKind):
    """A column of the entry that points to a row of the edition."""

    field: ClassVar[str]
    model: ClassVar[Any]
    heading: ClassVar[Promise]

    def present(self, keys: Collection[UUID]) -> Values:
        rows = Entry.objects.filter(pk__in=list(keys)).order_by()
        return dict(rows.values_list("pk", f"{self.field}_id"))

    def wanted(self, entries: Collection[Entry], present: Values) -> Values:
        return {entry.pk: self.options[self.field] for entry in entries}

    def refusal(self, entry: Entry, value: Any) -> str:
        if value is not None and value not in self.names:
            return "gone"
        return super().refusal(entry, value)

    @cached_property
    def names(self) -> dict[int, str]:
        return {row.pk: str(row) for row in self.model.objects.filter(edition=self.edition)}

    def in_words(self, value: Any) -> str:
        return self.names.get(value, "–")

    def title(self) -> str:
        return f"{self.heading}: {self.in_words(self.options[self.field])}"


class SetSection(Place):
    code, label, heading, form = "section", _("Put into a section"), _("Section"), SectionForm
    field, model, deeds = "section", Section, frozenset({"entry.section_set"})

    def write(self, values: Values, **told: Any) -> None:
        set_sections(values, by=self.by, **told)


class SetCategory(Place):
    code, label, heading, form = "category", _("Put into a category"), _("Category"), CategoryForm
    field, model, deeds = "category", Category, frozenset({"entry.category_changed"})
    at_once = 100  # each film goes through the check again

    def refusal(self, entry: Entry, value: Any) -> str:
        if refused := super().refusal(entry, value):
            return refused
        return "selected" if entry.decision == Decision.SELECTED and entry.category_id != value else ""

    def write(self, values: Values, **told: Any) -> None:
        set_categories(values, by=self.by, **told)
