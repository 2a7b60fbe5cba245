"""The desk keeps the call: a hub, the deadlines, grace and caps, fees."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from festival.models import Edition
from festival.scope import ask, desk_edition
from submissions import gates, rules
from submissions.actions import drop_deadlines, keep_terms, set_deadlines
from submissions.call_hub import cards_for
from submissions.call_page import call_picture, caps_of
from submissions.forms.call import DeadlinesForm, FeesForm, TermsForm


@login_required
@require_GET
def hub(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    here = call_desk(request, festival, edition)
    context = {"picture": call_picture(here), "cards": cards_for(request.user, here)}
    return render(request, "submissions/desk_call.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def deadlines(request: HttpRequest, festival: str, edition: str, category: int | None = None) -> HttpResponse:
    """Those of the edition, or of one category."""
    here = call_desk(request, festival, edition)
    chosen = get_object_or_404(here.categories, pk=category) if category else None
    all_cuts = gates.cuts_of(here)
    present = all_cuts.get(category, [])
    form = DeadlinesForm(
        request.POST or None,
        edition=here,
        cuts=present or all_cuts.get(None, []),
        terms=gates.terms_of(here),
        category=chosen,
    )
    if not rules.can_keep_money(request.user, here):
        form.without_fees()
    if request.method == "POST" and form.is_valid():
        wanted = form.cuts(present or all_cuts.get(None, []))
        set_deadlines(here, wanted, by=request.user, category=chosen)
        messages.success(request, _("The deadlines are set."))
        return to_hub(here)
    extra: dict[str, Any] = {}
    if chosen and present:
        extra["drop_url"] = at(here, "call_drop_deadlines", category=chosen.pk)
    heading = _("Deadlines of “%(category)s”") % {"category": chosen} if chosen else _("Deadlines")
    return form_page(request, here, form, heading, picture=call_picture(here), category=chosen, **extra)


@login_required
@require_http_methods(["GET", "POST"])
def drop(request: HttpRequest, festival: str, edition: str, category: int) -> HttpResponse:
    """Ask first (GET), then do it (POST)."""
    here = call_desk(request, festival, edition)
    chosen = get_object_or_404(here.categories, pk=category)
    if request.method == "POST":
        drop_deadlines(chosen, by=request.user)
        messages.success(request, _("The deadlines of the edition hold for “%(name)s”.") % {"name": chosen})
        return to_hub(here)
    context = {
        "question": _("Shall the deadlines of the edition hold for “%(name)s” again?") % {"name": chosen},
        "action": _("Drop its own deadlines"),
        "post_url": request.path,
        "back_url": at(here, "call_category_deadlines", category=chosen.pk),
    }
    return render(request, "festival/desk_confirm.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def terms(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    here = call_desk(request, festival, edition)
    form = TermsForm(
        request.POST or None,
        instance=gates.terms_of(here),
        categories=list(here.categories.all()),
        caps=caps_of(here),
    )
    if request.method == "POST" and form.is_valid():
        gates.forget(here)  # the form has written what was typed into the row in memory
        keep_terms(here, form.values(), by=request.user, caps=form.caps())
        messages.success(request, _("Saved."))
        return to_hub(here)
    return form_page(request, here, form, _("Grace and caps"))


@login_required
@require_http_methods(["GET", "POST"])
def fees(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    here = money_desk(request, festival, edition)
    form = FeesForm(request.POST or None, instance=gates.terms_of(here))
    if request.method == "POST" and form.is_valid():
        gates.forget(here)
        keep_terms(here, form.values(), by=request.user)
        messages.success(request, _("Saved."))
        return to_hub(here)
    return form_page(request, here, form, _("Entry fees"))


def call_desk(request: HttpRequest, festival: str, edition: str) -> Edition:
    found = desk_edition(request, festival, edition)
    ask(rules.can_keep_call(request.user, found))
    return found


def money_desk(request: HttpRequest, festival: str, edition: str) -> Edition:
    found = desk_edition(request, festival, edition)
    ask(rules.can_keep_money(request.user, found), _("Only a festival director keeps the money."))
    return found


def form_page(
    request: HttpRequest, edition: Edition, form: Any, heading: str, back: str = "call", **extra: Any
) -> HttpResponse:
    context = {"form": form, "heading": heading, "back_url": at(edition, back), **extra}
    return render(request, "submissions/desk_call_form.html", context, status=422 if form.errors else 200)


def at(edition: Edition, name: str, **kwargs: Any) -> str:
    here = {"festival": edition.festival.slug, "edition": edition.slug}
    return reverse(f"entry_desk:{name}", kwargs={**here, **kwargs})


def to_hub(edition: Edition) -> HttpResponse:
    return redirect(at(edition, "call"))
