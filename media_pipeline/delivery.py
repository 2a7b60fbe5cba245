"""Give a film to one viewer: an address that is signed, ends, and names who it is for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.core.files.base import File
from django.urls import reverse
from django.utils import timezone

from media_pipeline import captions, doors
from media_pipeline.doors import Key
from media_pipeline.enums import RenditionKind
from media_pipeline.exceptions import DoorClosed, LinkExpired, LinkInvalid, LinkOfAnother, NotPlayable
from media_pipeline.models import Asset, Rendition
from media_pipeline.models.rendition import renditions
from media_pipeline.playlists import Stream, master_playlist, storyboard_table
from media_pipeline.recipes import PLAYLIST, POSTER, STORYBOARD

SALT = "media_pipeline.playback"
MASTER = "master.m3u8"
STORYBOARD_TABLE = "storyboard.vtt"


@dataclass(frozen=True)
class Playback:
    """Everything that components/player.html asks for, for one film and one viewer.

    URLs are empty while there is nothing behind them. ``fps`` is exact and prints as ``24000/1001``. ``unfinished``:
    the workshop is still at it, so that more of the film, or better sizes of it, may come while somebody watches.
    """

    hls: str
    poster: str
    width: int
    height: int
    fps: Fraction
    duration_s: float
    orientation: str
    storyboard: str = ""
    storyboard_table: str = ""
    storyboard_columns: int = 0
    storyboard_rows: int = 0
    storyboard_width: int = 0
    storyboard_height: int = 0
    storyboard_interval: float = 0
    unfinished: bool = False
    watermark: str = ""
    mp4: str = ""
    captions: list[dict[str, Any]] = field(default_factory=list)
    skip: str = ""
    """JSON of the stretches that the player passes over: [[from, to], …] in seconds."""


@dataclass(frozen=True)
class Ticket:
    """What a signed address says."""

    asset_id: UUID
    viewer_id: str
    expires: int
    key: Key | None

    @property
    def logged(self) -> bool:
        """What is watched by it goes into the view log."""
        door = doors.find(self.key.door) if self.key else None
        return door is not None and door.logged


def playback(
    asset: Asset,
    viewer: Any,
    key: Key | None = None,
    *,
    spoken: Collection[str] | None = None,
    watermark: str = "",
) -> Playback:
    """Make the addresses for a viewer (a user, or None for everybody: a published film).

    ``spoken``: the film's languages, where the room knows them; subtitles then show themselves to who needs them.
    ``watermark`` stands over the picture, see ``watermark``.
    Who may watch has been asked before, by the room that calls; with a key it is asked again at its door before
    every part of the film. Raises NotPlayable.
    """
    facts = asset.facts
    if not asset.is_playable or facts is None or facts.film is None:
        raise NotPlayable
    current = {made.kind: made for made in asset.renditions.all() if made.superseded_at is None}
    token = sign(asset, viewer, key)
    best = best_stream(asset)
    fps = best.facts.get("fps") if best else None
    return Playback(
        hls=url(token, MASTER),
        poster=url(token, POSTER) if RenditionKind.POSTER in current else "",
        width=facts.film.width,
        height=facts.film.height,
        fps=Fraction(fps) if fps else facts.film.fps,
        duration_s=facts.duration_s,
        orientation=str(facts.film.orientation),
        unfinished=asset.is_in_progress,
        watermark=watermark,
        captions=_captions(asset, token, spoken),
        **_storyboard_parts(token, current.get(RenditionKind.STORYBOARD)),
    )


def _captions(asset: Asset, token: str, spoken: Collection[str] | None) -> list[dict[str, Any]]:
    """For components/player.html; labels are languages only, so that they name nobody to a juror."""
    tracks = [track for track in asset.subtitle_tracks.all() if track.is_shown]
    chosen = captions.shown_at_once(tracks, spoken=spoken)
    return [
        {
            "src": url(token, captions.path_of(track)),
            "lang": track.lang or "und",
            "label": label,
            "kind": track.kind,
            "default": track == chosen,
        }
        for track, label in captions.labelled(tracks)
    ]


def watermark(name: str) -> str:
    """What stands over a film that is not public: whose viewing it is, and of which day."""
    return f"{name} · {timezone.localdate().isoformat()}"


def _storyboard_parts(token: str, sheet: Rendition | None) -> dict[str, Any]:
    if sheet is None:
        return {}
    return {
        "storyboard": url(token, STORYBOARD),
        "storyboard_table": url(token, STORYBOARD_TABLE),
        "storyboard_columns": sheet.facts["columns"],
        "storyboard_rows": sheet.facts["rows"],
        "storyboard_width": sheet.facts["tile_width"],
        "storyboard_height": sheet.facts["tile_height"],
        "storyboard_interval": sheet.facts["step_s"],
    }


def best_stream(asset: Asset) -> Rendition | None:
    """The largest size that can be watched at the moment."""
    streams = [r for r in asset.renditions.all() if r.kind == RenditionKind.HLS and r.superseded_at is None]
    return max(watchable(streams), key=lambda rendition: rendition.height, default=None)


def sign(asset: Asset, viewer: Any, key: Key | None = None) -> str:
    """Make the token: this film, this person, until then. It lasts as long as one sitting, and a page has it anew."""
    expires = int((timezone.now() + settings.PLAYBACK_LIFETIME).timestamp())
    viewer_id = str(viewer.pk) if viewer is not None and viewer.is_authenticated else ""
    told = [asset.pk.hex, viewer_id, expires, *([key.door, key.number] if key else [])]
    return signing.Signer(salt=SALT).sign_object(told)


def read(token: str, viewer: Any) -> Ticket:
    """Check a token against the person who shows it, and ask at its door.

    Raises LinkInvalid, LinkExpired, LinkOfAnother, or DoorClosed: this person could watch the film, and can no more.
    """
    try:
        asset_id, viewer_id, expires, *key = signing.Signer(salt=SALT).unsign_object(token)
        ticket = Ticket(UUID(hex=asset_id), viewer_id, int(expires), Key(*key) if key else None)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise LinkInvalid from error
    if ticket.expires < timezone.now().timestamp():
        raise LinkExpired
    if ticket.viewer_id and ticket.viewer_id != str(viewer.pk):
        raise LinkOfAnother
    if ticket.key:
        door = doors.find(ticket.key.door)
        if door is None or not door.may_pass(viewer, ticket.asset_id, ticket.key.number):
            raise DoorClosed
    return ticket


def url(token: str, path: str) -> str:
    """The address of one part of the film."""
    return reverse("play:file", args=[token, path])


def master(asset: Asset) -> str:
    """The master playlist of what is there at the moment."""
    return master_playlist(_told(rendition) for rendition in watchable(asset.renditions.streams()))


def watchable(streams: Iterable[Rendition]) -> list[Rendition]:
    """The complete sizes, or, while there is none, those that grow.

    Never both: a player that changes from a complete size to one that still grows would wait in mid-film.
    """
    known = list(streams)
    return [stream for stream in known if stream.complete] or known


def _told(rendition: Rendition) -> Stream:
    facts = rendition.facts
    return Stream(
        uri=f"{rendition.pk.hex}/{PLAYLIST}",
        width=rendition.width,
        height=rendition.height,
        # A guess before the last segment: what our ladder allows a picture of this size.
        bandwidth=facts.get("bandwidth") or 3 * rendition.width * rendition.height,
        average_bandwidth=facts.get("average_bandwidth", 0),
        codecs=facts.get("codecs", ""),
        frame_rate=float(Fraction(facts.get("fps", 0))),
    )


def storyboard(rendition: Rendition) -> str:
    """The storyboard's table, in WebVTT."""
    facts = rendition.facts
    return storyboard_table(
        STORYBOARD,
        columns=facts["columns"],
        step_s=facts["step_s"],
        width=facts["tile_width"],
        height=facts["tile_height"],
        duration_s=facts["duration_s"],
    )


def single(asset: Asset, kind: str) -> Rendition:
    """The poster or the storyboard. Raises NotPlayable when there is none (yet)."""
    found = asset.renditions.current().filter(kind=kind).first()
    if found is None:
        raise NotPlayable
    return found


def subtitles(asset: Asset, name: str) -> File:
    """One track of a film, opened. Sent by ourselves even from a bucket: browsers take no track from elsewhere."""
    try:
        pk = UUID(hex=name.removesuffix(".vtt"))
    except ValueError as error:
        raise LinkInvalid from error
    found = asset.subtitle_tracks.shown().filter(pk=pk).first()
    if found is None:
        raise LinkInvalid
    return renditions().open(found.vtt)


def poster_file(asset: Asset) -> File | None:
    """The automatic poster, opened, for rooms that publish it; None when there is none yet."""
    found = asset.renditions.current().filter(kind=RenditionKind.POSTER).first()
    return renditions().open(found.file(POSTER)) if found else None
