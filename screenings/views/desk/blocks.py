from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from festival.actions.setup import change
from festival.models import Edition
from screenings import actions
from screenings.cards import film_card
from screenings.films import hall_refused, official_selection, running_of
from screenings.forms.places import BlockForm, SessionForm
from screenings.models import Block, Session
from screenings.stills import with_pictures
from screenings.views.desk.common import at, draw, edition_to_plan, form_page, posted, programme_tabs


@login_required
def blocks(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    found = edition_to_plan(request, festival, edition)
    rows = [
        {"block": block, "count": len(films), "running": running_of(films)}
        for block in found.blocks.prefetch_related("block_films__entry__film")
        for films in [[item.entry for item in block.block_films.all()]]
    ]
    in_blocks = {item.entry_id for row in rows for item in row["block"].block_films.all()}
    homeless = [entry for entry in official_selection(found) if entry.pk not in in_blocks]
    context = {"rows": rows, "homeless": homeless, "tabs": programme_tabs(request, found)}
    return draw(request, "desk_blocks.html", found, context)


@login_required
def new_block(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    found = edition_to_plan(request, festival, edition)
    form = BlockForm(posted(request))
    if form.is_valid():
        block = actions.create_block(
            found, form.cleaned_data["title"], note=form.cleaned_data["note"], by=request.user
        )
        return redirect(at("block", found, pk=block.pk))
    return form_page(request, found, form, heading=_("New block"), back=at("blocks", found))


@login_required
def block(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """The films of a block in their order, with the running time above."""
    found = edition_to_plan(request, festival, edition)
    shown = _block(found, pk)
    if request.method == "POST":
        _act(request, found, shown)
        return redirect(at("block", found, pk=pk))
    films = [
        item.entry
        for item in shown.block_films.select_related(
            "entry__film", "entry__edition__festival", "entry__permissions"
        )
    ]
    taken = {entry.pk for entry in films}
    rest = with_pictures(
        official_selection(found)
        .select_related("edition__festival", "permissions")
        .prefetch_related("credits")
    )
    context = {
        "shown": shown,
        "films": [
            {"entry": entry, "card": film_card(entry, width=480), "hall_refused": hall_refused(entry)}
            for entry in films
        ],
        "rest": [
            {"entry": entry, "blocks": entry.blocks_here, "hall_refused": hall_refused(entry)}
            for entry in rest.annotate(blocks_here=Count("block_films"))
            if entry.pk not in taken
        ],
        "running": running_of(films),
        "showings": shown.screenings.count(),
        "tabs": programme_tabs(request, found),
    }
    return draw(request, "desk_block.html", found, context)


@login_required
def block_words(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found = edition_to_plan(request, festival, edition)
    form = BlockForm(posted(request), instance=_block(found, pk))
    if form.is_valid():
        change(form.instance, fields=form.changed_data, by=request.user)
        return redirect(at("block", found, pk=pk))
    back, delete = at("block", found, pk=pk), at("delete_block", found, pk=pk)
    return form_page(request, found, form, heading=_("Change the block"), back=back, delete=delete)


@login_required
@require_POST
def delete_block(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found = edition_to_plan(request, festival, edition)
    actions.delete_block(_block(found, pk), by=request.user)
    messages.success(request, _("Deleted."))
    return redirect(at("blocks", found))


@login_required
def sessions(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    found = edition_to_plan(request, festival, edition)
    rows = found.sessions.annotate(times=Count("screenings"))
    return draw(
        request, "desk_sessions.html", found, {"sessions": rows, "tabs": programme_tabs(request, found)}
    )


@login_required
def new_session(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    found = edition_to_plan(request, festival, edition)
    form = SessionForm(posted(request))
    if form.is_valid():
        session = actions.create_session(found, by=request.user, **form.cleaned_data)
        actions.create_screening(found, session=session, by=request.user)
        messages.success(request, _("Saved. It waits in the schedule for a place and an hour."))
        return redirect(at("sessions", found))
    return form_page(request, found, form, heading=_("New session"), back=at("sessions", found))


@login_required
def session(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found = edition_to_plan(request, festival, edition)
    form = SessionForm(posted(request), instance=get_object_or_404(found.sessions, pk=pk))
    if form.is_valid():
        change(form.instance, fields=form.changed_data, by=request.user)
        messages.success(request, _("Saved."))
        return redirect(at("sessions", found))
    delete = at("delete_session", found, pk=pk)
    heading, back = _("Change the session"), at("sessions", found)
    return form_page(request, found, form, heading=heading, back=back, delete=delete)


@login_required
@require_POST
def delete_session(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found = edition_to_plan(request, festival, edition)
    actions.delete_session(get_object_or_404(Session, edition=found, pk=pk), by=request.user)
    messages.success(request, _("Deleted."))
    return redirect(at("sessions", found))


def _block(edition: Edition, pk: int) -> Block:
    return get_object_or_404(Block, edition=edition, pk=pk)


def _act(request: HttpRequest, edition: Edition, block: Block) -> None:
    """The buttons of the editor: up, down, remove, add; `order` comes from dragging."""
    sent = request.POST
    if sent.get("order"):
        actions.order_films(block, sent["order"].split(","), by=request.user)
    elif "add" in sent:
        for entry in official_selection(edition).filter(pk__in=_uuids(sent.getlist("entry"))):
            actions.add_film(block, entry, by=request.user)
    elif "showing" in sent:
        actions.create_screening(edition, block=block, kind=_kind(block), by=request.user)
        messages.success(request, _("Added. It waits in the schedule for a place and an hour."))
    else:
        for name, deed in _DEEDS.items():
            if name in sent:
                item = get_object_or_404(block.block_films, entry_id__in=_uuids([sent[name]]))
                deed(block, item.entry, request.user)


def _kind(block: Block) -> str:
    return "repeat" if block.screenings.exists() else "premiere"


_DEEDS: dict[str, Any] = {
    "up": lambda block, entry, by: actions.move_film(block, entry, -1, by=by),
    "down": lambda block, entry, by: actions.move_film(block, entry, 1, by=by),
    "remove": lambda block, entry, by: actions.remove_film(block, entry, by=by),
}


def _uuids(texts: list[str]) -> list[UUID]:
    """What of the posted keys is one."""
    found = []
    for text in texts:
        with suppress(ValueError):
            found.append(UUID(text))
    return found
