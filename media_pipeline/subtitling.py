"""What happens to subtitles: a file is sent, replaced, removed; tracks inside a film are asked for."""

import hashlib
import logging
import re
from datetime import timedelta
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from media_pipeline import storage, tasks
from media_pipeline.enums import Severity, TrackKind, TrackSource, TrackState
from media_pipeline.exceptions import SubtitlesUnusable
from media_pipeline.inspection import SUBTITLE_CODES, Case, Problem, subtitles_fit
from media_pipeline.lifecycle import track_state
from media_pipeline.models import Asset, Finding, SubtitleTrack
from media_pipeline.probe import SubtitleStream
from media_pipeline.signature import Container, Signature
from media_pipeline.subtitle_words import remedy, sentence
from media_pipeline.subtitles import Reading, UnreadableError, look_over, read, write
from media_pipeline.subtitles.languages import from_tag, refined

log = logging.getLogger(__name__)

OUR_FAULT = "subtitle_workshop_failed"
FIRST_CUES = 5
MOST_TRACKS_SENT = 20
MOST_TRACKS_INSIDE = 32
WAITS_IN_QUEUE = timedelta(minutes=15)
_FOR_THE_DEAF = re.compile(r"\b(SDH|CC)\b", re.IGNORECASE)


def receive(
    asset: Asset,
    data: bytes,
    *,
    name: str,
    language: str,
    kind: str = TrackKind.SUBTITLES,
    by: Any,
    replaces: SubtitleTrack | None = None,
) -> SubtitleTrack:
    """Read a sent file and offer it to viewers at once; the file itself is kept bit by bit.

    Raises SubtitlesUnusable, in words that say how to mend it.
    """
    try:
        reading = read(data, language=language)
    except UnreadableError as error:
        raise SubtitlesUnusable(
            f"{sentence(error.code, error.params)} {remedy(error.code, error.params)}"
        ) from error
    with transaction.atomic():
        Asset.objects.select_for_update(of=("self",)).get(pk=asset.pk)
        sent = asset.subtitle_tracks.current().filter(source=TrackSource.UPLOADED)
        if replaces is not None:
            sent.filter(pk=replaces.pk).update(replaced_at=timezone.now())
        if sent.count() >= MOST_TRACKS_SENT:
            raise SubtitlesUnusable(status=409)
        track = SubtitleTrack(
            asset=asset,
            source=TrackSource.UPLOADED,
            kind=kind,
            original_name=name[:255],
            size=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
            uploaded_by=by,
            state=TrackState.READY,
            **understood(asset, reading, language),
        )
        track.original.save(track.pk.hex, ContentFile(data), save=False)
        track.vtt = keep_vtt(track, reading)
        track.save(force_insert=True)
        settle_findings(asset)
    return track


@transaction.atomic
def remove(track: SubtitleTrack) -> None:
    """Offer a sent file no longer. It stays in the store, as part of the history."""
    SubtitleTrack.objects.current().filter(pk=track.pk, source=TrackSource.UPLOADED).update(
        replaced_at=timezone.now()
    )
    settle_findings(track.asset)


@transaction.atomic
def carry_over(former: Asset, present: Asset) -> None:
    """A film was replaced by a new file: what was sent beside the old one is offered with the new one, too."""
    for sent in former.subtitle_tracks.current().filter(source=TrackSource.UPLOADED):
        try:
            with sent.original.open("rb") as file:
                reading = read(file.read(), language=sent.language)
        except (OSError, UnreadableError):
            # Subtitles that are lost must not keep the film itself from arriving.
            log.exception("Subtitles %s cannot be carried over.", sent.pk)
            continue
        copied = ("source", "kind", "original_name", "size", "sha256", "uploaded_by", "state")
        track = SubtitleTrack(
            asset=present,
            original=sent.original.name,
            **{name: getattr(sent, name) for name in copied},
            **understood(present, reading, sent.language),
        )
        track.vtt = keep_vtt(track, reading)
        track.save(force_insert=True)
    settle_findings(present)


