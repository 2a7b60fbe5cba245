"""What the API tells about entries: all to their maker, to the public what is public."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from festival.api.fields import Localized
from festival.api.serializers import EditionKey
from festival.models import Category
from media_pipeline.api import UploadStatus
from media_pipeline.enums import AssetState
from media_pipeline.models import Asset, Finding
from submissions.api.input import FILM_DATA
from submissions.api.making import MakingTold
from submissions.declarations import as_data
from submissions.dossiers import newest_upload, whats_missing
from submissions.enums import Stage
from submissions.films import film_facts
from submissions.models import Credit, Entry, Link, PastScreening, Picture, ToolUse
from submissions.sentences import sentence


class CategoryLine(serializers.ModelSerializer[Category]):
    name = Localized()

    class Meta:
        model = Category
        fields = ["id", "slug", "name"]


class FilmStatus(serializers.ModelSerializer[Asset]):
    """A film in the workshop. The figures are measured, never typed; null while unknown."""

    filename = serializers.CharField(source="original_name")
    duration_s = serializers.SerializerMethodField()
    width = serializers.SerializerMethodField()
    height = serializers.SerializerMethodField()
    orientation = serializers.SerializerMethodField()

    class Meta:
        model = Asset
        fields = ["filename", "state", "progress", "duration_s", "width", "height", "orientation"]

    def get_duration_s(self, film: Asset) -> float | None:
        return film_facts(film).duration_s or None

    def get_width(self, film: Asset) -> int | None:
        return film_facts(film).width or None

    def get_height(self, film: Asset) -> int | None:
        return film_facts(film).height or None

    def get_orientation(self, film: Asset) -> str:
        return film_facts(film).orientation


class CreditLine(serializers.ModelSerializer[Credit]):
    class Meta:
        model = Credit
        fields = ["role", "role_text", "name", "name_other", "is_team", "films_before"]


class LinkLine(serializers.ModelSerializer[Link]):
    class Meta:
        model = Link
        fields = ["kind", "url"]


class ScreeningLine(serializers.ModelSerializer[PastScreening]):
    country = serializers.CharField(source="country.code", help_text="ISO 3166 code, or empty.")

    class Meta:
        model = PastScreening
        fields = ["place", "country", "shown_on"]


class PictureLine(serializers.ModelSerializer[Picture]):
    """Pictures are sent by the portal's page; here they are read."""

    caption = Localized()
    alt = Localized()
    url = serializers.CharField()
    thumb_url = serializers.CharField()

    class Meta:
        model = Picture
        fields = ["kind", "url", "thumb_url", "width", "height", "caption", "alt", "credit"]


class ToolLine(serializers.ModelSerializer[ToolUse]):
    class Meta:
        model = ToolUse
        fields = ["stage", "tool", "version", "vendor", "note"]


class MissingLine(serializers.Serializer[Any]):
    """One thing to do before the entry may be submitted."""

    code = serializers.CharField()
    step = serializers.CharField()
    sentence = serializers.CharField()


class EntryLine(serializers.ModelSerializer[Entry]):
    edition = EditionKey()
    category = CategoryLine()
    title = serializers.CharField(source="title_for_all")
    stage = serializers.SerializerMethodField(help_text="Where the entry stands, as its maker may know it.")
    film = FilmStatus(allow_null=True)

    class Meta:
        model = Entry
        # Never `decision`: until the one act of telling it is nobody's business but the desk's.
        fields = [
            "id",
            "edition",
            "category",
            "number",
            "state",
            "stage",
            "title",
            "title_original",
            "title_international",
            "film",
            "created_at",
            "submitted_at",
        ]

    @extend_schema_field(serializers.ChoiceField(choices=Stage.choices))
    def get_stage(self, entry: Entry) -> str:
        return entry.stage.value


class EntryDetail(EntryLine):
    logline = Localized()
    synopsis = Localized()
    statement = Localized()
    countries = serializers.SerializerMethodField(help_text="ISO 3166 codes.")
    credits = CreditLine(many=True)
    biography = Localized()
    links = LinkLine(many=True)
    past_screenings = ScreeningLine(many=True)
    pictures = PictureLine(many=True)
    tool_uses = ToolLine(many=True)
    making = serializers.SerializerMethodField(help_text="How the film was made, as declared.")
    upload = serializers.SerializerMethodField(help_text="The newest upload of a film for this entry.")
    missing = serializers.SerializerMethodField(help_text="What is still to be done before submitting.")

    class Meta(EntryLine.Meta):
        fields = [
            *EntryLine.Meta.fields,
            "title_language",
            "logline",
            "synopsis",
            "statement",
            "countries",
            "languages",
            "completed_on",
            *FILM_DATA,
            "links",
            "past_screenings",
            "pictures",
            "credits",
            "tool_uses",
            "making",
            "upload",
            "missing",
        ]

    def get_countries(self, entry: Entry) -> list[str]:
        return [country.code for country in entry.countries]

    @extend_schema_field(MakingTold)
    def get_making(self, entry: Entry) -> dict[str, Any]:
        return MakingTold(as_data(entry)).data

    @extend_schema_field(UploadStatus(allow_null=True))
    def get_upload(self, entry: Entry) -> Any:
        newest = newest_upload(entry)
        return UploadStatus(newest.upload).data if newest else None

    @extend_schema_field(MissingLine(many=True))
    def get_missing(self, entry: Entry) -> list[dict[str, str]]:
        if entry.submitted_at is not None:
            return []
        return [
            {"code": missing.code, "step": missing.step, "sentence": str(sentence(missing))}
            for missing in whats_missing(entry)
        ]


class FindingLine(serializers.ModelSerializer[Finding]):
    sentence = serializers.CharField(help_text="What is wrong.")
    remedy = serializers.CharField(help_text="What to do about it.")

    class Meta:
        model = Finding
        fields = ["code", "severity", "timecode_s", "sentence", "remedy"]


class FilmFindings(serializers.Serializer[Any]):
    """The verdict of the technical check, all problems at once. No film yet: state is null."""

    state = serializers.ChoiceField(choices=AssetState.choices, allow_null=True)
    findings = FindingLine(many=True)


class PublicFilm(serializers.ModelSerializer[Entry]):
    """A film as the world may know it. Give it only entries that the world may know."""

    category = serializers.SlugField(source="category.slug")
    title = serializers.CharField(source="title_for_all")
    directors = serializers.ListField(child=serializers.CharField())
    countries = serializers.SerializerMethodField(help_text="ISO 3166 codes.")
    runtime_s = serializers.FloatField(allow_null=True)
    logline = Localized()

    class Meta:
        model = Entry
        fields = [
            "slug",
            "category",
            "title",
            "title_original",
            "title_language",
            "directors",
            "countries",
            "languages",
            "runtime_s",
            "logline",
        ]

    def get_countries(self, entry: Entry) -> list[str]:
        return [country.code for country in entry.countries]
