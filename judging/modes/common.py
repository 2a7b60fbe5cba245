"""What rounds of several modes want before they open, and what they lack on closing."""

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from festival.percents import percent
from judging.assignment_problems import linking_problems
from judging.enums import CardState
from judging.models import Assignment, Round
from judging.models.round_rules import rules_of
from submissions.enums import EntryState


def jury_problems(judged: Round) -> list[str]:
    """No films, nobody to judge them, films that nobody judges, a deadline that has passed."""
    problems = []
    if not judged.round_entries.exists():
        problems.append(_("The round has no films."))
    if not judged.jury.jurors.exists():
        problems.append(_("The jury has no members."))
    unassigned = judged.entries.exclude(assignments__round=judged).count()
    if unassigned:
        problems.append(
            ngettext(
                "%(count)s film is assigned to nobody.",
                "%(count)s films are assigned to nobody.",
                unassigned,
            )
            % {"count": unassigned}
        )
    return problems + linking_problems(judged) + deadline_problems(judged)


def deadline_problems(judged: Round) -> list[str]:
    late = judged.closes_at and judged.closes_at <= timezone.now()
    return [_("The deadline is in the past.")] if late else []


def unconfirmed_cards(judged: Round) -> list[str]:
    missing = Assignment.objects.filter(round=judged).standing().exclude(scorecard__state=CardState.CONFIRMED)
    count = missing.count()
    if not count:
        return []
    words = ngettext(
        "%(count)s scorecard is not confirmed and will not count.",
        "%(count)s scorecards are not confirmed and will not count.",
        count,
    )
    return [words % {"count": count}]


def quorum_shortfall(judged: Round) -> list[str]:
    """What the declared quorum still lacks, in words; nothing where none was declared."""
    declared = rules_of(judged)
    return _films_below(judged, declared.quorum_scores) + _share_below(judged, declared.quorum_share)


def _films_below(judged: Round, fewest: int) -> list[str]:
    if not fewest:
        return []
    cards = Assignment.objects.filter(round=judged).counting().order_by().values("entry")
    enough = cards.annotate(cards=Count("pk")).filter(cards__gte=fewest).values("entry")
    short = judged.entries.filter(state=EntryState.SUBMITTED).exclude(pk__in=enough).count()
    if not short:
        return []
    words = ngettext(
        "%(count)s film has fewer than %(fewest)s scores and will get no place.",
        "%(count)s films have fewer than %(fewest)s scores and will get no place.",
        short,
    )
    return [words % {"count": short, "fewest": fewest}]


def _share_below(judged: Round, share: int) -> list[str]:
    """Of each bloc (of the whole jury when it has none) this share must have finished all its films."""
    if not share:
        return []
    open_card = Q(assignments__in=_unfinished(judged))
    seats = judged.jury.jurors.filter(assignments__round=judged).order_by("bloc__position", "bloc_id")
    parts = seats.values("bloc_id", "bloc__name").annotate(
        seats=Count("pk", distinct=True), late=Count("pk", distinct=True, filter=open_card)
    )
    return [
        _("Of “%(bloc)s” %(done)s of %(all)s have finished; the round asks for %(share)s.")
        % {
            "bloc": part["bloc__name"] or judged.jury,
            "done": part["seats"] - part["late"],
            "all": part["seats"],
            "share": percent(share),
        }
        for part in parts
        if 100 * (part["seats"] - part["late"]) < share * part["seats"]
    ]


def _unfinished(judged: Round):  # type: ignore[no-untyped-def]
    standing = Assignment.objects.filter(round=judged).standing()
    return standing.exclude(scorecard__state=CardState.CONFIRMED).values("pk")
