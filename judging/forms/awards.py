"""Forms of awards, honours and corrections."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from judging.enums import HonourKind
from judging.models import Award, Criterion, Erratum, Honour


class AwardForm(forms.ModelForm):
    """`instance` carries its edition. One number per criterion of the edition's rounds makes weights of its own."""

    class Meta:
        model = Award
        fields = [
            "name",
            "slug",
            "description",
            "kind",
            "position",
            "category",
            "section",
            "orientation",
            "ex_aequo",
            "outside_limit",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        edition = self.instance.edition
        self.fields["slug"].help_text = _("Small letters, digits and hyphens.")
        self.fields["position"].help_text = _("0 is the most prestigious award.")
        self.fields["category"].queryset = edition.categories.all()
        self.fields["category"].empty_label = _("Any category")
        self.fields["section"].queryset = edition.sections.all()
        self.fields["section"].empty_label = _("Any section")
        if not self.fields["section"].queryset.exists():
            del self.fields["section"]
        self.criteria = {
            criterion.key: criterion
            for criterion in Criterion.objects.filter(round__edition=edition, counts=True).order_by("-pk")
        }
        for key, criterion in sorted(self.criteria.items()):
            self.fields[f"weight_{key}"] = forms.DecimalField(
                label=_("Weight of “%(criterion)s”") % {"criterion": criterion},
                min_value=Decimal(0),
                max_value=Decimal(1000),
                max_digits=6,
                decimal_places=2,
                required=False,
                initial=self.instance.criterion_weights.get(key),
            )
        if self.criteria:
            first = self.fields[f"weight_{min(self.criteria)}"]
            first.help_text = _("Which criteria this award looks at. All empty: as the round weighs them.")

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        others = Award.objects.filter(edition=self.instance.edition, slug=slug).exclude(pk=self.instance.pk)
        if others.exists():
            raise forms.ValidationError(_("This edition has an award at this address already."))
        return slug

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        weights = {
            key: str(data[f"weight_{key}"]) for key in self.criteria if data.get(f"weight_{key}") is not None
        }
        if weights and not any(Decimal(weight) for weight in weights.values()):
            self.add_error(None, _("At least one criterion must weigh something."))
        self.instance.criterion_weights = weights
        return data

    @property
    def columns(self) -> dict[str, Any]:
        """What `create_award` takes."""
        plain = {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.fields}
        return {**plain, "criterion_weights": self.instance.criterion_weights}


class HonourForm(forms.ModelForm):
    """Choose a film, as winner or special mention, with the sentence of the jury."""

    kind = forms.ChoiceField(
        label=gettext_lazy("As"),
        choices=HonourKind.choices,
        widget=forms.RadioSelect,
        initial=HonourKind.WINNER,
    )

    class Meta:
        model = Honour
        fields = ["kind", "citation"]


class ErratumForm(forms.ModelForm):
    """`honour` empty: a correction of the results as a whole."""

    class Meta:
        model = Erratum
        fields = ["honour", "text"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["honour"].queryset = Honour.objects.filter(
            award__edition=self.instance.edition
        ).select_related("award", "entry")
        self.fields["honour"].label = _("Concerns")
        self.fields["honour"].empty_label = _("The results as a whole")
