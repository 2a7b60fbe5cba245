from typing import Any

from django import forms

from festival.models import Category, Edition


class BeginForm(forms.Form):
    """Which class the film is entered in. The token makes two clicks one draft."""

    category = forms.ModelChoiceField(Category.objects.none())
    token = forms.UUIDField()

    def __init__(self, *args: Any, open_editions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        calls: Any = Edition.objects.filter(pk__in=[edition.pk for edition in open_editions])
        categories = Category.objects.filter(edition__in=calls).select_related("edition__festival")
        self.fields["category"].queryset = categories  # type: ignore[attr-defined]
