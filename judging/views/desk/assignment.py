"""Who watches what: how things stand, a plan to look at, and pairs given or taken by hand."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from judging import actions
from judging.actions import assigning
from judging.assignable import assignment_rules_of, parties_of, seats_of
from judging.assignment_figures import present_figures
from judging.assignment_pages import changes_of, figures_page
from judging.assignment_problems import linking_problems
from judging.enums import RoundState
from judging.enums_assigning import PlanState
from judging.forms.assigning import AssignmentRulesForm, CapacityForm, WishesForm
from judging.hands import film_hands, film_rows, juror_hands
from judging.models import AssignmentPlan, Juror, Round
from judging.views.desk.common import address, chosen, round_of, rounds_edition, to
from submissions.models import Entry

ROWS = 50


@login_required
def assign(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """How the films are handed out now, and the rules for a plan. Posted: keep the rules and work a plan out."""
    found, judged = round_of(request, festival, edition, pk)
    rules = assignment_rules_of(judged)
    started = judged.state != RoundState.DRAFT
    form = AssignmentRulesForm(request.POST or None, instance=rules, judged=judged, initial={"keep": started})
    if request.method == "POST" and form.is_valid():
        assigning.keep_rules(judged, by=request.user, **form.rules)
        assigning.keep_quotas(judged, form.quotas, by=request.user)
        plan = assigning.ask_for_plan(judged, by=request.user, keep=form.cleaned_data["keep"])
        return to(found, "assignment_plan", pk=pk, plan=plan.pk)
    parties = parties_of(judged)
    figures = present_figures(parties)
    jurors = list(seats_of(judged).select_related("bloc"))
    context = {
        "round": judged,
        "form": form,
        "figures": figures_page(figures, jurors, _named(figures)) if parties.standing else None,
        "problems": linking_problems(judged) if judged.state == RoundState.DRAFT else [],
        "newest": judged.assignment_plans.filter(state__in=[PlanState.WAITING, PlanState.READY]).first(),
        "films": len(parties.problem.films),
        "jurors": len(jurors),
        "closed": judged.state == RoundState.CLOSED,
    }
    return render(request, "judging/desk_assignment.html", context, status=422 if form.errors else 200)


@login_required
def assignment_plan(request: HttpRequest, festival: str, edition: str, pk: int, plan: int) -> HttpResponse:
    """A plan with its figures and the difference it makes. Posted: make it so."""
    found, judged = round_of(request, festival, edition, pk)
    shown = get_object_or_404(AssignmentPlan.objects.filter(round=judged), pk=plan)
    shown.round = judged
    if request.method == "POST":
        _say_applied(request, assigning.apply_plan(shown, by=request.user))
        return to(found, "assign", pk=pk)
    context: dict[str, Any] = {"round": judged, "plan": shown, "waiting": shown.state == PlanState.WAITING}
    context["failed"] = shown.state == PlanState.FAILED
    if not (context["waiting"] or context["failed"]):
        context |= _planned(request, judged, shown)
    return render(request, "judging/desk_assignment_plan.html", context)


def _planned(request: HttpRequest, judged: Round, plan: AssignmentPlan) -> dict[str, Any]:
    parties = parties_of(judged)
    jurors = list(seats_of(judged).select_related("bloc"))
    names = {str(juror.pk): juror for juror in jurors}
    changes = changes_of(
        assigning.pairs_of(plan), set(parties.standing), set(parties.begun), only_add=plan.keeps
    )
    order = sorted(changes.films, key=lambda film: parties.position.get(film, 0))
    page = _page(request, order)
    films = Entry.objects.in_bulk(list(page))
    return {
        "figures": figures_page(plan.figures, jurors, _named(plan.figures), changes=changes.by_juror()),
        "changes": changes,
        "page": page,
        "rows": changes.of_films(
            [film for key in page for pk, film in films.items() if str(pk) == key], names
        ),
        "ready": plan.state == PlanState.READY and judged.state != RoundState.CLOSED,
        "overtaken": plan.state == PlanState.READY and parties.digest != plan.facts_sha256,
    }


def _say_applied(request: HttpRequest, applied: assigning.Applied) -> None:
    given = ngettext("%(count)s film was given.", "%(count)s films were given.", applied.added)
    taken = ngettext("%(count)s was taken away.", "%(count)s were taken away.", applied.removed)
    kept = ngettext(
        "%(count)s stays because the juror has begun it.",
        "%(count)s stay because the jurors have begun them.",
        applied.kept,
    )
    words = [given % {"count": applied.added}, taken % {"count": applied.removed}]
    words += [kept % {"count": applied.kept}] if applied.kept else []
    messages.success(request, " ".join(words))


@login_required
def assign_films(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """Film by film: who has it. One page of a long list."""
    _found, judged = round_of(request, festival, edition, pk)
    only_short = request.GET.get("short") == "1"
    rows = film_rows(judged, only_short=only_short)
    context = {"round": judged, "page": _page(request, rows), "only_short": only_short, "count": len(rows)}
    return render(request, "judging/desk_assignment_films.html", context)


@login_required
def assign_film(request: HttpRequest, festival: str, edition: str, pk: int, entry: Any) -> HttpResponse:
    """One film: every juror, with what forbids the film or speaks against it."""
    found, judged = round_of(request, festival, edition, pk)
    row = get_object_or_404(
        judged.round_entries.select_related("entry__category", "entry__film"), entry=entry
    )
    form = WishesForm(
        request.POST if "wishes" in request.POST else None,
        initial={"reviews_wanted": row.reviews_wanted, "is_anchor": row.is_anchor},
    )
    if request.method == "POST" and _film_deed(request, judged, row.entry, form):
        return to(found, "assign_film", pk=pk, entry=entry)
    context = {
        "round": judged,
        "film": row.entry,
        "row": row,
        "form": form,
        "hands": film_hands(judged, row.entry),
        "closed": judged.state == RoundState.CLOSED,
    }
    return render(request, "judging/desk_assignment_film.html", context, status=422 if form.errors else 200)


def _film_deed(request: HttpRequest, judged: Round, entry: Entry, form: WishesForm) -> bool:
    posted = request.POST
    if "wishes" in posted:
        if not form.is_valid():
            return False
        assigning.keep_wanted(judged, entry.pk, form.cleaned_data["reviews_wanted"], by=request.user)
        anchors = set(judged.round_entries.filter(is_anchor=True).values_list("entry_id", flat=True))
        anchors ^= {entry.pk} if (entry.pk in anchors) != form.cleaned_data["is_anchor"] else set()
        assigning.keep_anchors(judged, anchors, by=request.user)
        messages.success(request, _("Saved. It holds for the next plan."))
    elif "give" in posted:
        juror = chosen(seats_of(judged).select_related("membership__user"), posted["give"])
        actions.give_film(judged, juror, entry, by=request.user)
    elif "take" in posted:
        given = chosen(
            judged.assignments.select_related("juror", "entry").filter(entry=entry), posted["take"]
        )
        given.round = judged
        actions.take_film(given, by=request.user)
    return True


@login_required
def assign_juror(request: HttpRequest, festival: str, edition: str, pk: int, juror: int) -> HttpResponse:
    """One juror: the films, and handing on what is not begun."""
    found, judged = round_of(request, festival, edition, pk)
    seat = get_object_or_404(seats_of(judged).select_related("bloc"), pk=juror)
    if request.method == "POST":
        _juror_deed(request, judged, seat)
        return to(found, "assign_juror", pk=pk, juror=juror)
    hands = juror_hands(judged, seat)
    context = {
        "round": judged,
        "juror": seat,
        "page": _page(request, hands),
        "count": len(hands),
        "untouched": sum(not hand.begun for hand in hands),
        "minutes": round(sum(hand.minutes for hand in hands)),
        "closed": judged.state == RoundState.CLOSED,
    }
    return render(request, "judging/desk_assignment_juror.html", context)


def _juror_deed(request: HttpRequest, judged: Round, seat: Juror) -> None:
    if "take" in request.POST:
        mine = judged.assignments.select_related("juror", "entry").filter(juror=seat)
        given = chosen(mine, request.POST["take"])
        given.round = judged
        actions.take_film(given, by=request.user)
        return
    reason = request.POST.get("reason", "").strip()
    if not reason:
        messages.error(request, _("Say why: the reason is kept."))
        return
    handed = actions.hand_on(seat, by=request.user, reason=reason, judged=judged)
    words = ngettext("%(count)s film has a new juror.", "%(count)s films have a new juror.", len(handed.made))
    messages.success(request, words % {"count": len(handed.made)})
    if handed.short:
        short = ngettext(
            "For %(count)s film nobody is free: see the films short of jurors.",
            "For %(count)s films nobody is free: see the films short of jurors.",
            len(handed.short),
        )
        messages.warning(request, short % {"count": len(handed.short)})


@login_required
def seat_capacity(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """What one juror understands, knows and has time for."""
    found = rounds_edition(request, festival, edition)
    seats = Juror.objects.select_related("jury__edition__festival")
    juror = get_object_or_404(seats, jury__edition=found, pk=pk)
    form = CapacityForm(request.POST or None, instance=juror)
    if request.method == "POST" and form.is_valid():
        assigning.keep_capacity(juror, by=request.user, **form.capacity)
        assigning.keep_expertise(
            juror, categories=form.known_categories, formats=form.known_formats, by=request.user
        )
        messages.success(request, _("Saved. It holds for the next plan."))
        return to(found, "jury", pk=juror.jury_id)
    context = {"form": form, "juror": juror, "back_url": address(found, "jury", pk=juror.jury_id)}
    return render(request, "judging/desk_seat_capacity.html", context, status=422 if form.errors else 200)


def _named(figures: dict[str, Any]) -> dict[str, Entry]:
    """The films that sentences name, by key as text."""
    keys = {gap["film"] for gap in (*figures["short"], *figures["relaxed"])}
    return {str(film.pk): film for film in Entry.objects.filter(pk__in=keys)} if keys else {}


def _page(request: HttpRequest, rows: Any) -> Page:
    return Paginator(rows, ROWS).get_page(request.GET.get("page"))
