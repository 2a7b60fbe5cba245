"""One's own page: name, language, appearance, token, and the doors to passwords and second factors."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from rest_framework.authtoken.models import Token

from festival.accounts.cookies import set_language_cookie, set_theme_cookie
from festival.accounts.second_factor import has_second_factor
from festival.actions.account import create_api_token, revoke_api_token
from festival.forms.profile import ProfileForm
from festival.models import Membership
from festival.rooms import rooms_for

ONCE = "token_told_once"


@login_required
def my_rooms(request: HttpRequest) -> HttpResponse:
    """After signing in: the most senior room this person may enter."""
    return redirect(rooms_for(request.user, "")[-1].url)


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    theme = request.COOKIES.get("theme", "")
    form = ProfileForm(request.POST or None, instance=request.user, initial={"theme": theme})
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        response = redirect("festival:profile")
        set_language_cookie(response, form.cleaned_data["language"])
        set_theme_cookie(response, form.cleaned_data["theme"])
        return response
    context = {
        "form": form,
        "memberships": Membership.objects.filter(user=request.user).select_related("edition__festival"),
        "token": Token.objects.filter(user=request.user).first(),
        "told_once": request.session.pop(ONCE, None),
        "has_second_factor": has_second_factor(request.user),
    }
    return render(request, "festival/profile.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def create_token(request: HttpRequest) -> HttpResponse:
    request.session[ONCE] = create_api_token(request.user)
    return redirect("festival:profile")


@login_required
@require_POST
def revoke_token(request: HttpRequest) -> HttpResponse:
    revoke_api_token(request.user)
    messages.success(request, _("The token no longer opens anything."))
    return redirect("festival:profile")
