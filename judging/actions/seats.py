"""The answer to a seat: accept it with its terms, decline it, leave it. Marks that were given stay where they are."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from festival import audit
from festival.actions.setup import change
from festival.actions.team import resend_invitation
from festival.exceptions import Conflict, NotReady, Refused
from judging.actions.handing_on import hand_everything_on
from judging.actions.scoring import plain_text
from judging.admission import terms_of
from judging.exceptions import NameMissing, SeatAnswered, TermsChanged
from judging.lifecycle import seat_state
from judging.models import Juror, Jury, JuryTerms, TermsAcceptance
from judging.people_emails import post_seat_offered
from judging.people_enums import SeatState

LONGEST_AGENT = 400
LONGEST_REASON = 300


def accept_seat(
    juror: Juror,
    *,
    by: Any,
    name: str = "",
    digest: str = "",
    language: str = "",
    address: str = "",
    user_agent: str = "",
) -> Juror:
    """Take the seat, and accept the newest terms if the jury has any: `digest` proves which words were read.

    Twice the same is once. Raises TermsChanged when the words are others by now, NameMissing, SeatAnswered.
    """
    with transaction.atomic():
        seat = _locked(juror, by)
        if seat.state not in (SeatState.INVITED, SeatState.ACCEPTED):
            raise SeatAnswered
        terms = terms_of(seat.jury_id)
        if terms is not None:
            _accept_terms(seat, terms, by=by, name=name, digest=digest, language=language,
                          address=address, user_agent=user_agent)  # fmt: skip
        if seat.state == SeatState.INVITED:
            seat_state.move(seat, SeatState.ACCEPTED, by=by, state_at=timezone.now(), state_reason="")
    return seat


def _accept_terms(
    seat: Juror,
    terms: JuryTerms,
    *,
    by: Any,
    name: str,
    digest: str,
    language: str,
    address: str,
    user_agent: str,
) -> None:
    shown, _words = terms.shown_in(language)
    if digest != terms.digest_in(shown):
        raise TermsChanged
    typed = " ".join(plain_text(name).split())
    if not 2 <= len(typed) <= 150 or not any(sign.isalpha() for sign in typed):
        raise NameMissing
    _row, created = TermsAcceptance.objects.get_or_create(
        juror=seat,
        terms=terms,
        defaults={
            "name": typed,
            "accepted_by": by,
            "address": address[:64],
            "user_agent": "".join(sign for sign in user_agent if sign.isprintable())[:LONGEST_AGENT],
            "language": shown,
            "digest": digest,
        },
    )
    if created:
        audit.record("juror.terms_accepted", seat, by=by, version=terms.version, digest=digest)


def save_profile(juror: Juror, words: dict[str, str], *, by: Any) -> list[str]:
    """What conflicts are found by, in the juror's own words; returns which fields changed."""
    changed = [name for name, text in words.items() if getattr(juror, name) != plain_text(text)]
    for name in changed:
        setattr(juror, name, plain_text(words[name]))
    change(juror, fields=changed, by=by)
    return changed


def decline_seat(juror: Juror, *, by: Any, reason: str) -> Juror:
    """The invited person says no. Films prepared for them go to others."""
    words = _reason(reason, _("Say in a few words why, so that the festival can find somebody else."))
    with transaction.atomic():
        seat = _locked(juror, by)
        if seat.state != SeatState.INVITED:
            raise SeatAnswered
        seat_state.move(
            seat, SeatState.DECLINED, by=by, note=words, state_at=timezone.now(), state_reason=words
        )
        hand_everything_on(seat, by=by, reason=words)
    return seat


def release_juror(juror: Juror, *, by: Any, reason: str) -> int:
    """Somebody drops out, also in mid-round: confirmed marks stay and count, films not begun go to others.

    The office's deed. Returns how many films found another juror.
    """
    words = _reason(reason, _("Say why: the reason is kept with the seat."))
    with transaction.atomic():
        seat = Juror.objects.select_for_update(of=("self",)).get(pk=juror.pk)
        if seat.state not in (SeatState.INVITED, SeatState.ACCEPTED):
            raise Conflict(_("%(juror)s has left the jury already.") % {"juror": seat})
        seat_state.move(seat, SeatState.LEFT, by=by, note=words, state_at=timezone.now(), state_reason=words)
        return hand_everything_on(seat, by=by, reason=words)


def invite_again(juror: Juror, *, by: Any) -> Juror:
    """Ask somebody once more who has declined or left. Returns the seat; the letter goes with `offer_seats`."""
    with transaction.atomic():
        seat = Juror.objects.select_for_update(of=("self",)).get(pk=juror.pk)
        if seat.state not in (SeatState.DECLINED, SeatState.LEFT):
            raise Conflict(_("%(juror)s sits in the jury.") % {"juror": seat})
        return seat_state.move(seat, SeatState.INVITED, by=by, state_at=None, state_reason="", asked_at=None)


def offer_seats(jury: Jury, *, by: Any) -> int:
    """Write to everybody who has a seat, has not answered and has not been asked; returns how many letters went out.

    Who has not joined the team yet gets that invitation anew: behind its link the seat is waiting.
    """
    with transaction.atomic():
        seats = Juror.objects.select_for_update(of=("self",)).filter(
            jury=jury, state=SeatState.INVITED, asked_at=None
        )
        asked = list(seats.select_related("jury__edition__festival", "membership__user"))
        for seat in asked:
            seat.asked_at = timezone.now()
            seat.save(update_fields=["asked_at"])
            if seat.membership.is_taken:
                post_seat_offered(seat)
            else:
                resend_invitation(seat.membership, by=by)
        if asked:
            audit.record("jury.seats_offered", jury, by=by, count=len(asked))
    return len(asked)


def _locked(juror: Juror, by: Any) -> Juror:
    found = Juror.objects.select_for_update(of=("self",)).select_related("membership", "jury")
    seat = found.get(pk=juror.pk)
    if by is None or seat.membership.user_id != by.pk:
        raise Refused(_("Only the person whose seat it is can answer."))
    return seat


def _reason(reason: str, missing: str) -> str:
    words = " ".join(plain_text(reason).split())[:LONGEST_REASON]
    if not words:
        raise NotReady([missing])
    return words
