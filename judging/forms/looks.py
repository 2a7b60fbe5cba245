"""How many films go on, and how many further looks there are to give."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy

from judging.looks import MOST_LOOKS
from judging.scoring.cut_line import BATCH


class LooksForm(forms.Form):
    USUAL = BATCH

    among = forms.IntegerField(
        label=gettext_lazy("Films that go on"),
        min_value=1,
        help_text=gettext_lazy("The cut line lies behind so many."),
    )
    batch = forms.IntegerField(
        label=gettext_lazy("Further looks"),
        min_value=1,
        max_value=MOST_LOOKS,
        help_text=gettext_lazy("Count again after each batch."),
    )

    def __init__(self, *args: Any, films: int, declared: int | None, **kwargs: Any) -> None:
        super().__init__(*args, initial={"among": declared, "batch": self.USUAL}, **kwargs)
        most: Any = self.fields["among"]
        most.max_value = max(1, films - 1)
        most.validators.append(MaxValueValidator(most.max_value))
        most.widget.attrs["max"] = most.max_value
