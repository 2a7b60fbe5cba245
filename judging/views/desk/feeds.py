"""Films from round to round: the rule, what it would take, and the one act of taking."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from festival.exceptions import NotReady
from festival.models import Edition
from festival.scope import ask
from judging import actions, feeding, rules
from judging.forms.funnel import FeedForm
from judging.models import Feed
from judging.views.desk.common import address, confirm_page, form_page, results_edition, round_of, to
from submissions.models import Entry


@login_required
def feed(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """Declare how the round takes its films."""
    found, judged = round_of(request, festival, edition, pk)
    present = Feed.objects.filter(round=judged).first()
    form = FeedForm(request.POST or None, instance=present or Feed(round=judged), judged=judged)
    if request.method == "POST" and form.is_valid():
        try:
            actions.declare_feed(judged, list(form.cleaned_data["sources"]), by=request.user, **form.columns)
        except NotReady as error:
            for problem in error.problems:
                form.add_error(None, str(problem))
        else:
            messages.success(request, _("Saved."))
            return to(found, "round", pk=pk)
    extra = {"delete_url": address(found, "drop_feed", pk=pk)} if present else {}
    return form_page(
        request,
        form,
        heading=_("Films from earlier rounds"),
        kicker=str(judged),
        back_url=address(found, "round", pk=pk),
        **extra,
    )


@login_required
def drop_feed(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found, judged = round_of(request, festival, edition, pk)
    present = get_object_or_404(Feed, round=judged)
    if request.method == "POST":
        actions.drop_feed(present, by=request.user)
        return to(found, "round", pk=pk)
    return confirm_page(
        request,
        question=_("Take back the rule by which films come?"),
        consequence=_("The trail keeps it. Films that are in the round stay there."),
        action=_("Take back"),
        back_url=address(found, "feed", pk=pk),
    )


@login_required
def feed_preview(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """What the rule would take, with the cut as a line. Only for those who may see results."""
    found, present = _seen(request, festival, edition, pk)
    shown = feeding.preview(present)
    drift = feeding.drift(present, shown)
    titles = {str(line.entry.pk): str(line.entry) for line in shown.lines}
    context = {
        "round": present.round,
        "feed": present,
        "shown": shown,
        "sources": feeding.sources_of(present),
        "runs": present.runs.select_related("applied_by"),
        "comes": [titles[film] for film in drift.comes if film in titles],
        "goes": [titles.get(film, film) for film in drift.goes],
        "late": feeding.declared_late(present),
        "can_apply": rules.can_run_rounds(request.user, found),
    }
    return render(request, "judging/desk_feed.html", context)


@login_required
@require_POST
def apply_feed(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found, present = _seen(request, festival, edition, pk)
    ask(rules.can_run_rounds(request.user, found))
    run = actions.apply_feed(
        present,
        by=request.user,
        by_hand=_ticked(request, found),
        reason=request.POST.get("reason", ""),
        replace=bool(request.POST.get("replace")),
    )
    count = len(run.taken) + len(run.by_hand)
    words = ngettext("%(count)s film goes on.", "%(count)s films go on.", count)
    messages.success(request, words % {"count": count})
    return to(found, "round", pk=pk)


def _seen(request: HttpRequest, festival: str, edition: str, pk: int) -> tuple[Edition, Feed]:
    found = results_edition(request, festival, edition)
    feeds = Feed.objects.select_related("round__edition__festival", "round__jury")
    return found, get_object_or_404(feeds, round__edition=found, round=pk)


def _ticked(request: HttpRequest, edition: Edition) -> list[Entry]:
    try:
        return list(Entry.objects.of_edition(edition).filter(pk__in=request.POST.getlist("film")[:5000]))
    except (ValidationError, ValueError):
        return []
