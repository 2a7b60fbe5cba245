"""How a round counts: chosen before it opens, read-only after."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from judging import actions
from judging.enums import RoundState, TieStep
from judging.forms.round_rules import RulesForm
from judging.method_words import EXPLAINED, method_name
from judging.models.round_rules import rules_of
from judging.modes import method_of, mode_of
from judging.views.desk.common import round_of, to


@login_required
def round_rules(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found, judged = round_of(request, festival, edition, pk)
    draft = judged.state == RoundState.DRAFT
    form = RulesForm(request.POST or None, judged=judged) if draft else None
    if form is not None and request.method == "POST" and form.is_valid():
        actions.declare_rules(judged, by=request.user, **form.columns)
        messages.success(request, _("Saved."))
        return to(found, "round_rules", pk=pk)
    if form is None and request.method == "POST":
        actions.declare_rules(judged, by=request.user)
    declared = rules_of(judged)
    labels = dict(TieStep.choices)
    context = {
        "round": judged,
        "form": form,
        "declared": declared,
        "method": method_name(method_of(judged)),
        "explained": EXPLAINED.get(method_of(judged), ""),
        "ladder": [labels[step] for step in declared.tie_ladder],
        "choices": [
            {"name": method_name(name), "text": EXPLAINED[name]}
            for name in mode_of(judged).methods
            if name in EXPLAINED
        ],
    }
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "judging/desk_round_rules.html", context, status=status)
