"""Forms of juries, blocs and seats."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from festival.enums import Role
from festival.models import Membership
from judging.models import Bloc, Juror, Jury
from submissions.models import Entry

PROFILE = ("also_known_as", "companies", "schools", "handles")


class JuryForm(forms.ModelForm):
    class Meta:
        model = Jury
        fields = ["name"]


class BlocForm(forms.ModelForm):
    class Meta:
        model = Bloc
        fields = ["name", "weight"]


class SeatForm(forms.ModelForm):
    """`instance` carries its jury. Who already sits there is not offered again."""

    membership = forms.ModelChoiceField(
        queryset=Membership.objects.none(),
        label=gettext_lazy("Person"),
        help_text=gettext_lazy("Jurors of the team, and those who are invited."),
    )

    class Meta:
        model = Juror
        fields = ["membership", "bloc", "display_name", "presides", "alternate", *PROFILE]
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in PROFILE}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        jury = self.instance.jury
        self.fields["bloc"].queryset = Bloc.objects.filter(jury=jury)
        self.fields["bloc"].label = _("Bloc")
        self.fields["bloc"].empty_label = _("No bloc")
        self.fields["display_name"].required = False
        if self.instance.pk:
            del self.fields["membership"]
        else:
            seated = jury.jurors.values("membership_id")
            jurors = Membership.objects.filter(edition=jury.edition, role=Role.JUROR).select_related("user")
            self.fields["membership"].queryset = jurors.exclude(pk__in=seated)
        if not self.fields["bloc"].queryset.exists():
            del self.fields["bloc"]

    def clean_display_name(self) -> str:
        person = self.cleaned_data.get("membership") or getattr(self.instance, "membership", None)
        return self.cleaned_data["display_name"] or (person.display_name if person else "")

    def clean_presides(self) -> bool:
        presides = self.cleaned_data["presides"]
        others = Juror.objects.filter(jury=self.instance.jury, presides=True).exclude(pk=self.instance.pk)
        if presides and others.exists():
            raise forms.ValidationError(gettext_lazy("Somebody else presides over this jury."))
        return presides


class RecusalForm(forms.Form):
    """Take a juror off a film. Choices are those of one round."""

    juror = forms.ModelChoiceField(queryset=Juror.objects.none(), label=gettext_lazy("Juror"))
    entry = forms.ModelChoiceField(queryset=Entry.objects.none(), label=gettext_lazy("Film"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy("Kept with the recusal. The juror does not see it."),
    )

    def __init__(self, *args: Any, judged: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["juror"].queryset = Juror.objects.filter(jury=judged.jury_id)
        self.fields["entry"].queryset = judged.entries.order_by("round_entries__position").distinct()
