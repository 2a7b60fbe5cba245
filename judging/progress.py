"""How far the jurors are: never a mark, so that the whole office may look."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import FloatField
from django.db.models.functions import Cast

from judging.enums import RoundMode, Standing
from judging.models import Assignment, Juror, Round
from judging.queue import measured_seconds, standing_of
from judging.vote_progress import VOTING, vote_steps
from judging.voting.entitlement import seconds_watched
from submissions.models import Entry


@dataclass
class Progress:
    """Of one juror, or of one film. Seconds are those of the films assigned."""

    assigned: int = 0
    begun: int = 0
    done: int = 0
    stepped_back: int = 0
    seconds: float = 0.0
    seconds_left: float = 0.0
    watched: float = 0.0

    @property
    def finished(self) -> int:
        return self.done + self.stepped_back

    @property
    def left(self) -> int:
        return self.assigned - self.finished

    @property
    def percent(self) -> int:
        return round(100 * self.finished / self.assigned) if self.assigned else 0

    @property
    def watched_percent(self) -> int:
        return min(100, round(100 * self.watched / self.seconds)) if self.seconds else 0

    @property
    def minutes_left(self) -> int:
        return -int(-self.seconds_left // 60)

    def count_people(self, sheets: Iterable["Progress"]) -> None:
        """Of a vote: how many have one, and how many have given it. The seconds stay those of the films."""
        voting = [sheet for sheet in sheets if sheet.assigned > sheet.stepped_back]
        self.assigned, self.stepped_back = len(voting), 0
        self.done = sum(sheet.left == 0 for sheet in voting)
        self.begun = sum(bool(sheet.left and (sheet.begun or sheet.watched)) for sheet in voting)

    def add(self, standing: str, seconds: float, watched: float) -> None:
        self.assigned += 1
        self.begun += standing == Standing.BEGUN
        self.done += standing == Standing.DONE
        self.stepped_back += standing == Standing.STEPPED_BACK
        self.seconds += seconds
        self.watched += min(watched, seconds)
        if standing in (Standing.WAITING, Standing.BEGUN):
            self.seconds_left += max(0.0, seconds - watched)


@dataclass(frozen=True)
class RoundProgress:
    by_juror: list[tuple[Juror, Progress]]
    by_film: list[tuple[Entry, Progress]]
    whole: Progress


def progress_of(judged: Round) -> RoundProgress:
    """Every juror of the jury and every film of the round, also those with nothing to do. Three queries, more of a vote.

    The whole of a vote counts jurors, of other rounds films to be judged.
    """
    jurors = list(Juror.objects.filter(jury=judged.jury_id).select_related("bloc", "membership__user"))
    films = list(judged.entries.order_by("round_entries__position").distinct())
    by_juror = {juror.pk: Progress() for juror in jurors}
    by_film = {film.pk: Progress() for film in films}
    whole = Progress()
    for juror, film, facts in _lines(judged):
        for sheet in (by_juror.get(juror), by_film.get(film), whole):
            if sheet is not None:
                sheet.add(*facts)
    if judged.mode in VOTING:
        whole.count_people(sheet for sheet in by_juror.values())
    return RoundProgress(
        [(juror, by_juror[juror.pk]) for juror in jurors], [(film, by_film[film.pk]) for film in films], whole
    )


def unfinished(judged: Round) -> list[tuple[Juror, Progress]]:
    """Who has scorecards left, most of them first. Nothing for votes, where ballots are counted and no cards."""
    if judged.mode not in (RoundMode.SCORED, RoundMode.QUALIFYING):
        return []
    rows = [(juror, sheet) for juror, sheet in progress_of(judged).by_juror if sheet.left]
    return sorted(rows, key=lambda row: -row[1].left)


def percent_done(rounds: Iterable[Round]) -> dict[int, Progress]:
    """The whole progress of each round, by its id, in one query."""
    sheets = {judged.pk: Progress() for judged in rounds}
    if sheets:
        for pk, state, abstained in _states(sheets):
            sheets[pk].add(standing_of(state, abstained=abstained or False, seen=None), 0.0, 0.0)
    return sheets


def _states(sheets: Iterable[int]) -> Iterable[tuple[int, str | None, bool | None]]:
    assignments = Assignment.objects.filter(round__in=list(sheets)).standing()
    return assignments.values_list("round_id", "scorecard__state", "scorecard__abstained")


def _lines(judged: Round) -> Iterable[tuple[int, object, tuple[str, float, float]]]:
    rows = (
        judged.assignments.standing()
        .annotate(duration_s=Cast(measured_seconds(), FloatField()))
        .values_list(
            "juror_id",
            "juror__membership_id",
            "entry_id",
            "scorecard__state",
            "scorecard__abstained",
            "viewing__seconds",
            "duration_s",
        )
    )
    steps = vote_steps([judged]).get(judged.pk)
    before = seconds_watched(judged) if steps else {}
    for juror, person, film, state, abstained, watched, seconds in rows:
        seen = max(watched or 0, before.get((person, film), 0))
        standing = (
            steps.standing(juror, film, abstained=abstained or False, watched=watched or 0)
            if steps
            else standing_of(state, abstained=abstained or False, seen=watched)
        )
        yield juror, film, (standing, seconds or 0.0, seen)
