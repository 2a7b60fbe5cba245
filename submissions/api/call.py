"""The call by program, read only: windows, fees, caps, and the clock that counts."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from festival.api.views import public_edition
from festival.models import Edition
from submissions import gates
from submissions.call_page import caps_of
from submissions.deadlines import Door, Schedule
from submissions.enums import DeadlineCounts, WindowKind


class WindowLine(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=WindowKind.choices)
    opens_at = serializers.DateTimeField()
    closes_at = serializers.DateTimeField()
    fee = serializers.IntegerField(help_text="In the currency's smallest unit; 0 where entering is free.")


class CategoryCall(serializers.Serializer[Any]):
    category = serializers.SlugField()
    door = serializers.ChoiceField(choices=[door.value for door in Door], help_text="Now, for everybody.")
    closes_at = serializers.DateTimeField()
    entries_per_maker = serializers.IntegerField(allow_null=True)
    windows = WindowLine(many=True)


class Call(serializers.Serializer[Any]):
    """When each category takes films, from how many of one maker, and for how much."""

    server_time = serializers.DateTimeField(help_text="The clock that counts.")
    time_zone = serializers.CharField()
    opens_at = serializers.DateTimeField()
    closes_at = serializers.DateTimeField()
    grace_minutes = serializers.IntegerField()
    deadline_counts = serializers.ChoiceField(choices=DeadlineCounts.choices)
    entries_per_maker = serializers.IntegerField(allow_null=True)
    currency = serializers.CharField(allow_null=True, help_text="Null where entering is free.")
    categories = CategoryCall(many=True)


class CallPage(APIView):
    permission_classes = [AllowAny]

    @extend_schema(summary="Deadlines, fees and caps of an edition's call", responses=Call, tags=["editions"])
    def get(self, request: Request, festival: str, edition: str) -> Response:
        return Response(Call(call_of(public_edition(festival, edition))).data)


def call_of(edition: Edition) -> dict[str, Any]:
    now, terms, caps = timezone.now(), gates.terms_of(edition), caps_of(edition)
    return {
        "server_time": now,
        "time_zone": edition.time_zone,
        "opens_at": edition.call_opens_at,
        "closes_at": edition.call_closes_at,
        "grace_minutes": terms.grace_minutes,
        "deadline_counts": terms.deadline_counts,
        "entries_per_maker": terms.entries_per_maker,
        "currency": terms.currency if terms.fees_on else None,
        "categories": [
            {
                "category": category.slug,
                "entries_per_maker": caps.get(category.pk),
                **_schedule(gates.schedule_of(edition, category.pk), now),
            }
            for category in edition.categories.all()
        ],
    }


def _schedule(schedule: Schedule, now: Any) -> dict[str, Any]:
    return {
        "door": schedule.door_at(now).value,
        "closes_at": schedule.closes_at,
        "windows": schedule.windows,
    }
