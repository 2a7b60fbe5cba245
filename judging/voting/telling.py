"""The result of a vote in sentences: who won, by what, and what decided where films were equal."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from festival import percents
from judging.scoring.ballots.decide import BORDA, SUCCESSIVE, Outcome
from judging.scoring.ballots.ladder import RECOUNT, SECOND_BALLOT, THIRD_BALLOT, Step
from judging.scoring.ballots.least import EARLIER, HEAD_TO_HEAD, PRESIDENT, SCORE, TOGETHER, Least
from judging.scoring.ballots.runoff import Runoff
from judging.scoring.ballots.schulze import Cycle, Schulze
from judging.scoring.ballots.successive import Count
from judging.scoring.ballots.transfer import Transfers

Titles = Mapping[str, str]


def percent(share: Fraction) -> str:
    """One decimal where it is needed, so that a close result does not read as an even one."""
    return percents.percent(f"{float(100 * share):.1f}".removesuffix(".0"))


def figure(value: Fraction) -> str:
    return f"{float(value):.2f}".rstrip("0").rstrip(".")


def listed(films: Sequence[str], titles: Titles) -> str:
    return ", ".join(_("“%(film)s”") % {"film": titles.get(film, film)} for film in films)


def sentences(outcome: Outcome, titles: Titles) -> list[str]:
    """The whole explanation, in the order in which one would tell it."""
    if not outcome.places:
        return [_("Nobody has confirmed a ballot.")]
    told = [*_first(outcome, titles), *(_rung(step, titles) for step in outcome.steps)]
    if ending := _ending(outcome, titles):
        told.append(ending)
    if outcome.unheard:
        told.append(
            _("Nobody had a vote on %(films)s: no place.") % {"films": listed(outcome.unheard, titles)}
        )
    return told


def _first(outcome: Outcome, titles: Titles) -> list[str]:
    detail = outcome.detail
    if isinstance(detail, Schulze):
        return _schulze(detail, titles)
    if isinstance(detail, Runoff):
        return _runoff(detail, titles)
    if isinstance(detail, Transfers):
        return _transfers(detail, titles)
    if isinstance(detail, Count):
        return _successive(detail, titles)
    return _points(outcome, titles) if outcome.method == BORDA else []


def _schulze(detail: Schulze, titles: Titles) -> list[str]:
    best = detail.condorcet
    matrix = detail.matrix
    if best is not None:
        told = [_("%(film)s beats every other film head to head.") % {"film": listed([best], titles)}]
        rivals = [other for other in matrix.films if other != best]
        if rivals:
            closest = min(rivals, key=lambda other: matrix.share(best, other) - matrix.share(other, best))
            told.append(
                _("Its closest result is the one against %(other)s: %(for)s to %(against)s.")
                % {
                    "other": listed([closest], titles),
                    "for": percent(matrix.share(best, closest)),
                    "against": percent(matrix.share(closest, best)),
                }
            )
        return told
    told = [_("No film beats every other one head to head.")]
    for winner in detail.winners:
        told += [_circle(winner, cycle, detail, titles) for cycle in detail.cycles(winner)]
    if len(detail.winners) > 1:
        told.append(
            _("Head to head nothing tells %(films)s apart.") % {"films": listed(detail.winners, titles)}
        )
    return told


def _circle(winner: str, cycle: Cycle, detail: Schulze, titles: Titles) -> str:
    over, under = cycle.weakest
    links = [
        _("%(one)s beats %(other)s (%(share)s)")
        % {
            "one": listed([one], titles),
            "other": listed([other], titles),
            "share": percent(detail.matrix.share(one, other)),
        }
        for one, other in zip(cycle.films, cycle.films[1:], strict=False)
    ]
    return _(
        "There is a circle: %(links)s, and %(over)s beats %(under)s (%(share)s). That last result is the weakest of "
        "the circle, so it gives way: %(winner)s comes before %(over)s."
    ) % {
        "links": ", ".join(links),
        "over": listed([over], titles),
        "under": listed([under], titles),
        "share": percent(detail.matrix.share(over, under)),
        "winner": listed([winner], titles),
    }


def _runoff(detail: Runoff, titles: Titles) -> list[str]:
    last = detail.turns[-1]
    told = [out_sentence(turn.out, titles) for turn in detail.turns if turn.out is not None]
    if detail.winner is None:
        told.append(_("Nothing tells apart who has the least: the count stops here."))
    else:
        whole = 2 * last.majority
        share = last.totals[detail.winner] / whole if whole else Fraction(0)
        told.append(
            _("%(film)s has %(share)s of the votes that still count in round %(round)s: more than half.")
            % {"film": listed([detail.winner], titles), "share": percent(share), "round": len(detail.turns)}
        )
    return told


def out_sentence(out: Least, titles: Titles) -> str:
    """Who left a round, and what decided it."""
    films = listed(out.films, titles)
    if out.by == TOGETHER:
        return _("%(films)s leave together: even all their votes would not lift one above the next.") % {
            "films": films
        }
    reasons = {
        EARLIER: _("%(films)s is out: equal with %(tied)s, but with fewer votes in an earlier round."),
        HEAD_TO_HEAD: _("%(films)s is out: equal with %(tied)s, but beaten head to head."),
        PRESIDENT: _("%(films)s is out: equal with %(tied)s; the president's ballot puts it last."),
        SCORE: _("%(films)s is out: equal with %(tied)s; the jury's earlier score is lower."),
    }
    others = [film for film in out.tied if film not in out.films]
    return reasons.get(out.by, _("%(films)s has the fewest votes and is out.")) % {
        "films": films,
        "tied": listed(others, titles),
    }


def _transfers(detail: Transfers, titles: Titles) -> list[str]:
    words = (
        _("%(seats)s places; more than %(quota)s votes are needed.")
        if detail.quota.strict
        else _("%(seats)s places; %(quota)s votes are needed.")
    )
    told = [words % {"seats": detail.seats, "quota": figure(detail.quota.value)}]
    for stage in detail.stages:
        if stage.elected:
            told.append(_("%(films)s: elected.") % {"films": listed(stage.elected, titles)})
        for film, extra in stage.handed_on.items():
            told.append(
                _("The %(extra)s votes that %(film)s does not need go on to the next films of its ballots.")
                % {"extra": figure(extra), "film": listed([film], titles)}
            )
        if stage.out is not None and stage.out.films:
            told.append(out_sentence(stage.out, titles))
        if stage.unopposed:
            told.append(
                _("%(films)s: elected, because no more films are left than places.")
                % {"films": listed(stage.unopposed, titles)}
            )
    if detail.undecided:
        told.append(
            _("Nothing tells %(films)s apart for the last places.")
            % {"films": listed(detail.undecided, titles)}
        )
    return told


def _successive(detail: Count, titles: Titles) -> list[str]:
    most = max(detail.totals.values())
    ahead = [film for film, total in detail.totals.items() if total == most and most]
    if not ahead:
        return [_("Nobody was named.")]
    whole = 2 * detail.needed
    shared = {"films": listed(ahead, titles), "share": percent(most / whole), "number": detail.number}
    if detail.winner is not None and detail.absolute:
        return [_("Ballot %(number)s: %(films)s has %(share)s of the votes, more than half.") % shared]
    if detail.winner is not None:
        return [_("Ballot %(number)s: %(films)s has the most votes, %(share)s.") % shared]
    if detail.absolute:
        return [
            _("Ballot %(number)s: no film has more than half. Most votes: %(films)s with %(share)s.") % shared
        ]
    return [_("Ballot %(number)s: %(films)s are equal with %(share)s each.") % shared]


def _points(outcome: Outcome, titles: Titles) -> list[str]:
    most = max(outcome.values.values())
    ahead = [film for film, points in outcome.values.items() if points == most]
    words = ngettext(
        "%(films)s has the most points: %(points)s.",
        "%(films)s have the most points: %(points)s each.",
        len(ahead),
    )
    return [words % {"films": listed(ahead, titles), "points": figure(most)}]


def _rung(step: Step, titles: Titles) -> str:
    tried = {
        RECOUNT: _("Counted again among %(before)s alone"),
        THIRD_BALLOT: _("By simple majority in the third ballot among %(before)s"),
        PRESIDENT: _("By the ballot of the president of the jury among %(before)s"),
        SCORE: _("By the jury's earlier score of %(before)s"),
    }[step.rung] % {"before": listed(step.before, titles)}
    if step.after == step.before:
        return _("%(tried)s: they stay equal.") % {"tried": tried}
    return _("%(tried)s: %(after)s.") % {"tried": tried, "after": listed(step.after, titles)}


def _ending(outcome: Outcome, titles: Titles) -> str:
    films = listed(outcome.winners, titles)
    waiting = {
        SECOND_BALLOT: _("Next, as declared: a second ballot among %(films)s."),
        THIRD_BALLOT: _("Next, as declared: a third ballot among %(films)s, by simple majority."),
    }
    if outcome.method == SUCCESSIVE and outcome.waits_for:
        return (
            _("Next: the second ballot; it takes more than half again.")
            if outcome.waits_for == SECOND_BALLOT
            else _("Next: the third ballot; there the most votes win.")
        )
    if isinstance(outcome.detail, Transfers):
        undecided = outcome.detail.undecided
        return waiting[SECOND_BALLOT] % {"films": listed(undecided, titles)} if undecided else ""
    if outcome.waits_for:
        return waiting[outcome.waits_for] % {"films": films}
    if len(outcome.winners) == 1:
        return _("%(films)s wins.") % {"films": films}
    if outcome.shared:
        return _("%(films)s share the first place, as the round declared.") % {"films": films}
    return _("The declared ladder ends here: %(films)s are equal, and the jury must decide.") % {
        "films": films
    }
