"""The rights step: who may show the film, and what is used of others. The signature has a form of its own."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from submissions.actions.rights import LICENCE_BYTES, LICENCE_TYPES, save_clearances, save_permissions
from submissions.asking_exceptions import BadPaperFile
from submissions.forms.base import LenientForm
from submissions.granting import ClearanceStatus, MaterialKind, Showing
from submissions.models import Agreement, Clearance, Entry
from submissions.papers.store import check_paper
from submissions.signing import Standing, permissions_of, policy_of, standing_of

MOST_CLEARANCES = 60
ACCEPTED = ",".join(f".{kind}" for kind in LICENCE_TYPES)
YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class SignForm(forms.Form):
    """A typed name under words that were really read: `digest` says which."""

    name = forms.CharField(
        label=_("Your full name"),
        max_length=150,
        help_text=_("Typing it is your signature."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    agreement: Agreement
    language: str
    words: str

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    shown = forms.CharField(max_length=10, widget=forms.HiddenInput)


def sign_form(standing: Standing, data: Any = None) -> SignForm | None:
    """The form under the words as this reader sees them; None when there is nothing to sign."""
    agreement = standing.current
    if agreement is None or standing.is_signed:
        return None
    language, words = agreement.shown_in()
    form = SignForm(data, initial={"digest": agreement.digest_in(language), "shown": language})
    form.agreement, form.language, form.words = agreement, language, words
    return form


class LicenceField(forms.FileField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.FileInput(attrs={"accept": ACCEPTED}), required=False, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> UploadedFile | None:
        if not data:
            return None
        try:
            check_paper(data, types=LICENCE_TYPES, most_bytes=LICENCE_BYTES)
        except BadPaperFile as error:
            raise ValidationError(str(error.message)) from error
        return data


class ClearanceRow(LenientForm):
    needed = ("kind", "title", "status")
    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("What"), choices=MaterialKind, required=False)
    title = forms.CharField(label=_("Title or description"), max_length=200, required=False)
    holder = forms.CharField(label=_("Rights holder"), max_length=200, required=False)
    status = forms.ChoiceField(label=_("How it is cleared"), choices=ClearanceStatus, required=False)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    licence = LicenceField(label=_("Licence"))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("title"):
            for name in ("kind", "status"):
                if not values.get(name) and name not in self.errors:
                    self.add_error(name, _("Choose one."))
        elif values.get("licence") and "title" not in self.errors:
            self.add_error("title", _("Say what this licence is for."))
        return values


class PermissionsForm(LenientForm):
    """A yes or a no to each use. `nothing_of_others` stands with the list of works."""

    def __init__(self, *args: Any, entry: Entry, asks_uses: bool, **kwargs: Any) -> None:
        present = permissions_of(entry)
        words = {True: "yes", False: "no", None: ""}
        kept = {use: words[getattr(present, use)] for use in Showing.values}
        super().__init__(*args, initial={**kept, "nothing_of_others": present.nothing_of_others}, **kwargs)
        seconds = policy_of(entry.edition).excerpt_s
        for use in Showing if asks_uses else []:
            self.fields[use.value] = forms.ChoiceField(
                label=_now("%(use)s, up to %(seconds)d seconds") % {"use": use.label, "seconds": seconds}
                if use == Showing.EXCERPTS
                else use.label,
                choices=YES_NO,
                widget=forms.RadioSelect,
                required=False,
            )
        self.needed = tuple(use for use in Showing.values if use in self.fields)
        for use in self.needed:
            self.fields[use].required = True
        self.fields["nothing_of_others"] = forms.BooleanField(
            label=_("Nothing in this film belongs to others."), required=False
        )

    def values(self) -> dict[str, bool | None]:
        told = {"yes": True, "no": False}
        uses = {use: told.get(self.cleaned_data[use]) for use in Showing.values if use in self.fields}
        return {**uses, "nothing_of_others": self.cleaned_data["nothing_of_others"]}


class RightsForm:
    """Looks like a form to the step that holds it. Sent whole and written whole."""

    by: Any = None

    def __init__(self, data: Any = None, files: Any = None, *, instance: Entry) -> None:
        self.instance = instance
        self.is_bound = data is not None
        self.deed = data.get("deed", "") if data is not None else ""
        self.standing = standing_of(instance)
        self.sign = sign_form(self.standing)
        asks_uses = self.standing.current is not None
        self.permissions = PermissionsForm(data, entry=instance, asks_uses=asks_uses)
        self.uses = [self.permissions[use] for use in Showing.values if use in self.permissions.fields]
        self.rows = self._sent(data, files) if data is not None else self._kept()

    def is_valid(self) -> bool:
        return self.is_bound and all([self.permissions.is_valid(), *(row.is_valid() for row in self.rows)])

    @property
    def errors(self) -> list[Any]:
        return [form.errors for form in (self.permissions, *self.rows) if form.errors]

    def save(self) -> Entry:
        rows = self._after_deed([row.cleaned_data for row in self.rows])
        kept = [row for row in rows if row["title"]][:MOST_CLEARANCES]
        said = self.permissions.values()
        said["nothing_of_others"] = bool(said["nothing_of_others"]) and not kept
        save_permissions(self.instance, said, by=self.by)
        save_clearances(self.instance, kept, by=self.by)
        return self.instance

    def _after_deed(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        verb, _dash, place = self.deed.partition("-")
        if not place.isdecimal() or int(place) >= len(rows):
            return rows
        here = int(place)
        if verb == "remove":
            return rows[:here] + rows[here + 1 :]
        there = here + {"up": -1, "down": 1}.get(verb, 0)
        if 0 <= there < len(rows):
            rows[here], rows[there] = rows[there], rows[here]
        return rows

    def _sent(self, data: Any, files: Any) -> list[ClearanceRow]:
        sent = data.get("rows", "0")
        count = min(int(sent), MOST_CLEARANCES) if sent.isdecimal() else 0
        papers = {row.pk: row.paper for row in self.instance.clearances.select_related("paper")}
        rows = [ClearanceRow(data, files, prefix=f"row{n}") for n in range(count)]
        for row in rows:
            known = row["id"].value() or ""
            row.paper = papers.get(int(known) if str(known).isdecimal() else 0)  # type: ignore[attr-defined]
        return rows

    def _kept(self) -> list[ClearanceRow]:
        rows = []
        kept: list[Clearance | None] = [*self.instance.clearances.select_related("paper"), None]
        for number, clearance in enumerate(kept):
            names = ("id", "kind", "title", "holder", "status", "note")
            initial = {name: getattr(clearance, name) for name in names} if clearance else {}
            row = ClearanceRow(initial=initial, prefix=f"row{number}")
            row.paper = clearance.paper if clearance else None  # type: ignore[attr-defined]
            rows.append(row)
        return rows


class SettleForm(forms.Form):
    """What was pending is cleared by now."""

    status = forms.ChoiceField(label=_("How it is cleared"))
    holder = forms.CharField(label=_("Rights holder"), max_length=200, required=False)
    licence = LicenceField(label=_("Licence"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cleared = [choice for choice in ClearanceStatus.choices if choice[0] != ClearanceStatus.PENDING]
        self.fields["status"].choices = cleared  # type: ignore[attr-defined]
