from django import forms
from django.utils.translation import gettext_lazy as _

from submissions.models import Agreement, RightsPolicy


class AgreementForm(forms.ModelForm):
    class Meta:
        model = Agreement
        fields = ("text", "changes")
        help_texts = {
            "text": _("In each language of the edition. Plain text; an empty line begins a paragraph."),
            "changes": _("For those who have signed an earlier version."),
        }


class RightsPolicyForm(forms.ModelForm):
    class Meta:
        model = RightsPolicy
        fields = ("material_required", "licences_required", "pending_allowed", "excerpt_s")
