"""The desk's form of one question. Which fields it has depends on the kind of answer."""

import secrets
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from festival.forms.layout import GroupedForm
from festival.validators import validate_year
from submissions.answers import plain
from submissions.asking import CHOICES, Audience, Need, QuestionKind
from submissions.models import Question
from submissions.papers.store import MOST_BYTES
from submissions.papers.types import DOCUMENTS, TYPES

MOST_OPTIONS = 60
LONGEST_TEXT, LONGEST_LONG_TEXT = 300, 10_000
BLANK_OPTIONS = 3
MEGABYTE = 1024**2

OWN_FIELDS: dict[str, tuple[tuple[str, ...], ...]] = {
    QuestionKind.TEXT: (("longest",),),
    QuestionKind.LONG_TEXT: (("longest",),),
    QuestionKind.NUMBER: (("smallest", "largest"), ("decimals",), ("unit",)),
    QuestionKind.SEVERAL: (("most",),),
    QuestionKind.FILE: (("file_types",), ("largest_mb",)),
    QuestionKind.CONSENT: (("wording",),),
}


class OptionRow(forms.Form):
    key = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)
    retired = forms.BooleanField(label=_("No longer offered"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in settings.LANGUAGES:
            self.fields[field_for(code)] = forms.CharField(
                label=name, max_length=120, required=False, widget=forms.TextInput(attrs={"lang": code})
            )
        if not self["key"].value():
            del self.fields["retired"]  # what was never offered cannot be taken away
        self.order_fields([*(field_for(code) for code, _name in settings.LANGUAGES), "retired", "key"])

    def option(self) -> dict[str, Any] | None:
        """As the question keeps it; None for an empty row."""
        told = {code: self.cleaned_data[field_for(code)] for code, _name in settings.LANGUAGES}
        label = {code: words for code, words in told.items() if words}
        if not label:
            return None
        return {
            "key": self.cleaned_data["key"] or secrets.token_hex(4),
            "label": label,
            **({"retired": True} if self.cleaned_data.get("retired") else {}),
        }


def field_for(code: str) -> str:
    return f"label_{code.replace('-', '_')}"


class QuestionForm(GroupedForm, forms.ModelForm):
    """`instance` brings its edition and, when it is new, its kind."""

    largest_mb = forms.IntegerField(
        label=_("Largest file, in megabytes"), min_value=1, max_value=MOST_BYTES // MEGABYTE
    )
    file_types = forms.MultipleChoiceField(
        label=_("File types"), choices=[], widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Question
        fields: ClassVar[list[str]] = [
            "label",
            "help",
            "wording",
            "longest",
            "smallest",
            "largest",
            "decimals",
            "unit",
            "most",
            "file_types",
            "need",
            "needed_from",
            "categories",
            "audience",
            "identifies",
            "key",
        ]
        widgets: ClassVar[dict[str, Any]] = {
            "needed_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "categories": forms.CheckboxSelectMultiple,
            "need": forms.RadioSelect,
            "audience": forms.RadioSelect,
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "longest": _("0: as many as are usual for this kind."),
            "most": _("0: as many as there are."),
            "categories": _("None chosen: in all of them."),
        }

    def __init__(self, data: Any = None, *args: Any, instance: Question, **kwargs: Any) -> None:
        initial: dict[str, Any] = {"largest_mb": max(1, instance.most_bytes // MEGABYTE)}
        ends = {"smallest": instance.smallest, "largest": instance.largest}
        initial |= {name: plain(end) for name, end in ends.items() if end is not None}
        super().__init__(data, *args, instance=instance, initial=initial, **kwargs)
        self._keep_own_fields()
        self._fit_fields()
        self.deed = data.get("deed", "") if data is not None else ""
        self.option_rows = self._rows(data) if instance.kind in CHOICES else []

    @property
    def groups(self) -> Any:  # type: ignore[override]
        own = OWN_FIELDS.get(self.instance.kind, ())
        return (
            (_now("Question"), (("label",), ("help",), *own)),
            (_now("When and where"), (("need",), ("needed_from",), ("categories",))),
            (_now("Who reads the answers"), (("audience",), ("identifies",))),
            (_now("For tables and programs"), (("key",),)),
        )

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(row.is_valid() for row in self.option_rows)])

    def clean_key(self) -> str:
        key = self.cleaned_data["key"] or self._free_key()
        others = Question.objects.filter(edition=self.instance.edition, key=key)
        if others.exclude(pk=self.instance.pk).exists():
            raise ValidationError(_now("Another question has that short name already."))
        return key

    def clean_longest(self) -> int:
        usual = LONGEST_LONG_TEXT if self.instance.kind == QuestionKind.LONG_TEXT else LONGEST_TEXT
        longest = self.cleaned_data["longest"] or usual
        if longest > usual:
            raise ValidationError(_now("At most %(limit)d letters are possible here.") % {"limit": usual})
        return longest

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        smallest, largest = data.get("smallest"), data.get("largest")
        if smallest is not None and largest is not None and smallest > largest:
            self.add_error("largest", _now("The largest number cannot be below the smallest."))
        if data.get("need") == Need.DATE and not data.get("needed_from") and "needed_from" not in self.errors:
            self.add_error("needed_from", _now("Say from which day on."))
        if data.get("need") not in (None, Need.DATE):
            data["needed_from"] = None
        if self.instance.kind in CHOICES and not self._options_offered():
            self.add_error(None, _now("Write at least two options."))
        return data

    def options(self) -> list[dict[str, Any]]:
        """In the order of the rows, after the button that was pressed."""
        rows = [option for row in self.option_rows if (option := row.option())]
        verb, _dash, place = self.deed.partition("-")
        if verb in ("up", "down", "remove") and place.isdecimal() and int(place) < len(rows):
            here = int(place)
            if verb == "remove":
                return rows[:here] + rows[here + 1 :]
            there = here + (-1 if verb == "up" else 1)
            if 0 <= there < len(rows):
                rows[here], rows[there] = rows[there], rows[here]
        return rows

    def changed_fields(self) -> list[str]:
        """Columns to write; the categories are written apart."""
        names = [name for name in self.changed_data if name not in ("categories", "largest_mb")]
        if "largest_mb" in self.changed_data:
            self.instance.most_bytes = self.cleaned_data["largest_mb"] * MEGABYTE
            names.append("most_bytes")
        if self.option_rows and self.instance.options != (options := self.options()):
            self.instance.options = options
            names.append("options")
        return names

    def _options_offered(self) -> bool:
        if not all(row.is_valid() for row in self.option_rows):
            return True  # the rows say themselves what is wrong
        return len([option for option in self.options() if not option.get("retired")]) >= 2

    def _keep_own_fields(self) -> None:
        own = {name for row in OWN_FIELDS.get(self.instance.kind, ()) for name in row}
        for names in OWN_FIELDS.values():
            for name in (name for row in names for name in row if name not in own):
                self.fields.pop(name, None)

    def _fit_fields(self) -> None:
        self.fields["key"].required = False
        self.fields["key"].help_text = _now(
            "For tables, exports and programs. Empty: made from the question."
        )
        self.fields["categories"].queryset = self.instance.edition.categories.all()  # type: ignore[attr-defined]
        self.fields["needed_from"].validators.append(validate_year)
        if "wording" in self.fields:
            self.fields["wording"].required = True
        if "file_types" in self.fields:
            labels = [(kind, f"{found.label} (.{kind})") for kind, found in TYPES.items()]
            self.fields["file_types"].choices = labels  # type: ignore[attr-defined]
            self.initial["file_types"] = self.instance.file_types or list(DOCUMENTS)
            # A stranger's file is for the maker and the staff alone; the database says so, too.
            staff = [choice for choice in Audience.choices if choice[0] == Audience.STAFF]
            self.fields["audience"].choices = staff  # type: ignore[attr-defined]
            self.fields.pop("identifies")

    def _free_key(self) -> str:
        label = self.cleaned_data.get("label") or {}
        stem = slugify(label.get("en") or "")[:40].strip("-") or f"question-{secrets.token_hex(2)}"
        taken = set(Question.objects.filter(edition=self.instance.edition).values_list("key", flat=True))
        return next(key for key in (stem, *(f"{stem}-{n}" for n in range(2, 500))) if key not in taken)

    def _rows(self, data: Any) -> list[OptionRow]:
        if data is not None:
            sent = data.get("options", "0")
            count = min(int(sent), MOST_OPTIONS) if sent.isdecimal() else 0
            return [OptionRow(data, prefix=f"option{n}") for n in range(count)]
        kept = [self._initial_of(option) for option in self.instance.options]
        blank: list[dict[str, Any]] = [{}] * BLANK_OPTIONS
        return [OptionRow(initial=row, prefix=f"option{n}") for n, row in enumerate([*kept, *blank])]

    def _initial_of(self, option: dict[str, Any]) -> dict[str, Any]:
        told = {field_for(code): option["label"].get(code, "") for code, _name in settings.LANGUAGES}
        return {**told, "key": option["key"], "retired": option.get("retired", False)}
