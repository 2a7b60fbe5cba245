"""Fields that the portal's content needs and DRF does not know."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazily
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from festival.localized import LocalizedText


@extend_schema_field(
    {
        "type": "object",
        "additionalProperties": {"type": "string"},
        "example": {"en": "Grand Prix", "zh-hans": "评审团大奖"},
    }
)
class Localized(serializers.Field):
    """A text in several languages: an object from language codes to texts."""

    default_error_messages = {"not_an_object": _lazily("Send an object from language codes to texts.")}

    def __init__(self, *, max_length: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.text = serializers.CharField(allow_blank=True, max_length=max_length)

    def to_internal_value(self, data: Any) -> LocalizedText:
        if not isinstance(data, dict):
            self.fail("not_an_object")
        languages = dict(settings.LANGUAGES)
        if unknown := [code for code in data if code not in languages]:
            raise serializers.ValidationError(
                _("Unknown language: %(code)s. The portal speaks %(known)s.")
                % {"code": str(unknown[0])[:20], "known": ", ".join(languages)}
            )
        texts = {code: self.text.run_validation(text) for code, text in data.items()}
        return LocalizedText({code: text for code, text in texts.items() if text})

    def to_representation(self, value: Any) -> dict[str, str]:
        return {code: text for code, text in (value or {}).items() if text}
