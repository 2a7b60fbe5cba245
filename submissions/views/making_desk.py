"""The desk on how films are made: the edition's numbers, and what each category asks."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from festival import rules as house
from festival.exceptions import Conflict
from festival.scope import ask, desk_edition
from submissions import rules
from submissions.actions import set_making_rules
from submissions.forms.making_rules import RulesForm
from submissions.making_figures import MakingFigures, cut_choices
from submissions.making_words import making_sentences
from submissions.models import Entry


@login_required
@require_GET
def making(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """Counts per stage and extent, tools most used; after a cut beside all films."""
    here = desk_edition(request, festival, edition)
    ask(rules.can_read_everything(request.user, here))
    films = Entry.objects.of_edition(here).submitted()
    categories = list(here.categories.all())
    chosen = next((one for one in categories if one.slug == request.GET.get("category")), None)
    if chosen is not None:
        films = films.filter(category=chosen)
    figures = MakingFigures(films, request.GET.get("cut", "all"))
    context = {
        "figures": figures,
        "cuts": cut_choices(),
        "categories": categories,
        "chosen": chosen,
        "may_change": house.can_direct(request.user, here),
    }
    return render(request, "submissions/desk_making.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def making_rules(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    here = desk_edition(request, festival, edition)
    ask(house.can_direct(request.user, here))
    category = get_object_or_404(here.categories, pk=pk)
    form = RulesForm(request.POST if request.method == "POST" else None, category=category)
    refused = ""
    if form.is_valid():
        try:
            set_making_rules(category, form.rules, by=request.user)
        except Conflict as error:
            refused = str(error.message)
        else:
            messages.success(request, _("Saved."))
            if form.deed:
                return redirect(request.path)
            return redirect("entry_desk:making", festival=festival, edition=edition)
    context = {
        "category": category,
        "form": form,
        "refused": refused,
        "sentences": making_sentences(category),
        "begun": category.entries.exists(),
    }
    return render(
        request, "submissions/desk_making_rules.html", context, status=422 if form.is_bound else 200
    )
