"""Forms of the desk's own tools."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from festival.models import Edition, User
from submissions.desk_enums import Density, FlagColour, Leaning, TagColour
from submissions.desk_rules import preselectors
from submissions.models import EntryTag
from submissions.table.question import PAGE_SIZES


class ViewForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=60)
    shared = forms.BooleanField(label=_("Shared with the team"), required=False)
    default = forms.BooleanField(label=_("Open the table with it"), required=False)

    def __init__(self, *args: Any, may_share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_share:
            del self.fields["shared"]


class HabitsForm(forms.Form):
    density = forms.ChoiceField(label=_("Density"), choices=Density)
    page_size = forms.TypedChoiceField(
        label=_("Rows a page"), coerce=int, choices=[(size, size) for size in PAGE_SIZES]
    )


class TagForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=40)
    colour = forms.ChoiceField(label=_("Colour"), choices=TagColour)


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(label=_("Merge into"), queryset=EntryTag.objects.none())

    def __init__(self, *args: Any, tag: EntryTag, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = EntryTag.objects.filter(edition=tag.edition_id).exclude(pk=tag.pk)
        self.fields["into"].queryset = others  # type: ignore[attr-defined]


class NoteForm(forms.Form):
    text = forms.CharField(label=_("Note"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))


class FlagForm(forms.Form):
    colour = forms.ChoiceField(
        label=_("Colour"), choices=[("", _("No flag")), *FlagColour.choices], required=False
    )
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)


class LeaningForm(forms.Form):
    leaning = forms.ChoiceField(choices=[("", _("Nothing yet")), *Leaning.choices], required=False)


class PreselectorForm(forms.Form):
    person = forms.ModelChoiceField(label=_("Give to"), queryset=User.objects.none())

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        team = preselectors(edition).values("user_id")
        self.fields["person"].queryset = User.objects.filter(pk__in=team).order_by("name")  # type: ignore[attr-defined]
