"""Which film a juror is shown again: drawn when the juror comes to the end of the list."""

import secrets

from festival import audit
from judging.enums import RoundMode
from judging.models import Assignment, Repeat, Round
from judging.models.round_rules import rules_of
from judging.repeat_draw import draw, free_number, is_time
from judging.repeats import films_seen, numbers_taken, times_shown


def draw_repeats(assignment: Assignment) -> list[Repeat]:
    """After this juror has settled one more film: lay the repeats that the round declares at the end of the list.

    Nothing as long as many films are left, or in a round without repeats. Call it where the round is locked.
    """
    judged, juror = assignment.round, assignment.juror_id
    wanted = rules_of(judged).hidden_repeats if judged.mode == RoundMode.SCORED else 0
    if not wanted:
        return []
    mine = judged.assignments.filter(juror=juror).standing()
    wanted -= Repeat.objects.filter(assignment__round=judged, assignment__juror=juror).count()
    if wanted <= 0 or not is_time(assigned=mine.count(), left=mine.unconfirmed().count()):
        return []
    seed = secrets.token_hex(8)
    turn = Repeat.objects.filter(assignment__round=judged).count()
    seen = films_seen(judged, juror)
    keys = draw(seen, wanted=wanted, seed=seed, turn=turn, shown=times_shown(judged))
    return [_lay(judged, key, seed, turn, [one.key for one in seen if one.fit]) for key in keys]


def _lay(judged: Round, key: int, seed: str, turn: int, among: list[int]) -> Repeat:
    taken = numbers_taken(judged, key)
    number = free_number(taken, seed=seed) if taken else None
    made = Repeat.objects.create(assignment_id=key, number=number, seed=seed)
    audit.record("repeat.drawn", made, by=None, seed=seed, turn=turn, among=sorted(among))
    return made
