"""The way into the desk, and the founding of festivals."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from festival import rules
from festival.actions.setup import change, found_festival, open_edition
from festival.forms.setup import EditionForm, FestivalForm
from festival.models import Edition, Festival


@login_required
def chooser(request: HttpRequest) -> HttpResponse:
    """The desks this person may enter; a single one opens at once."""
    editions = list(Edition.objects.with_desk_for(request.user).select_related("festival"))
    may_found = rules.can_found_festival(request.user)
    if not editions and not may_found:
        raise Http404
    if len(editions) == 1 and not may_found:
        return redirect(overview_of(editions[0]))
    desks = [{"edition": edition, "url": overview_of(edition)} for edition in editions]
    context = {"desks": desks, "may_found": may_found, "festivals": _festivals_to_shape(request)}
    return render(request, "festival/desk_chooser.html", context)


def overview_of(edition: Edition) -> str:
    """The first page of the edition's desk, which the top floor keeps."""
    return reverse("programme_desk:home", kwargs={"festival": edition.festival.slug, "edition": edition.slug})


def _festivals_to_shape(request: HttpRequest) -> list[Festival]:
    if rules.can_found_festival(request.user):
        return list(Festival.objects.all())
    return list(
        Festival.objects.filter(
            pk__in=Edition.objects.order_by().directed_by(request.user).values("festival_id")
        )
    )


@login_required
def new_festival(request: HttpRequest) -> HttpResponse:
    if not rules.can_found_festival(request.user):
        raise Http404
    form = FestivalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        festival = found_festival(form.instance, by=request.user)
        messages.success(
            request, _("“%(name)s” is founded. Now open its first edition.") % {"name": festival}
        )
        return redirect("desk:new_edition", slug=festival.slug)
    return _form_page(request, form, _("Found a festival"), reverse("desk:chooser"))


@login_required
def edit_festival(request: HttpRequest, slug: str) -> HttpResponse:
    festival = _festival(request, slug)
    form = FestivalForm(request.POST or None, instance=festival)
    if request.method == "POST" and form.is_valid():
        change(form.instance, fields=form.changed_data, by=request.user)
        messages.success(request, _("Saved."))
        return redirect("desk:chooser")
    return _form_page(request, form, _("Change the festival"), reverse("desk:chooser"))


@login_required
def new_edition(request: HttpRequest, slug: str) -> HttpResponse:
    festival = _festival(request, slug)
    form = EditionForm(request.POST or None, instance=Edition(festival=festival))
    if request.method == "POST" and form.is_valid():
        edition = open_edition(form.instance, by=request.user)
        messages.success(request, _("The edition is open for you and hidden from the public."))
        return redirect("desk:setup", festival=festival.slug, edition=edition.slug)
    return _form_page(
        request, form, _("A new edition of %(name)s") % {"name": festival}, reverse("desk:chooser")
    )


def _festival(request: HttpRequest, slug: str) -> Festival:
    festival = get_object_or_404(Festival, slug=slug)
    if not rules.can_shape_festival(request.user, festival):
        raise Http404
    return festival


def _form_page(request: HttpRequest, form: object, heading: str, back_url: str) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "heading": heading, "back_url": back_url}
    return render(request, "festival/setup_form.html", context, status=status)
