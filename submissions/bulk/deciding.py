"""Decisions about many films, under the same rules and the same embargo as about one."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from submissions.bulk.base import BulkKind, NoOptions, Values
from submissions.decidable import refusal
from submissions.enums import Decision
from submissions.lifecycle import film_decision
from submissions.models import Entry


class DecideForm(NoOptions):
    decision = forms.ChoiceField(label=_("Decision"), choices=Decision)


class Decide(BulkKind):
    code, label, form = "decide", _("Decide"), DecideForm
    deeds = frozenset(f"entry.{decision}" for decision in Decision.values)

    def present(self, keys: Collection[UUID]) -> Values:
        return dict(Entry.objects.filter(pk__in=list(keys)).order_by().values_list("pk", "decision"))

    def wanted(self, entries: Collection[Entry], present: Values) -> Values:
        return {entry.pk: self.options["decision"] for entry in entries}

    def refusal(self, entry: Entry, value: Any) -> str:
        told = self.edition.selection_released_at is not None
        return "told" if told else super().refusal(entry, value) or refusal(entry, value, told=told)

    def write(self, values: Values, **told: Any) -> None:
        film_decision.move_many(Entry, values, by=self.by, told=told)

    def in_words(self, value: Any) -> str:
        return str(Decision(value).label)

    def title(self) -> str:
        return gettext("Decision: %(decision)s") % {"decision": self.in_words(self.options["decision"])}
