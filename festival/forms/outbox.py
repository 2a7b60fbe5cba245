"""What the outbox may be narrowed by."""

from typing import Any

from django import forms
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from festival.enums import LetterState
from festival.letter_kinds import kind_named
from festival.models import Edition, Letter
from festival.outbox import letters_of

ANY = ("", _("All"))


class OutboxFilter(forms.Form):
    """Reads the query string; what it does not understand is left out rather than refused."""

    q = forms.CharField(label=_("Search"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    state = forms.ChoiceField(label=_("Delivery"), choices=[ANY, *LetterState.choices], required=False)
    kind = forms.ChoiceField(label=_("Letter"), required=False)

    def __init__(self, data: Any, *, edition: Edition) -> None:
        super().__init__(data)
        self.edition = edition
        kinds = edition.letters.order_by().values_list("kind", flat=True).distinct()
        self.fields["kind"].choices = [ANY, *sorted(((kind, kind_label(kind)) for kind in kinds), key=_label)]

    @property
    def letters(self) -> QuerySet[Letter]:
        self.is_valid()
        found = letters_of(self.edition)
        for name in ("state", "kind"):
            if value := self.cleaned_data.get(name):
                found = found.filter(**{name: value})
        for word in self.cleaned_data.get("q", "").split():
            found = found.filter(
                Q(subject__icontains=word) | Q(to_email__icontains=word) | Q(recipient__name__icontains=word)
            )
        return found

    @property
    def is_narrowed(self) -> bool:
        self.is_valid()
        return any(self.cleaned_data.values())


def kind_label(kind: str) -> str:
    """The declared name of a kind; of one that nobody declared, its own word."""
    test, _colon, name = kind.rpartition(":")
    declared = kind_named(name)
    words = str(declared.label) if declared else name.rpartition("/")[2].replace("_", " ").capitalize()
    return f"{words} ({test})" if test else words


def state_counts(edition: Edition) -> dict[str, int]:
    rows = edition.letters.order_by().values("state").annotate(count=Count("pk"))
    return {row["state"]: row["count"] for row in rows}


def _label(choice: tuple[str, str]) -> str:
    return choice[1].lower()
