"""What the jury room holds of a person: marks, notes, what was watched."""

from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from festival.models import User
from festival.personal_data import Holding, hold, unname
from judging.enums import CardState, RoundState
from judging.film_numbers import SHOWN_NUMBER
from judging.models import (
    Assignment,
    BallotOrder,
    ConflictFind,
    Juror,
    PairVote,
    Recusal,
    Repeat,
    RepeatMark,
    RoundEntry,
    Score,
    Scorecard,
    TermsAcceptance,
    Viewing,
)
from judging.sealing import NoteUnreadable, unseal
from judging.vote_progress import votes_given
from judging.voting.own_votes import tell_votes

PROFILE = ("also_known_as", "companies", "schools", "handles")


def tell(user: User) -> dict[str, Any]:
    """The own marks and notes; and of a film, no more than its juror was shown: its number in the round."""
    cards = Scorecard.objects.filter(assignment__juror__membership__user=user).order_by("pk")
    cards = cards.annotate(film_number=_film_number())
    scores = Score.objects.filter(given_by=user).order_by("pk")
    told = list(
        cards.values(
            "assignment__round__name",
            "film_number",
            "state",
            "abstained",
            "abstain_reason",
            "flag",
            "sealed_note",
            "committee_note",
            "remark",
            "confirmed_at",
        )
    )
    for card in told:
        card["private_note"] = _opened(card.pop("sealed_note"), user)
    return {
        "scorecards": told,
        "scores": list(scores.values("scorecard", "criterion__key", "value", "given_at")),
        "scores_of_repeated_films": list(
            RepeatMark.objects.filter(given_by=user)
            .order_by("pk")
            .values(
                "repeat__assignment__round__name", "repeat__number", "criterion__key", "value", "given_at"
            )
        ),
        **tell_votes(user),
        "jury_seats": list(
            Juror.objects.filter(membership__user=user).values("jury__name", "state", "state_at", *PROFILE)
        ),
        "terms_accepted": list(
            TermsAcceptance.objects.filter(accepted_by=user).values(
                "terms__version", "name", "accepted_at", "address", "user_agent", "language", "digest"
            )
        ),
    }


def _film_number() -> Subquery:
    row = RoundEntry.objects.filter(round=OuterRef("assignment__round"), entry=OuterRef("assignment__entry"))
    return Subquery(row.annotate(shown=SHOWN_NUMBER).values("shown")[:1])


def _opened(sealed: str, user: User) -> str:
    try:
        return unseal(sealed, user.pk)
    except NoteUnreadable as error:
        return str(error.message)


def goes(user: User) -> list[str]:
    seats = Juror.objects.filter(membership__user=user)
    return [_("Your private notes as a juror, and what you have watched.")] if seats.exists() else []


def stays(user: User) -> list[str]:
    if not any(kind.objects.filter(given_by=user).exists() for kind in (Score, BallotOrder, PairVote)):
        return []
    return [_("Your marks as a juror, because the results were counted from them; under a pseudonym.")]


def blocks(user: User) -> list[str]:
    left = (
        Assignment.objects.visible_to(user)
        .filter(round__state=RoundState.OPEN)
        .exclude(scorecard__state=CardState.CONFIRMED)
        .exclude(round__in=votes_given(user))
        .count()
    )
    if not left:
        return []
    words = ngettext(
        "A round is open in which %(n)d film waits for your marks. Finish it, or ask the festival to take you off.",
        "A round is open in which %(n)d films wait for your marks. Finish them, or ask the festival to take you off.",
        left,
    )
    return [words % {"n": left}]


def erase(user: User, pseudonym: str) -> None:
    seats = Juror.objects.filter(membership__user=user)
    Scorecard.objects.filter(assignment__juror__in=seats).update(sealed_note="", abstain_reason="")
    Viewing.objects.filter(assignment__juror__in=seats).update(stretches=[])
    Repeat.objects.filter(assignment__juror__in=seats).update(stretches=[])
    unname(Recusal.objects.filter(juror__in=seats), user, pseudonym, "reason")
    ConflictFind.objects.filter(juror__in=seats).delete()
    TermsAcceptance.objects.filter(juror__in=seats).exclude(user_agent="").update(user_agent="")
    seats.update(display_name=pseudonym, state_reason="", **dict.fromkeys(PROFILE, ""))


hold(Holding("judging", tell, erase, goes=goes, stays=stays, blocks=blocks))
