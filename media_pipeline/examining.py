"""Judge one file as the workshop would, without a database, a queue or a copy of it."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from media_pipeline import budgets, ffmpeg, fingerprints, workbench
from media_pipeline.enums import Step
from media_pipeline.facts import facts_of
from media_pipeline.ffmpeg import FfmpegError
from media_pipeline.fingerprints import Certainty, Fingerprints
from media_pipeline.inspection import Case, Problem, Severity, TechnicalSpec, inspect, is_refused
from media_pipeline.probe import parse
from media_pipeline.recipes import Source
from media_pipeline.signature import Container

NOT_WORTH_DECODING = {"picture_too_large", "too_long", "file_too_large"}
"""What is refused for its size is not decoded to find out more."""
SHORT_S = 900
"""A film that is too long is still decoded for its facts when it is no longer than this."""

OUT = "out"

_KINDS = (
    (stat.S_ISDIR, "is a directory"),
    (stat.S_ISFIFO, "is a named pipe"),
    (stat.S_ISSOCK, "is a socket"),
    (stat.S_ISCHR, "is a device"),
    (stat.S_ISBLK, "is a device"),
)


class CannotBeExaminedError(Exception):
    """There is no verdict: no such file, not a file, not readable, or a tool failed. The message says which."""


@dataclass(frozen=True)
class Examined:
    """What the workshop finds out about a file, and how it judges it."""

    problems: tuple[Problem, ...]
    facts: Mapping[str, Any]
    fingerprints: Fingerprints | None = None
    """None when the pictures were not decoded."""

    @property
    def verdict(self) -> str:
        """One of the three words of the corpus's manifest."""
        if is_refused(self.problems):
            return "reject"
        return "accept_with_warnings" if self.reasons else "accept"

    @property
    def reasons(self) -> list[str]:
        """The codes behind the verdict, what blocks first."""
        return [problem.code for problem in self.problems if problem.severity in REASONS]


REASONS = (Severity.BLOCKS, Severity.WARNS)


def examine(path: Path, spec: TechnicalSpec) -> Examined:
    """Look at a file, listen to it, watch it, judge it.

    Raises CannotBeExaminedError.
    """
    _refuse_what_is_no_file(path)
    try:
        with tempfile.TemporaryDirectory(prefix="inspect-media-") as bench:
            # No word of a stranger reaches a command line, nor bytes that are no text.
            plain = Path(bench) / "film"
            plain.symlink_to(path.resolve())
            (Path(bench) / OUT).mkdir()
            case = _closer_look(plain, _first_look(plain, path.name, spec))
            prints = _fingerprints(plain, case)
    except OSError as error:
        raise CannotBeExaminedError(error.strerror or str(error)) from error
    except FfmpegError as error:
        raise CannotBeExaminedError(f"{error.command} {error}") from error
    return Examined(inspect(case), facts_of(case.signature, case.probe, case.measured), prints)


def is_near_duplicate(examined: Examined, other: Examined) -> bool:
    """Whether practically all of one film's pictures are in the other; only films that are taken are compared."""
    if examined.fingerprints is None or other.fingerprints is None:
        return False
    if "reject" in (examined.verdict, other.verdict):
        return False
    match = fingerprints.compare_pictures(examined.fingerprints.picture, other.fingerprints.picture)
    return match is not None and match.certainty == Certainty.CERTAIN


def _refuse_what_is_no_file(path: Path) -> None:
    """Opening a pipe would wait for its writer, and a device has no end."""
    try:
        mode = path.stat().st_mode
        kind = next((words for is_kind, words in _KINDS if is_kind(mode)), "is no file")
        if not stat.S_ISREG(mode):
            raise CannotBeExaminedError(kind)
        if not os.access(path, os.R_OK):
            raise CannotBeExaminedError("may not be read")
    except (OSError, ValueError) as error:
        raise CannotBeExaminedError(getattr(error, "strerror", None) or str(error)) from error


def _first_look(path: Path, name: str, spec: TechnicalSpec) -> Case:
    look = workbench.look_at(path, name=name)
    probe = look.probe
    if look.signature.container == Container.SOUND:
        probe = parse(*_names_of_the_sound(path, look.signature.demuxers))
    return Case(spec, look.signature, probe)


def _names_of_the_sound(path: Path, demuxers: tuple[str, ...]) -> tuple[Mapping[str, Any], Mapping[int, Any]]:
    try:
        return ffmpeg.probe(path, demuxers), {}
    except FfmpegError as error:
        if error.is_ours:
            raise
        return {}, {}


def _closer_look(path: Path, case: Case) -> Case:
    """Decode what there is; a decoder that gives up tells about the file."""
    if case.probe is None:
        return case
    src = Source(path, case.signature.demuxers, case.probe)
    try:
        case = replace(case, measured=workbench.listen(src))
    except FfmpegError as error:
        if error.is_ours:
            raise
    if case.probe.film is None or not _is_worth_decoding(case):
        return case
    limits = budgets.limits(Step.VERIFY, case.probe)
    try:
        seen = workbench.make(src, path.parent / OUT, limits=limits)
    except FfmpegError as error:
        if error.is_ours:
            raise
        return replace(case, unplayable=True)
    return replace(case, measured=case.measured.updated(seen))


def _fingerprints(path: Path, case: Case) -> Fingerprints | None:
    if case.probe is None or case.probe.film is None or case.measured.decoded_frames is None:
        return None
    source = Source(path, case.signature.demuxers, case.probe)
    return fingerprints.of_folder(path.parent / OUT, source)


def _is_worth_decoding(case: Case) -> bool:
    against = {problem.code for problem in inspect(case)} & NOT_WORTH_DECODING
    long = case.probe is not None and case.probe.duration_s > SHORT_S
    return not against or (against == {"too_long"} and not long)
