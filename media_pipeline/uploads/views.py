"""The upload desk: tus 1.0 at /uploads/. Each answer, refusals too, speaks the protocol."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from festival.exceptions import FestivalError
from festival.refusals import problem
from media_pipeline.enums import UploadState
from media_pipeline.models import Upload
from media_pipeline.uploads import actions, protocol
from media_pipeline.uploads.exceptions import (
    BadRequest,
    FinalUpload,
    MethodNotAllowed,
    VersionNotSupported,
    WrongContentType,
)
from media_pipeline.uploads.people import sender
from media_pipeline.uploads.protocol import BadHeader, Creation
from media_pipeline.uploads.receiving import Body

Handler = Callable[..., HttpResponse]


def tus(**handlers: Handler) -> Handler:
    """A view with one handler a method: `handler(request, user, body, **kwargs)`.

    Exempt from the CSRF token, which a resumable upload outlives: `people.sender` checks the origin instead, and
    the Tus-Resumable header cannot come from a foreign page without a preflight, which we never answer.
    """

    @csrf_exempt
    def view(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        body = None
        try:
            method = request.headers.get("X-HTTP-Method-Override", request.method or "").lower()
            if method == "options":
                return _speak(_options())
            body = Body(request)
            response = _handle(handlers, method, request, body, **kwargs)
        except (FestivalError, BadHeader) as error:
            if body is not None:
                body.drain()
            response = _refusal(error, handlers)
        return _speak(response)

    return view


def _handle(
    handlers: dict[str, Handler], method: str, request: HttpRequest, body: Body, **kwargs: Any
) -> HttpResponse:
    if method not in handlers:
        raise MethodNotAllowed
    if request.headers.get("Tus-Resumable") != protocol.VERSION:
        raise VersionNotSupported
    return handlers[method](request, sender(request), body, **kwargs)


def _refusal(error: FestivalError | BadHeader, handlers: dict[str, Handler]) -> HttpResponse:
    if isinstance(error, BadHeader):
        sentence = _("The header %(name)s is missing or cannot be understood.") % {"name": error.name}
        error = BadRequest(sentence)
    response = JsonResponse(problem(error), status=error.status, content_type="application/problem+json")
    if error.status == 460:
        response.reason_phrase = "Checksum Mismatch"
    if isinstance(error, VersionNotSupported):
        response["Tus-Version"] = protocol.VERSION
    if isinstance(error, MethodNotAllowed):
        response["Allow"] = ", ".join(["OPTIONS", *(method.upper() for method in handlers)])
    if error.status == 401:
        response["WWW-Authenticate"] = "Token"
    return response


def _speak(response: HttpResponse) -> HttpResponse:
    response["Tus-Resumable"] = protocol.VERSION
    response["Cache-Control"] = "no-store"
    return response


def _options() -> HttpResponse:
    return HttpResponse(
        status=204,
        headers={
            "Tus-Version": protocol.VERSION,
            "Tus-Extension": ",".join(protocol.EXTENSIONS),
            "Tus-Max-Size": str(settings.UPLOAD_MAX_BYTES),
            "Tus-Checksum-Algorithm": ",".join(protocol.CHECKSUMS),
        },
    )


def _create(request: HttpRequest, user: Any, body: Body) -> HttpResponse:
    wanted = protocol.read_creation(request.headers)
    checksum = protocol.read_checksum(request.headers.get("Upload-Checksum"))
    if not body.is_empty and request.content_type != protocol.BODY_TYPE:
        raise WrongContentType
    upload = _begin(user, wanted, body)
    reached = upload.offset
    if not body.is_empty or (upload.length == 0 and upload.state == UploadState.OPEN):
        try:
            reached = actions.continue_upload(upload, body, offset=0, length=None, checksum=checksum)
        except (FestivalError, BadHeader):  # the client never learns its address: leave nothing behind
            actions.terminate_upload(upload, by=user)
            raise
    headers = {"Location": actions.upload_url(upload), "Upload-Offset": str(reached)}
    return HttpResponse(status=201, headers=headers | _expires(upload))


def _begin(user: Any, wanted: Creation, body: Body) -> Upload:
    """An upload that nobody has asked for: it waits in the spool until it is claimed for an entry, or expires."""
    fields = {
        "owner": user,
        "spec": None,
        "filename": wanted.filename,
        "metadata": wanted.metadata,
        "concat": wanted.concat_header,
    }
    if wanted.concat and wanted.concat.is_final:
        if not body.is_empty:
            raise FinalUpload
        return actions.join_parts(urls=wanted.concat.urls, **fields)
    return actions.open_upload(length=wanted.length, **fields)


def _head(request: HttpRequest, user: Any, body: Body, upload_id: str) -> HttpResponse:
    upload = actions.find_upload(user, upload_id)
    headers = _expires(upload)
    if not upload.parts or upload.state == UploadState.FINISHED:
        headers["Upload-Offset"] = str(upload.offset)
    if upload.length is None:
        headers["Upload-Defer-Length"] = "1"
    else:
        headers["Upload-Length"] = str(upload.length)
    if upload.metadata:
        headers["Upload-Metadata"] = upload.metadata
    if upload.concat:
        headers["Upload-Concat"] = upload.concat
    return HttpResponse(headers=headers)


def _patch(request: HttpRequest, user: Any, body: Body, upload_id: str) -> HttpResponse:
    upload = actions.find_upload(user, upload_id)
    if upload.parts:
        raise FinalUpload
    if request.content_type != protocol.BODY_TYPE:
        raise WrongContentType
    offset = protocol.read_number(request.headers, "Upload-Offset")
    if offset is None:
        raise BadHeader("Upload-Offset")
    reached = actions.continue_upload(
        upload,
        body,
        offset=offset,
        length=protocol.read_number(request.headers, "Upload-Length"),
        checksum=protocol.read_checksum(request.headers.get("Upload-Checksum")),
    )
    return HttpResponse(status=204, headers={"Upload-Offset": str(reached)} | _expires(upload))


def _delete(request: HttpRequest, user: Any, body: Body, upload_id: str) -> HttpResponse:
    actions.terminate_upload(actions.find_upload(user, upload_id), by=user)
    return HttpResponse(status=204)


def _expires(upload: Upload) -> dict[str, str]:
    return {"Upload-Expires": http_date(upload.expires_at.timestamp())} if upload.can_expire else {}


collection = tus(post=_create)
upload = tus(head=_head, patch=_patch, delete=_delete)
