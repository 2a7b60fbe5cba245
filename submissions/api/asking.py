"""Questions and rights by program: the same actions as behind the pages."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from festival.accounts.client_address import client_address
from festival.api.fields import Localized
from submissions.actions import answering, rights
from submissions.api.views import checked, own_entry
from submissions.asked import answers_of, may_be_answered, questions_of
from submissions.asking import Need, QuestionKind
from submissions.asking_exceptions import BadAnswers
from submissions.granting import ClearanceStatus, MaterialKind, Showing
from submissions.models import Entry, Question
from submissions.signing import permissions_of, policy_of, standing_of


class OptionLine(serializers.Serializer[Any]):
    key = serializers.CharField()
    label = Localized()


class QuestionLine(serializers.Serializer[Question]):
    """A question of the edition with this entry's answer."""

    key = serializers.CharField()
    kind = serializers.ChoiceField(choices=QuestionKind.choices)
    label = Localized()
    help = Localized()
    wording = Localized(help_text="Of a consent: what is agreed to.")
    need = serializers.ChoiceField(choices=Need.choices, help_text="From when an answer is needed.")
    needed_from = serializers.DateField(allow_null=True)
    longest = serializers.IntegerField(help_text="Letters at most; 0: no limit.")
    smallest = serializers.DecimalField(18, 3, allow_null=True)
    largest = serializers.DecimalField(18, 3, allow_null=True)
    decimals = serializers.IntegerField()
    unit = Localized()
    options = OptionLine(many=True, source="offered")
    most = serializers.IntegerField(help_text="Options at most; 0: all.")
    file_types = serializers.ListField(child=serializers.CharField())
    most_bytes = serializers.IntegerField()
    value = serializers.JSONField(
        source="given",
        allow_null=True,
        help_text="A text, a number, an option's key, a list of keys, an ISO date, true; of a file its name, "
        "size and SHA-256.",
    )
    writable = serializers.BooleanField(help_text="Whether it can be answered or changed now.")


def question_lines(entry: Entry) -> list[dict[str, Any]]:
    given = answers_of(entry)
    asked = questions_of(entry)
    for question in asked:
        answer = given.get(question.pk)
        question.given = answer.value if answer else None  # type: ignore[attr-defined]
        question.writable = may_be_answered(entry, question)  # type: ignore[attr-defined]
    return QuestionLine(asked, many=True).data  # type: ignore[return-value]


class Answers(APIView):
    @extend_schema(
        summary="The festival's own questions and the entry's answers",
        responses=QuestionLine(many=True),
        tags=["entries"],
    )
    def get(self, request: Request, pk: UUID) -> Response:
        return Response(question_lines(own_entry(request, pk)))

    @extend_schema(
        summary="Answer questions",
        description="An object from keys of questions to answers. What is not named stays, null takes an answer "
        "back, and if one cannot be kept none is. Files are sent by themselves.",
        request=inline_serializer("AnswersByKey", {"key": serializers.JSONField(allow_null=True)}),
        responses=QuestionLine(many=True),
        tags=["entries"],
    )
    def patch(self, request: Request, pk: UUID) -> Response:
        entry = own_entry(request, pk)
        sent = checked(ByKey(data={"answers": request.data}))["answers"]
        try:
            answering.save_answers(entry, sent, by=request.user)
        except BadAnswers as error:
            raise serializers.ValidationError({key: [words] for key, words in error.wrong.items()}) from error
        return Response(question_lines(own_entry(request, pk)))


class ByKey(serializers.Serializer[Any]):
    answers = serializers.DictField(child=serializers.JSONField(allow_null=True))


class AnswerFile(APIView):
    parser_classes = [MultiPartParser]

    @extend_schema(
        summary="Send a file as an answer",
        request=inline_serializer("AnswerUpload", {"file": serializers.FileField()}),
        responses=QuestionLine(many=True),
        tags=["entries"],
    )
    def put(self, request: Request, pk: UUID, key: str) -> Response:
        entry = own_entry(request, pk)
        file = checked(FileSent(data=request.data))["file"]
        answering.send_answer_file(entry, file_question(entry, key), file, by=request.user)
        return Response(question_lines(own_entry(request, pk)))

    @extend_schema(summary="Take a file back", responses=QuestionLine(many=True), tags=["entries"])
    def delete(self, request: Request, pk: UUID, key: str) -> Response:
        entry = own_entry(request, pk)
        answering.remove_answer_file(entry, file_question(entry, key), by=request.user)
        return Response(question_lines(own_entry(request, pk)))


class FileSent(serializers.Serializer[Any]):
    file = serializers.FileField()


def file_question(entry: Entry, key: str) -> Question:
    return get_object_or_404(entry.edition.questions.all(), key=key, kind=QuestionKind.FILE)


