"""The projection window: every part of a film by its signed address."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from media_pipeline import captions, delivery, reels, sending
from media_pipeline.delivery import Ticket
from media_pipeline.enums import RenditionKind
from media_pipeline.exceptions import NotPlayable
from media_pipeline.models import Asset, Rendition, Viewing
from media_pipeline.models.rendition import renditions
from media_pipeline.recipes import PLAYLIST, POSTER, STORYBOARD

SINGLES = {POSTER: RenditionKind.POSTER, STORYBOARD: RenditionKind.STORYBOARD}
KEEP = "private, max-age=21600, immutable"


@require_safe
def file(request: HttpRequest, token: str, path: str) -> HttpResponseBase:
    """Answer with one file of the film that the token is for."""
    ticket = delivery.read(token, request.user)
    folder, _, name = path.rpartition("/")
    if folder and folder != captions.FOLDER:
        return _part_of_stream(request, ticket, folder, name)
    asset = get_object_or_404(Asset, pk=ticket.asset_id)
    if not asset.is_playable:
        raise NotPlayable
    if path == delivery.MASTER:
        response = _text(delivery.master(asset), sending.CONTENT_TYPES["m3u8"])
        response["X-More-Sizes"] = "yes" if asset.is_in_progress else "no"
        return response
    if path == delivery.STORYBOARD_TABLE:
        table = delivery.storyboard(delivery.single(asset, RenditionKind.STORYBOARD))
        return _text(table, sending.CONTENT_TYPES["vtt"])
    if folder == captions.FOLDER:
        with delivery.subtitles(asset, name) as track:
            return _text(track.read().decode(), sending.CONTENT_TYPES["vtt"])
    if path in SINGLES:
        return _stored(request, delivery.single(asset, SINGLES[path]).file(path))
    raise Http404


def _part_of_stream(request: HttpRequest, ticket: Ticket, folder: str, name: str) -> HttpResponseBase:
    rendition = _stream(ticket, folder)
    if not rendition.asset.is_playable:
        raise NotPlayable
    if name == PLAYLIST:
        return _text(reels.playlist(rendition), sending.CONTENT_TYPES["m3u8"])
    timetable = reels.timetable(rendition)
    if not timetable.has(name):
        raise Http404
    response = _stored(request, rendition.file(name))
    span = timetable.segments.get(name)
    if span and ticket.logged and request.method == "GET" and response.status_code < 400:
        size = reels.sent_bytes(response, rendition, name, span)
        Viewing.objects.note(ticket.asset_id, request.user, span, size)
    return response


def _stream(ticket: Ticket, folder: str) -> Rendition:
    # A superseded size stays readable for whoever began to watch it.
    streams = Rendition.objects.select_related("asset").filter(kind=RenditionKind.HLS)
    try:
        return get_object_or_404(streams, asset=ticket.asset_id, pk=UUID(hex=folder))
    except ValueError as error:
        raise Http404 from error


def _stored(request: HttpRequest, name: str) -> HttpResponseBase:
    response = sending.send(request, renditions(), name, inside="renditions")
    if response.status_code < 400:
        response.setdefault("Cache-Control", KEEP)
    return response


def _text(text: str, content_type: str) -> HttpResponse:
    return HttpResponse(text, content_type=content_type, headers={"Cache-Control": "no-store"})
