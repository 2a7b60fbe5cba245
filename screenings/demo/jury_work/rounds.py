"""Three rounds of the main jury: one that qualified films, one in full swing, one being prepared."""

from collections.abc import Iterable
from datetime import timedelta
from random import Random

from django.utils import timezone

from festival.models import Edition, User
from judging.actions.assigning import (
    apply_plan,
    ask_for_plan,
    assign_spread,
    keep_anchors,
    keep_quotas,
    keep_rules,
)
from judging.actions.calibration import declare_calibration
from judging.actions.conflicts import recuse_for_find
from judging.actions.feeding import apply_feed, declare_feed
from judging.actions.qualifying import declare_consensus
from judging.actions.reminding import add_reminder
from judging.actions.repeats import confirm_repeat, save_repeat
from judging.actions.round_rules import declare_rules
from judging.actions.rounds import close_round, create_round, open_round
from judging.actions.scoring import confirm_scorecard, save_score, save_words, step_back
from judging.actions.stepping_aside import declare_conflict
from judging.actions.watching import record_watching
from judging.conflict_search import open_finds
from judging.models import Assignment, Jury, Repeat, Round
from judging.people_enums import FindKind, FindStrength
from screenings.demo.jury_work.films import MERITS
from screenings.demo.verdicts import show_whole_film
from submissions.models import Entry

CRITERIA = [
    {"key": "story", "name": {"en": "Story", "zh-hans": "故事"},
     "hint": {"en": "Does it stay with you?", "zh-hans": "它会留在您心里吗？"}, "weight": 50, "step": "0.5"},
    {"key": "craft", "name": {"en": "Craft", "zh-hans": "技艺"},
     "hint": {"en": "Picture, sound, rhythm.", "zh-hans": "画面、声音、节奏。"}, "weight": 30, "step": "0.5"},
    {"key": "surprise", "name": {"en": "Surprise", "zh-hans": "惊喜"},
     "hint": {"en": "Have we seen this before?", "zh-hans": "我们见过这样的作品吗？"}, "weight": 20, "step": "0.5"},
]  # fmt: skip
NOTES = ("The middle breathes. (demo)", "Watch it once more with the others. (demo)", "")


def qualify(edition: Edition, jury: Jury, films: Iterable[Entry], by: User) -> Round:
    """Yes, maybe or no by two jurors a film; closed."""
    name = {"en": "First look", "zh-hans": "初看"}
    judged = create_round(edition, jury=jury, name=name, by=by, entries=films, mode="qualifying")
    declare_consensus(judged, by=by, share_percent=50, least_yes=1, least_answers=1)
    assign_spread(judged, 2, by=by)
    open_round(judged, by=by)
    question = judged.criteria.get()
    for task in _tasks(judged):
        if not task.juror.acceptances.exists():
            continue
        wished = _wished(task)
        answer = 2 if wished > 7.3 else 1 if wished > 6.6 else 0
        save_score(task, question, str(answer), by=task.juror.membership.user)
        confirm_scorecard(task, by=task.juror.membership.user)
    close_round(judged, by=by)
    return judged


def judge(edition: Edition, jury: Jury, before: Round, by: User) -> Round:
    """Scored, open, half done: what came through the first look, handed out by a plan with rules and quotas."""
    judged = create_round(
        edition,
        jury=jury,
        name={"en": "Competition", "zh-hans": "主竞赛"},
        by=by,
        criteria=CRITERIA,
        closes_at=timezone.now() + timedelta(days=6),
        min_watched_percent=80,
    )
    apply_feed(declare_feed(judged, [before], by=by, kind="qualified"), by=by)
    opening = list(judged.entries.order_by("number")[:2])
    declare_calibration(judged, [film.pk for film in opening], shows_others=True, counts=True, by=by)
    keep_rules(judged, by=by, reviews_per_film=4, balance_by="minutes", within_percent=25)
    first, *others = jury.blocs.order_by("position")
    keep_quotas(judged, {first: (1, 2), **dict.fromkeys(others, (1, None))}, by=by)
    apply_plan(ask_for_plan(judged, by=by), by=by)
    declare_rules(judged, by=by, hidden_repeats=2)
    open_round(judged, by=by)
    for kind, days, least in (("deadline", 3, 20), ("begin", 4, 1), ("accept", 5, 1)):
        add_reminder(judged, kind=kind, days=days, percent_left=least, by=by)
    _answer_finds(judged, by)
    _watch_and_mark(judged)
    _mark_one_again(judged)
    return judged


