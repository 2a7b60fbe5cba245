"""The projection window: every part of a film by its signed address."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from media_pipeline import captions, delivery, sending
from media_pipeline.enums import RenditionKind
from media_pipeline.exceptions import NotPlayable
from media_pipeline.models import Asset, Rendition
from media_pipeline.models.rendition import renditions
from media_pipeline.playlists import from_the_beginning
from media_pipeline.recipes import PLAYLIST, POSTER, STORYBOARD

SINGLES = {POSTER: RenditionKind.POSTER, STORYBOARD: RenditionKind.STORYBOARD}
KEEP = "private, max-age=43200, immutable"


@require_safe
def file(request: HttpRequest, token: str, path: str) -> HttpResponseBase:
    """Answer with one file of the film that the token is for."""
    ticket = delivery.read(token, request.user)
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
    if path in SINGLES:
        return _stored(request, delivery.single(asset, SINGLES[path]).file(path))
    folder, _, name = path.partition("/")
    if folder == captions.FOLDER:
        with delivery.subtitles(asset, name) as track:
            return _text(track.read().decode(), sending.CONTENT_TYPES["vtt"])
    rendition = _stream(asset, folder)
    if name == PLAYLIST and rendition.playlist:
        return _text(from_the_beginning(rendition.playlist), sending.CONTENT_TYPES["m3u8"])
    if "/" in name or not renditions().exists(rendition.file(name)):
        raise Http404
    return _stored(request, rendition.file(name))


def _stream(asset: Asset, folder: str) -> Rendition:
    # A superseded size stays readable for whoever began to watch it.
    try:
        return get_object_or_404(asset.renditions, pk=UUID(hex=folder), kind=RenditionKind.HLS)
    except ValueError as error:
        raise Http404 from error


def _stored(request: HttpRequest, name: str) -> HttpResponseBase:
    response = sending.send(request, renditions(), name, inside="renditions")
    response.setdefault("Cache-Control", KEEP)
    return response


def _text(text: str, content_type: str) -> HttpResponse:
    return HttpResponse(text, content_type=content_type, headers={"Cache-Control": "no-store"})
