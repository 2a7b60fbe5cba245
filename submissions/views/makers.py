"""Who works on a film: the makers' page of its owner, the link in an invitation, the office's offer."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from festival.exceptions import Conflict
from festival.scope import ask, desk_edition
from submissions import rules
from submissions.actions import (
    accept_ownership,
    accept_share,
    choose_letters,
    invite_co_owner,
    offer_ownership,
    remove_share,
    resend_share,
)
from submissions.actions.co_owners import Invitation, find_share, refuse_dead_share
from submissions.forms.makers import CoOwnerForm, OfferForm, OfficeOfferForm
from submissions.models import CoOwner, Entry
from submissions.views.scope import desk_entry, own_entry

ONCE = "share_told_once"


@login_required
@require_GET
def makers(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The owner, the co-owners, and who is invited. A link just made is shown here once."""
    return _page(request, own_entry(request, pk))


@login_required
@require_POST
def invite(request: HttpRequest, pk: UUID) -> HttpResponse:
    entry, form = own_entry(request, pk), CoOwnerForm(request.POST)
    ask(rules.can_invite_makers(request.user, entry))
    if form.is_valid():
        try:
            return _tell_once(request, entry, invite_co_owner(entry, by=request.user, **form.cleaned_data))
        except Conflict as error:
            form.add_error("email", str(error.message))
    return _page(request, entry, invitation=form)


@login_required
@require_POST
def offer(request: HttpRequest, pk: UUID) -> HttpResponse:
    entry, form = own_entry(request, pk), OfferForm(request.POST)
    ask(rules.can_invite_makers(request.user, entry))
    if form.is_valid():
        try:
            return _tell_once(request, entry, offer_ownership(entry, by=request.user, **form.cleaned_data))
        except Conflict as error:
            form.add_error("email", str(error.message))
    return _page(request, entry, offer=form)


@login_required
@require_POST
def resend(request: HttpRequest, pk: UUID, share: int) -> HttpResponse:
    entry = own_entry(request, pk)
    waiting = entry.co_owners.filter(pk=share).first()
    if waiting is None:
        messages.info(request, _("This invitation is no longer open."))
        return redirect("entries:makers", pk=entry.pk)
    return _tell_once(request, entry, resend_share(waiting, by=request.user))


@login_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: UUID, share: int) -> HttpResponse:
    """Ask first (GET), then let go (POST)."""
    entry = own_entry(request, pk)
    found = entry.co_owners.select_related("user").filter(pk=share).first()
    if found is None:
        return redirect("entries:makers", pk=entry.pk)  # a second press of the button
    ask(rules.may_take_back(request.user, found, entry))
    leaves = found.user_id == request.user.pk
    if request.method == "POST":
        remove_share(found, by=request.user)
        messages.success(request, _("Done. “%(name)s” no longer works on this film.") % {"name": found})
        return redirect("entries:home") if leaves else redirect("entries:makers", pk=entry.pk)
    return render(
        request, "submissions/makers_remove.html", {"entry": entry, "share": found, "leaves": leaves}
    )


@login_required
@require_POST
def letters(request: HttpRequest, pk: UUID) -> HttpResponse:
    entry = own_entry(request, pk)
    choose_letters(entry, wanted=request.POST.get("wanted") == "yes", by=request.user)
    messages.success(request, _("Saved."))
    return redirect("entries:makers", pk=entry.pk)