def begin(asset: Asset) -> None:
    """Note the tracks inside a film that can be watched, and ask for them after the commit. Twice does no harm.

    When the film is worked on anew, so are the tracks over which the workshop failed.
    """
    streams = asset.facts.subtitles[:MOST_TRACKS_INSIDE] if asset.facts else ()
    if not streams:
        return
    inside = asset.subtitle_tracks.filter(source=TrackSource.EMBEDDED)
    failed = list(inside.filter(state=TrackState.UNUSABLE, findings__contains=[{"code": OUR_FAULT}]))
    for track in failed:
        track_state.move(track, TrackState.WAITING, by=None, attempts=0, findings=[])
    known = inside.exists()
    if not known:
        SubtitleTrack.objects.bulk_create(
            (_inside(asset, stream) for stream in streams), ignore_conflicts=True
        )
    if failed or (not known and any(stream.is_text for stream in streams)):
        ask(asset)


def ask(asset: Asset, *, pause_s: int = 0) -> None:
    """Have the tracks inside a film read, by the queue."""
    asset.subtitle_tracks.waiting().update(enqueued_at=timezone.now())
    enqueue = partial(tasks.read_subtitles.apply_async, args=[str(asset.pk)], countdown=pause_s)
    # Robust: with the broker away nothing is lost, and the sweep asks again.
    transaction.on_commit(enqueue, robust=True)


def wake_forgotten(*, most: int = 50) -> int:
    """Ask again for tracks whose worker died or whose message was lost; return for how many films."""
    now = timezone.now()
    lost = Q(enqueued_at=None) | Q(enqueued_at__lt=now - WAITS_IN_QUEUE)
    waiting = SubtitleTrack.objects.waiting().unclaimed_at(now).filter(lost | Q(claimed_until__lt=now))
    forgotten = Asset.objects.filter(pk__in=waiting.values("asset"))[:most]
    for asset in forgotten:
        ask(asset)
    return len(forgotten)


def _inside(asset: Asset, stream: SubtitleStream) -> SubtitleTrack:
    deaf = stream.hearing_impaired or bool(_FOR_THE_DEAF.search(stream.title))
    track = SubtitleTrack(
        asset=asset,
        source=TrackSource.EMBEDDED,
        stream_index=stream.index,
        language=from_tag(stream.language),
        label=stream.title,
        kind=TrackKind.CAPTIONS if deaf else TrackKind.SUBTITLES,
        is_forced=stream.forced,
        is_default=stream.default,
    )
    if not stream.is_text:
        track.state = TrackState.UNUSABLE
        track.findings = [stored(Problem("subtitle_pictures", Severity.WARNS, {"codec": stream.codec}))]
    return track


def understood(asset: Asset, reading: Reading, language: str) -> dict[str, Any]:
    """What the row keeps of a reading: its language in full, facts, the first cues, findings."""
    language = refined(language, (cue.plain for cue in reading.cues[:400]))
    film = asset.facts.film if asset.facts else None
    problems = look_over(
        reading, language=language, film_s=asset.duration_s, fps=float(film.fps) if film else None
    )
    return {
        "language": language,
        "facts": {
            "format": reading.format,
            "encoding": reading.encoding,
            "cues": len(reading.cues),
            "first": [{"at": cue.start_s, "text": cue.plain[:200]} for cue in reading.cues[:FIRST_CUES]],
        },
        "findings": [stored(problem) for problem in problems],
    }


def stored(problem: Problem) -> dict[str, Any]:
    """A problem as plain data; its words are made when it is shown."""
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "timecode_s": problem.timecode_s,
        "params": problem.params,
    }


def keep_vtt(track: SubtitleTrack, reading: Reading) -> str:
    """Put what players show into the renditions; the name tells its content, so nothing is ever overwritten."""
    text = write(reading.cues).encode()
    digest = hashlib.sha256(text).hexdigest()[:12]
    folder = track.asset_id.hex
    name = f"{folder[:2]}/{folder}/subtitles/{track.pk.hex}-{digest}.vtt"
    with storage.bench() as bench:
        path = bench / "track.vtt"
        path.write_bytes(text)
        storage.publish(path, name)
    return name


def settle_findings(asset: Asset) -> None:
    """A category that asks for subtitles is content with a file beside the film; nothing else is judged anew."""
    asset.findings.filter(code__in=SUBTITLE_CODES).delete()
    unseen = Signature(asset.size, Container.UNKNOWN, extension_fits=True)
    case = Case(asset.rules, unseen, asset.facts, subtitle_files=files_beside(asset))
    Finding.objects.bulk_create(Finding(asset=asset, **stored(problem)) for problem in subtitles_fit(case))


def files_beside(asset: Asset) -> int:
    """How many subtitle files were sent for a film."""
    return asset.subtitle_tracks.shown().filter(source=TrackSource.UPLOADED).count()
