"""Later deadlines for single people, and codes."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from festival.forms.fields import WallClockField, moment_or_error
from festival.forms.layout import GroupedForm
from submissions.forms.money import MoneyField
from submissions.models import Extension, FeeCode

WORD = r"[A-Za-z0-9][A-Za-z0-9-]{3,39}"


class GivenForm(GroupedForm, forms.ModelForm):
    """What a link and a code have in common: a category, a reason, moments on the festival's wall."""

    moments: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        category = self.fields["category"]
        category.queryset = self.instance.edition.categories.all()  # type: ignore[attr-defined]
        category.label = _("Category")
        category.empty_label = _("Every category")  # type: ignore[attr-defined]
        self.fields["reason"].help_text = _("For the office and the trail.")

    def clean_code(self) -> str:
        return self.cleaned_data["code"].strip().upper()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in self.moments:
            moment_or_error(self, name, self.instance.edition.tz)
        first, last = (self.cleaned_data.get(name) for name in self.moments)
        if first and last and first >= last:
            self.add_error(self.moments[1], _("It must end after it begins."))
        elif last and last <= timezone.now():
            self.add_error(self.moments[1], _("This moment has passed already."))
        return data


class ExtensionForm(GivenForm):
    moments = ("valid_from", "until")
    groups = (
        (gettext_lazy("How long, and why"), (("until",), ("category",), ("reason",))),
        (gettext_lazy("For whom"), (("for_email",), ("uses_allowed",))),
        (gettext_lazy("A code, if it is to be typed"), (("code",), ("valid_from",))),
    )
    until = WallClockField(label=gettext_lazy("Open until"))
    valid_from = WallClockField(
        label=gettext_lazy("Can be taken up from"), required=False, help_text=gettext_lazy("Empty: at once.")
    )
    code = forms.RegexField(
        f"^{WORD}$",
        label=gettext_lazy("Code"),
        required=False,
        help_text=gettext_lazy(
            "Letters, digits and hyphens, at least four. The link works with or without it."
        ),
    )

    class Meta:
        model = Extension
        fields = ["until", "category", "reason", "for_email", "uses_allowed", "code", "valid_from"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["for_email"].help_text = _("They get the link by letter, and nobody else can use it.")
        self.fields["uses_allowed"].help_text = _("Each person who takes it up is one.")

    def clean_code(self) -> str:
        code = super().clean_code()
        if code and Extension.objects.filter(code=code).exists():
            raise forms.ValidationError(_("This code exists already. Choose another word."))
        return code


class FeeCodeForm(GivenForm):
    moments = ("valid_from", "valid_until")
    groups = (
        (gettext_lazy("The code"), (("code",), ("percent", "amount"), ("category",), ("reason",))),
        (
            gettext_lazy("How long, how often, for whom"),
            (("valid_from", "valid_until"), ("uses_allowed", "per_maker"), ("for_email",)),
        ),
    )
    code = forms.RegexField(
        f"^{WORD}$",
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("Letters, digits and hyphens, at least four. Capitals do not matter."),
    )
    amount = MoneyField(label=gettext_lazy("or an amount off"), least=1, required=False)
    valid_from = WallClockField(label=gettext_lazy("Valid from"), required=False)
    valid_until = WallClockField(label=gettext_lazy("Valid until"), required=False)

    class Meta:
        model = FeeCode
        fields = [
            "code",
            "percent",
            "amount",
            "category",
            "reason",
            "valid_from",
            "valid_until",
            "uses_allowed",
            "per_maker",
            "for_email",
        ]

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"].currency = currency  # type: ignore[attr-defined]
        self.fields["percent"].help_text = _("100 waives the fee.")
        for name in ("uses_allowed", "per_maker"):
            self.fields[name].help_text = _("Empty: any number.")

    def clean_code(self) -> str:
        code = super().clean_code()
        if FeeCode.objects.filter(edition=self.instance.edition, code=code).exists():
            raise forms.ValidationError(_("This code exists already. Choose another word."))
        return code

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        share, amount = data.get("percent"), data.get("amount")
        if not self.errors.keys() & {"percent", "amount"} and (share is None) == (amount is None):
            self.add_error("percent", _("Say either a share or an amount."))
        return data
