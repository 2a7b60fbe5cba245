"""The maker's own details, kept for the next entry."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from submissions.forms.contact import DetailsForm, ProfileLinks
from submissions.models import MakerProfile


@login_required
@require_http_methods(["GET", "POST"])
def details(request: HttpRequest) -> HttpResponse:
    profile = MakerProfile.objects.filter(user=request.user).first() or MakerProfile(user=request.user)
    sent = request.POST if request.method == "POST" else None
    form, links = DetailsForm(sent, instance=profile), ProfileLinks(sent, instance=profile)
    if sent is None or not all([form.is_valid(), links.is_valid()]):
        context = {"form": form, "links": links}
        return render(request, "submissions/details.html", context, status=200 if sent is None else 422)
    form.save()
    links.save()
    messages.success(request, _("Saved."))
    return redirect("entries:details")
