"""The jury room by program: own scorecards, through the veil of the round."""

from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from festival.api.fields import Localized
from festival.api.serializers import EditionKey
from festival.exceptions import Conflict, NotReady
from judging import actions, qualifying
from judging.actions.scoring import WORDS
from judging.booth import CardView, card_view
from judging.enums import Flag, RoundState, Standing
from judging.enums_funnel import Verdict
from judging.models import Assignment, Round
from judging.pinning import as_pinned
from judging.questions import questions_of
from judging.queue import numbers, standing_of
from judging.veil import VeiledFilm, tools_of, veil
from submissions.declarations import making_card


class RoundLine(serializers.ModelSerializer[Round]):
    edition = EditionKey()
    name = Localized()
    takes_scores = serializers.BooleanField(help_text="Whether marks can be given now.")

    class Meta:
        model = Round
        fields = ["id", "edition", "name", "state", "opens_at", "closes_at", "takes_scores"]


class ToolTold(serializers.Serializer[Any]):
    stage = serializers.CharField()
    tool = serializers.CharField()
    note = serializers.CharField()


class StageForJurors(serializers.Serializer[Any]):
    stage = serializers.CharField()
    extent = serializers.CharField(help_text="none, assisted, generated; empty: not said.")
    human_role = serializers.CharField()


class MakingForJurors(serializers.Serializer[Any]):
    """The declaration, as far as the round shows it."""

    sentence = serializers.CharField()
    digital_source_type = serializers.CharField(
        source="source_uri", help_text="Address in the IPTC's scheme."
    )
    stages = StageForJurors(many=True)


class FilmLine(serializers.Serializer[VeiledFilm]):
    """A film as the round shows it; what the round hides is empty."""

    title = serializers.CharField()
    title_other = serializers.CharField()
    runtime_s = serializers.FloatField()
    orientation = serializers.CharField()


class AnswerTold(serializers.Serializer[Any]):
    key = serializers.CharField()
    label = serializers.CharField()
    text = serializers.CharField()


class FilmForJurors(FilmLine):
    logline = Localized()
    synopsis = Localized()
    statement = Localized()
    directors = serializers.ListField(child=serializers.CharField())
    countries = serializers.ListField(child=serializers.CharField(), help_text="Names.")
    tools = ToolTold(many=True)
    answers = AnswerTold(
        many=True, help_text="To the festival's own questions, as far as this round may read them."
    )
    making = MakingForJurors(allow_null=True)


class ScorecardLine(serializers.ModelSerializer[Assignment]):
    """A film that the juror is to see. Its id is the scorecard's, which begins with the first mark."""

    round = RoundLine()
    number = serializers.IntegerField(help_text="The film's number in the round.")
    standing = serializers.SerializerMethodField()
    film = serializers.SerializerMethodField()

    class Meta:
        model = Assignment
        fields: list[str] = ["id", "round", "number", "standing", "film"]

    @extend_schema_field(serializers.ChoiceField(choices=Standing.choices))
    def get_standing(self, assignment: Assignment) -> str:
        card = getattr(assignment, "scorecard", None)
        viewing = getattr(assignment, "viewing", None)
        return str(
            standing_of(
                card.state if card else None,
                abstained=card.abstained if card else False,
                seen=viewing.seconds if viewing else None,
            )
        )

    @extend_schema_field(FilmLine)
    def get_film(self, assignment: Assignment) -> Any:
        return FilmLine(_veiled(assignment)).data


class CriterionMark(serializers.Serializer[Any]):
    """A question, the marks it takes, and the one given (null: none yet)."""

    key = serializers.SlugField()
    name = Localized()
    hint = Localized()
    share = serializers.IntegerField(help_text="Per cent of the total; 0: it is only asked and shown.")
    lowest = serializers.CharField()
    highest = serializers.CharField()
    step = serializers.CharField()
    mark = serializers.CharField(allow_null=True)
    applies = serializers.BooleanField(
        help_text="False: the film has nothing to be judged by it; no mark is taken."
    )


