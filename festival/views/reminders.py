"""Reminders: wanted or not. One page for those who are signed in, one signed link for those who are not."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from festival.actions.delivering import dead_among
from festival.models import NoReminders
from festival.unsubscribing import allow_reminders, person_of, stop_reminders


@login_required
@require_http_methods(["GET", "POST"])
def wishes(request: HttpRequest) -> HttpResponse:
    person = request.user
    if request.method == "POST":
        if request.POST.get("reminders") == "yes":
            allow_reminders(person)
            messages.success(request, _("You get reminders again."))
        else:
            stop_reminders(person, by="page")
            messages.success(request, _("You get no reminders any more."))
        return redirect("festival:letter_wishes")
    context = {
        "wanted": not NoReminders.wished_by(person),
        "dead": dead_among([person.email]).get(person.email.lower()),
    }
    return render(request, "festival/letter_wishes.html", context)


@csrf_exempt  # the seal in the link is what permits this; mail programs post it without a cookie (RFC 8058)
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Looking at the page changes nothing, because mail filters open links; the button, or the mail program, does."""
    person = person_of(token)
    if person is None:
        raise Http404
    if request.method == "POST":
        if request.POST.get("reminders") == "yes":
            allow_reminders(person)
        else:
            stop_reminders(person, by="link")
    return render(
        request,
        "festival/stop_reminders.html",
        {"wanted": not NoReminders.wished_by(person), "asked": request.method == "POST"},
    )
