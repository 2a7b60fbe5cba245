"""The released programme by program. Drafts, pencilled and internal items do not exist here."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from festival.api.fields import Localized
from festival.api.serializers import EditionKey
from festival.api.views import public_edition
from screenings.enums import ScreenKind, SessionKind
from screenings.models import ScheduleVersion, Screen, Slot
from submissions.api.output import PublicFilm
from submissions.models import Entry


class Place(serializers.ModelSerializer[Screen]):
    venue = Localized(source="venue.name")
    address = Localized(source="venue.address")
    step_free = serializers.BooleanField(source="venue.step_free")
    screen = Localized(source="name")
    kind = serializers.ChoiceField(choices=ScreenKind.choices)

    class Meta:
        model = Screen
        fields = ["venue", "address", "step_free", "screen", "kind"]


class ProgrammeItem(serializers.ModelSerializer[Slot]):
    """Films shown together, or something else than films (then `session` says what)."""

    id = serializers.UUIDField(source="screening_id", help_text="Stays when time or place change.")
    status = serializers.ChoiceField(choices=["confirmed", "cancelled"])
    title = Localized()
    place = Place(source="screen")
    session = serializers.SerializerMethodField()
    description = serializers.SerializerMethodField()
    films = serializers.SerializerMethodField()

    class Meta:
        model = Slot
        fields = [
            "id",
            "status",
            "starts_at",
            "ends_at",
            "title",
            "place",
            "session",
            "description",
            "films",
            "changed_at",
        ]

    @extend_schema_field(serializers.ChoiceField(choices=SessionKind.choices, allow_null=True))
    def get_session(self, slot: Slot) -> str | None:
        return slot.screening.session.kind if slot.screening.session else None

    @extend_schema_field(Localized())
    def get_description(self, slot: Slot) -> Any:
        words = slot.screening.session.description if slot.screening.session else slot.screening.block.note
        return Localized().to_representation(words)

    @extend_schema_field(PublicFilm(many=True))
    def get_films(self, slot: Slot) -> Any:
        films = self.context["films"]
        return [PublicFilm(films[key]).data for key in slot.entry_ids if key in films]


class Programme(serializers.Serializer[Any]):
    edition = EditionKey()
    time_zone = serializers.CharField(source="edition.time_zone")
    number = serializers.IntegerField(help_text="Grows with each release.")
    released_at = serializers.DateTimeField()
    comment = Localized(help_text="What changed.")
    items = ProgrammeItem(many=True)


class ProgrammePage(APIView):
    permission_classes = [AllowAny]

    @extend_schema(summary="The released programme, by time", responses=Programme, tags=["editions"])
    def get(self, request: Request, festival: str, edition: str) -> Response:
        found = public_edition(festival, edition)
        version = ScheduleVersion.objects.released_for(found)
        if version is None:
            raise Http404
        slots = list(Slot.objects.for_the_audience().filter(version=version).with_places())
        keys = {key for slot in slots for key in slot.entry_ids}
        known = Entry.objects.of_edition(found).selected_publicly().filter(pk__in=keys).for_cards()
        told = {
            "edition": found,
            "number": version.number,
            "released_at": version.released_at,
            "comment": version.comment,
            "items": slots,
        }
        films = {film.pk: film for film in known}
        return Response(Programme(told, context={"films": films}).data)
