"""What the API accepts about entries. Nothing is required in a draft; what is missing is said by the entry itself."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django_countries import countries
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from festival.api.fields import Localized
from festival.models import Category, Edition
from media_pipeline.models import Upload
from submissions.api.making import MakingInput, write_making
from submissions.enums import CreditRole, EntryState, ProductionStage
from submissions.enums_film import BudgetBand, LinkKind, PremiereStatus, SoundFormat
from submissions.forms.contact import LinksForm
from submissions.forms.facts import ScreeningsForm
from submissions.forms.rows import MOST_ROWS
from submissions.models import Credit, Entry, Link, PastScreening, ToolUse
from submissions.models.film_data import LONGEST_TYPED_S
from submissions.models.links import LONGEST_URL
from submissions.tongues import language_choices
from submissions.validators import validate_https

FILM_DATA = (
    "title_transliteration",
    "texts_language",
    "subtitle_languages",
    "premiere_status",
    "production_weeks",
    "budget_band",
    "told_runtime_s",
    "told_fps",
    "told_sound",
    "biography",
    "press_name",
    "press_email",
    "press_phone",
)
ROWS: dict[str, type[models.Model]] = {"credits": Credit, "links": Link, "past_screenings": PastScreening}
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
    *FILM_DATA,
)


@extend_schema_field({"type": "string"})
class Code(serializers.ChoiceField):
    """One of a long list of codes that the description does not repeat."""


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
    role_text = serializers.CharField(
        max_length=80, allow_blank=True, default="", help_text="The role in free words, where it is `other`."
    )
    name = serializers.CharField(max_length=150)
    name_other = serializers.CharField(max_length=150, allow_blank=True, default="")
    is_team = serializers.BooleanField(default=False)
    films_before = serializers.CharField(max_length=300, allow_blank=True, default="")


class LinkInput(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=LinkKind.choices)
    url = serializers.URLField(max_length=LONGEST_URL, validators=[validate_https])


class ScreeningInput(serializers.Serializer[Any]):
    place = serializers.CharField(max_length=200)
    country = Code(choices=list(countries), allow_blank=True, default="", help_text="ISO 3166 code.")
    shown_on = serializers.DateField(allow_null=True, default=None)


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
    title_transliteration = serializers.CharField(max_length=200, allow_blank=True)
    texts_language = serializers.ChoiceField(choices=settings.LANGUAGES, allow_blank=True)
    subtitle_languages = serializers.ListField(child=Code(choices=language_choices()), max_length=4)
    premiere_status = serializers.ChoiceField(choices=PremiereStatus.choices, allow_blank=True)
    production_weeks = serializers.IntegerField(min_value=1, max_value=1000, allow_null=True)
    budget_band = serializers.ChoiceField(choices=BudgetBand.choices, allow_blank=True)
    told_runtime_s = serializers.IntegerField(min_value=1, max_value=LONGEST_TYPED_S, allow_null=True)
    told_fps = serializers.DecimalField(max_digits=6, decimal_places=3, min_value=1, allow_null=True)
    told_sound = serializers.ChoiceField(choices=SoundFormat.choices, allow_blank=True)
    biography = Localized(max_length=1500)
    press_name = serializers.CharField(max_length=150, allow_blank=True)
    press_email = serializers.EmailField(allow_blank=True)
    press_phone = serializers.CharField(max_length=40, allow_blank=True)
    links = LinkInput(many=True, max_length=LinksForm.most)
    past_screenings = ScreeningInput(many=True, max_length=ScreeningsForm.most)
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
        for name, model in ROWS.items():
            if name in validated_data:
                _replace(model, instance, validated_data[name])
        if "tool_uses" in validated_data:
            _replace(ToolUse, instance, validated_data["tool_uses"])
        if "making" in validated_data:
            write_making(instance, validated_data["making"])
        return instance

    def validate_credits(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """A film that was submitted may not lose its last director."""
        submitted = self.instance is not None and self.instance.state != EntryState.DRAFT
        if submitted and all(row["role"] != CreditRole.DIRECTOR for row in rows):
            raise serializers.ValidationError(_("Name at least one director."))
        return rows

    @property
    def parts(self) -> tuple[str, ...]:
        """What is written, as `changing.CHANGES` names it: after the submission some of it may be corrected."""
        return tuple(self.validated_data.keys() - {"upload"})

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