class ScorecardDetail(ScorecardLine):
    criteria = serializers.SerializerMethodField()
    verdict = serializers.SerializerMethodField(
        help_text="The answer in a qualifying round; null: none yet, or the round asks for marks."
    )
    total = serializers.SerializerMethodField(help_text="Weighted mean from 0 to 10; null without marks.")
    watched_percent = serializers.SerializerMethodField()
    flag = serializers.SerializerMethodField()
    private_note = serializers.SerializerMethodField()
    committee_note = serializers.SerializerMethodField(help_text="For the jury and the festival's directors.")
    remark = serializers.SerializerMethodField(help_text="For the filmmaker.")
    version = serializers.SerializerMethodField(
        help_text="Grows with each change; to be sent with the next one."
    )
    confirmed_at = serializers.SerializerMethodField()
    stepped_back_because = serializers.SerializerMethodField()

    class Meta(ScorecardLine.Meta):
        fields = [
            *ScorecardLine.Meta.fields,
            "criteria",
            "verdict",
            "total",
            "watched_percent",
            "flag",
            "private_note",
            "committee_note",
            "remark",
            "version",
            "confirmed_at",
            "stepped_back_because",
        ]

    @property
    def card(self) -> CardView:
        return self.context["card"]

    @extend_schema_field(FilmForJurors)
    def get_film(self, assignment: Assignment) -> Any:
        return FilmForJurors(_veiled(assignment, with_tools=True)).data

    @extend_schema_field(CriterionMark(many=True))
    def get_criteria(self, assignment: Assignment) -> Any:
        keys = {criterion.pk: criterion.key for criterion in self.context["criteria"]}
        return [
            CriterionMark({**vars(view), "key": keys[view.pk], "mark": view.mark or None}).data
            for view in self.card.criteria
        ]

    @extend_schema_field(serializers.ChoiceField(choices=Verdict.choices, allow_null=True))
    def get_verdict(self, assignment: Assignment) -> str | None:
        marks = [view.mark for view in self.card.criteria if view.verdict and view.mark]
        return qualifying.ANSWER_OF[Decimal(marks[0])] if marks else None

    def get_total(self, assignment: Assignment) -> str | None:
        return self.card.total or None

    def get_watched_percent(self, assignment: Assignment) -> int | None:
        return actions.watched_percent(assignment)

    @extend_schema_field(serializers.ChoiceField(choices=Flag.choices, allow_blank=True))
    def get_flag(self, assignment: Assignment) -> str:
        return self.card.flag

    def get_private_note(self, assignment: Assignment) -> str:
        return self.card.private_note

    def get_committee_note(self, assignment: Assignment) -> str:
        return self.card.committee_note

    def get_version(self, assignment: Assignment) -> int:
        return self.card.version

    def get_remark(self, assignment: Assignment) -> str:
        return self.card.remark

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_confirmed_at(self, assignment: Assignment) -> Any:
        return self.card.confirmed_at

    def get_stepped_back_because(self, assignment: Assignment) -> str:
        return self.card.abstain_reason


class ScorecardChanges(serializers.Serializer[Any]):
    """What is sent is kept, what is not sent stays."""

    scores = serializers.DictField(
        child=serializers.DecimalField(max_digits=6, decimal_places=2, allow_null=True),
        required=False,
        help_text="Marks by the key of the criterion; null takes a mark back.",
    )
    verdict = serializers.ChoiceField(
        choices=Verdict.choices,
        allow_null=True,
        required=False,
        help_text="The answer in a qualifying round; null takes it back.",
    )
    private_note = serializers.CharField(max_length=5000, allow_blank=True, required=False)
    committee_note = serializers.CharField(max_length=5000, allow_blank=True, required=False)
    remark = serializers.CharField(max_length=5000, allow_blank=True, required=False)
    flag = serializers.ChoiceField(choices=Flag.choices, allow_blank=True, required=False)
    version = serializers.IntegerField(
        min_value=0,
        required=False,
        help_text="The version that was read: what changed since is not overwritten.",
    )
    save_key = serializers.CharField(
        max_length=40,
        required=False,
        help_text="A name of one's own for this save; sent twice it is kept once.",
    )


class Reason(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=300)


def _veiled(assignment: Assignment, *, with_tools: bool = False) -> VeiledFilm:
    entry = assignment.entry
    return veil(
        entry,
        blindness=assignment.round.blindness,
        chosen=assignment.round.veil_fields,
        number=assignment.number,  # type: ignore[attr-defined] - annotated by own_assignments
        with_answers=with_tools,
        tools=tools_of(entry) if with_tools else (),
        making=making_card(entry) if with_tools else None,
    )


def own_assignments(request: Request) -> QuerySet[Assignment]:
    """The juror's films in rounds that have begun."""
    return (
        Assignment.objects.visible_to(request.user)
        .exclude(round__state=RoundState.DRAFT)
        .select_related(
            "round__edition__festival", "juror__membership", "entry__film", "scorecard", "viewing"
        )
        .prefetch_related("entry__credits")
        .annotate(number=numbers())
        .order_by("round_id", "position", "pk")
    )


