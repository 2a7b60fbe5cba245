"""Final votes on the desk: declare them, follow a round with one, and read what came out."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from festival.exceptions import Conflict
from festival.models import AuditRecord
from festival.scope import ask
from judging import actions, rules
from judging.actions import votes
from judging.enums import RoundMode, RoundState
from judging.forms.votes import FollowForm, VoteForm
from judging.models import Deliberation, Jury, Round
from judging.modes import pairwise
from judging.views.desk.common import address, form_page, results_edition, round_of, rounds_edition, to
from judging.vote_enums import BallotState
from judging.voting.pair_report import pair_report
from judging.voting.report import report_of
from judging.voting.tie_zone import tie_zone
from submissions.models import Entry

VOTES = (RoundMode.RANKED, RoundMode.PAIRWISE)


@login_required
def new_vote(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """Declare a final vote; its films are added on the page of the round."""
    found = rounds_edition(request, festival, edition)
    form = VoteForm(request.POST or None, instance=Round(edition=found, mode=RoundMode.RANKED))
    if request.method == "POST" and form.is_valid():
        made = votes.create_vote(found, by=request.user, terms=form.terms, **form.columns)
        return to(found, "round", pk=made.pk)
    if not Jury.objects.filter(edition=found).exists():
        raise Conflict(_("First seat a jury, then ask it."))
    return form_page(request, form, heading=_("A new final vote"), back_url=address(found, "rounds"))


@login_required
def terms(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """Change what a vote declares, before it opens."""
    found, judged = round_of(request, festival, edition, pk)
    if judged.mode != RoundMode.RANKED or judged.state != RoundState.DRAFT:
        raise Conflict(_("The round has opened. How it counts is fixed now."))
    form = VoteForm(request.POST or None, instance=judged, terms=votes.terms_declared(judged))
    if request.method == "POST" and form.is_valid():
        actions.change_round(judged, fields=form.changed_columns, by=request.user)
        votes.declare_terms(judged, form.terms, by=request.user)
        messages.success(request, _("Saved."))
        return to(found, "round", pk=pk)
    return form_page(
        request,
        form,
        heading=str(judged),
        back_url=address(found, "round", pk=pk),
        delete_url=address(found, "delete_round", pk=pk),
    )


@login_required
def result(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """What came out and why; while the vote is open, only how many ballots lie in the box."""
    found = results_edition(request, festival, edition)
    rounds = Round.objects.begun().filter(mode__in=VOTES).select_related("jury", "declared")
    judged = get_object_or_404(rounds, edition=found, pk=pk)
    tally = judged.tallies.order_by("-version").first() if judged.state == RoundState.CLOSED else None
    context: dict[str, Any] = {
        "round": judged,
        "tally": tally,
        "report": report_of(judged, tally) if tally and judged.mode == RoundMode.RANKED else None,
        "pairs": pair_report(judged, tally) if tally and judged.mode == RoundMode.PAIRWISE else None,
        "shortfall": tally_shortfall(tally) if tally else [],
        "may_run": rules.can_run_rounds(request.user, found),
    }
    if tally is None:
        context["voting"] = judged.jury.jurors.filter(assignments__round=judged).distinct().count()
        context["confirmed"] = judged.ballots.filter(state=BallotState.CONFIRMED).count()
        if judged.mode == RoundMode.PAIRWISE:
            context["confirmed"] = context["voting"] - pairwise.silent_jurors(judged)
    return render(request, "judging/desk_vote.html", context)


def tally_shortfall(tally: Any) -> list[str]:
    """What was missing on closing, as the trail keeps it."""
    told = AuditRecord.objects.filter(
        action="round.tallied", target_type="judging.tally", target_id=str(tally.pk)
    ).first()
    return told.facts.get("shortfall", []) if told else []


@login_required
def follow(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """Ask the jury again about films of a counted round: in order, or two at a time."""
    found = results_edition(request, festival, edition)
    ask(rules.can_run_rounds(request.user, found))
    judged = get_object_or_404(Round.objects.select_related("jury", "declared"), edition=found, pk=pk)
    tally = judged.tallies.order_by("-version").first()
    if tally is None:
        raise Conflict(_("This round has not been counted yet."))
    ranked = judged.mode == RoundMode.RANKED
    placed = [row for row in tally.result if row.get("place") is not None]
    entries = {str(film.pk): film for film in Entry.objects.in_competition().filter(edition=found)}
    choices = [
        (row["film"], f"{row['place']}. {entries[row['film']].title}")
        for row in placed
        if row["film"] in entries
    ]
    session = _session(request, judged)
    initial = {
        "name": in_all_languages(gettext_noop("Second ballot") if ranked else gettext_noop("Final vote")),
        "films": request.GET.getlist("film") or tie_zone(tally.result),
    }
    form = FollowForm(request.POST or None, films=choices, ranked=ranked, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = _follow(judged, form.cleaned_data, entries, session, request.user)
        return to(found, "round", pk=made.pk)
    return form_page(
        request,
        form,
        heading=_("Ask the jury again"),
        action=_("Prepare the vote"),
        kicker=str(judged),
        back_url=address(found, "vote_result" if judged.mode in VOTES else "standings", pk=pk),
    )


def _session(request: HttpRequest, judged: Round) -> Deliberation | None:
    asked = request.GET.get("session", "")
    sessions = Deliberation.objects.filter(jury=judged.jury_id)
    return sessions.filter(pk=int(asked[:9])).first() if asked.isdecimal() else None


def _follow(
    judged: Round, data: dict[str, Any], entries: dict[str, Entry], session: Deliberation | None, by: Any
) -> Round:
    films = [entries[film] for film in data["films"]]
    name = data["name"]
    if data["kind"] == FollowForm.PAIRS:
        return votes.create_pairs(judged, films, name=name, by=by, deliberation=session)
    if data["kind"] == FollowForm.AGAIN:
        return votes.vote_again(judged, films, name=name, by=by, deliberation=session)
    return votes.create_vote(
        judged.edition,
        jury=judged.jury,
        name=name,
        by=by,
        entries=films,
        after=judged,
        deliberation=session,
        blindness=judged.blindness,
        veil_fields=judged.veil_fields,
    )


def in_all_languages(words: str) -> dict[str, str]:
    """A name to begin with, in each language of the portal."""
    named = {}
    for code, _label in settings.LANGUAGES:
        with override(code):
            named[code] = _(words)
    return named
