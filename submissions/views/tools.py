"""The office's own tools: tags, flags, notes."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from festival.exceptions import Conflict
from festival.models import Edition
from festival.scope import ask, desk_edition
from submissions import desk_rules
from submissions.actions.flagging import flag_entries, unflag_entries
from submissions.actions.noting import change_note, remove_note, write_note
from submissions.actions.tagging import (
    change_tag,
    create_tag,
    delete_tag,
    merge_tags,
    tag_entries,
    untag_entries,
)
from submissions.desk_enums import TagColour
from submissions.forms.desk_tools import FlagForm, MergeForm, NoteForm, TagForm
from submissions.models import Entry, EntryNote, EntryTag
from submissions.views.scope import desk_entry


@login_required
@require_http_methods(["GET", "POST"])
def tags(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """All tags of the edition, and a new one."""
    here = desk_edition(request, festival, edition)
    ask(desk_rules.can_use_tools(request.user, here))
    form = TagForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        create_tag(here, **form.cleaned_data, by=request.user)
        return redirect("entry_desk:tags", festival, edition)
    kept = EntryTag.objects.filter(edition=here).annotate(films=Count("taggings"))
    return render(
        request,
        "submissions/desk_tags.html",
        {"tags": kept, "form": form},
        status=422 if form.errors else 200,
    )


@login_required
@require_http_methods(["GET", "POST"])
def tag(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """Rename, recolour, merge, delete."""
    here = desk_edition(request, festival, edition)
    ask(desk_rules.can_use_tools(request.user, here))
    kept = get_object_or_404(EntryTag.objects.annotate(films=Count("taggings")), edition=here, pk=pk)
    deed = request.POST.get("deed", "")
    form = TagForm(
        request.POST if deed == "change" else None, initial={"name": kept.name, "colour": kept.colour}
    )
    merge = MergeForm(request.POST if deed == "merge" else None, tag=kept)
    if deed == "delete":
        delete_tag(kept, by=request.user)
        return redirect("entry_desk:tags", festival, edition)
    if deed == "merge" and merge.is_valid():
        merge_tags(kept, merge.cleaned_data["into"], by=request.user)
        return redirect("entry_desk:tags", festival, edition)
    if deed == "change" and form.is_valid():
        change_tag(kept, **form.cleaned_data, by=request.user)
        return redirect("entry_desk:tags", festival, edition)
    status = 422 if form.errors or merge.errors else 200
    return render(
        request, "submissions/desk_tag.html", {"tag": kept, "form": form, "merge": merge}, status=status
    )


def annotated(request: HttpRequest, festival: str, edition: str, pk: UUID) -> Entry:
    """An entry that this person may write about."""
    here = desk_edition(request, festival, edition)
    found = desk_entry(request, here, pk)
    ask(desk_rules.can_annotate(request.user, found))
    return found


@login_required
@require_POST
def entry_tags(request: HttpRequest, festival: str, edition: str, pk: UUID) -> HttpResponse:
    """Put a tag on, by its key or by a new word; or take one off."""
    found = annotated(request, festival, edition, pk)
    known = EntryTag.objects.filter(edition=found.edition)
    if off := request.POST.get("off", ""):
        kept = get_object_or_404(known, pk=int(off) if off.isascii() and off.isdecimal() else 0)
        untag_entries([found.pk], kept, by=request.user)
    else:
        name = " ".join(request.POST.get("name", "").replace("\x00", "").split())[:40]
        if not name:
            raise Conflict(_("Write the tag."))
        kept = create_tag(found.edition, name=name, colour=TagColour.CALM, by=request.user)
        tag_entries([found.pk], kept, by=request.user)
    return to_part(found, "tools")


@login_required
@require_POST
def entry_flag(request: HttpRequest, festival: str, edition: str, pk: UUID) -> HttpResponse:
    found = annotated(request, festival, edition, pk)
    form = FlagForm(request.POST)
    if not form.is_valid():
        raise Conflict(_("Choose a colour."))
    if form.cleaned_data["colour"]:
        flag_entries([found.pk], **form.cleaned_data, by=request.user)
    else:
        unflag_entries([found.pk], by=request.user)
    return to_part(found, "tools")


@login_required
@require_POST
def entry_notes(request: HttpRequest, festival: str, edition: str, pk: UUID) -> HttpResponse:
    found = annotated(request, festival, edition, pk)
    form = NoteForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    else:
        write_note(found, text=form.cleaned_data["text"], by=request.user)
    return to_part(found, "notes")


@login_required
@require_http_methods(["GET", "POST"])
def entry_note(request: HttpRequest, festival: str, edition: str, pk: UUID, note: int) -> HttpResponse:
    """Change or remove a note."""
    found = annotated(request, festival, edition, pk)
    kept = get_object_or_404(EntryNote.objects.select_related("entry__edition"), entry=found, pk=note)
    if request.POST.get("deed") == "remove":
        ask(desk_rules.can_remove_note(request.user, kept))
        remove_note(kept, by=request.user)
        return to_part(found, "notes")
    ask(desk_rules.can_change_note(request.user, kept), _("A note can be changed by its author, for a day."))
    form = NoteForm(request.POST or None, initial={"text": kept.text})
    if request.method == "POST" and form.is_valid():
        change_note(kept, text=form.cleaned_data["text"], by=request.user)
        return to_part(found, "notes")
    context = {"entry": found, "note": kept, "form": form}
    return render(request, "submissions/desk_note.html", context, status=422 if form.errors else 200)


def to_part(found: Entry, part: str) -> HttpResponse:
    here: Edition = found.edition
    return redirect(reverse("entry_desk:entry", args=[here.festival.slug, here.slug, found.pk]) + f"#{part}")
