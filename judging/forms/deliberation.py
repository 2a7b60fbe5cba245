"""Forms of deliberations."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from festival.forms.fields import WallClockField, moment_or_error
from judging.models import Award, Deliberation, Jury, Motion, Round


class DeliberationForm(forms.ModelForm):
    """`instance` carries its edition."""

    meets_at = WallClockField(label=gettext_lazy("Meets"), required=False)

    class Meta:
        model = Deliberation
        fields = ["title", "jury", "round", "award", "meets_at", "place"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        edition = self.instance.edition
        self.fields["jury"].label = _("Jury")
        self.fields["jury"].queryset = Jury.objects.of_people().filter(edition=edition)
        self.fields["jury"].empty_label = None
        self.fields["round"].queryset = Round.objects.begun().filter(edition=edition)
        self.fields["round"].help_text = _("Its films on which the jury disagrees come onto the agenda.")
        self.fields["award"].queryset = Award.objects.filter(edition=edition)
        self.fields["meets_at"].help_text = _("Hour in %(zone)s.") % {"zone": edition.time_zone}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        moment_or_error(self, "meets_at", self.instance.edition.tz)
        judged, jury = data.get("round"), data.get("jury")
        if judged and jury and judged.jury_id != jury.pk:
            self.add_error("round", _("This round belongs to another jury."))
        return data


class MotionForm(forms.ModelForm):
    class Meta:
        model = Motion
        fields = ["text", "moved_by", "votes_for", "votes_against", "abstentions", "outcome"]

    def __init__(self, *args: Any, session: Deliberation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["moved_by"].queryset = session.jury.jurors.all()
        self.fields["moved_by"].empty_label = _("The jury as a whole")