@never_cache
@require_GET
def share(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the letter: who asks what, about which film, and a button."""
    found = find_share(token)
    if request.user.is_authenticated and found.user_id == request.user.pk:
        return redirect("entries:entry", pk=found.entry_id)
    refuse_dead_share(found)
    back_here = urlencode({"next": request.path})
    context = {
        "share": found,
        "entry": found.entry,
        "festival": found.entry.edition.festival,
        "token": token,
        "login_url": f"{reverse('account_login')}?{back_here}",
        "signup_url": f"{reverse('account_signup')}?{back_here}",
    }
    return render(request, "submissions/share.html", context)


@require_POST
def accept(request: HttpRequest, token: str) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect("entries:share", token=token)
    found = find_share(token)
    if found.offers_ownership:
        entry = accept_ownership(token, by=request.user)
        messages.success(request, _("“%(title)s” is yours now.") % {"title": entry.title})
    else:
        entry = accept_share(token, by=request.user).entry
        messages.success(request, _("You now work on “%(title)s”.") % {"title": entry.title})
    return redirect("entries:entry", pk=entry.pk)


@require_POST
def switch(request: HttpRequest, token: str) -> HttpResponse:
    """Sign out, and come back here as somebody else."""
    logout(request)
    return redirect(
        f"{reverse('account_login')}?{urlencode({'next': reverse('entries:share', args=[token])})}"
    )


@login_required
@require_http_methods(["GET", "POST"])
def pass_on(request: HttpRequest, festival: str, edition: str, pk: UUID) -> HttpResponse:
    """The office offers a film whose owner is gone to somebody else."""
    here = desk_edition(request, festival, edition)
    entry = desk_entry(request, here, pk)
    ask(rules.can_pass_on(request.user, entry), _("Only a festival director passes a film on."))
    form = OfficeOfferForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            offer_ownership(entry, by=request.user, **form.cleaned_data)
        except Conflict as error:
            form.add_error("email", str(error.message))
        else:
            messages.success(request, _("The offer is on its way, and the present owner is told."))
            return redirect("entry_desk:entry", here.festival.slug, here.slug, entry.pk)
    waiting = entry.co_owners.filter(offers_ownership=True).first()
    context = {"entry": entry, "form": form, "waiting": waiting}
    return render(request, "submissions/desk_pass_on.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def take_back(request: HttpRequest, festival: str, edition: str, pk: UUID) -> HttpResponse:
    """The office's own offer is void."""
    here = desk_edition(request, festival, edition)
    entry = desk_entry(request, here, pk)
    ask(rules.can_pass_on(request.user, entry))
    waiting = entry.co_owners.filter(offers_ownership=True).first()
    if waiting is not None:
        remove_share(waiting, by=request.user)
        messages.success(request, _("The offer is taken back. Its link no longer works."))
    return redirect("entry_desk:entry", here.festival.slug, here.slug, entry.pk)


def _page(
    request: HttpRequest,
    entry: Entry,
    *,
    invitation: CoOwnerForm | None = None,
    offer: OfferForm | None = None,
) -> HttpResponse:
    shares = list(entry.co_owners.select_related("user"))
    may = rules.can_invite_makers(request.user, entry)
    refused = invitation or offer
    context = {
        "entry": entry,
        "lines": [_line(share, request, entry) for share in shares if not share.offers_ownership],
        "offered": next((_line(share, request, entry) for share in shares if share.offers_ownership), None),
        "mine": next((share for share in shares if share.user_id == request.user.pk), None),
        "may_change": may,
        "invitation": (invitation or CoOwnerForm()) if may else None,
        "offer": (offer or OfferForm(auto_id="offer_%s")) if may else None,
        "told_once": request.session.pop(ONCE, None),
    }
    return render(request, "submissions/makers.html", context, status=422 if refused else 200)


def _line(share: CoOwner, request: HttpRequest, entry: Entry) -> dict[str, object]:
    over = bool(share.expires_at and share.expires_at <= timezone.now())
    return {
        "share": share,
        "state": "accepted" if share.is_taken else "expired" if over else "invited",
        "email": share.user.email if share.user else share.invited_email,
        "may_remove": rules.may_take_back(request.user, share, entry),
        "may_resend": not share.is_taken and rules.may_take_back(request.user, share, entry),
        "own": share.user_id == request.user.pk,
    }


def _tell_once(request: HttpRequest, entry: Entry, invitation: Invitation) -> HttpResponse:
    request.session[ONCE] = {"name": str(invitation.share), "url": invitation.url}
    return redirect("entries:makers", pk=entry.pk)
