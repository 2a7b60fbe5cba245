"""The office's inbox: every conversation with makers, who answered, and what still waits."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from festival import audit
from festival.models import Edition
from festival.scope import ask, desk_edition
from submissions import rules
from submissions.actions.messages import answer, close_thread, open_thread, read_at_desk
from submissions.enums import ThreadState
from submissions.exceptions import BadAttachment
from submissions.forms.message import CannedTextForm, MessageForm, NewThreadForm
from submissions.makers import letter_readers
from submissions.message_rules import may_write_as_desk
from submissions.models import CannedText, Entry, Message, MessageThread
from submissions.views.messages import send
from submissions.views.scope import desk_entry

THREADS_A_PAGE = 50
SHOWS: dict[str, Q] = {
    "new": Q(desk_unread__gt=0),
    "waiting": Q(state=ThreadState.OPEN, last_from_desk=False),
    "open": Q(state=ThreadState.OPEN),
    "closed": Q(state=ThreadState.CLOSED),
}


@login_required
@require_GET
def inbox(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    here = _office(request, festival, edition)
    show = request.GET.get("show", "open")
    show = show if show in SHOWS else "open"
    found = _threads(here).filter(SHOWS[show])
    words = request.GET.get("q", "").strip()
    for word in words.split():
        found = found.filter(
            Q(subject__icontains=word)
            | Q(entry__title_original__icontains=word)
            | Q(entry__title_international__icontains=word)
            | Q(entry__owner__name__icontains=word)
            | Q(entry__owner__email__icontains=word)
        )
    context = {
        "edition": here,
        "page": Paginator(found, THREADS_A_PAGE).get_page(request.GET.get("page")),
        "tabs": _tabs(here, show),
        "show": show,
        "words": words,
    }
    return render(request, "submissions/desk_messages.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def thread(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    here = _office(request, festival, edition)
    found = _thread(request, here, pk)
    form = _form(request, MessageForm, found.entry)
    if request.method == "POST" and form.is_valid():
        try:
            answer(found, form.words, by=request.user, from_desk=True)
        except BadAttachment as error:
            form.add_error("file", str(error.message))
        else:
            messages.success(request, _("Your message is on its way."))
            return _to(here, found)
    read_at_desk(found)
    context = {
        "edition": here,
        "thread": found,
        "entry": found.entry,
        "written": found.messages.all(),
        "reads": found.reads.select_related("person").order_by("at"),
        "form": form,
        "canned": here.canned_texts.all(),
        "embargo": here.selection_released_at is None,
    }
    return render(request, "submissions/desk_message_thread.html", context, status=_status(form))


@login_required
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, festival: str, edition: str, pk: UUID) -> HttpResponse:
    """A new conversation with the makers of a film."""
    here = _office(request, festival, edition)
    entry = desk_entry(request, here, pk)
    ask(may_write_as_desk(request.user, entry), _("This film is your own: write from your own page of it."))
    form = _form(request, NewThreadForm, entry)
    if request.method == "POST" and form.is_valid():
        try:
            begun = open_thread(
                entry, form.cleaned_data["subject"], form.words, by=request.user, from_desk=True
            )
        except BadAttachment as error:
            form.add_error("file", str(error.message))
        else:
            messages.success(request, _("Your message is on its way."))
            return _to(here, begun)
    context = {
        "edition": here,
        "entry": entry,
        "form": form,
        "readers": letter_readers(entry),
        "canned": here.canned_texts.all(),
        "embargo": here.selection_released_at is None,
    }
    return render(request, "submissions/desk_message_new.html", context, status=_status(form))


@login_required
@require_POST
def close(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    here = _office(request, festival, edition)
    close_thread(_thread(request, here, pk), by=request.user)
    messages.success(request, _("The conversation is closed. A new message opens it again."))
    return redirect("entry_desk:messages", here.festival.slug, here.slug)


@login_required
@require_GET
def attachment(request: HttpRequest, festival: str, edition: str, message: int) -> HttpResponseBase:
    here = _office(request, festival, edition)
    found = get_object_or_404(
        Message.objects.exclude(file="").select_related("thread__entry__edition"),
        pk=message,
        thread__entry__edition=here,
    )
    ask(may_write_as_desk(request.user, found.thread.entry))
    return send(found)


@login_required
@require_http_methods(["GET", "POST"])
def texts(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """Ready-made texts: the list, and the form for a new one."""
    here = _office(request, festival, edition)
    form = CannedTextForm(request.POST or None, instance=CannedText(edition=here))
    if request.method == "POST" and form.is_valid():
        kept = form.save()
        audit.record("canned_text.added", kept, by=request.user)
        messages.success(request, _("Saved."))
        return redirect("entry_desk:canned_texts", here.festival.slug, here.slug)
    context = {"edition": here, "texts": here.canned_texts.all(), "form": form}
    return render(request, "submissions/desk_canned_texts.html", context, status=_status(form))


@login_required
@require_http_methods(["GET", "POST"])
def text(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    here = _office(request, festival, edition)
    found = get_object_or_404(here.canned_texts, pk=pk)
    if request.method == "POST" and "delete" in request.POST:
        audit.record("canned_text.deleted", found, by=request.user)
        found.delete()
        messages.success(request, _("“%(name)s” is deleted.") % {"name": found})
        return redirect("entry_desk:canned_texts", here.festival.slug, here.slug)
    form = CannedTextForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("entry_desk:canned_texts", here.festival.slug, here.slug)
    context = {"edition": here, "text": found, "form": form}
    return render(request, "submissions/desk_canned_text.html", context, status=_status(form))


def _office(request: HttpRequest, festival: str, edition: str) -> Edition:
    here = desk_edition(request, festival, edition)
    ask(rules.can_read_everything(request.user, here))
    return here


def _threads(edition: Edition) -> Any:
    return MessageThread.objects.filter(entry__edition=edition).select_related(
        "entry__edition", "entry__owner"
    )


def _thread(request: HttpRequest, edition: Edition, pk: int) -> MessageThread:
    found = get_object_or_404(_threads(edition), pk=pk)
    own = _("This film is your own: write from your own page of it.")
    ask(may_write_as_desk(request.user, found.entry), own)
    return found


def _form(request: HttpRequest, form_class: Any, entry: Entry) -> Any:
    """`?text=` begins with a ready-made text, in the language of the film's owner."""
    if request.method == "POST":
        return form_class(request.POST, request.FILES)
    chosen = request.GET.get("text", "")
    found = entry.edition.canned_texts.filter(pk=chosen).first() if chosen.isdecimal() else None
    if found is None:
        return form_class()
    with override(entry.owner.language or None):
        return form_class(initial={"text": str(found.text), "subject": found.title})


def _tabs(edition: Edition, show: str) -> list[dict[str, Any]]:
    address = reverse("entry_desk:messages", args=[edition.festival.slug, edition.slug])
    labels = {
        "open": _("Open"),
        "new": _("Unread"),
        "waiting": _("Waiting for an answer"),
        "closed": _("Closed"),
    }
    return [
        {
            "label": label,
            "url": f"{address}?show={name}",
            "current": name == show,
            "count": edition.messages_waiting if name == "new" else None,
        }
        for name, label in labels.items()
    ]


def _to(edition: Edition, thread: MessageThread) -> HttpResponse:
    return redirect("entry_desk:message_thread", edition.festival.slug, edition.slug, thread.pk)


def _status(form: Any) -> int:
    return 422 if form.errors else 200
