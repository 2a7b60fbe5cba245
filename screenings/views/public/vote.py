"""The audience votes: published films, stills first; one vote a person, changed until the end."""

from dataclasses import replace
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from festival.exceptions import FestivalError
from festival.models import Edition
from festival.scope import public_edition
from judging import actions
from judging.audience import sessions
from judging.audience.telling import SOON, phase_of, told_poll
from judging.audience.voting import Person, choices_of, most_films, public_polls, voter_of
from judging.enums_funnel import BallotForm, VoterWay
from judging.models import Poll
from screenings.audience import told_rows
from screenings.cards import film_card
from screenings.frontage import address, draw
from screenings.programme import announced_films

STARS = range(1, 6)


@never_cache
def votes(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """All votes of the edition; the only one straight away."""
    found = public_edition(request, festival, edition)
    polls = list(public_polls(found))
    if not polls:
        raise Http404
    if len(polls) == 1:
        return redirect(address("vote", found, pk=polls[0].pk))
    rows = [{"poll": poll, "phase": phase_of(poll)} for poll in polls]
    return draw(request, "public/votes.html", found, {"rows": rows})


@never_cache
def vote(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found, poll = _poll(request, festival, edition, pk)
    return _page(request, found, poll)


@require_POST
def cast(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """Give a vote, or change it. What is refused is said on the page, with what was chosen still chosen."""
    found, poll = _poll(request, festival, edition, pk)
    person = sessions.person_of(request, poll)
    if person is None:
        return _page(request, found, poll, error=FestivalError(_("First show who you are."), status=403))
    device = sessions.name_device(request)
    posted = _posted(request, poll)
    try:
        actions.cast_vote(poll, person, posted, where=replace(sessions.whereabouts(request), device=device))
    except FestivalError as error:
        return _page(request, found, poll, error=error, posted=posted)
    messages.success(request, _("Your vote is given. You can change it until the vote ends."))
    response = redirect(address("vote", found, pk=pk))
    sessions.keep_device(response, device)
    return response


@require_POST
def send_code(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """Mail a code. The answer is the same for every address."""
    found, poll = _poll(request, festival, edition, pk)
    typed = request.POST.get("email", "").strip()[:254]
    try:
        validate_email(typed)
        actions.send_code(poll, typed, where=sessions.whereabouts(request))
    except ValidationError:
        wrong = FestivalError(_("This is not an e-mail address: %(typed)s") % {"typed": typed}, status=422)
        return _page(request, found, poll, error=wrong)
    except FestivalError as error:
        return _page(request, found, poll, error=error)
    return _page(request, found, poll, asked=typed)


@require_POST
def prove(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """The code from the letter."""
    found, poll = _poll(request, festival, edition, pk)
    typed, code = request.POST.get("email", "").strip()[:254], request.POST.get("code", "")[:40]
    try:
        person = actions.spend_code(poll, typed, code, where=sessions.whereabouts(request))
    except FestivalError as error:
        return _page(request, found, poll, error=error, asked=typed)
    sessions.remember(request, poll, person)
    return redirect(address("vote", found, pk=pk))


@never_cache
def ticket(request: HttpRequest, festival: str, edition: str, pk: int, code: str = "") -> HttpResponse:
    """A ticket, scanned (its address holds the code) or typed."""
    found, poll = _poll(request, festival, edition, pk)
    code = code or request.POST.get("ticket", "")[:60]
    known = sessions.ticket_shown(request, poll)
    try:
        person = actions.show_ticket(poll, code, where=sessions.whereabouts(request), known=known)
    except FestivalError as error:
        return _page(request, found, poll, error=error, typed_ticket=code)
    sessions.remember(request, poll, person)
    return redirect(address("vote", found, pk=pk))


@require_POST
def leave(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """Somebody else takes the phone."""
    found, poll = _poll(request, festival, edition, pk)
    sessions.forget(request, poll)
    return redirect(address("vote", found, pk=pk))


def _poll(request: HttpRequest, festival: str, edition: str, pk: int) -> tuple[Edition, Poll]:
    """A vote that the public knows of: never a draft, not even for the team."""
    found = public_edition(request, festival, edition)
    return found, get_object_or_404(public_polls(found), pk=pk)


def _posted(request: HttpRequest, poll: Poll) -> dict[str, Any]:
    """The ballot as the form sends it: ticked films, or a number of stars beside each."""
    if poll.form == BallotForm.RATE:
        stars = {name: value for name, value in request.POST.items() if name.startswith("stars_")}
        return {name.removeprefix("stars_"): value for name, value in list(stars.items())[:1000]}
    return dict.fromkeys(request.POST.getlist("film")[:1000], 1)


def _page(
    request: HttpRequest,
    edition: Edition,
    poll: Poll,
    *,
    error: FestivalError | None = None,
    posted: dict[str, Any] | None = None,
    asked: str = "",
    typed_ticket: str = "",
) -> HttpResponse:
    phase = phase_of(poll)
    person = sessions.person_of(request, poll)
    voter = voter_of(poll, person) if person else None
    given = choices_of(voter)
    ballot = _ballot(edition, poll, person, given if posted is None else posted)
    told = told_poll(poll)
    context = {
        "poll": poll,
        "vote": poll.round,
        "phase": phase,
        "soon": phase == SOON,
        "person": person,
        "by_ticket": bool(person and person.way == VoterWay.TICKET),
        "by_account": bool(person and person.way == VoterWay.ACCOUNT),
        "given": given,
        "films": ballot,
        "stars": STARS,
        "most": most_films(poll),
        "told": told and told_rows(edition, told),
        "told_poll": told,
        "error": error,
        "asked": asked,
        "typed_ticket": typed_ticket,
    }
    response = draw(request, "public/vote.html", edition, context)
    response.status_code = error.status if error else 200
    return response


def _ballot(
    edition: Edition, poll: Poll, person: Person | None, chosen: dict[str, Any]
) -> list[dict[str, Any]]:
    """The films in an order drawn for each voter, so that none gains by standing first; by title for everybody else."""
    films = list(announced_films(edition).filter(round_entries__round=poll.round_id))
    if person is not None:
        key = person.account or person.mailbox or str(person.ticket)
        films.sort(key=lambda film: sha256(f"{key}:{film.pk}".encode()).digest())
    return [{"pk": str(film.pk), "card": film_card(film), "mark": chosen.get(str(film.pk))} for film in films]
