"""A bad night in the workshop: the clock is turned on for it, and in the morning everything is counted."""

import re
import subprocess
from datetime import timedelta
from pathlib import Path

import psutil
from django.conf import settings
from django.db.models import Q
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from festival.models import AuditRecord, User
from media_pipeline import binaries, delivery, housekeeping
from media_pipeline.enums import UNDER_WAY, RenditionKind
from media_pipeline.models import Asset, Attempt, Rendition
from tests.workers import wait_until

LISTED = re.compile(r"^[^#\s]\S*$|URI=\"([^\"]+)\"", re.MULTILINE)


def hours_pass_for_the_dead(*names: str) -> None:
    """The claims of these workers run out, pauses end, and messages that have not come by now are lost."""
    ago = timezone.now() - timedelta(hours=1)
    for name in names:
        held = Attempt.objects.filter(worker__startswith=f"{name}@", ended_at=None).values("asset")
        # Also of a film whose verdict it still wrote.
        Asset.objects.filter(pk__in=held, claimed_until__isnull=False).update(claimed_until=ago)
    minutes_pass()


def minutes_pass() -> None:
    """Who rests has rested, and the sweep looks for messages that were lost."""
    ago = timezone.now() - timedelta(hours=1)
    waiting = Asset.objects.filter(Q(claimed_until=None) | Q(claimed_until__lt=timezone.now()))
    waiting.filter(state__in=UNDER_WAY).update(enqueued_at=ago, rests_until=None)
    housekeeping.wake_forgotten_films()
    housekeeping.close_books_of_the_dead()


def await_morning(*, within_s: float) -> None:
    """Until nothing is left to do."""

    def done() -> bool:
        if not Asset.objects.in_progress().exists():
            return True
        if not Asset.objects.at_work_at(timezone.now()).exists():
            minutes_pass()
        return False

    wait_until(done, within_s=within_s, what="every film has its verdict", every_s=0.5)


def verdicts(asset: Asset) -> list[str]:
    """What became of a film, from its trail, in order."""
    told = AuditRecord.objects.filter(target_id=str(asset.pk)).exclude(after="").order_by("pk")
    return list(told.values_list("after", flat=True))


def played_frames(asset: Asset, viewer: User) -> dict[str, int]:
    """Fetch all that a viewer can reach of a film, and count the pictures in each size. Fails on a missing part."""
    client, token = Client(), delivery.sign(asset, viewer)
    client.force_login(viewer)

    def fetch(path: str) -> bytes:
        answer = client.get(reverse("play:file", args=[token, path]))
        assert answer.status_code == 200, f"{asset}: {path}"
        return answer.getvalue()

    frames = {}
    for size in listed(fetch(delivery.MASTER)):
        playlist = fetch(size)
        assert b"#EXT-X-ENDLIST" in playlist
        folder = size.rpartition("/")[0]
        parts = [fetch(f"{folder}/{part}" if folder else part) for part in listed(playlist)]
        frames[size] = count_frames(b"".join(parts))
    assert fetch("poster.jpg")[:2] == b"\xff\xd8"
    assert fetch("storyboard.jpg")[-2:] == b"\xff\xd9"
    return frames


def listed(playlist: bytes) -> list[str]:
    """The files that a playlist names, each once."""
    found = (match.group(1) or match.group(0) for match in LISTED.finditer(playlist.decode()))
    return list(dict.fromkeys(found))


def count_frames(film: bytes) -> int:
    """By decoding them: half a segment has fewer, or none."""
    command = [binaries.ffprobe().path, "-v", "error", "-count_frames", "-select_streams", "v:0"]
    command += ["-show_entries", "stream=nb_read_frames", "-of", "csv=p=0", "-"]
    answer = subprocess.run(command, input=film, capture_output=True, check=True, timeout=60)
    assert answer.stderr == b""
    return int(answer.stdout.split()[0].strip(b","))


def ffmpegs_at_work() -> list[str]:
    """Programs that still have something of this portal's on their command line.

    Not bubblewrap itself: killed in its first milliseconds, version 0.8 leaves its inner half behind, idle and empty.
    """
    found = []
    for process in psutil.process_iter(["cmdline", "status", "name"]):
        words = " ".join(process.info["cmdline"] or [])
        ended = process.info["status"] == psutil.STATUS_ZOMBIE or process.info["name"] == "bwrap"
        if str(settings.MEDIA_ROOT) in words and not ended:
            found.append(words)
    return found


def folders_without_a_row() -> list[str]:
    """Places among these films' renditions that nobody would ever clear. (Other tests' films share the folder.)"""
    shelf = Path(settings.MEDIA_ROOT) / "renditions"
    ours = [
        shelf / asset_id.hex[:2] / asset_id.hex for asset_id in Asset.objects.values_list("pk", flat=True)
    ]
    places = [path for folder in ours for path in folder.glob("*") if path.name != "subtitles"]
    there = {str(path.relative_to(shelf)) for path in places}
    return sorted(there - set(Rendition.objects.values_list("prefix", flat=True)))


def current_names(asset: Asset) -> list[str]:
    """Of all that is shown of a film; each is complete."""
    current = asset.renditions.current()
    assert not current.filter(complete=False).exists()
    assert not current.filter(kind=RenditionKind.HLS).exclude(playlist="").exists()
    return sorted(current.values_list("name", flat=True))