def prepare(edition: Edition, jury: Jury, before: Round, by: User) -> Round:
    """A draft that waits for the competition's result; a few films by hand, and a plan to look at."""
    films = list(before.entries.order_by("number"))[:8]
    name = {"en": "Last look", "zh-hans": "终看"}
    judged = create_round(edition, jury=jury, name=name, by=by, criteria=CRITERIA[:2], entries=films)
    declare_feed(judged, [before], by=by, kind="top", top=5)
    keep_rules(judged, by=by, reviews_per_film=3, within_percent=30)
    keep_anchors(judged, [films[0].pk], by=by)
    ask_for_plan(judged, by=by)
    return judged


def _tasks(judged: Round) -> Iterable[Assignment]:
    rows = judged.assignments.standing().select_related("juror__membership__user", "entry__film", "round")
    return rows.order_by("juror", "position", "pk")


def _wished(task: Assignment) -> float:
    """Around the film's merit, by this juror's kindness; the same each time."""
    kindness = Random(task.juror.display_name).uniform(-0.9, 0.7)
    dice = Random(f"{task.juror.display_name}/{task.entry.title_international}")
    return MERITS[task.entry.title_international] + kindness + dice.uniform(-0.6, 0.6)


def _answer_finds(judged: Round, by: User) -> None:
    """One name has been looked at; what else was found still waits for the office."""
    found = open_finds(judged).filter(kind=FindKind.NAME, strength=FindStrength.SAME).first()
    if found is not None:
        recuse_for_find(found, by=by)


def _watch_and_mark(judged: Round) -> None:
    """Everybody who was let in has done a part; one has stepped back, one has declared whom they know."""
    criteria = list(judged.criteria.all())
    pace = (1.0, 0.75, 0.6, 0.5, 0.3, 0.0)
    for place, (_juror, tasks) in enumerate(_by_juror(judged)):
        share = pace[place % len(pace)]
        done = round(len(tasks) * share)
        for number, task in enumerate(tasks[:done]):
            mark(task, criteria, confirm=number < max(done - 1, 1))
        if place == 1 and len(tasks) > done:
            declare_conflict(tasks[-1], by=tasks[-1].juror.membership.user, reason="We share a flat. (demo)")
        if place == 2 and len(tasks) > done:
            step_back(tasks[-1], by=tasks[-1].juror.membership.user, reason="I do not follow it. (demo)")


def _mark_one_again(judged: Round) -> None:
    """Of the films shown a second time one is marked again; what else was drawn waits at the end of its list."""
    repeat = Repeat.objects.filter(assignment__round=judged).order_by("pk").first()
    if repeat is None:
        return
    criteria, by = list(judged.criteria.all()), repeat.assignment.juror.membership.user
    dice, wished = Random(f"again/{repeat.assignment.entry.title_international}"), _wished(repeat.assignment)
    again = {f"criterion_{one.pk}": _half_points(wished + dice.uniform(-1.2, 1.2)) for one in criteria}
    save_repeat(repeat, criteria, again, by=by)
    confirm_repeat(repeat, by=by)


def _half_points(value: float) -> str:
    """On the scale of the criteria, in steps of one half."""
    return str(max(0, min(20, round(value * 2))) / 2)


def _by_juror(judged: Round) -> list[tuple[int, list[Assignment]]]:
    found: dict[int, list[Assignment]] = {}
    for task in _tasks(judged):
        if task.juror.acceptances.exists():
            found.setdefault(task.juror_id, []).append(task)
    return list(found.items())


def mark(task: Assignment, criteria: list, *, confirm: bool = True) -> None:
    """Watch it whole, mark it, leave a word for the committee now and then."""
    by, wished = task.juror.membership.user, _wished(task)
    dice = Random(f"{task.entry.title_international}/{task.juror.display_name}")
    show_whole_film(task)
    record_watching(task, [(0, 3600)])
    for criterion in criteria:
        save_score(task, criterion, _half_points(wished + dice.uniform(-0.7, 0.7)), by=by)
    if words := dice.choice(NOTES):
        flag = "green" if wished > 8 else "red" if wished < 6.4 else "yellow"
        save_words(task, by=by, committee_note=words, flag=flag)
    if confirm:
        confirm_scorecard(task, by=by)
