"""Subtitle files: the same page for the film's maker and for the desk; ordinary forms, no script needed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from festival.scope import ask, desk_edition
from media_pipeline.enums import TrackSource
from media_pipeline.exceptions import SubtitlesUnusable
from media_pipeline.models import SubtitleTrack
from submissions import rules
from submissions.actions import add_subtitles, adopt_film, remove_subtitles
from submissions.forms.subtitles import SubtitleForm
from submissions.models import Entry
from submissions.views.scope import desk_entry, own_entry
from submissions.watching import subtitle_panel


@login_required
@require_http_methods(["GET", "POST"])
def own(request: HttpRequest, pk: UUID) -> HttpResponse:
    entry = own_entry(request, pk)
    adopt_film(entry)
    return tracks_page(request, entry, "submissions/entry_subtitles.html")


@login_required
@require_POST
def own_remove(request: HttpRequest, pk: UUID, track: UUID) -> HttpResponse:
    entry = own_entry(request, pk)
    return removed(request, entry, track, redirect("entries:subtitles", pk=entry.pk))


@login_required
@require_http_methods(["GET", "POST"])
def desk(request: HttpRequest, festival: str, edition: str, pk: UUID) -> HttpResponse:
    here = desk_edition(request, festival, edition)
    entry = desk_entry(request, here, pk)
    ask(rules.can_read_everything(request.user, here))
    return tracks_page(request, entry, "submissions/desk_subtitles.html")


@login_required
@require_POST
def desk_remove(request: HttpRequest, festival: str, edition: str, pk: UUID, track: UUID) -> HttpResponse:
    here = desk_edition(request, festival, edition)
    entry = desk_entry(request, here, pk)
    ask(rules.can_read_everything(request.user, here))
    back = redirect("entry_desk:subtitles", here.festival.slug, here.slug, entry.pk)
    return removed(request, entry, track, back)


def tracks_page(request: HttpRequest, entry: Entry, template: str) -> HttpResponse:
    form = SubtitleForm(tracks=sent_tracks(entry))
    if request.method == "POST":
        form = SubtitleForm(request.POST, request.FILES, tracks=sent_tracks(entry))
        if form.is_valid() and (track := taken(request, entry, form)):
            words = _("The subtitles are offered to everybody who watches the film: %(language)s.")
            messages.success(request, words % {"language": track.name})
            return redirect(request.path)
    context: dict[str, Any] = {
        "entry": entry,
        "form": form,
        "subtitles": subtitle_panel(entry, request.user),
        "here": request.path,
    }
    return render(request, template, context, status=422 if form.errors else 200)


def taken(request: HttpRequest, entry: Entry, form: SubtitleForm) -> SubtitleTrack | None:
    """The track made of a valid form, or None when the file itself is refused: the form then says why."""
    file, answers = form.cleaned_data["file"], form.cleaned_data
    try:
        return add_subtitles(
            entry,
            file.read(),
            name=file.name,
            language=answers["language"],
            kind=form.kind,
            by=request.user,
            replaces=answers["replaces"],
        )
    except SubtitlesUnusable as error:
        form.add_error("file", str(error.message))
        return None


def removed(request: HttpRequest, entry: Entry, track: UUID, back: HttpResponse) -> HttpResponse:
    found = get_object_or_404(sent_tracks(entry), pk=track)
    remove_subtitles(entry, found, by=request.user)
    messages.success(request, _("The subtitles are removed: %(language)s.") % {"language": found.name})
    return back


def sent_tracks(entry: Entry) -> Any:
    """What was sent beside the present film."""
    return SubtitleTrack.objects.current().filter(
        asset=entry.film_id, asset__isnull=False, source=TrackSource.UPLOADED
    )
