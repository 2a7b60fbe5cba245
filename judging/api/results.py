"""The results by program, once they are out. Before, this address does not exist."""

from typing import Any

from django.db.models import prefetch_related_objects
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from festival.api.fields import Localized
from festival.api.serializers import EditionKey
from festival.api.views import public_edition
from judging.enums import AwardKind
from judging.results import corrections_of, published_honours
from submissions.api.output import PublicFilm


class CorrectionLine(serializers.Serializer[Any]):
    text = Localized()
    written_at = serializers.DateTimeField()


class HonourLine(serializers.Serializer[Any]):
    """An award, or a special mention of it, with the film that took it."""

    award = serializers.SlugField(source="award_slug")
    award_name = Localized(source="award_names")
    award_kind = serializers.ChoiceField(choices=AwardKind.choices)
    special_mention = serializers.BooleanField()
    ex_aequo = serializers.BooleanField(help_text="Shared with another film.")
    citation = Localized()
    film = PublicFilm(source="entry")
    corrections = CorrectionLine(many=True)


class PublishedResults(serializers.Serializer[Any]):
    edition = EditionKey()
    published_at = serializers.DateTimeField()
    honours = HonourLine(many=True)
    corrections = CorrectionLine(many=True, help_text="Of the results as a whole.")


class Results(APIView):
    permission_classes = [AllowAny]

    @extend_schema(
        summary="The published results, in order of prestige", responses=PublishedResults, tags=["editions"]
    )
    def get(self, request: Request, festival: str, edition: str) -> Response:
        found = public_edition(festival, edition)
        if found.results_published_at is None:
            raise Http404
        honours = published_honours(found)
        prefetch_related_objects([honour.entry for honour in honours], "category", "credits", "film")
        told = {
            "edition": found,
            "published_at": found.results_published_at,
            "honours": honours,
            "corrections": corrections_of(found),
        }
        return Response(PublishedResults(told).data)
