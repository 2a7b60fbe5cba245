"""How the call is kept: deadlines, grace and caps, fees."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from festival.forms.fields import WallClockField, moment_or_error
from festival.forms.layout import GroupedForm
from festival.models import Category, Edition
from submissions.deadlines import Cut
from submissions.enums import WindowKind
from submissions.forms.money import MoneyField
from submissions.gate_words import moment
from submissions.models import CallTerms
from submissions.money import currencies
from submissions.payments import registry


class DeadlinesForm(GroupedForm, forms.Form):
    """One row a kind, in the order in which they come. The last one in use ends with the call."""

    def __init__(
        self,
        *args: Any,
        edition: Edition,
        cuts: list[Cut],
        terms: CallTerms,
        category: Category | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.edition, self.category = edition, category
        known = {cut.kind: cut for cut in cuts}
        self.groups = tuple(
            (kind.label, ((f"use_{kind}",), (f"closes_{kind}", f"fee_{kind}"))) for kind in WindowKind
        )
        for kind in WindowKind:
            self._add_row(kind, known.get(kind.value), terms)

    def _add_row(self, kind: WindowKind, cut: Cut | None, terms: CallTerms) -> None:
        self.fields[f"use_{kind}"] = forms.BooleanField(label=_("There is such a deadline"), required=False)
        self.fields[f"closes_{kind}"] = WallClockField(
            label=_("%(deadline)s closes") % {"deadline": kind.label},
            required=False,
            help_text=_("Empty: with the call."),
        )
        if terms.fees_on:
            self.fields[f"fee_{kind}"] = MoneyField(
                label=_("Fee in %(currency)s") % {"currency": terms.currency},
                currency=terms.currency,
                required=False,
                help_text=_("Empty: free of charge."),
            )
        if cut is not None:
            at = cut.closes_at and cut.closes_at.astimezone(self.edition.tz).replace(tzinfo=None)
            self.initial |= {f"use_{kind}": True, f"closes_{kind}": at, f"fee_{kind}": cut.fee}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for kind in WindowKind:
            moment_or_error(self, f"closes_{kind}", self.edition.tz)
        for kind in WindowKind:
            if not data.get(f"use_{kind}") and (data.get(f"closes_{kind}") or data.get(f"fee_{kind}")):
                self.add_error(f"use_{kind}", _("Tick this, or empty the fields below."))
        used = [kind for kind in WindowKind if data.get(f"use_{kind}")]
        before: datetime = self.edition.call_opens_at
        for kind in used:
            before = self._check(kind, before, is_last=kind == used[-1])
        return data

    def _check(self, kind: WindowKind, before: datetime, *, is_last: bool) -> datetime:
        """Later than the one before, within the call. Returns when it closes."""
        name = f"closes_{kind}"
        at = self.cleaned_data.get(name)
        if at is None:
            if not is_last and name not in self.errors:
                self.add_error(name, _("Say when it closes: another deadline comes after it."))
            return before
        closes = moment(self.edition, self.edition.call_closes_at)
        if is_last and self.category is None and at != self.edition.call_closes_at:
            self.add_error(
                name,
                _("The last deadline is the end of the call, %(when)s. Leave it empty.") % {"when": closes},
            )
        elif at <= before:
            self.add_error(name, _("This must come after the deadline before it, and after the call opens."))
        elif at > self.edition.call_closes_at:
            self.add_error(name, _("The call itself closes earlier: %(when)s.") % {"when": closes})
        return at

    def cuts(self, present: list[Cut]) -> list[Cut]:
        """What was set. Whoever does not see the fees leaves them as they are."""
        fees = {cut.kind: cut.fee for cut in present}
        data = self.cleaned_data
        return [
            Cut(
                kind.value,
                data.get(f"closes_{kind}"),
                (data.get(f"fee_{kind}") or 0) if f"fee_{kind}" in self.fields else fees.get(kind.value, 0),
            )
            for kind in WindowKind
            if data.get(f"use_{kind}")
        ]

    def without_fees(self) -> None:
        """For people who do not keep the money."""
        for kind in WindowKind:
            self.fields.pop(f"fee_{kind}", None)


class TermsForm(GroupedForm, forms.ModelForm):
    """Grace and caps. Each category may have a cap of its own beside that of the edition."""

    class Meta:
        model = CallTerms
        fields = ["grace_minutes", "deadline_counts", "entries_per_maker"]

    def __init__(
        self, *args: Any, categories: list[Category], caps: dict[int, int | None], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        names = []
        for category in categories:
            name = f"cap_{category.pk}"
            names.append((name,))
            self.fields[name] = forms.IntegerField(
                label=str(category),
                min_value=1,
                max_value=32767,
                required=False,
                initial=caps.get(category.pk),
            )
        self.groups = (
            (_("After the deadline"), (("grace_minutes",), ("deadline_counts",))),
            (_("Films of one maker"), (("entries_per_maker",),)),
            (_("In one category"), tuple(names)),
        )

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields}

    def caps(self) -> dict[int, int | None]:
        return {
            int(name.removeprefix("cap_")): value
            for name, value in self.cleaned_data.items()
            if name.startswith("cap_")
        }


class FeesForm(GroupedForm, forms.ModelForm):
    groups = (
        (gettext_lazy("What it costs"), (("fees_on",), ("currency",))),
        (gettext_lazy("Paying"), (("provider",), ("pay_later",), ("payment_details",))),
    )
    currency = forms.ChoiceField(label=gettext_lazy("Currency"))
    provider = forms.ChoiceField(label=gettext_lazy("How fees are paid"), widget=forms.RadioSelect)

    class Meta:
        model = CallTerms
        fields = ["fees_on", "currency", "provider", "pay_later", "payment_details"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["currency"].choices = currencies()  # type: ignore[attr-defined]
        self.fields["provider"].choices = registry.choices()  # type: ignore[attr-defined]
        self.fields["fees_on"].help_text = _("The amounts stand with the deadlines.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("fees_on") and data.get("provider") == "manual" and not data.get("payment_details"):
            self.add_error("payment_details", _("Say where makers are to pay."))
        return data

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields}
