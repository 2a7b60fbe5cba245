"""Tags and flags for many films."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from festival.models import Edition
from submissions.actions.flagging import flags_of, set_flags
from submissions.actions.tagging import tag_entries, untag_entries
from submissions.bulk.base import BulkKind, NoOptions, Values
from submissions.desk_enums import FlagColour
from submissions.models import Entry, EntryTag, EntryTagging


class TagForm(NoOptions):
    tag = forms.ModelChoiceField(label=_("Tag"), queryset=EntryTag.objects.none())

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, edition=edition, **kwargs)
        self.fields["tag"].queryset = EntryTag.objects.filter(edition=edition)  # type: ignore[attr-defined]


class FlagForm(NoOptions):
    colour = forms.ChoiceField(label=_("Colour"), choices=FlagColour)
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)


class Label(BulkKind):
    """The office's own marks: any entry at the desk may have them, but nobody marks their own film."""

    def refusal(self, entry: Entry, value: Any) -> str:
        return "own" if entry.pk in self.own else ""


class Tag(Label):
    code, label, form, adds = "tag", _("Tag"), TagForm, True
    deeds = frozenset({"entry.tagged", "entry.untagged"})

    @cached_property
    def tag(self) -> EntryTag | None:
        return EntryTag.objects.filter(edition=self.edition, pk=self.options.get("tag")).first()

    def present(self, keys: Collection[UUID]) -> Values:
        rows = EntryTagging.objects.filter(tag=self.tag, entry__in=list(keys)).order_by()
        return {**dict.fromkeys(keys, False), **dict.fromkeys(rows.values_list("entry_id", flat=True), True)}

    def wanted(self, entries: Collection[Entry], present: Values) -> Values:
        return {entry.pk: self.adds for entry in entries}

    def refusal(self, entry: Entry, value: Any) -> str:
        return "gone" if self.tag is None else super().refusal(entry, value)

    def write(self, values: Values, **told: Any) -> None:
        if self.tag is None:
            return
        for has, act in ((True, tag_entries), (False, untag_entries)):
            if keys := [key for key, value in values.items() if value is has]:
                act(keys, self.tag, by=self.by, **told)

    def in_words(self, value: Any) -> str:
        return str(self.tag) if value and self.tag else "–"

    def title(self) -> str:
        return gettext("Tag: %(tag)s") % {"tag": self.tag or "–"}


class Untag(Tag):
    code, label, adds = "untag", _("Take a tag off"), False

    def title(self) -> str:
        return gettext("Take off the tag: %(tag)s") % {"tag": self.tag or "–"}


class Flag(Label):
    code, label, form = "flag", _("Flag"), FlagForm
    deeds = frozenset({"entry.flagged", "entry.unflagged"})

    def present(self, keys: Collection[UUID]) -> Values:
        return {key: list(flag) for key, flag in flags_of(keys).items()}

    def wanted(self, entries: Collection[Entry], present: Values) -> Values:
        return {entry.pk: [self.options["colour"], self.options["reason"]] for entry in entries}

    def write(self, values: Values, **told: Any) -> None:
        set_flags({key: tuple(flag) if flag else None for key, flag in values.items()}, by=self.by, **told)

    def in_words(self, value: Any) -> str:
        if not value:
            return "–"
        colour, reason = value
        return f"{FlagColour(colour).label}: {reason}" if reason else str(FlagColour(colour).label)

    def title(self) -> str:
        return gettext("Flag: %(flag)s") % {
            "flag": self.in_words([self.options["colour"], self.options["reason"]])
        }


class Unflag(Flag):
    code, label, form = "unflag", _("Take the flag off"), NoOptions

    def wanted(self, entries: Collection[Entry], present: Values) -> Values:
        return {entry.pk: None for entry in entries}

    def title(self) -> str:
        return gettext("Take the flag off")
