"""What anybody may read of festivals, and the description of the API itself."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework import generics
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

from festival.api.serializers import EditionDetail, EditionLine
from festival.models import Edition


def public_edition(festival: str, edition: str) -> Edition:
    """The API shows what is public, to staff as to everybody: the desk is not for programs."""
    editions = Edition.objects.public().select_related("festival")
    return get_object_or_404(editions, festival__slug=festival, slug=edition)


@extend_schema(summary="Public editions, newest first", tags=["editions"])
class EditionList(generics.ListAPIView[Edition]):
    permission_classes = [AllowAny]
    serializer_class = EditionLine

    def get_queryset(self) -> QuerySet[Edition]:
        return Edition.objects.public().select_related("festival").order_by("-starts_on", "pk")


@extend_schema(summary="An edition with its categories and their rules", tags=["editions"])
class EditionPage(generics.RetrieveAPIView[Edition]):
    permission_classes = [AllowAny]
    serializer_class = EditionDetail
    queryset = Edition.objects.none()

    def get_object(self) -> Edition:
        return public_edition(self.kwargs["festival"], self.kwargs["edition"])


@extend_schema(exclude=True)
class Nothing(APIView):
    """Any other address under the API: said in the API's own shape, not as a page."""

    permission_classes = [AllowAny]
    http_method_names = ["get", "post", "put", "patch", "delete", "head"]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise NotFound


class Schema(SpectacularAPIView):
    """The OpenAPI description. In English, whoever asks: programs read it."""

    permission_classes = [AllowAny]
    throttle_classes: list[Any] = []


class Docs(SpectacularSwaggerSplitView):
    """The description as a page on which calls can be tried. Split, so that no script stands inline."""

    permission_classes = [AllowAny]
    throttle_classes: list[Any] = []
    url_name = "api:schema"
