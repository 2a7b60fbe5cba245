"""A round that shows films twice, and jurors who come to its end."""

from typing import Any

from judging import actions
from judging.models import Criterion, Juror, Repeat, Round
from submissions.models import Entry
from tests.factories import judging as make

FILMS = 10


def films(edition: Any, count: int = FILMS) -> list[Entry]:
    """Of one maker: quicker to put down."""
    first = make.entry(edition, "Film 00")
    rest = (
        make.entry(edition, f"Film {number:02}", owner=first.owner, category=first.category)
        for number in range(1, count)
    )
    return [first, *rest]


def repeating_round(of: Any, listed: list[Entry], *, repeats: int = 1, **fields: Any) -> Round:
    """Open; everybody sees everything."""
    judged = make.draft_round(of, listed, **fields)
    actions.declare_rules(judged, by=None, hidden_repeats=repeats)
    return actions.open_round(judged, by=None)


def finish(judged: Round, juror: Juror, *, leave: int = 0) -> list[Repeat]:
    """The juror marks the films in order, all but the last few; returns what is shown again."""
    tasks = list(judged.assignments.filter(juror=juror).order_by("position", "pk"))
    *before, last = tasks[: len(tasks) - leave]
    make.cards_in_bulk(before, [[1 + place % 9, 1 + (3 * place) % 9] for place in range(len(before))])
    make.score(judged, juror, last.entry, 7, 6)
    return list(Repeat.objects.filter(assignment__round=judged, assignment__juror=juror))


def mark(repeat: Repeat, *marks: Any, confirm: bool = True) -> Repeat:
    """The second marks, in the order of the criteria."""
    criteria = list(Criterion.objects.filter(round=repeat.assignment.round_id))
    by = repeat.assignment.juror.membership.user
    sent = {f"criterion_{one.pk}": str(value) for one, value in zip(criteria, marks, strict=False)}
    saved = actions.save_repeat(repeat, criteria, sent, by=by)
    assert (saved.problems, saved.conflicts, saved.refusal) == ([], {}, None)
    return actions.confirm_repeat(repeat, by=by) if confirm else repeat
