from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from festival.editions import next_year as suggestion
from festival.scope import ask, desk_edition
from screenings import actions, rules
from screenings.forms.schedule import CopyEditionForm
from screenings.views.desk.common import at, draw, posted


@login_required
def next_year(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """Next year is a button: everything but the films."""
    found = desk_edition(request, festival, edition)
    ask(rules.can_copy(request.user, found), _("Only a festival director may open a new edition."))
    wished = suggestion(found)
    form = CopyEditionForm(
        posted(request),
        edition=found,
        initial={"name": found.name, "slug": wished.slug, "starts_on": wished.starts_on},
    )
    if form.is_valid():
        opened = actions.open_next_year(found, by=request.user, **form.cleaned_data)
        messages.success(
            request, _("“%(name)s” is open for you and hidden from the public.") % {"name": opened}
        )
        return redirect("desk:setup", festival=opened.festival.slug, edition=opened.slug)
    context = {"form": form, "back_url": at("home", found)}
    return draw(request, "desk_next_year.html", found, context, status=422 if form.is_bound else 200)
