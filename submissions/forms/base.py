"""What the forms of the steps share."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from submissions import rules
from submissions.enums import EntryState
from submissions.models import Entry


class Lenient:
    """Everything may stay empty while one is at it; `needed` fields merely look required.

    What is still missing is said by eligibility.py, all at once, on the last step.
    """

    use_required_attribute = False
    needed: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.needed:
            self.fields[name].required = True

    def _clean_fields(self) -> None:
        for field in self.fields.values():
            field.required = False
        super()._clean_fields()
        for name in self.needed:
            if name in self.fields:
                self.fields[name].required = True


class LenientForm(Lenient, forms.Form):
    """A plain form of that kind."""


class StepForm(Lenient, forms.ModelForm):
    """One step of a draft; of what was submitted, the part of it that may still be corrected."""

    class Meta:
        model = Entry
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.state == EntryState.DRAFT:
            return
        for name in [name for name in self.fields if not rules.may_change(self.instance, name)]:
            del self.fields[name]

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(self.fields)

    def save(self, commit: bool = True) -> Entry:
        """Write this step's columns only: another tab may be saving another step."""
        self.instance.save(update_fields=[*self.parts, "updated_at"])
        return self.instance


class PartsForm:
    """Several forms on one page, saved together: columns of the entry and rows beside them."""

    part_forms: ClassVar[dict[str, Any]]

    def __init__(self, data: Any = None, files: Any = None, *, instance: Entry) -> None:
        self.members = {name: form(data, files, instance=instance) for name, form in self.part_forms.items()}

    def __getitem__(self, name: str) -> Any:
        return self.members[name]

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(part for member in self.members.values() for part in member.parts)

    def is_valid(self) -> bool:
        return not [member for member in self.members.values() if not member.is_valid()]

    @property
    def errors(self) -> list[Any]:
        return [member.errors for member in self.members.values() if member.errors]

    def save(self) -> None:
        for member in self.members.values():
            member.save()


class SeveralWidget(forms.MultiWidget):
    """The same list a few times under each other: no script, no key to hold down, and it works on a phone."""

    use_fieldset = True
    template_name = "submissions/widgets/several.html"

    def __init__(self, choices: Any, slots: int, attrs: dict[str, Any] | None = None) -> None:
        self.slots = slots
        super().__init__([forms.Select(choices=choices) for _slot in range(slots)], attrs)

    def decompress(self, value: Any) -> list[str]:
        chosen = [str(getattr(item, "code", item)) for item in value or []]
        return chosen + [""] * (self.slots - len(chosen))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for position, part in enumerate(context["widget"]["subwidgets"], 1):
            part["attrs"]["aria-label"] = _("Choice %(number)d") % {"number": position}
        return context


class SeveralField(forms.MultiValueField):
    """Up to `slots` different choices, in the order in which they were made."""

    def __init__(self, *, choices: Any, slots: int = 4, **kwargs: Any) -> None:
        offered = [("", "–"), *choices]
        kwargs["widget"] = SeveralWidget(offered, slots)
        kwargs.setdefault("require_all_fields", False)
        super().__init__(
            [forms.ChoiceField(choices=offered, required=False) for _slot in range(slots)], **kwargs
        )

    def compress(self, data_list: list[str]) -> list[str]:
        return list(dict.fromkeys(value for value in data_list or [] if value))
