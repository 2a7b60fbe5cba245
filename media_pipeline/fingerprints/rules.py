"""When are two films alike? Thresholds with their sources, and what a comparison answers.

A likeness is evidence for people to look at, never a verdict.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from media_pipeline.fingerprints.alignment import Stretch


class Kind(StrEnum):
    PICTURE = "picture"
    SOUND = "sound"


class Certainty(StrEnum):
    CERTAIN = "certain"
    REVIEW = "review"


class View(StrEnum):
    """How the pictures of the second film show those of the first."""

    SAME = "same"
    MIRRORED = "mirrored"
    CROPPED = "cropped"
    """One of them shows the middle of the other only: a vertical copy of a horizontal film."""


SAME_FRAME = 31
"""PDQ's own recommendation for one picture (ThreatExchange, vPDQ's default); of 256 bits."""
SIMILAR_FRAME = 50
"""A logo, a subtitle bar, a 5 % crop: 64-100 % of the frames of such copies lie within it. Of 129,000 pairs of frames
of different films none came below 76."""
CERTAIN_SHARE = 0.8
"""Of the shorter film's good frames; vPDQ's default for a match of the query."""
REVIEW_SHARE = 0.2
REVIEW_S = 10.0
"""Seconds in time order: a quoted scene, though it is a small part of both films."""
FEWEST_FRAMES = 4
"""Good frames, two seconds of film; of less nothing is said."""

SAME_SOUND_BITS = 10.0
"""Mean of wrong bits of 32 up to which Chromaprint's own matcher takes a segment for the same (kDefaultMatchThreshold
in its fingerprint_matcher.h). Unrelated sounds differ in 16; in copies at 64 kbit/s we saw 1 to 4."""
CERTAIN_SOUND_BITS = 6.0
REVIEW_SOUND_S = 15.0
"""Shorter is an effect out of the same library."""
FEWEST_VALUES = 24
"""Values of sound, three seconds."""


@dataclass(frozen=True)
class Match:
    """What two films have in common. Shares count what is good enough to be compared, 0 to 1."""

    kind: Kind
    certainty: Certainty
    share: float
    """Of the shorter one."""
    first_share: float
    second_share: float
    stretches: tuple[Stretch, ...]
    view: View = View.SAME

    @property
    def seconds(self) -> float:
        """Of the longest stretch in time order."""
        return max((stretch.seconds for stretch in self.stretches), default=0.0)

    def to_json(self) -> dict[str, Any]:
        """Plain data for the database."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Match:
        """Read back what to_json wrote."""
        values = dict(data)
        values["stretches"] = tuple(Stretch(**stretch) for stretch in values["stretches"])
        for name, kind in (("kind", Kind), ("certainty", Certainty), ("view", View)):
            values[name] = kind(values[name])
        return cls(**values)

    def turned(self) -> Match:
        """The same, told from the second film's side."""
        stretches = tuple(
            Stretch(s.second_from_s, s.second_to_s, s.first_from_s, s.first_to_s, s.share)
            for s in self.stretches
        )
        return Match(
            self.kind,
            self.certainty,
            self.share,
            self.second_share,
            self.first_share,
            tuple(sorted(stretches, key=lambda stretch: stretch.first_from_s)),
            self.view,
        )
