"""The queue of the jury's comments for the makers."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from festival import rules
from festival.models import Edition
from festival.scope import ask, desk_edition
from judging.actions.feedback import approve_feedback, collect_feedback, tell_feedback, withhold_feedback
from judging.enums import FeedbackState
from judging.models import Feedback

COMMENTS_A_PAGE = 20


class TextForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("What the maker reads"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )


@login_required
@require_GET
def queue(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    here = _directed(request, festival, edition)
    collect_feedback(here)
    comments = _comments(here)
    state = request.GET.get("state", FeedbackState.WAITING)
    shown = comments.filter(state=state) if state in FeedbackState.values else comments
    listed = shown.select_related("scorecard__assignment__entry__edition", "scorecard__assignment__juror")
    page = Paginator(listed, COMMENTS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [
            {"feedback": comment, "form": TextForm(initial={"text": comment.text}, prefix=f"c{comment.pk}")}
            for comment in page
        ],
        "state": state,
        "states": [*FeedbackState.choices, ("all", _("All"))],
        "ready": comments.filter(state=FeedbackState.APPROVED, told_at=None).count(),
        "told": here.selection_released_at,
    }
    return render(request, "judging/desk_feedback.html", context)


@login_required
@require_POST
def moderate(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    here = _directed(request, festival, edition)
    comment = get_object_or_404(_comments(here).select_related("scorecard"), pk=pk)
    if request.POST.get("deed") == "withhold":
        withhold_feedback(comment, by=request.user)
        messages.success(request, _("The comment is kept back."))
        return _to_queue(here)
    form = TextForm(request.POST, prefix=f"c{comment.pk}")
    if form.is_valid():
        approve_feedback(comment, text=form.cleaned_data["text"], by=request.user)
        messages.success(request, _("The comment may be told."))
    else:
        messages.error(request, _("A comment that is told needs words."))
    return _to_queue(here)


@login_required
@require_POST
def tell(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    here = _directed(request, festival, edition)
    count = tell_feedback(here, by=request.user)
    words = ngettext("%(count)d comment is told.", "%(count)d comments are told.", count)
    messages.success(request, words % {"count": count})
    return _to_queue(here)


def _comments(edition: Edition) -> QuerySet[Feedback]:
    return Feedback.objects.filter(scorecard__assignment__round__edition=edition)


def _directed(request: HttpRequest, festival: str, edition: str) -> Edition:
    """Directors alone: programmers work with the jurors and the makers every day."""
    here = desk_edition(request, festival, edition)
    ask(rules.can_direct(request.user, here))
    return here


def _to_queue(edition: Edition) -> HttpResponse:
    return redirect("jury_desk:feedback", edition.festival.slug, edition.slug)
