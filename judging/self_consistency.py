"""What films marked twice tell about the marks of a round: gathered, and put into words. It changes no count."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from festival.percents import percent
from judging.enums import RepeatState
from judging.models import Juror, Repeat, RepeatMark, Round, RoundEntry, Score
from judging.models.round_rules import rules_of
from judging.modes.scored import question
from judging.plots import Span, span
from judging.questions import asked_of, questions_of
from judging.queue import measured_seconds
from judging.scoring.self_consistency import ENOUGH, Steadiness, Twice, steadiness

SEEN_AGAIN = 0.5


@dataclass(frozen=True)
class OwnLine:
    """One juror: films marked twice, mean distance of the marks, films declined. Empty where there is nothing yet."""

    juror: Juror
    films: int
    apart: str
    declined: int


@dataclass(frozen=True)
class PanelLine:
    """One line of the picture."""

    name: str
    value: str
    reach: str
    plot: Span


@dataclass(frozen=True)
class SelfConsistency:
    """`found`: the pooled value of the panel, None without a film marked twice. `seen_again`: films of which half or
    more was played a second time. `lines`: the jurors in the order of their seats, never by their figures.
    """

    found: Steadiness | None
    sentences: tuple[str, ...]
    picture: tuple[PanelLine, ...]
    caution: str
    seen_again: int
    drawn: int
    declined: int
    lines: tuple[OwnLine, ...]


def self_consistency(judged: Round, *, between: float | None) -> SelfConsistency | None:
    """None for a round that shows no film twice. Seven queries. `between`: the spread of the jurors (`spread_between`)."""
    if not rules_of(judged).hidden_repeats:
        return None
    repeats = list(_repeats(judged))
    marked = [one for one in repeats if one.state == RepeatState.CONFIRMED and not one.other_film]
    twice = _twice(judged, marked)
    found = steadiness(twice, between=between)
    return SelfConsistency(
        found=found,
        sentences=tuple(_sentences(found)) if found else (),
        picture=_picture(found) if found else (),
        caution=_caution(found),
        seen_again=sum(bool(one.length and one.seconds >= SEEN_AGAIN * float(one.length)) for one in marked),
        drawn=len(repeats),
        declined=sum(one.state == RepeatState.DECLINED for one in repeats),
        lines=tuple(_own_lines(repeats, twice)),
    )


def _repeats(judged: Round) -> Any:
    """With the length of the film, and whether it got another file between the two times."""
    row = RoundEntry.objects.filter(round=OuterRef("round"), entry=OuterRef("entry"))
    length = judged.assignments.annotate(length=measured_seconds()).filter(pk=OuterRef("assignment"))
    moved = row.filter(film_changed=True)
    films = judged.assignments.annotate(moved=Exists(moved)).filter(pk=OuterRef("assignment"), moved=True)
    rows = (
        Repeat.objects.filter(assignment__round=judged).standing().select_related("assignment__juror__bloc")
    )
    return rows.annotate(length=length.values("length")[:1], other_film=Exists(films)).order_by(
        "assignment__juror__position", "assignment__juror", "pk"
    )


def _twice(judged: Round, repeats: list[Any]) -> list[Twice]:
    """The first marks are those that stood when the film was drawn: what was changed later knew of the second time."""
    criteria = questions_of(judged)
    keys = [one.assignment_id for one in repeats]
    first: dict[int, dict[int, Any]] = defaultdict(dict)
    then = Score.objects.filter(
        scorecard__assignment__in=keys, given_at__lte=F("scorecard__assignment__repeat__drawn_at")
    )
    for card, criterion, value in then.current().values_list("scorecard__assignment", "criterion", "value"):
        first[card][criterion] = value
    second: dict[int, dict[int, Any]] = defaultdict(dict)
    for repeat, criterion, value in (
        RepeatMark.objects.filter(repeat__in=repeats).current().values_list("repeat", "criterion", "value")
    ):
        second[repeat][criterion] = value
    found = []
    for repeat in repeats:
        one, two = first[repeat.assignment_id], second[repeat.pk]
        asked = [
            (criterion.pk, question(criterion))
            for criterion in asked_of(criteria, repeat.assignment.entry_id)
            if criterion.counts and one.get(criterion.pk) is not None and two.get(criterion.pk) is not None
        ]
        found.append(
            Twice(
                str(repeat.assignment.juror_id),
                [float(about.scaled(Fraction(one[key]))) for key, about in asked],
                [float(about.scaled(Fraction(two[key]))) for key, about in asked],
            )
        )
    return found


def _own_lines(repeats: Iterable[Any], twice: Iterable[Twice]) -> Iterable[OwnLine]:
    of: dict[str, list[Twice]] = defaultdict(list)
    for one in twice:
        of[one.juror].append(one)
    jurors: dict[int, list[Any]] = defaultdict(list)
    for repeat in repeats:
        jurors[repeat.assignment.juror_id].append(repeat)
    for rows in jurors.values():
        juror = rows[0].assignment.juror
        own = steadiness(of[str(juror.pk)])
        declined = sum(row.state == RepeatState.DECLINED for row in rows)
        yield OwnLine(juror, own.films if own else 0, f"{own.apart:.1f}" if own else "", declined)


def _sentences(found: Steadiness) -> Iterable[str]:
    words = ngettext(
        "%(films)s film was marked twice, by %(jurors)s juror. The second marks are on average %(apart)s points"
        " from the first ones, on a scale from 0 to 10.",
        "%(films)s films were marked twice, by %(jurors)s jurors. The second marks are on average %(apart)s points"
        " from the first ones, on a scale from 0 to 10.",
        found.films,
    )
    yield words % {"films": found.films, "jurors": found.jurors, "apart": f"{found.apart:.1f}"}
    if found.share is None:
        return
    if found.share >= 1:
        yield _("A juror differs from themself here no less than from the colleagues.")
    else:
        yield _(
            "About %(share)s of what looks like disagreement between jurors is a single juror's own unsteadiness; the"
            " rest is difference of opinion."
        ) % {"share": percent(round(100 * found.share))}


def _picture(found: Steadiness) -> tuple[PanelLine, ...]:
    reach = 1.1 * max(found.within, found.high or 0.0, found.between or 0.0, 0.5)
    low, high = (found.low, found.high) if found.low is not None and found.high is not None else (None, None)
    between = _("%(low)s to %(high)s") % {"low": f"{low:.1f}", "high": f"{high:.1f}"} if high else ""
    lines = [
        PanelLine(
            _("The same juror, the same film"),
            f"{found.within:.1f}",
            between,
            span(found.within, low or found.within, high or found.within, 0, reach),
        )
    ]
    if found.between is not None:
        at = found.between
        lines.append(
            PanelLine(_("Different jurors, the same film"), f"{at:.1f}", "", span(at, at, at, 0, reach))
        )
    return tuple(lines)


def _caution(found: Steadiness | None) -> str:
    if found is None or found.films >= ENOUGH:
        return ""
    words = ngettext(
        "With fewer than %(count)s film marked twice in the whole jury these figures say little.",
        "With fewer than %(count)s films marked twice in the whole jury these figures say little.",
        ENOUGH,
    )
    return words % {"count": ENOUGH}
