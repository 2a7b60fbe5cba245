from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from festival.actions.setup import change
from screenings import actions
from screenings.forms.places import ScreenForm, VenueForm
from screenings.models import Screen, Venue
from screenings.views.desk.common import at, draw, edition_to_plan, form_page, posted


@login_required
def venues(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    found = edition_to_plan(request, festival, edition)
    return draw(request, "desk_venues.html", found, {"venues": found.venues.prefetch_related("screens")})


@login_required
def new_venue(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    found = edition_to_plan(request, festival, edition)
    form = VenueForm(posted(request))
    if form.is_valid():
        venue = actions.create_venue(found, by=request.user, **form.cleaned_data)
        return redirect(at("new_screen", found, pk=venue.pk))
    return form_page(request, found, form, heading=_("New venue"), back=at("venues", found))


@login_required
def venue(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found = edition_to_plan(request, festival, edition)
    form = VenueForm(posted(request), instance=get_object_or_404(found.venues, pk=pk))
    if form.is_valid():
        change(form.instance, fields=form.changed_data, by=request.user)
        messages.success(request, _("Saved."))
        return redirect(at("venues", found))
    delete = at("delete_venue", found, pk=pk)
    return form_page(
        request, found, form, heading=_("Change the venue"), back=at("venues", found), delete=delete
    )


@login_required
@require_POST
def delete_venue(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found = edition_to_plan(request, festival, edition)
    actions.delete_venue(get_object_or_404(Venue, edition=found, pk=pk), by=request.user)
    messages.success(request, _("Deleted."))
    return redirect(at("venues", found))


@login_required
def new_screen(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found = edition_to_plan(request, festival, edition)
    house = get_object_or_404(found.venues, pk=pk)
    form = ScreenForm(posted(request))
    if form.is_valid():
        actions.add_screen(house, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(at("venues", found))
    heading = _("A screen in %(venue)s") % {"venue": house}
    return form_page(request, found, form, heading=heading, back=at("venues", found))


@login_required
def screen(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found = edition_to_plan(request, festival, edition)
    form = ScreenForm(posted(request), instance=get_object_or_404(Screen, venue__edition=found, pk=pk))
    if form.is_valid():
        change(form.instance, fields=form.changed_data, by=request.user)
        messages.success(request, _("Saved."))
        return redirect(at("venues", found))
    return form_page(request, found, form, heading=_("Change the screen"), back=at("venues", found))
