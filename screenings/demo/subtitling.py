"""Subtitles of the demo's films: invented lines, sent the way a filmmaker sends them."""

from festival.models import Edition, User
from media_pipeline.enums import TrackKind, TrackSource
from media_pipeline.subtitles.webvtt import stamp
from screenings.demo.entries import entered
from screenings.demo.plans import FestivalPlan
from submissions.actions import add_subtitles

FIRST_MS, LINE_MS, PAUSE_MS = 6500, 2800, 400
"""The title stands in the first six seconds."""


def send_subtitles(edition: Edition, plan: FestivalPlan, owner: User) -> None:
    """A file for each language that the plan has lines in, unless some were sent already."""
    entries = entered(edition)
    for film in plan.films:
        entry = entries.get(film.title)
        film_file = entry.film if entry else None
        if entry is None or film_file is None:
            continue
        if film_file.subtitle_tracks.filter(source=TrackSource.UPLOADED).exists():
            continue
        for language, lines in film.subtitles.items():
            add_subtitles(
                entry,
                as_subrip(lines).encode(),
                name=f"{film.key}.{language}.srt",
                language=language,
                kind=TrackKind.SUBTITLES,
                by=owner,
            )


def as_subrip(lines: tuple[str, ...]) -> str:
    """One line after the other, each as long as it takes to read."""
    blocks = []
    for number, line in enumerate(lines):
        start = FIRST_MS + number * (LINE_MS + PAUSE_MS)
        times = f"{stamp(start)} --> {stamp(start + LINE_MS)}".replace(".", ",")
        blocks.append(f"{number + 1}\n{times}\n{line}\n")
    return "\n".join(blocks)
