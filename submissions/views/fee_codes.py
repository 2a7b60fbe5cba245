"""The director gives codes that lower the fee, and takes them back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from submissions import gates
from submissions.actions import give_fee_code, revoke_fee_code
from submissions.forms.extensions import FeeCodeForm
from submissions.models import FeeCode
from submissions.views.call import at, form_page, money_desk

A_PAGE = 50


@login_required
@require_GET
def codes(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    here, now = money_desk(request, festival, edition), timezone.now()
    page = Paginator(here.fee_codes.select_related("category"), A_PAGE).get_page(request.GET.get("page"))
    rows = [{"code": code, "situation": code.situation_at(now)} for code in page]
    context = {"page": page, "rows": rows, "currency": gates.terms_of(here).currency}
    return render(request, "submissions/desk_fee_codes.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    here = money_desk(request, festival, edition)
    currency = gates.terms_of(here).currency
    form = FeeCodeForm(request.POST or None, instance=FeeCode(edition=here), currency=currency)
    if request.method == "POST" and form.is_valid():
        given = give_fee_code(form.instance, by=request.user)
        messages.success(request, _("The code %(code)s is good from now on.") % {"code": given})
        return redirect(at(here, "call_codes"))
    return form_page(
        request, here, form, _("A code that lowers the fee"), back="call_codes", save=_("Give it")
    )


@login_required
@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    here = money_desk(request, festival, edition)
    found = get_object_or_404(here.fee_codes, pk=pk)
    if request.method == "POST":
        revoke_fee_code(found, by=request.user)
        messages.success(request, _("The code is revoked."))
        return redirect(at(here, "call_codes"))
    context = {
        "question": _("Revoke the code %(code)s?") % {"code": found},
        "consequence": _("Films that use it already keep their price."),
        "action": _("Revoke"),
        "post_url": request.path,
        "back_url": at(here, "call_codes"),
    }
    return render(request, "festival/desk_confirm.html", context)
