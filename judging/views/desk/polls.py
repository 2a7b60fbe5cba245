"""The audience's vote at the desk: declare it, print tickets, follow the turnout, look at signals."""

import csv

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from festival.models import Edition
from festival.scope import ask
from judging import actions, rules
from judging.actions.tickets import voided_words
from judging.audience.overview import result_of, shown_signals, turnout
from judging.audience.qr import sheet_of
from judging.audience.telling import phase_of
from judging.audience.voting import set_aside
from judging.enums import RoundMode, RoundState
from judging.forms.funnel import PollForm, TicketsForm
from judging.forms.rounds import EntriesForm
from judging.models import Poll, Round, VoteTicket
from judging.tickets_desk import batches_of
from judging.views.desk.common import address, form_page, page_of, results_edition, rounds_edition, to


@login_required
def new_poll(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    found = rounds_edition(request, festival, edition)
    judged = Round(edition=found, mode=RoundMode.PUBLIC)
    form = PollForm(request.POST or None, instance=Poll(round=judged), judged=judged)
    if request.method == "POST" and form.is_valid():
        made = actions.create_poll(found, by=request.user, **form.of_round, **form.of_poll)
        return to(found, "poll", pk=made.round_id)
    return form_page(request, form, heading=_("A new audience vote"), back_url=address(found, "rounds"))


@login_required
def poll(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """The vote for the whole office: what was declared, the films, how many have voted. Never for what."""
    found, shown = _poll(request, festival, edition, pk)
    judged = shown.round
    draft = judged.state == RoundState.DRAFT
    where = {"festival": found.festival.slug, "edition": found.slug, "pk": shown.pk}
    context = {
        "round": judged,
        "poll": shown,
        "draft": draft,
        "phase": phase_of(shown),
        "problems": actions.opening_problems(judged) if draft else [],
        "films": page_of(request, list(judged.entries.order_by("round_entries__position").distinct())),
        "entries_form": EntriesForm(judged=judged) if draft else None,
        "turnout": turnout(shown),
        "tickets": batches_of(shown),
        "tickets_form": TicketsForm(),
        "public_url": reverse("public:vote", kwargs=where),
        "sees_results": rules.can_see_results(request.user, found),
        "tally": judged.tallies.order_by("-version").first(),
    }
    return render(request, "judging/desk_poll.html", context)


@login_required
def edit_poll(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found, shown = _poll(request, festival, edition, pk)
    form = PollForm(request.POST or None, instance=shown, judged=shown.round)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            actions.change_poll(shown, by=request.user, **form.of_poll)
            for name, value in form.of_round.items():
                setattr(shown.round, name, value)
            actions.change_round(shown.round, fields=list(form.of_round), by=request.user)
        messages.success(request, _("Saved."))
        return to(found, "poll", pk=pk)
    return form_page(
        request,
        form,
        heading=str(shown.round),
        back_url=address(found, "poll", pk=pk),
        delete_url=address(found, "delete_round", pk=pk),
    )


@login_required
@require_POST
def make_tickets(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found, shown = _poll(request, festival, edition, pk)
    form = TicketsForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the sheet a name, and say how many tickets it has: 1 to 1,000."))
        return to(found, "poll", pk=pk)
    made = actions.make_tickets(
        shown, form.cleaned_data["count"], batch=form.cleaned_data["batch"], by=request.user
    )
    words = ngettext("%(count)s ticket can be printed.", "%(count)s tickets can be printed.", len(made))
    messages.success(request, words % {"count": len(made)})
    return to(found, "poll", pk=pk)


@never_cache
@login_required
def ticket_sheet(request: HttpRequest, festival: str, edition: str, pk: int, first: int) -> HttpResponse:
    """A sheet to be printed and cut. Whoever has it can vote: so it is only for those who run the vote."""
    _found, shown = _poll(request, festival, edition, pk)
    tickets = _sheet(shown, first)
    context = {"round": shown.round, "poll": shown, "tickets": sheet_of(shown, tickets), "batch": tickets[0]}
    return render(request, "judging/desk_ticket_sheet.html", context)


@never_cache
@login_required
def ticket_csv(request: HttpRequest, festival: str, edition: str, pk: int, first: int) -> HttpResponse:
    """The same sheet for a printer's own layout: number, code, address."""
    found, shown = _poll(request, festival, edition, pk)
    tickets = _sheet(shown, first)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="tickets-{found.slug}-{first}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(["number", "code", "address"])
    writer.writerows([ticket.number, ticket.code, ticket.url] for ticket in sheet_of(shown, tickets))
    return response


@login_required
@require_POST
def void_tickets(request: HttpRequest, festival: str, edition: str, pk: int, first: int) -> HttpResponse:
    found, shown = _poll(request, festival, edition, pk)
    count = actions.void_tickets(_sheet(shown, first), by=request.user, reason=request.POST.get("reason", ""))
    messages.success(request, voided_words(count))
    return to(found, "poll", pk=pk)


@login_required
def signals(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """Signals of stuffing, what is set aside, and the outcome beside the jury's. For directors and scrutineers."""
    _found, shown = _counted(request, festival, edition, pk)
    aside = set_aside().filter(voter__poll=shown).select_related("set_by", "voter")
    context = {
        "round": shown.round,
        "poll": shown,
        "phase": phase_of(shown),
        "signals": shown_signals(shown),
        "aside": page_of(request, list(aside)),
        "result": result_of(shown),
        "can_act": shown.round.state == RoundState.OPEN,
    }
    return render(request, "judging/desk_poll_signals.html", context)


@login_required
@require_POST
def quarantine(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """Set the voters of one signal aside."""
    found, shown = _counted(request, festival, edition, pk)
    kind, _sep, key = request.POST.get("signal", "").partition(":")
    chosen = [one for one in shown_signals(shown) if (one.signal.kind, one.signal.key) == (kind, key)]
    if not chosen:
        messages.warning(
            request, _("This signal is gone: the votes behind it have changed. Nothing was set aside.")
        )
        return to(found, "poll_signals", pk=pk)
    voters = [voter for one in chosen for voter in one.voters]
    reason = request.POST.get("reason", "")
    count = actions.quarantine(shown, voters, by=request.user, reason=reason, signal=kind)
    words = ngettext(
        "%(count)s vote is set aside: kept, and not counted.",
        "%(count)s votes are set aside: kept, and not counted.",
        count,
    )
    messages.success(request, words % {"count": count})
    return to(found, "poll_signals", pk=pk)


@login_required
@require_POST
def lift(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """Count votes again."""
    found, shown = _counted(request, festival, edition, pk)
    wanted = set(request.POST.getlist("voter"))
    aside = set_aside().filter(voter__poll=shown).values_list("voter", flat=True)
    voters = [voter for voter in aside if str(voter) in wanted]
    reason = request.POST.get("reason", "")
    count = actions.lift_quarantine(shown, voters, by=request.user, reason=reason)
    words = ngettext("%(count)s vote counts again.", "%(count)s votes count again.", count)
    messages.success(request, words % {"count": count})
    return to(found, "poll_signals", pk=pk)


def _poll(request: HttpRequest, festival: str, edition: str, pk: int) -> tuple[Edition, Poll]:
    found = rounds_edition(request, festival, edition)
    return found, _of(found, pk)


def _counted(request: HttpRequest, festival: str, edition: str, pk: int) -> tuple[Edition, Poll]:
    found = results_edition(request, festival, edition)
    ask(rules.can_see_results(request.user, found))
    return found, _of(found, pk)


def _of(edition: Edition, pk: int) -> Poll:
    polls = Poll.objects.select_related("round__jury", "round__edition__festival")
    return get_object_or_404(polls, round__edition=edition, round=pk)


def _sheet(poll: Poll, first: int) -> list[VoteTicket]:
    """All tickets of the sheet on which this one stands."""
    begun = get_object_or_404(VoteTicket, poll=poll, number=first)
    return list(VoteTicket.objects.filter(poll=poll, batch=begun.batch).select_related("poll__round"))
