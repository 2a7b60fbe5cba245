"""What the views of the jury desk share: who may come in, forms as pages, questions before deeds."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from festival.models import Edition
from festival.scope import ask, desk_edition
from judging import rules
from judging.enums import RoundMode
from judging.models import Round

Row = TypeVar("Row", bound=Model)

ROWS_PER_PAGE = 100
# Rounds whose result is no list of scores have a page of their own for it.
OTHER_RESULTS = {
    RoundMode.QUALIFYING: "qualified",
    RoundMode.PUBLIC: "poll_signals",
    RoundMode.RANKED: "vote_result",
    RoundMode.PAIRWISE: "vote_result",
}


def rounds_edition(request: HttpRequest, festival: str, edition: str) -> Edition:
    """For whoever runs juries and rounds."""
    found = desk_edition(request, festival, edition)
    ask(rules.can_run_rounds(request.user, found))
    return found


def results_edition(request: HttpRequest, festival: str, edition: str) -> Edition:
    """For whoever may see marks before publication."""
    found = desk_edition(request, festival, edition)
    ask(rules.can_see_results(request.user, found))
    return found


def awards_edition(request: HttpRequest, festival: str, edition: str) -> Edition:
    """For whoever prepares and publishes awards."""
    found = desk_edition(request, festival, edition)
    ask(rules.can_prepare_awards(request.user, found))
    return found


def page_of(request: HttpRequest, rows: Sequence[Any]) -> Page:
    """The page of a long list that the address asks for."""
    return Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("page"))


def chosen(rows: QuerySet[Row], posted: str | None) -> Row:
    """The row whose key was posted, or 404 for any nonsense."""
    try:
        return rows.get(pk=posted)
    except (rows.model.DoesNotExist, ValidationError, ValueError) as error:
        raise Http404 from error


def address(edition: Edition, name: str, **kwargs: Any) -> str:
    where = {"festival": edition.festival.slug, "edition": edition.slug}
    return reverse(f"jury_desk:{name}", kwargs={**where, **kwargs})


def to(edition: Edition, name: str, **kwargs: Any) -> HttpResponse:
    return redirect(address(edition, name, **kwargs))


def form_page(
    request: HttpRequest, form: forms.BaseForm, *, heading: str, back_url: str, kicker: str = "", **extra: Any
) -> HttpResponse:
    """A form as a page of its own; posted and wrong, it says so with 422."""
    context = {"form": form, "heading": heading, "back_url": back_url, "kicker": kicker, **extra}
    return render(request, "judging/desk_form.html", context, status=422 if form.is_bound else 200)


def confirm_page(
    request: HttpRequest,
    *,
    question: str,
    action: str,
    back_url: str,
    consequence: str = "",
    danger: bool = True,
) -> HttpResponse:
    """Ask first: posting to the same address does it."""
    context = {
        "question": question,
        "consequence": consequence,
        "action": action,
        "post_url": request.path,
        "back_url": back_url,
        "danger": danger,
    }
    return render(request, "judging/desk_confirm.html", context)


def round_of(request: HttpRequest, festival: str, edition: str, pk: int) -> tuple[Edition, Round]:
    """One round of the edition, for whoever runs rounds."""
    found = rounds_edition(request, festival, edition)
    rounds = Round.objects.select_related("jury", "declared", "edition__festival")
    return found, get_object_or_404(rounds, edition=found, pk=pk)