def own_assignment(request: Request, pk: int) -> Assignment:
    (found,) = as_pinned([get_object_or_404(own_assignments(request), pk=pk)])
    return found


def scorecard_response(request: Request, pk: int) -> Response:
    """The card read again, so that the answer is what was written."""
    assignment = own_assignment(request, pk)
    criteria = questions_of(assignment.round)
    card = card_view(assignment, criteria, request.user)
    return Response(ScorecardDetail(assignment, context={"card": card, "criteria": criteria}).data)


@extend_schema(summary="Own scorecards, by round", tags=["scorecards"])
class ScorecardList(generics.ListAPIView[Assignment]):
    serializer_class = ScorecardLine
    queryset = Assignment.objects.none()

    def get_queryset(self) -> QuerySet[Assignment]:
        return own_assignments(self.request)

    def paginate_queryset(self, queryset: Any) -> Any:
        page = super().paginate_queryset(queryset)
        return None if page is None else as_pinned(page)


class ScorecardPage(APIView):
    @extend_schema(summary="An own scorecard", responses=ScorecardDetail, tags=["scorecards"])
    def get(self, request: Request, pk: int) -> Response:
        return scorecard_response(request, pk)

    @extend_schema(
        summary="Give marks and write notes",
        request=ScorecardChanges,
        responses=ScorecardDetail,
        tags=["scorecards"],
    )
    def patch(self, request: Request, pk: int) -> Response:
        assignment = own_assignment(request, pk)
        changes = ScorecardChanges(data=request.data)
        changes.is_valid(raise_exception=True)
        criteria = questions_of(assignment.round)
        posted = _as_posted(changes.validated_data, {c.key: c.pk for c in criteria})
        base, key = changes.validated_data.get("version"), changes.validated_data.get("save_key", "")
        saved = actions.save_card(assignment, criteria, posted, by=request.user, base=base, key=key)
        refuse_if_not_all_was_kept(saved)
        return scorecard_response(request, pk)


def _as_posted(changes: dict[str, Any], keys: dict[str, int]) -> Any:
    """In the shape of the page's form, so that both are judged by the same code."""
    scores = dict(changes.get("scores", {}))
    if "verdict" in changes:
        if qualifying.KEY not in keys:
            raise serializers.ValidationError(
                {"verdict": [_("This round asks for marks, not for a verdict.")]}
            )
        scores[qualifying.KEY] = qualifying.mark_of(changes["verdict"] or "")
    if unknown := [key for key in scores if key not in keys]:
        raise serializers.ValidationError({"scores": {unknown[0]: [_("There is no such criterion.")]}})
    marks = {f"criterion_{keys[key]}": "" if mark is None else f"{mark:f}" for key, mark in scores.items()}
    return {**{name: value for name, value in changes.items() if name in WORDS}, **marks}


def refuse_if_not_all_was_kept(saved: actions.Saved) -> None:
    """What was valid is kept. Raises NotReady or Conflict for the rest."""
    if saved.refusal:
        raise saved.refusal
    if saved.conflicts:
        raise Conflict(_("Something was changed in another window meanwhile."))
    if saved.problems:
        raise NotReady(saved.problems, _("Not everything could be kept."))


class Confirm(APIView):
    @extend_schema(
        summary="Confirm a scorecard", request=None, responses=ScorecardDetail, tags=["scorecards"]
    )
    def post(self, request: Request, pk: int) -> Response:
        actions.confirm_scorecard(own_assignment(request, pk), by=request.user)
        return scorecard_response(request, pk)


class Reopen(APIView):
    @extend_schema(
        summary="Take the confirmation back while the round is open",
        request=None,
        responses=ScorecardDetail,
        tags=["scorecards"],
    )
    def post(self, request: Request, pk: int) -> Response:
        actions.reopen_scorecard(own_assignment(request, pk), by=request.user)
        return scorecard_response(request, pk)


class StepBack(APIView):
    @extend_schema(
        summary="Step back from a film", request=Reason, responses=ScorecardDetail, tags=["scorecards"]
    )
    def post(self, request: Request, pk: int) -> Response:
        assignment = own_assignment(request, pk)
        given = Reason(data=request.data)
        given.is_valid(raise_exception=True)
        actions.step_back(assignment, by=request.user, reason=given.validated_data["reason"])
        return scorecard_response(request, pk)
