"""The desk acts: decisions under embargo, disqualification, and the one act of telling."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from festival.models import Edition
from festival.scope import ask, desk_edition
from submissions import rules
from submissions.actions import (
    decide,
    decide_rest,
    disqualify_entry,
    reinstate_entry,
    release_selection,
)
from submissions.actions.placing import set_sections
from submissions.actions.releasing import scheduled_release
from submissions.balance import balance_of
from submissions.enums import Decision
from submissions.forms.desk import DecisionForm, ReasonForm
from submissions.forms.telling import HourForm
from submissions.models import Entry
from submissions.reading import decision_counts
from submissions.release_problems import release_problems
from submissions.reserve import suggestions
from submissions.views.scope import desk_entry

FILMS_A_PAGE = 50


@login_required
@require_POST
def decide_one(request: HttpRequest, festival: str, edition: str, pk: UUID) -> HttpResponse:
    here = desk_edition(request, festival, edition)
    entry = desk_entry(request, here, pk)
    ask(rules.can_decide(request.user, entry))
    form = DecisionForm(request.POST, told=entry.selection_is_told)
    if not form.is_valid():
        messages.error(request, " ".join(str(e) for errors in form.errors.values() for e in errors))
        return to_entry(here, entry)
    decision = Decision(form.cleaned_data["decision"])
    decide(entry, decision, by=request.user, note=form.cleaned_data["note"])
    messages.success(
        request, _("“%(title)s”: %(decision)s.") % {"title": entry.title, "decision": decision.label}
    )
    return to_entry(here, entry)


@login_required
@require_http_methods(["GET", "POST"])
def disqualify(request: HttpRequest, festival: str, edition: str, pk: UUID) -> HttpResponse:
    here = desk_edition(request, festival, edition)
    entry = desk_entry(request, here, pk)
    ask(rules.can_disqualify(request.user, entry))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        disqualify_entry(entry, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("“%(title)s” is out of the competition.") % {"title": entry.title})
        return to_entry(here, entry)
    status = 422 if form.errors else 200
    return render(request, "submissions/desk_disqualify.html", {"entry": entry, "form": form}, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def reinstate(request: HttpRequest, festival: str, edition: str, pk: UUID) -> HttpResponse:
    here = desk_edition(request, festival, edition)
    entry = desk_entry(request, here, pk)
    ask(rules.can_disqualify(request.user, entry))
    if request.method == "POST":
        reinstate_entry(entry, by=request.user)
        messages.success(request, _("“%(title)s” is back in the competition.") % {"title": entry.title})
        return to_entry(here, entry)
    return render(request, "submissions/desk_reinstate.html", {"entry": entry})


@login_required
@require_http_methods(["GET", "POST"])
def selection(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """Prepare the decisions, film by film; nothing leaves this page before the telling."""
    here = desk_edition(request, festival, edition)
    ask(rules.can_read_everything(request.user, here))
    films = Entry.objects.of_edition(here).submitted().for_cards().by_number()
    page = Paginator(films, FILMS_A_PAGE).get_page(request.GET.get("page"))
    if request.method == "POST":
        note_decisions(request, here, list(page))
        return redirect(request.get_full_path())
    context = {
        "page": page,
        "rows": [{"entry": entry, "may": rules.can_decide(request.user, entry)} for entry in page],
        "decisions": Decision.choices,
        "counts": decision_counts(here),
        "told": here.selection_released_at,
        "problems": [] if here.selection_released_at else release_problems(here),
        "balance": balance_of(here),
        "sections": here.sections.all(),
        "hour": scheduled_release(here),
        "may_release": rules.can_release_selection(request.user, here),
        "free": suggestions(here),
    }
    return render(request, "submissions/desk_selection.html", context)


def note_decisions(request: HttpRequest, here: Edition, films: list[Entry]) -> None:
    """What was changed on this page. What a colleague changed meanwhile is left as it is, and said."""
    changed, overtaken = 0, []
    for entry in films:
        changed += place(request, here, entry)
        wish, was = (request.POST.get(f"{name}-{entry.pk.hex}", "") for name in ("decision", "was"))
        if wish not in Decision.values or wish == was:
            continue
        if entry.decision != was:
            overtaken.append(entry.title)
            continue
        ask(rules.can_decide(request.user, entry))
        decide(entry, Decision(wish), by=request.user)
        changed += 1
    if changed:
        words = ngettext("%(count)d decision noted.", "%(count)d decisions noted.", changed)
        messages.success(request, words % {"count": changed})
    if overtaken:
        messages.warning(
            request,
            _("Somebody else decided meanwhile about: %(titles)s. Look again.")
            % {"titles": ", ".join(overtaken)},
        )


def place(request: HttpRequest, here: Edition, entry: Entry) -> int:
    """The film's section, where another one was chosen on this page. 1 if it was."""
    wish = request.POST.get(f"section-{entry.pk.hex}")
    if wish is None or wish == str(entry.section_id or ""):
        return 0
    ask(rules.can_decide(request.user, entry))
    section = get_object_or_404(here.sections, pk=wish) if wish.isdecimal() else None
    set_sections({entry.pk: section.pk if section else None}, by=request.user)
    return 1


@login_required
@require_http_methods(["GET", "POST"])
def rest(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    here = desk_edition(request, festival, edition)
    ask(rules.can_read_everything(request.user, here) and here.selection_released_at is None)
    if request.method == "POST":
        count = decide_rest(here, by=request.user)
        words = ngettext("%(count)d film is not selected.", "%(count)d films are not selected.", count)
        messages.success(request, words % {"count": count})
        return to_selection(here)
    left = Entry.objects.of_edition(here).awaiting_decision().count()
    return render(request, "submissions/desk_rest.html", {"left": left})


@login_required
@require_http_methods(["GET", "POST"])
def release(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """The one act of telling."""
    here = desk_edition(request, festival, edition)
    ask(rules.can_release_selection(request.user, here), _("Only the director announces the selection."))
    if request.method == "POST":
        release_selection(here, by=request.user)
        messages.success(request, _("The selection is announced. The letters are on their way."))
        return to_selection(here)
    context = {
        "counts": decision_counts(here),
        "problems": release_problems(here),
        "told": here.selection_released_at,
        "hour": scheduled_release(here),
        "hour_form": HourForm(edition=here),
    }
    return render(request, "submissions/desk_release.html", context)


def to_entry(edition: Edition, entry: Entry) -> HttpResponse:
    return redirect("entry_desk:entry", edition.festival.slug, edition.slug, entry.pk)


def to_selection(edition: Edition) -> HttpResponse:
    return redirect("entry_desk:selection", edition.festival.slug, edition.slug)
