"""The desk compares films that resemble each other; a similarity is evidence, not a verdict."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from festival.models import Edition
from festival.scope import ask, desk_edition
from media_pipeline.credential_words import card
from media_pipeline.enums import LikenessState
from submissions import rules
from submissions.actions import judge_likeness
from submissions.forms.likeness import LikenessForm
from submissions.likenesses import Pair, Side, findings, likenesses_in, may_judge, pairs
from submissions.reading import entry_sheet, technical_facts
from submissions.watching import film_panel

PAIRS_A_PAGE = 30


@login_required
@require_GET
def likenesses(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """Pairs that nobody has looked at yet, the most alike first; or those that are decided."""
    here = desk_edition(request, festival, edition)
    ask(rules.can_read_everything(request.user, here))
    decided = request.GET.get("show") == "decided"
    all_pairs = likenesses_in(here)
    waiting, done = all_pairs.open(), all_pairs.exclude(state=LikenessState.OPEN)
    ordered = done.order_by("-decided_at", "pk") if decided else waiting.order_by("-share", "-found_at", "pk")
    page = Paginator(ordered, PAIRS_A_PAGE).get_page(request.GET.get("page"))
    address = reverse("entry_desk:likenesses", args=[here.festival.slug, here.slug])
    other = waiting.count() if decided else done.count()
    counts = (other, page.paginator.count) if decided else (page.paginator.count, other)
    context = {
        "page": page,
        "pairs": pairs(page, here, request.user),
        "decided": decided,
        "tabs": [
            {"label": _("To be looked at"), "url": address, "current": not decided, "count": counts[0]},
            {"label": _("Decided"), "url": f"{address}?show=decided", "current": decided, "count": counts[1]},
        ],
    }
    return render(request, "submissions/desk_likenesses.html", context)


@login_required
@require_GET
def likeness(request: HttpRequest, festival: str, edition: str, pk: UUID) -> HttpResponse:
    """Both films side by side, with the stretches that resemble each other."""
    here = desk_edition(request, festival, edition)
    ask(rules.can_read_everything(request.user, here))
    pair = found_pair(request, here, pk)
    context = {
        "pair": pair,
        "likeness": pair.likeness,
        "sides": [side_of(request, side) for side in (pair.here, pair.there)],
        "findings": findings(pair),
        "form": LikenessForm(present=pair.likeness.state) if may_judge(request.user, here, pair) else None,
    }
    return render(request, "submissions/desk_likeness.html", context)


@login_required
@require_POST
def judge(request: HttpRequest, festival: str, edition: str, pk: UUID) -> HttpResponse:
    here = desk_edition(request, festival, edition)
    ask(rules.can_read_everything(request.user, here))
    pair = found_pair(request, here, pk)
    ask(may_judge(request.user, here, pair), _("One of these films is your own: others decide about it."))
    form = LikenessForm(request.POST, present=pair.likeness.state)
    if not form.is_valid():
        messages.error(request, " ".join(str(e) for errors in form.errors.values() for e in errors))
        return redirect("entry_desk:likeness", here.festival.slug, here.slug, pk)
    decision = LikenessState(form.cleaned_data["decision"])
    judge_likeness(pair.likeness, decision, edition=here, by=request.user, note=form.cleaned_data["note"])
    messages.success(request, _("Noted: %(decision)s.") % {"decision": decision.label})
    return redirect("entry_desk:likenesses", here.festival.slug, here.slug)


def found_pair(request: HttpRequest, edition: Edition, pk: UUID) -> Pair:
    """A pair that concerns this edition."""
    found = get_object_or_404(likenesses_in(edition), pk=pk)
    return pairs([found], edition, request.user)[0]


def side_of(request: HttpRequest, side: Side) -> dict[str, object]:
    """What the page shows of one film: as much as this person may read of its entry, and no more."""
    entry = side.entry
    full = entry is not None and rules.can_read_everything(request.user, side.edition)
    if entry is None or not full:
        return {"side": side, "entry": entry}
    return {
        "side": side,
        "entry": entry,
        "full": True,
        "film": film_panel(entry, request.user) if rules.can_watch(request.user, entry) else None,
        "tools": entry_sheet(entry)["tools"],
        "technical": technical_facts(entry),
        "credentials": card(entry.film),
    }
