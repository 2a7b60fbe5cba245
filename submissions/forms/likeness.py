from django import forms
from django.utils.translation import gettext_lazy as _

from media_pipeline.enums import LikenessState


class LikenessForm(forms.Form):
    """What people make of two films that resemble each other."""

    decision = forms.ChoiceField(label=_("What is it?"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note"),
        help_text=_("For your colleagues: a new version, a trailer, the same stock music …"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: object, present: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        offered = [choice for choice in LikenessState.choices if choice[0] != present]
        self.fields["decision"].choices = offered  # type: ignore[attr-defined]
