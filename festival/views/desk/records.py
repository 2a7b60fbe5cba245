"""What was done: the trail of an edition, for its directors."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from festival import rules
from festival.models import Edition
from festival.scope import ask, desk_edition

PAGE_SIZE = 50


@login_required
def audit(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """The newest first; `noun` narrows it to one kind of thing: the part of the action before the dot."""
    found = _directed_edition(request, festival, edition)
    records = found.audit_records.all()
    actions = records.order_by().values_list("action", flat=True).distinct()
    nouns = sorted({action.partition(".")[0] for action in actions})
    noun = request.GET.get("noun", "")
    if noun in nouns:
        records = records.filter(action__startswith=f"{noun}.")
    page = Paginator(records, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"edition": found, "page": page, "nouns": nouns, "noun": noun}
    return render(request, "festival/audit.html", context)


def _directed_edition(request: HttpRequest, festival: str, edition: str) -> Edition:
    found = desk_edition(request, festival, edition)
    ask(rules.can_direct(request.user, found), _("Only a festival director may read this."))
    return found
