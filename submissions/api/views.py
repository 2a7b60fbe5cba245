"""Own entries by program: the same actions as behind the pages, so the same rules and the same refusals."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from festival.exceptions import Refused
from media_pipeline.api import HOW, UploadStatus
from media_pipeline.models import Finding
from submissions import actions, rules
from submissions.api import input as given
from submissions.api.output import EntryDetail, EntryLine, FilmFindings
from submissions.models import Entry
from submissions.sentences import ONLY_THE_OWNER_WITHDRAWS


def own_entries(request: Request) -> QuerySet[Entry]:
    return Entry.objects.owned_by(request.user).for_cards().order_by("-created_at", "pk")


def own_entry(request: Request, pk: UUID) -> Entry:
    return get_object_or_404(own_entries(request).with_making(), pk=pk)


def checked(serializer: serializers.BaseSerializer[Any]) -> Any:
    serializer.is_valid(raise_exception=True)
    return serializer.validated_data


class EntryList(generics.ListAPIView[Entry]):
    serializer_class = EntryLine

    def get_queryset(self) -> QuerySet[Entry]:
        return own_entries(self.request)

    @extend_schema(summary="Own entries, newest first", tags=["entries"])
    def get(self, request: Request) -> Response:
        return self.list(request)

    @extend_schema(
        summary="Begin a draft", request=given.NewEntry, responses={201: EntryDetail}, tags=["entries"]
    )
    def post(self, request: Request) -> Response:
        wanted = checked(given.NewEntry(data=request.data))
        entry = actions.begin_entry(wanted["category"], by=request.user, token=wanted.get("token"))
        return Response(EntryDetail(own_entry(request, entry.pk)).data, status=status.HTTP_201_CREATED)


class EntryPage(APIView):
    @extend_schema(summary="An own entry", responses=EntryDetail, tags=["entries"])
    def get(self, request: Request, pk: UUID) -> Response:
        return Response(EntryDetail(own_entry(request, pk)).data)

    @extend_schema(
        summary="Fill in a draft, or attach an upload as the film",
        description=HOW,
        request=given.EntryChanges,
        responses=EntryDetail,
        tags=["entries"],
    )
    def patch(self, request: Request, pk: UUID) -> Response:
        entry = own_entry(request, pk)
        changes = given.EntryChanges(entry, data=request.data, partial=True)
        checked(changes)
        upload = changes.own_upload(request.user)
        with transaction.atomic():
            if changes.changes_the_form:
                actions.save_step(entry, changes, by=request.user)
            if upload is not None:
                actions.attach_upload(entry, upload, by=request.user)
        return Response(EntryDetail(own_entry(request, pk)).data)


class SendFilm(APIView):
    @extend_schema(
        summary="Begin the upload of the film",
        description=HOW,
        request=given.FilmFile,
        responses={201: UploadStatus},
        tags=["entries", "uploads"],
    )
    def post(self, request: Request, pk: UUID) -> Response:
        entry = own_entry(request, pk)
        file = checked(given.FilmFile(data=request.data))
        upload = actions.begin_film_upload(
            entry, by=request.user, filename=file["filename"], size=file["size"]
        )
        return Response(UploadStatus(upload).data, status=status.HTTP_201_CREATED)


class Findings(APIView):
    @extend_schema(
        summary="What the technical check found in the own film", responses=FilmFindings, tags=["entries"]
    )
    def get(self, request: Request, pk: UUID) -> Response:
        film = own_entry(request, pk).film
        found = Finding.objects.filter(asset=film) if film else Finding.objects.none()
        return Response(FilmFindings({"state": film.state if film else None, "findings": found}).data)


class Submit(APIView):
    @extend_schema(
        summary="Submit an entry", request=given.Submission, responses=EntryDetail, tags=["entries"]
    )
    def post(self, request: Request, pk: UUID) -> Response:
        entry = own_entry(request, pk)
        consent = checked(given.Submission(data=request.data))
        actions.submit_entry(entry, by=request.user, regulations_accepted=consent["regulations_accepted"])
        return Response(EntryDetail(own_entry(request, pk)).data)


class Withdraw(APIView):
    @extend_schema(
        summary="Withdraw an entry", request=given.Withdrawal, responses=EntryDetail, tags=["entries"]
    )
    def post(self, request: Request, pk: UUID) -> Response:
        entry = own_entry(request, pk)
        wanted = checked(given.Withdrawal(data=request.data))
        if not rules.answers_for(request.user, entry):
            raise Refused(ONLY_THE_OWNER_WITHDRAWS)
        actions.withdraw_entry(entry, by=request.user, reason=wanted["reason"])
        return Response(EntryDetail(own_entry(request, pk)).data)
