"""On which films of a round each juror may speak, and why not on the others. A fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import FloatField
from django.db.models.functions import Cast

from judging.models import Assignment, Juror, Round, Viewing
from judging.models.round_rules import rules_of
from judging.queue import measured_seconds, numbers
from judging.vote_enums import UnseenRule


class Voice(StrEnum):
    """What a juror may say of a film. A film that the office took away is not told of: it is absent."""

    MAY = "may"
    STEPPED_BACK = "stepped_back"
    UNSEEN = "unseen"


@dataclass(frozen=True)
class Right:
    """One juror and one film of the round. `seen`: per cent watched in any round; None when it cannot be measured."""

    assignment: int
    entry: Any
    number: int
    voice: Voice
    seen: int | None
    enough: bool

    @property
    def film(self) -> str:
        return str(self.entry)


Rights = dict[int, dict[str, Right]]


def rights_in(judged: Round, jurors: Iterable[Juror] | None = None) -> Rights:
    """By the juror's id and the film's key: every film that stands on the juror's list. Two queries and the rules."""
    given = Assignment.objects.filter(round=judged).standing()
    if jurors is not None:
        given = given.filter(juror__in=jurors)
    rows = (
        given.annotate(number=numbers(), duration_s=Cast(measured_seconds(), FloatField()))
        .order_by("number")
        .values_list(
            "pk",
            "juror_id",
            "juror__membership_id",
            "entry_id",
            "number",
            "duration_s",
            "scorecard__abstained",
        )
    )
    watched = seconds_watched(judged)
    least, rule = judged.min_watched_percent, unseen_rule(judged)
    rights: Rights = {}
    for pk, juror, person, entry, number, duration_s, abstained in rows:
        seconds = watched.get((person, entry), 0)
        seen = min(100, round(100 * seconds / duration_s)) if duration_s else None
        enough = seen is None or seen >= least
        unseen = rule == UnseenRule.ABSTAIN and not enough
        voice = Voice.STEPPED_BACK if abstained else Voice.UNSEEN if unseen else Voice.MAY
        rights.setdefault(juror, {})[str(entry)] = Right(pk, entry, number, voice, seen, enough)
    return rights


def rights_of(judged: Round, juror: Juror) -> dict[str, Right]:
    return rights_in(judged, [juror]).get(juror.pk, {})


def unseen_rule(judged: Round) -> str:
    return str(rules_of(judged).parameters.get("unseen", UnseenRule.ALLOWED))


def seconds_watched(judged: Round) -> dict[tuple[int, Any], int]:
    """The most seconds that a person has had of a film in any round of this edition."""
    viewings = Viewing.objects.filter(
        assignment__round__edition=judged.edition_id, assignment__entry__in=judged.entries.values("pk")
    ).values_list("assignment__juror__membership_id", "assignment__entry_id", "seconds")
    most: dict[tuple[int, Any], int] = {}
    for person, entry, seconds in viewings:
        most[person, entry] = max(most.get((person, entry), 0), seconds)
    return most
