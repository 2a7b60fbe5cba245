"""The small jury: a counted round, a session about it, a ballot for the award, pairs where films are level."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random

from django.utils import timezone

from festival.models import Edition, User
from judging.actions.assigning import assign_all
from judging.actions.ballots import confirm_ballot, save_order
from judging.actions.deliberation import (
    create_deliberation,
    note_film,
    open_deliberation,
    record_motion,
    write_minutes,
)
from judging.actions.pairs import vote_on_pair
from judging.actions.rounds import close_round, create_round, open_round
from judging.actions.votes import create_pairs, create_vote
from judging.models import Deliberation, Jury, Round
from screenings.demo.jury_work.films import MERITS
from screenings.demo.jury_work.rounds import CRITERIA, _tasks, mark
from submissions.models import Entry

MINUTES = "All three were there. The director kept the time and had no vote. (demo)"
NOTED = (
    "One of us saw a fable, the others a weather report; we watched the last minute again. (demo)",
    "Sound carries it. Nobody would mind if it won. (demo)",
)


def vote(edition: Edition, jury: Jury, films: Sequence[Entry], by: User) -> None:
    counted = _count(edition, jury, films, by)
    session = _sit_down(edition, jury, counted, by)
    _ballot(edition, jury, films, counted, session, by)
    _pairs(counted, films[:4], session, by)


def _count(edition: Edition, jury: Jury, films: Sequence[Entry], by: User) -> Round:
    name = {"en": "Tall films", "zh-hans": "竖屏影片"}
    judged = create_round(edition, jury=jury, name=name, by=by, criteria=CRITERIA[:2], entries=films)
    assign_all(judged, by=by)
    open_round(judged, by=by)
    criteria = list(judged.criteria.all())
    for task in _tasks(judged):
        mark(task, criteria)
    close_round(judged, by=by)
    return judged


def _sit_down(edition: Edition, jury: Jury, counted: Round, by: User) -> Deliberation:
    session = create_deliberation(
        edition,
        jury=jury,
        title="Tall films, one long evening (demo)",
        by=by,
        round=counted,
        meets_at=timezone.now() + timedelta(hours=3),
        place="The old ferry house (invented)",
    )
    open_deliberation(session, by=by)
    for item, words in zip(session.agenda.order_by("position"), NOTED, strict=False):
        note_film(item, words, by=by, discussed=True)
    president = jury.jurors.filter(presides=True).first()
    motion = "That the award is not shared. (demo)"
    record_motion(session, motion, by=by, moved_by=president, votes_for=2, abstentions=1, outcome="carried")
    write_minutes(session, MINUTES)
    return session


def _ballot(
    edition: Edition, jury: Jury, films: Sequence[Entry], after: Round, session: Deliberation, by: User
) -> None:
    """Two of three have confirmed their order."""
    name = {"en": "Best tall film: the vote", "zh-hans": "最佳竖屏影片：投票"}
    judged = create_vote(
        edition,
        jury=jury,
        name=name,
        by=by,
        entries=films,
        after=after,
        deliberation=session,
        closes_at=timezone.now() + timedelta(days=2),
    )
    open_round(judged, by=by)
    for juror in jury.jurors.sitting().order_by("position")[:2]:
        dice = Random(juror.display_name)
        order = sorted(films, key=lambda film: -MERITS[film.title_international] - dice.uniform(-0.8, 0.8))
        save_order(judged, juror, [[str(film.pk)] for film in order], by=juror.membership.user)
        confirm_ballot(judged, juror, by=juror.membership.user)


def _pairs(counted: Round, films: Sequence[Entry], session: Deliberation, by: User) -> None:
    name = {"en": "Level at the top", "zh-hans": "并列领先"}
    judged = create_pairs(counted, films, name=name, by=by, deliberation=session)
    open_round(judged, by=by)
    for juror in counted.jury.jurors.sitting():
        dice = Random(f"pairs/{juror.display_name}")
        for left, right in ((0, 1), (0, 2), (1, 2), (3, 0))[: 4 if juror.presides else 2]:
            choice = dice.choice(("left", "right", "equal"))
            vote_on_pair(
                judged, juror, str(films[left].pk), str(films[right].pk), choice, by=juror.membership.user
            )
