"""The desk's own questions. Programmers read them, directors change them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from festival import rules as house
from festival.models import Edition
from festival.scope import ask, desk_edition
from submissions.actions import questioning
from submissions.asking import QuestionKind, QuestionState
from submissions.forms.answers import QuestionsForm, limits
from submissions.forms.question import QuestionForm
from submissions.models import Entry, Question


@login_required
@require_GET
def index(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    here = desk_edition(request, festival, edition)
    ask(house.can_programme(request.user, here))
    asked = questions_here(here).annotate(answered=Count("answers")).prefetch_related("categories")
    rows = [{"question": question, "limits": limits(question)} for question in asked]
    context = {
        "rows": [row for row in rows if row["question"].state != QuestionState.RETIRED],
        "retired": [row for row in rows if row["question"].state == QuestionState.RETIRED],
        "may_change": house.can_direct(request.user, here),
        "sources": sources_of(request, here),
    }
    return render(request, "submissions/desk_questions.html", context)


@login_required
@require_GET
def choose_kind(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    directed(request, festival, edition)
    kinds = [{"value": kind.value, "label": kind.label, "hint": hint(kind)} for kind in QuestionKind]
    return render(request, "submissions/desk_question_kinds.html", {"kinds": kinds})


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, festival: str, edition: str, kind: str) -> HttpResponse:
    here = directed(request, festival, edition)
    if kind not in QuestionKind.values:
        raise Http404
    form = QuestionForm(request.POST or None, instance=Question(edition=here, kind=kind))
    if request.method == "POST" and form.is_valid():
        form.changed_fields()
        question = questioning.add_question(
            form.instance, categories=form.cleaned_data["categories"], by=request.user
        )
        if form.deed:
            return redirect("entry_desk:question", here.festival.slug, here.slug, question.pk)
        messages.success(
            request, _("The question is in preparation. Look at it in the preview, then let it be asked.")
        )
        return to_list(here)
    return form_page(request, here, form, _("A new question: %(kind)s") % {"kind": QuestionKind(kind).label})


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    here = directed(request, festival, edition)
    question = get_object_or_404(questions_here(here), pk=pk)
    heading = str(question)
    form = QuestionForm(request.POST or None, instance=question)
    if request.method == "POST" and form.is_valid():
        categories = form.cleaned_data["categories"] if "categories" in form.changed_data else None
        questioning.change_question(
            form.instance, fields=form.changed_fields(), categories=categories, by=request.user
        )
        if form.deed:
            return redirect(request.path)
        messages.success(request, _("Saved."))
        return to_list(here)
    answered = question.answers.count()
    return form_page(request, here, form, heading, question=question, answered=answered)


@login_required
@require_POST
def state(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """Ask it, or ask it no more."""
    here = directed(request, festival, edition)
    question = get_object_or_404(questions_here(here), pk=pk)
    if request.POST.get("to") == QuestionState.RETIRED:
        questioning.retire_question(question, by=request.user)
        messages.success(request, _("The question is retired. What was answered stays."))
    else:
        questioning.activate_question(question, by=request.user)
        messages.success(request, _("The question is asked from now on."))
    return to_list(here)


@login_required
@require_POST
def order(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """One up or down by a button, or the whole order by dragging."""
    here = directed(request, festival, edition)
    if dragged := request.POST.get("order"):
        keys = [int(key) for key in dragged.split(",")[:1000] if key.isdecimal() and len(key) < 12]
        questioning.order_questions(here, keys, by=request.user)
        return HttpResponse(status=204)
    for name, steps in (("up", -1), ("down", 1)):
        key = request.POST.get(name, "")
        if key.isdecimal() and len(key) < 12:
            question = get_object_or_404(questions_here(here), pk=key)
            questioning.move_question(question, steps, by=request.user)
    return to_list(here)


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    here = directed(request, festival, edition)
    question = get_object_or_404(questions_here(here), pk=pk)
    if request.method == "POST":
        questioning.delete_question(question, by=request.user)
        messages.success(request, _("The question is deleted."))
        return to_list(here)
    return render(request, "submissions/desk_question_delete.html", {"question": question})


@login_required
@require_POST
def copy(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """Take over the questions of another edition."""
    here = directed(request, festival, edition)
    wanted = request.POST.get("source", "")
    source = next((found for found in sources_of(request, here) if str(found.pk) == wanted), None)
    if source is None:
        raise Http404
    copied = questioning.copy_questions(source, here, by=request.user)
    words = ngettext("%(count)d question is copied.", "%(count)d questions are copied.", copied)
    messages.success(request, words % {"count": copied})
    return to_list(here)


@login_required
@require_GET
def preview(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """The form as makers see it, with what is still in preparation; nothing is kept."""
    here = desk_edition(request, festival, edition)
    ask(house.can_programme(request.user, here))
    categories = list(here.categories.all())
    chosen = next((c for c in categories if c.slug == request.GET.get("category")), None)
    chosen = chosen or (categories[0] if categories else None)
    stand_in = Entry(edition=here, category=chosen, pk=None)
    asked = [
        question
        for question in questions_here(here)
        .exclude(state=QuestionState.RETIRED)
        .prefetch_related("categories")
        if question.is_for(stand_in)
    ]
    form = QuestionsForm(instance=stand_in, questions=asked)
    context = {"form": form, "chosen": chosen, "tabs": tabs_of(request, categories, chosen), "asked": asked}
    return render(request, "submissions/desk_questions_preview.html", context)


def questions_here(edition: Edition) -> Any:
    return Question.objects.filter(edition=edition).select_related("edition__festival")


def directed(request: HttpRequest, festival: str, edition: str) -> Edition:
    here = desk_edition(request, festival, edition)
    ask(house.can_direct(request.user, here))
    return here


def sources_of(request: HttpRequest, here: Edition) -> list[Edition]:
    """Editions of one's own desks that have questions to take over."""
    mine = Edition.objects.with_desk_for(request.user).exclude(pk=here.pk).filter(questions__isnull=False)
    return list(mine.select_related("festival").distinct()[:30])


def to_list(edition: Edition) -> HttpResponse:
    return redirect("entry_desk:questions", edition.festival.slug, edition.slug)


def form_page(
    request: HttpRequest, edition: Edition, form: QuestionForm, heading: str, **context: Any
) -> HttpResponse:
    values = {"form": form, "heading": heading, "kind": QuestionKind(form.instance.kind), **context}
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "submissions/desk_question_form.html", values, status=status)


def tabs_of(request: HttpRequest, categories: list[Any], chosen: Any) -> list[dict[str, Any]]:
    return [
        {
            "label": str(category),
            "url": f"{request.path}?category={category.slug}",
            "current": category == chosen,
        }
        for category in categories
    ]


def hint(kind: QuestionKind) -> str:
    return {
        QuestionKind.TEXT: _("A name, a place, a sentence."),
        QuestionKind.LONG_TEXT: _("A paragraph or a page."),
        QuestionKind.NUMBER: _("With a range and a unit, if you like."),
        QuestionKind.ONE: _("A list from which one is chosen."),
        QuestionKind.SEVERAL: _("A list from which several may be chosen."),
        QuestionKind.DATE: _("A day."),
        QuestionKind.URL: _("The address of a page or a film on the web."),
        QuestionKind.FILE: _("A document or a picture, for the staff alone."),
        QuestionKind.CONSENT: _("A box to tick, with the words that are agreed to."),
    }[kind]
