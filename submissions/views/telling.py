"""Before the telling: each letter as it would be, a dry run of all, the hour; and what makers are told besides."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from festival import audit
from festival.models import Edition, User
from festival.scope import ask, desk_edition
from submissions import rules
from submissions.actions import cancel_release, schedule_release
from submissions.actions.rehearsal import begin_rehearsal
from submissions.forms.telling import HourForm
from submissions.forms.todos import AfterSelectionForm
from submissions.models import AfterSelection
from submissions.rehearsing import draft_of
from submissions.tellings import decided_films, reader_now, readers_of

READERS_A_PAGE = 50


@login_required
@require_GET
def letters(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """Everybody who would be told, and what; the last dry run."""
    here = _programmed(request, festival, edition)
    readers = readers_of(decided_films(here))
    page = Paginator(readers, READERS_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "readers": len(readers), "rehearsal": here.rehearsals.first()}
    return render(request, "submissions/desk_telling.html", context)


@login_required
@require_GET
def letter(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """One person's letter as it would be written now."""
    here = _programmed(request, festival, edition)
    person = User.objects.filter(pk=pk).first()
    reader = reader_now(person, here) if person else None
    if reader is None or not reader.films:
        raise Http404
    return render(
        request, "submissions/desk_telling_letter.html", {"reader": reader, "draft": draft_of(reader, here)}
    )


@login_required
@require_POST
def rehearse(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    here = _programmed(request, festival, edition)
    begin_rehearsal(here, by=request.user)
    messages.success(request, _("The dry run has begun. Nothing is sent."))
    return redirect("entry_desk:telling", here.festival.slug, here.slug)


@login_required
@require_POST
def schedule(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """Set the hour, or call it off."""
    here = desk_edition(request, festival, edition)
    ask(rules.can_release_selection(request.user, here), _("Only the director announces the selection."))
    if request.POST.get("deed") == "cancel":
        cancel_release(here, by=request.user)
        messages.success(request, _("The hour is called off."))
        return redirect("entry_desk:release", here.festival.slug, here.slug)
    form = HourForm(request.POST, edition=here)
    if form.is_valid():
        schedule_release(here, at=form.cleaned_data["at"], by=request.user)
        messages.success(request, _("The selection will be announced at this hour."))
    else:
        messages.error(request, " ".join(str(e) for errors in form.errors.values() for e in errors))
    return redirect("entry_desk:release", here.festival.slug, here.slug)


@login_required
@require_http_methods(["GET", "POST"])
def besides(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """What makers are told besides the decision."""
    here = _programmed(request, festival, edition)
    after = AfterSelection.objects.filter(edition=here).first() or AfterSelection(edition=here)
    form = AfterSelectionForm(request.POST or None, instance=after)
    if request.method == "POST" and form.is_valid():
        form.save()
        audit.record("edition.after_selection_changed", here, by=request.user, fields=form.changed_data)
        messages.success(request, _("Saved."))
        return redirect("entry_desk:selection", here.festival.slug, here.slug)
    return render(request, "submissions/desk_after.html", {"form": form}, status=422 if form.errors else 200)


def _programmed(request: HttpRequest, festival: str, edition: str) -> Edition:
    here = desk_edition(request, festival, edition)
    ask(rules.can_read_everything(request.user, here))
    return here
