"""Content that exists in several languages: one JSON column, one input per language.

`LocalizedTextField` stores {"en": "Grand Prix", "zh-hans": "评审团大奖"} and gives back a `LocalizedText`, which
prints itself in the active language and falls back to the first language that has words. Templates just write
{{ award.name }}; lists must `order_by` something else. In forms it shows one labelled input per language.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class LocalizedText(dict[str, str]):
    def __str__(self) -> str:
        return self.get(get_language() or "") or next((text for text in self.values() if text), "")

    def __bool__(self) -> bool:
        return any(self.values())

    def in_language(self, code: str) -> str:
        """The text in just this language, or nothing."""
        return self.get(code, "")

    @property
    def other(self) -> str:
        """The text in another language than the one shown, or nothing: for bilingual titles."""
        shown = str(self)
        return next((text for text in self.values() if text and text != shown), "")


class LocalizedWidget(forms.MultiWidget):
    template_name = "festival/widgets/localized.html"

    def __init__(self, *, rows: int | None = None, attrs: dict[str, Any] | None = None) -> None:
        self.languages = settings.LANGUAGES
        inner = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
        super().__init__({code.replace("-", "_"): inner for code, _name in self.languages}, attrs)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for (code, label), part in zip(self.languages, context["widget"]["subwidgets"], strict=True):
            part["attrs"].update({"lang": code, "aria-label": label})
            part["language"] = label
        return context

    def decompress(self, value: Any) -> list[str]:
        return [(value or {}).get(code, "") for code, _name in self.languages]


class LocalizedFormField(forms.MultiValueField):
    def __init__(self, *, rows: int | None = None, max_length: int | None = None, **kwargs: Any) -> None:
        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        kwargs["widget"] = LocalizedWidget(rows=rows)
        fields = [forms.CharField(required=False, max_length=max_length) for _language in settings.LANGUAGES]
        super().__init__(fields, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> LocalizedText:
        return LocalizedText(
            {
                code: text
                for (code, _name), text in zip(settings.LANGUAGES, data_list or [], strict=False)
                if text
            }
        )

    def clean(self, value: Any) -> LocalizedText:
        cleaned = super().clean(value) or LocalizedText()
        if self.required and not cleaned:
            raise ValidationError(_("Fill this in, in at least one language."), code="required")
        return cleaned

    def has_changed(self, initial: Any, data: Any) -> bool:
        return LocalizedText(initial or {}) != self.compress(data if isinstance(data, list) else [])


class LocalizedTextField(models.JSONField):
    """A text in several languages. `rows` makes the inputs text areas; `max_length` counts per language."""

    def __init__(
        self, *args: Any, rows: int | None = None, max_length: int | None = None, **kwargs: Any
    ) -> None:
        self.rows = rows
        self.text_max_length = max_length
        kwargs.setdefault("default", LocalizedText)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> LocalizedText:
        return LocalizedText(super().from_db_value(value, expression, connection) or {})

    def to_python(self, value: Any) -> LocalizedText:
        return LocalizedText(value if isinstance(value, dict) else {settings.LANGUAGE_CODE: str(value or "")})

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = getattr(model_instance, self.attname)
        if not isinstance(value, dict):
            return value
        # A row made from a plain dict prints itself right at once, not only after it is read again.
        setattr(model_instance, self.attname, LocalizedText(value))
        return dict(value)

    def formfield(self, **kwargs: Any) -> Any:
        return super(models.JSONField, self).formfield(
            **{
                "form_class": LocalizedFormField,
                "rows": self.rows,
                "max_length": self.text_max_length,
                "show_hidden_initial": False,  # Django's answer to a callable default; the row knows better
                **kwargs,
            }
        )
