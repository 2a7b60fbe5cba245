"""What the API accepts about entries. Nothing is required in a draft; what is missing is said by the entry itself."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django_countries import countries
from rest_framework import serializers

from festival.api.fields import Localized
from festival.models import Category, Edition
from media_pipeline.models import Upload
from submissions.api.making import MakingInput, write_making
from submissions.enums import CreditRole, ProductionStage
from submissions.forms.rows import MOST_ROWS
from submissions.models import Credit, Entry, ToolUse
from submissions.tongues import language_choices

COLUMNS = (
    "title_original",
    "title_language",
    "title_international",
    "logline",
    "synopsis",
    "statement",
    "countries",
    "languages",
    "completed_on",
)


class NewEntry(serializers.Serializer[Any]):
    category = serializers.PrimaryKeyRelatedField(
        queryset=Category.objects.none(), help_text="The `id` of a category of a public edition."
    )
    token = serializers.UUIDField(
        required=False, help_text="Of your own making: the same token sent twice finds the same draft."
    )

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        fields = super().get_fields()
        public = Category.objects.filter(edition__in=Edition.objects.public())
        fields["category"].queryset = public.select_related("edition__festival")  # type: ignore[attr-defined]
        return fields


class CreditInput(serializers.Serializer[Any]):
    role = serializers.ChoiceField(choices=CreditRole.choices)
    name = serializers.CharField(max_length=150)


class ToolInput(serializers.Serializer[Any]):
    stage = serializers.ChoiceField(choices=ProductionStage.choices)
    tool = serializers.CharField(max_length=120)
    version = serializers.CharField(max_length=40, allow_blank=True, default="")
    vendor = serializers.CharField(max_length=80, allow_blank=True, default="")
    note = serializers.CharField(max_length=200, allow_blank=True, default="")


class EntryChanges(serializers.Serializer[Any]):
    """Whatever is sent is written; what is not sent stays. Lists are replaced as a whole.

    To `submissions.actions.save_step` it is one more step form.
    """

    title_original = serializers.CharField(max_length=200, allow_blank=True)
    title_language = serializers.ChoiceField(choices=language_choices(), allow_blank=True)
    title_international = serializers.CharField(max_length=200, allow_blank=True)
    logline = Localized(max_length=300)
    synopsis = Localized(max_length=2000)
    statement = Localized(max_length=2000)
    countries = serializers.ListField(child=serializers.ChoiceField(choices=list(countries)), max_length=4)
    languages = serializers.ListField(
        child=serializers.ChoiceField(choices=language_choices(dialogue=True)), max_length=4
    )
    completed_on = serializers.DateField(allow_null=True)
    credits = CreditInput(many=True, max_length=MOST_ROWS)
    tool_uses = ToolInput(many=True, max_length=MOST_ROWS)
    making = MakingInput()
    upload = serializers.UUIDField(help_text="An upload of your own that shall become the film.")

    def update(self, instance: Entry, validated_data: dict[str, Any]) -> Entry:
        """Called inside the transaction of `save_step`, which has locked the draft."""
        columns = [name for name in COLUMNS if name in validated_data]
        for name in columns:
            setattr(instance, name, validated_data[name])
        if columns:
            instance.save(update_fields=[*columns, "updated_at"])
        if "credits" in validated_data:
            _replace(Credit, instance, validated_data["credits"])
        if "tool_uses" in validated_data:
            _replace(ToolUse, instance, validated_data["tool_uses"])
        if "making" in validated_data:
            write_making(instance, validated_data["making"])
        return instance

    @property
    def changes_the_form(self) -> bool:
        """Not so when only a film is brought: that is possible after the submission, too."""
        return bool(self.validated_data.keys() - {"upload"})

    def own_upload(self, user: Any) -> Upload | None:
        """The upload that is to become the film. Anybody else's does not exist."""
        key = self.validated_data.get("upload")
        if key is None:
            return None
        found = Upload.objects.visible_to(user).filter(pk=key).first()
        if found is None:
            raise serializers.ValidationError({"upload": [_("There is no such upload.")]})
        return found


def _replace(model: type[models.Model], entry: Entry, rows: list[dict[str, Any]]) -> None:
    model._default_manager.filter(entry=entry).delete()
    model._default_manager.bulk_create(
        model(entry=entry, position=position, **row) for position, row in enumerate(rows)
    )


class FilmFile(serializers.Serializer[Any]):
    filename = serializers.CharField(max_length=255)
    size = serializers.IntegerField(min_value=1, max_value=2**53, help_text="Bytes.")


class Submission(serializers.Serializer[Any]):
    regulations_accepted = serializers.BooleanField(help_text="You have read the regulations and agree.")


class Withdrawal(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=500, allow_blank=True, default="")
