"""A maker's messages about one film: with the office, and nobody else."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from festival.scope import ask
from submissions.actions.messages import answer, open_thread, read_by_maker
from submissions.attachments import content_type
from submissions.exceptions import BadAttachment
from submissions.forms.message import MessageForm, NewThreadForm
from submissions.message_rules import may_write_as_maker
from submissions.models import Message
from submissions.views.scope import own_entry


@login_required
@require_http_methods(["GET", "POST"])
def threads(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All conversations about the film, and the form for a new one."""
    entry = own_entry(request, pk)
    ask(may_write_as_maker(request.user, entry), _("You can write when the film is submitted."))
    form = NewThreadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            begun = open_thread(
                entry, form.cleaned_data["subject"], form.words, by=request.user, from_desk=False
            )
        except BadAttachment as error:
            form.add_error("file", str(error.message))
        else:
            messages.success(request, _("Your message is with the festival."))
            return redirect("entries:message_thread", entry.pk, begun.pk)
    context = {
        "entry": entry,
        "threads": entry.message_threads.with_news_for(request.user),
        "form": form,
    }
    return render(request, "submissions/messages.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def thread(request: HttpRequest, pk: UUID, thread: int) -> HttpResponse:
    entry = own_entry(request, pk)
    ask(may_write_as_maker(request.user, entry))
    found = get_object_or_404(entry.message_threads, pk=thread)
    form = MessageForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer(found, form.words, by=request.user, from_desk=False)
        except BadAttachment as error:
            form.add_error("file", str(error.message))
        else:
            return redirect("entries:message_thread", entry.pk, found.pk)
    written = list(found.messages.all())
    read_by_maker(found, request.user, up_to=written[-1].pk)
    context = {"entry": entry, "thread": found, "written": written, "form": form}
    return render(request, "submissions/message_thread.html", context, status=422 if form.errors else 200)


@login_required
@require_GET
def attachment(request: HttpRequest, pk: UUID, message: int) -> HttpResponseBase:
    entry = own_entry(request, pk)
    ask(may_write_as_maker(request.user, entry))
    return send(get_object_or_404(Message.objects.exclude(file=""), pk=message, thread__entry=entry))


def send(message: Message) -> HttpResponseBase:
    """As a file to keep, never as a page of ours."""
    response = FileResponse(
        default_storage.open(message.file),
        as_attachment=True,
        filename=message.file_label,
        content_type=content_type(message.file),
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
