"""All of a juror's marks of a round side by side: compare, change, confirm one or all."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from festival.exceptions import FestivalError, NotReady
from judging import actions
from judging.duties import duty_of
from judging.enums import RoundMode, RoundState
from judging.exceptions import CardConfirmed, RoundNotOpen
from judging.models import Assignment, Round
from judging.own_marks import complete_drafts, distribution, in_order, marks_of, totals_of
from judging.questions import questions_of
from judging.queue import JurorRound, juror_round
from judging.sealing import keeper_of
from judging.sheets import overview_rows

OVERVIEW_ROWS = 50
SHAPES = ("table", "board")


@login_required
def overview(request: HttpRequest, round_pk: int) -> HttpResponse:
    """As a table or as a board of stills, in any order; the same before and after confirming."""
    mine = _my_round(request, round_pk)
    criteria = questions_of(mine.round)
    once = [slip for slip in mine.slips if slip.again is None]
    marks = marks_of(once)
    totals = totals_of(once, criteria, marks)
    order = request.GET.get("sort", "")
    page = Paginator(in_order(once, totals, order), OVERVIEW_ROWS).get_page(request.GET.get("page"))
    shape = request.GET.get("shape", "")
    qualifying = mine.round.mode == RoundMode.QUALIFYING
    context: dict[str, Any] = {
        "mine": mine,
        "again": [slip for slip in mine.slips if slip.again is not None],
        "round": mine.round,
        "festival": mine.round.edition.festival,
        "criteria": criteria,
        "rows": overview_rows(mine.round, page.object_list, criteria, marks),
        "page": page,
        "order": order,
        "shape": shape if shape in SHAPES else "table",
        "qualifying": qualifying,
        "bars": [] if qualifying else distribution(totals.values()),
        "complete": len(complete_drafts(once, totals)) if mine.round.takes_scores else 0,
        "keeper": keeper_of(request.user),
    }
    return render(request, "judging/juror_overview.html", context)


@login_required
@require_POST
def confirm_all(request: HttpRequest, round_pk: int) -> HttpResponse:
    """Every complete card that is not confirmed; what cannot be confirmed is named with its reason."""
    mine = _my_round(request, round_pk)
    once = [slip for slip in mine.slips if slip.again is None]
    totals = totals_of(once, questions_of(mine.round), marks_of(once))
    done = 0
    for slip in complete_drafts(once, totals):
        try:
            actions.confirm_scorecard(duty_of(request.user, round_pk, slip.pk), by=request.user)
            done += 1
        except CardConfirmed:
            continue  # in another window, a moment ago
        except NotReady as error:
            for problem in error.problems:
                messages.warning(
                    request, _("Film %(number)s: %(problem)s") % {"number": slip.number, "problem": problem}
                )
        except FestivalError as error:
            messages.error(request, error.message)
            break
    if done:
        words = ngettext("%(n)d scorecard is confirmed.", "%(n)d scorecards are confirmed.", done) % {
            "n": done
        }
        messages.success(request, words)
    return redirect("jury:overview", round_pk)


def _my_round(request: HttpRequest, round_pk: int) -> JurorRound:
    rounds = Round.objects.select_related("jury", "edition__festival", "declared")
    mine = Assignment.objects.visible_to(request.user).values("round_id")
    judged = get_object_or_404(rounds.filter(pk__in=mine), pk=round_pk)
    if judged.state == RoundState.DRAFT:
        raise RoundNotOpen
    return juror_round(request.user, judged)
