"""The link in an invitation letter. It shows who invites whom to what, and binds to the account that accepts."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from festival.actions.team import accept_invitation, find_invitation, refuse_dead_invitation


@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    membership = find_invitation(token)
    if request.user.is_authenticated and membership.user_id == request.user.pk:
        return redirect("festival:my_rooms")
    refuse_dead_invitation(membership)
    back_here = urlencode({"next": request.path})
    context = {
        "membership": membership,
        "edition": membership.edition,
        "festival": membership.edition.festival,
        "token": token,
        "login_url": f"{reverse('account_login')}?{back_here}",
        "signup_url": f"{reverse('account_signup')}?{back_here}",
    }
    return render(request, "festival/invitation.html", context)


@require_POST
def accept(request: HttpRequest, token: str) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect("festival:invitation", token=token)
    membership = accept_invitation(token, by=request.user)
    messages.success(
        request,
        _("Welcome to %(edition)s. Your role: %(role)s.")
        % {"edition": membership.edition, "role": membership.get_role_display()},
    )
    return redirect("festival:my_rooms")


@require_POST
def switch_account(request: HttpRequest, token: str) -> HttpResponse:
    """Sign out, and come back here as somebody else."""
    logout(request)
    return_path = urlencode({"next": reverse("festival:invitation", args=[token])})
    return redirect(f"{reverse('account_login')}?{return_path}")
