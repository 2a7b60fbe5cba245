"""The letters about seats, terms, unfinished films and declared conflicts."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from festival.enums import Role
from festival.letters import post_letter
from festival.models import Letter, Membership
from judging.models import Juror, JuryTerms, Recusal, Round

SEAT_OFFERED = "jury/seat_offered"
TERMS_CHANGED = "jury/terms_changed"
ANSWER_WANTED = "jury/answer_wanted"
FILMS_LEFT = "jury/films_left"
CONFLICT_DECLARED = "jury/conflict_declared"


def post_seat_offered(juror: Juror) -> Letter | None:
    """The invitation to sit in a jury, to somebody who has an account in the team."""
    return _to_juror(SEAT_OFFERED, juror)


def post_terms_changed(juror: Juror, terms: JuryTerms) -> Letter | None:
    return _to_juror(TERMS_CHANGED, juror, terms=terms)


def post_answer_wanted(juror: Juror, *, key: str = "") -> Letter | None:
    return _to_juror(ANSWER_WANTED, juror, key=key)


def post_films_left(juror: Juror, judged: Round, *, films: int, minutes: int, key: str) -> Letter | None:
    """How much is left to do in a round, in films and minutes."""
    url = settings.PORTAL_URL + reverse("jury:home")
    last_day = judged.closes_at.astimezone(judged.edition.tz).date() if judged.closes_at else None
    context = {"films": films, "minutes": minutes, "last_day": last_day, "url": url}
    return _to_juror(FILMS_LEFT, juror, key=key, round=judged, **context)


def post_conflict_declared(recusal: Recusal, judged: Round, *, new_juror: Juror | None) -> list[Letter]:
    """To everybody who runs the rounds: who has stepped aside, why, and who has the film now."""
    edition = judged.edition
    where = {"festival": edition.festival.slug, "edition": edition.slug, "pk": judged.pk}
    context = {
        "juror": recusal.juror,
        "entry": recusal.entry,
        "reason": recusal.reason,
        "round": judged,
        "new_juror": new_juror,
        "url": settings.PORTAL_URL + reverse("jury_desk:conflicts", kwargs=where),
    }
    office = Membership.objects.taken().filter(edition=edition, role__in=(Role.DIRECTOR, Role.PROGRAMMER))
    people = {seat.user_id: seat.user for seat in office.select_related("user")}
    return [
        post_letter(CONFLICT_DECLARED, to=person, edition=edition, context=context)
        for person in people.values()
    ]


def _to_juror(kind: str, juror: Juror, *, key: str = "", **context: Any) -> Letter | None:
    """None for a seat that nobody has taken yet. With a key the letter is one of many and is written once."""
    user = juror.membership.user
    if user is None:
        return None
    url = settings.PORTAL_URL + reverse("jury:seat", kwargs={"pk": juror.pk})
    told = {"juror": juror, "jury": juror.jury, "url": url, **context}
    return post_letter(kind, to=user, edition=juror.jury.edition, context=told, key=key, paced=bool(key))
