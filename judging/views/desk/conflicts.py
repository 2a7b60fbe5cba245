"""What jurors and films have in common: a list of questions, each answered once."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from judging import actions
from judging.conflict_search import finds_of
from judging.conflict_words import sentence
from judging.enums import RoundState
from judging.models import ConflictFind, Recusal
from judging.people_enums import FindState
from judging.views.desk.common import chosen, page_of, round_of, rounds_edition, to


@login_required
@require_GET
def page(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """Open questions first; what was answered stays readable with who and when. Recusals stand below."""
    _found, judged = round_of(request, festival, edition, pk)
    finds = finds_of(judged).select_related("juror", "entry", "answered_by")
    rows = page_of(request, finds.filter(state=FindState.OPEN))
    answered = finds.exclude(state=FindState.OPEN).order_by("-answered_at")[:100]
    context = {
        "round": judged,
        "page": rows,
        "finds": [{"find": find, "sentence": sentence(find)} for find in rows],
        "answered": [{"find": find, "sentence": sentence(find)} for find in answered],
        "recusals": Recusal.objects.filter(
            juror__jury=judged.jury_id, entry__in=judged.round_entries.values("entry_id")
        ).select_related("juror", "entry", "recused_by"),
        "closed": judged.state == RoundState.CLOSED,
    }
    return render(request, "judging/desk_conflicts.html", context)


@login_required
@require_POST
def look(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found, judged = round_of(request, festival, edition, pk)
    count = actions.look_for_conflicts(judged)
    if count is None:
        messages.info(request, _("The round is large: a worker is looking. Come back in a minute."))
    else:
        words = ngettext("%(count)d question is open.", "%(count)d questions are open.", count)
        messages.success(request, words % {"count": count})
    return to(found, "conflicts", pk=pk)


@login_required
@require_POST
def answer(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """`deed`: take the juror off the film, or there is no conflict. `round` is where the page came from."""
    found = rounds_edition(request, festival, edition)
    finds = ConflictFind.objects.filter(juror__jury__edition=found).select_related("juror", "entry")
    find = get_object_or_404(finds, pk=pk)
    judged = chosen(found.rounds.filter(entries=find.entry_id), request.POST.get("round"))
    if request.POST.get("deed") == "recuse":
        actions.recuse_for_find(find, by=request.user)
        messages.success(request, _("The juror no longer has this film. What was scored does not count."))
    else:
        actions.clear_find(find, by=request.user, note=request.POST.get("note", ""))
        messages.success(request, _("Kept: no conflict."))
    return to(found, "conflicts", pk=judged.pk)
