"""Votes by program: one's own ballot and comparisons of two films, through the veil of the round."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from judging.actions import ballots
from judging.actions import pairs as acting
from judging.api.scorecards import FilmLine, RoundLine
from judging.enums import RoundMode
from judging.models import Assignment, Juror, RankedBallot, Round
from judging.modes import pairwise
from judging.vote_enums import PairChoice
from judging.voting.entitlement import Right, Voice, rights_of
from judging.voting.own_seat import own_seat
from judging.voting.paper_view import PaperRow, film_rows, paper_of

MODES = (RoundMode.RANKED, RoundMode.PAIRWISE)


class BallotFilm(serializers.Serializer[PaperRow]):
    """A film of the vote, as the round shows it."""

    id = serializers.IntegerField(source="pk", help_text="By which an order or an answer names it.")
    film = FilmLine()
    place = serializers.IntegerField(
        allow_null=True, help_text="One more than the films above it; null: not ranked."
    )
    watched_percent = serializers.IntegerField(source="seen", allow_null=True)
    no_vote_because = serializers.CharField(
        source="why_not", help_text="Empty: it can be ranked. Otherwise why it cannot."
    )


class BallotLine(serializers.Serializer[Any]):
    round = RoundLine()
    mode = serializers.ChoiceField(choices=[(mode.value, mode.label) for mode in MODES], source="round.mode")
    confirmed_at = serializers.DateTimeField(allow_null=True)


class BallotDetail(BallotLine):
    names_one = serializers.BooleanField(help_text="Whether it takes a single name instead of an order.")
    version = serializers.IntegerField(help_text="Of the order; to be sent with the next one.")
    films = BallotFilm(many=True, help_text="The ranked ones first, in their order.")


class Order(serializers.Serializer[Any]):
    order = serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField(), max_length=5000),
        max_length=5000,
        help_text="Ids of films, the best first, equal ones together. What is not named is not ranked.",
    )
    version = serializers.IntegerField(
        min_value=0, required=False, help_text="The version that was read: a newer order is not overwritten."
    )


class Question(serializers.Serializer[Any]):
    """The next two films, as this juror is asked; null when everything is answered."""

    left = BallotFilm(allow_null=True)
    right = BallotFilm(allow_null=True)
    answered = serializers.IntegerField()
    enough = serializers.IntegerField(help_text="About how many answers make a usable scale.")


class Answer(serializers.Serializer[Any]):
    left = serializers.IntegerField()
    right = serializers.IntegerField()
    choice = serializers.ChoiceField(choices=PairChoice.choices)


@extend_schema(tags=["ballots"])
class Ballots(APIView):
    @extend_schema(summary="Own votes", responses=BallotLine(many=True))
    def get(self, request: Request) -> Response:
        rounds = (
            Round.objects.begun()
            .filter(mode__in=MODES, pk__in=Assignment.objects.visible_to(request.user).values("round"))
            .select_related("edition__festival")
            .order_by("-pk")
        )
        confirmed = {
            paper.round_id: paper.confirmed_at
            for paper in RankedBallot.objects.filter(round__in=rounds, juror__membership__user=request.user)
        }
        lines = [{"round": judged, "confirmed_at": confirmed.get(judged.pk)} for judged in rounds]
        return Response(BallotLine(lines, many=True).data)


@extend_schema(tags=["ballots"])
class BallotPage(APIView):
    @extend_schema(summary="An own ballot", responses=BallotDetail)
    def get(self, request: Request, round_pk: int) -> Response:
        return _told(*own_seat(request.user, round_pk, *MODES))

    @extend_schema(summary="Put the films in order", request=Order, responses=BallotDetail)
    def put(self, request: Request, round_pk: int) -> Response:
        judged, juror = own_seat(request.user, round_pk, *MODES)
        sent = Order(data=request.data)
        sent.is_valid(raise_exception=True)
        films = _films(rights_of(judged, juror))
        tiers = [[_film(films, pk) for pk in tier] for tier in sent.validated_data["order"]]
        based_on = sent.validated_data.get("version")
        ballots.save_order(judged, juror, tiers, by=request.user, based_on=based_on)
        return _told(judged, juror)


@extend_schema(tags=["ballots"])
class ConfirmBallot(APIView):
    @extend_schema(summary="Confirm a ballot", request=None, responses=BallotDetail)
    def post(self, request: Request, round_pk: int) -> Response:
        judged, juror = own_seat(request.user, round_pk, *MODES)
        ballots.confirm_ballot(judged, juror, by=request.user)
        return _told(judged, juror)


@extend_schema(tags=["ballots"])
class ReopenBallot(APIView):
    @extend_schema(
        summary="Take the confirmation back while the vote is open", request=None, responses=BallotDetail
    )
    def post(self, request: Request, round_pk: int) -> Response:
        judged, juror = own_seat(request.user, round_pk, *MODES)
        ballots.reopen_ballot(judged, juror, by=request.user)
        return _told(judged, juror)


@extend_schema(tags=["ballots"])
class Pairs(APIView):
    @extend_schema(summary="The next two films to compare", responses=Question)
    def get(self, request: Request, round_pk: int) -> Response:
        return _asked(*own_seat(request.user, round_pk, RoundMode.PAIRWISE))

    @extend_schema(
        summary="Say which of two films is better",
        description="The answer to the same two films again replaces nothing: the newest one counts.",
        request=Answer,
        responses=Question,
    )
    def post(self, request: Request, round_pk: int) -> Response:
        judged, juror = own_seat(request.user, round_pk, RoundMode.PAIRWISE)
        sent = Answer(data=request.data)
        sent.is_valid(raise_exception=True)
        films = _films(rights_of(judged, juror))
        left, right = (films.get(sent.validated_data[side], "") for side in ("left", "right"))
        acting.vote_on_pair(judged, juror, left, right, sent.validated_data["choice"], by=request.user)
        return _asked(judged, juror)


def _films(rights: dict[str, Right]) -> dict[int, str]:
    """Keys of films by the ids under which this juror knows them."""
    return {right.assignment: film for film, right in rights.items()}


def _film(films: dict[int, str], pk: int) -> str:
    if pk not in films:
        raise serializers.ValidationError(
            {"order": [_("There is no film %(id)s on your ballot.") % {"id": pk}]}
        )
    return films[pk]


def _told(judged: Round, juror: Juror) -> Response:
    paper = paper_of(judged, juror)
    return Response(
        BallotDetail(
            {
                "round": judged,
                "confirmed_at": paper.confirmed_at,
                "names_one": ballots.names_one(judged),
                "version": paper.number,
                "films": (*paper.all, *paper.silent),
            }
        ).data
    )


def _asked(judged: Round, juror: Juror) -> Response:
    rights = rights_of(judged, juror)
    may = [film for film, right in rights.items() if right.voice == Voice.MAY]
    given = pairwise.newest_votes(judged).get(juror.pk, [])
    answered = [vote for vote in given if {str(vote.left_id), str(vote.right_id)} <= set(may)]
    asked = acting.next_question(judged, juror, answered, may) or ()
    shown = {film: rights[film] for film in asked}
    rows = {right.film: row for right, row in film_rows(judged, shown, {})} if shown else {}
    left, right = (rows[film] for film in asked) if rows else (None, None)
    enough = pairwise.enough_for(len(may), judged.jury.jurors.count())
    return Response(
        Question({"left": left, "right": right, "answered": len(answered), "enough": enough}).data
    )
