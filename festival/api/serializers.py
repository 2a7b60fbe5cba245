"""What the API tells about festivals. Output only: editions are set up at the desk."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from festival.api.fields import Localized
from festival.models import Category, Edition, Section
from festival.phases import Phase


class EditionKey(serializers.ModelSerializer[Edition]):
    """Which edition, wherever one is mentioned."""

    festival = serializers.SlugField(source="festival.slug")
    edition = serializers.SlugField(source="slug")

    class Meta:
        model = Edition
        fields = ["festival", "edition"]


class EditionLine(EditionKey):
    festival_name = Localized(source="festival.name")
    name = Localized()
    phase = serializers.SerializerMethodField()

    class Meta(EditionKey.Meta):
        fields = [
            *EditionKey.Meta.fields,
            "festival_name",
            "name",
            "phase",
            "time_zone",
            "call_opens_at",
            "call_closes_at",
            "starts_on",
            "ends_on",
        ]

    @extend_schema_field(serializers.ChoiceField(choices=[phase.value for phase in Phase]))
    def get_phase(self, edition: Edition) -> str:
        return edition.phase_at(timezone.now()).value


class CategoryRules(serializers.ModelSerializer[Category]):
    """A class with what a film must fulfil to be entered in it."""

    name = Localized()
    description = Localized()

    class Meta:
        model = Category
        fields = [
            "id",
            "slug",
            "name",
            "description",
            "min_duration_s",
            "max_duration_s",
            "orientation",
            "min_short_side",
            "frame_rates",
            "audio_required",
            "subtitles_required",
        ]


class SectionLine(serializers.ModelSerializer[Section]):
    name = Localized()

    class Meta:
        model = Section
        fields = ["slug", "name"]


class EditionDetail(EditionLine):
    city = Localized(source="festival.city")
    summary = Localized()
    regulations = Localized()
    categories = CategoryRules(many=True)
    sections = SectionLine(many=True)

    class Meta(EditionLine.Meta):
        fields: list[str] = [
            *EditionLine.Meta.fields,
            "city",
            "decisions_on",
            "languages",
            "summary",
            "regulations",
            "categories",
            "sections",
        ]
