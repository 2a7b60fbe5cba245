"""Which films a round holds, who watches them, and who must not."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from judging import actions
from judging.forms.juries import RecusalForm
from judging.forms.rounds import EntriesForm
from judging.models import Recusal
from judging.views.desk.common import address, chosen, form_page, round_of, to
from submissions.models import Entry


@login_required
@require_POST
def add_entries(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found, judged = round_of(request, festival, edition, pk)
    form = EntriesForm(request.POST, judged=judged)
    if form.is_valid():
        count = actions.add_entries(judged, form.entries(), by=request.user)
        sentence = ngettext(
            "%(count)s film is new in the round.", "%(count)s films are new in the round.", count
        )
        messages.success(request, sentence % {"count": count})
    return to(found, "round", pk=pk)


@login_required
@require_POST
def remove_entry(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found, judged = round_of(request, festival, edition, pk)
    entry = chosen(Entry.objects.of_edition(found), request.POST.get("entry"))
    actions.remove_entry(judged, entry, by=request.user)
    return to(found, "round", pk=pk)


@login_required
def recuse(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found, judged = round_of(request, festival, edition, pk)
    asked = {name: request.GET[name] for name in ("juror", "entry", "reason") if name in request.GET}
    form = RecusalForm(request.POST or None, judged=judged, initial=asked)
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        actions.recuse(wanted["juror"], wanted["entry"], by=request.user, reason=wanted["reason"])
        messages.success(request, _("The juror no longer has this film. What was scored does not count."))
        return to(found, "round", pk=pk)
    return form_page(
        request,
        form,
        heading=_("Take a juror off a film"),
        kicker=str(judged),
        back_url=address(found, "round", pk=pk),
    )


@login_required
@require_POST
def lift_recusal(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found, judged = round_of(request, festival, edition, pk)
    recusals = Recusal.objects.filter(juror__jury=judged.jury_id)
    actions.lift_recusal(chosen(recusals, request.POST.get("recusal")), by=request.user)
    return to(found, "round", pk=pk)
