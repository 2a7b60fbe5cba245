"""Forms of the to-dos: the edition's list, and the maker's answers, one form for each way of answering."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from submissions.enums import TodoAnswer
from submissions.models import AfterSelection, TodoKind
from submissions.todos import looks


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class TodoKindForm(forms.ModelForm):
    check_by = forms.ChoiceField(
        label=_("Done when the portal sees"),
        required=False,
        help_text=_("Then nobody has to mark it by hand."),
    )

    class Meta:
        model = TodoKind
        fields = ["name", "help", "due_after_days", "due_on", "answer", "check_by", "section"]
        widgets = {"due_on": _day()}
        labels = {
            "due_after_days": _("Due so many days after the announcement"),
            "due_on": _("Or on a fixed day"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["check_by"].choices = [("", _("– the maker marks it –")), *looks()]
        self.fields["section"].queryset = self.instance.edition.sections.all()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("due_on") and data.get("due_after_days") is not None:
            self.add_error("due_on", _("Choose one of the two: days after the announcement, or a fixed day."))
        return data


class AfterSelectionForm(forms.ModelForm):
    class Meta:
        model = AfterSelection
        fields = ["fair_viewing", "feedback_marks", "remind_days_before", "remind_overdue_every"]
        help_texts = {"remind_days_before": _("Days, separated by commas. One letter a person; empty: none.")}


class TickForm(forms.Form):
    """Nothing to say but that it is done."""


class TextForm(forms.Form):
    text = forms.CharField(label=_("Your answer"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))


class LinkForm(forms.Form):
    link = forms.URLField(
        label=_("Link to the file"),
        assume_scheme="https",
        help_text=_("From which the festival can download it."),
    )
    text = forms.CharField(
        label=_("A word about it"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class AttendanceForm(forms.Form):
    comes = forms.ChoiceField(
        label=_("Does somebody come to the festival?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
    )
    names = forms.CharField(
        label=_("Who comes"),
        required=False,
        max_length=1000,
        help_text=_("One name a line, with the role in the film."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    arrives_on = forms.DateField(label=_("Arrival"), required=False, widget=_day())
    leaves_on = forms.DateField(label=_("Departure"), required=False, widget=_day())
    text = forms.CharField(
        label=_("Anything we should know"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("comes") == "yes" and not data.get("names"):
            self.add_error("names", _("Say who comes."))
        arrives, leaves = data.get("arrives_on"), data.get("leaves_on")
        if arrives and leaves and leaves < arrives:
            self.add_error("leaves_on", _("The departure cannot come before the arrival."))
        return data


ANSWER_FORMS: dict[str, type[forms.Form]] = {
    TodoAnswer.TICK: TickForm,
    TodoAnswer.TEXT: TextForm,
    TodoAnswer.LINK: LinkForm,
    TodoAnswer.ATTENDANCE: AttendanceForm,
}


def answer_of(form: forms.Form) -> dict[str, Any]:
    """What was written, as JSON keeps it; empty fields are left out."""
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in form.cleaned_data.items()
        if value
    }


def told(todo: Any) -> list[dict[str, Any]]:
    """A maker's answer for reading: components/facts.html."""
    form = ANSWER_FORMS[todo.kind.answer](initial=todo.answer)
    return [
        {"label": field.label, "value": _value(field, todo.answer[name])}
        for name, field in form.fields.items()
        if todo.answer.get(name)
    ]


def _value(field: forms.Field, value: Any) -> Any:
    return dict(field.choices).get(value, value) if isinstance(field, forms.ChoiceField) else value