class ClearanceLine(serializers.Serializer[Any]):
    id = serializers.IntegerField(
        required=False, help_text="Of a row that is there already: it keeps its licence."
    )
    kind = serializers.ChoiceField(choices=MaterialKind.choices)
    title = serializers.CharField(max_length=200)
    holder = serializers.CharField(max_length=200, allow_blank=True, default="")
    status = serializers.ChoiceField(choices=ClearanceStatus.choices)
    note = serializers.CharField(max_length=300, allow_blank=True, default="")
    licence = serializers.SerializerMethodField(help_text="Where the file is, if one was sent.")

    def get_licence(self, row: Any) -> str | None:
        if row.paper_id is None:
            return None
        return reverse("entries:paper", kwargs={"pk": row.entry_id, "paper": row.paper_id})


class PermissionsLine(serializers.Serializer[Any]):
    """Yes, no, or null for not said yet."""

    in_person = serializers.BooleanField(allow_null=True, required=False)
    online = serializers.BooleanField(allow_null=True, required=False)
    excerpts = serializers.BooleanField(allow_null=True, required=False)
    archive = serializers.BooleanField(allow_null=True, required=False)
    nothing_of_others = serializers.BooleanField(required=False)


class RightsChanges(serializers.Serializer[Any]):
    permissions = PermissionsLine(required=False)
    clearances = ClearanceLine(many=True, required=False, max_length=60)


class AgreementLine(serializers.Serializer[Any]):
    version = serializers.IntegerField()
    language = serializers.CharField()
    text = serializers.CharField()
    sha256 = serializers.CharField(help_text="Of the text in UTF-8. Send it back when you sign.")


class SignatureLine(serializers.Serializer[Any]):
    name = serializers.CharField()
    version = serializers.IntegerField(source="agreement.version")
    signed_at = serializers.DateTimeField()
    language = serializers.CharField()
    sha256 = serializers.CharField(source="digest")


class RightsLine(serializers.Serializer[Any]):
    agreement = AgreementLine(
        allow_null=True, help_text="The version that is valid now; null: none is asked for."
    )
    signature = SignatureLine(allow_null=True, help_text="The newest, perhaps of an earlier version.")
    permissions = PermissionsLine()
    excerpt_seconds = serializers.IntegerField(help_text="The longest excerpt that is asked for.")
    clearances = ClearanceLine(many=True)


def rights_line(entry: Entry) -> Any:
    standing = standing_of(entry)
    told = None
    if standing.current is not None:
        language, words = standing.current.shown_in()
        told = {
            "version": standing.current.version,
            "language": language,
            "text": words,
            "sha256": standing.current.digest_in(language),
        }
    return RightsLine(
        {
            "agreement": told,
            "signature": standing.signature,
            "permissions": permissions_of(entry),
            "excerpt_seconds": policy_of(entry.edition).excerpt_s,
            "clearances": entry.clearances.all(),
        }
    ).data


class Rights(APIView):
    @extend_schema(summary="The rights in an own film", responses=RightsLine, tags=["entries"])
    def get(self, request: Request, pk: UUID) -> Response:
        return Response(rights_line(own_entry(request, pk)))

    @extend_schema(
        summary="Say who may show the film and what is used of others",
        description="What is not sent stays; the list of works is replaced as a whole.",
        request=RightsChanges,
        responses=RightsLine,
        tags=["entries"],
    )
    def patch(self, request: Request, pk: UUID) -> Response:
        entry = own_entry(request, pk)
        sent = checked(RightsChanges(data=request.data))
        if "permissions" in sent:
            known = {*Showing.values, "nothing_of_others"}
            said = {use: value for use, value in sent["permissions"].items() if use in known}
            rights.save_permissions(entry, said, by=request.user)
        if "clearances" in sent:
            rights.save_clearances(entry, sent["clearances"], by=request.user)
        return Response(rights_line(own_entry(request, pk)))


class Signing(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=150, help_text="Your full name, typed: your signature.")
    sha256 = serializers.CharField(max_length=64, help_text="Of the text that you have read.")
    language = serializers.CharField(max_length=10, help_text="In which you have read it.")


class Sign(APIView):
    @extend_schema(
        summary="Sign the rights agreement", request=Signing, responses=RightsLine, tags=["entries"]
    )
    def post(self, request: Request, pk: UUID) -> Response:
        entry = own_entry(request, pk)
        sent = checked(Signing(data=request.data))
        rights.sign_agreement(
            entry,
            name=sent["name"],
            digest=sent["sha256"],
            language=sent["language"],
            by=request.user,
            address=client_address(request),
            user_agent=request.headers.get("User-Agent", ""),
        )
        return Response(rights_line(own_entry(request, pk)))
