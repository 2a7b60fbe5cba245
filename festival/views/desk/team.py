"""The team of an edition: who sits where, and who is invited."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from festival import rules
from festival.actions.delivering import dead_among
from festival.actions.team import Invitation, invite, remove_member, resend_invitation
from festival.enums import Role
from festival.exceptions import Conflict
from festival.forms.team import InvitationForm
from festival.models import Edition, Membership
from festival.scope import ask, desk_edition

ONCE = "invitation_told_once"


@login_required
def team(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """Members and open invitations, by role. A link just made is shown here once."""
    found = desk_edition(request, festival, edition)
    ask(rules.can_programme(request.user, found))
    return _team_page(request, found, InvitationForm())


@login_required
@require_POST
def invite_member(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    found = _directed_edition(request, festival, edition)
    form = InvitationForm(request.POST)
    if form.is_valid():
        try:
            invitation = invite(found, by=request.user, **form.cleaned_data)
        except Conflict as error:
            form.add_error("email", str(error.message))
        else:
            return _tell_once(request, invitation)
    return _team_page(request, found, form)


@login_required
@require_POST
def resend(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found = _directed_edition(request, festival, edition)
    membership = get_object_or_404(found.memberships, pk=pk)
    return _tell_once(request, resend_invitation(membership, by=request.user))


@login_required
def remove(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """Ask first (GET), then let go (POST)."""
    found = _directed_edition(request, festival, edition)
    memberships = found.memberships.select_related("user", "edition__festival")
    membership = memberships.filter(pk=pk).first()
    if membership is None:
        return _to_team(found)  # a second press of the button
    if request.method == "POST":
        remove_member(membership, by=request.user)
        messages.success(request, _("“%(name)s” is no longer in the team.") % {"name": membership})
        return _to_team(found)
    taken = membership.is_taken
    context = {
        "edition": found,
        "question": _("Take %(name)s off the team?") % {"name": membership}
        if taken
        else _("Withdraw the invitation of %(name)s?") % {"name": membership},
        "consequence": _("They lose the role “%(role)s” at once. Their account stays.")
        % {"role": membership.get_role_display()}
        if taken
        else _("The link stops working at once."),
        "action": _("Take off the team") if taken else _("Withdraw"),
        "post_url": request.path,
        "back_url": reverse("desk:team", kwargs=_address(found)),
    }
    return render(request, "festival/desk_confirm.html", context)


def _team_page(request: HttpRequest, edition: Edition, form: InvitationForm) -> HttpResponse:
    members = list(edition.memberships.select_related("user"))
    dead = dead_among([str(_line(member)["email"]) for member in members])
    context = {
        "edition": edition,
        "roles": [{"role": role, "members": [_line(m) for m in members if m.role == role]} for role in Role],
        "form": form,
        "dead": list(dead.values()),
        "may_change": rules.can_direct(request.user, edition),
        "told_once": request.session.pop(ONCE, None),
    }
    return render(request, "festival/team.html", context, status=422 if form.is_bound else 200)


def _line(membership: Membership) -> dict[str, object]:
    expired = bool(membership.expires_at and membership.expires_at <= timezone.now())
    state = "accepted" if membership.is_taken else "expired" if expired else "invited"
    email = membership.user.email if membership.user else membership.invited_email
    return {"membership": membership, "state": state, "email": email}


def _tell_once(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    request.session[ONCE] = {"name": str(invitation.membership), "url": invitation.url}
    return _to_team(invitation.membership.edition)


def _directed_edition(request: HttpRequest, festival: str, edition: str) -> Edition:
    found = desk_edition(request, festival, edition)
    ask(rules.can_direct(request.user, found), _("Only a festival director may change the team."))
    return found


def _address(edition: Edition) -> dict[str, str]:
    return {"festival": edition.festival.slug, "edition": edition.slug}


def _to_team(edition: Edition) -> HttpResponse:
    return redirect("desk:team", **_address(edition))
