"""The technical rules of a category, in the workshop's own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from typing import Any

from media_pipeline import hostile


class Shape(StrEnum):
    """What a category asks of the picture's orientation."""

    ANY = "any"
    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"
    SQUARE = "square"
    NOT_SQUARE = "not_square"


class RulesError(ValueError):
    """Rules that a person wrote and that cannot be read; the message says which word."""


@dataclass(frozen=True)
class TechnicalSpec:
    """The technical rules of a category. None means: no such rule."""

    min_duration_s: float | None = None
    max_duration_s: float | None = None
    grace_s: float = 0.5
    orientation: str = Shape.ANY
    min_short_side: int | None = 180
    advised_short_side: int | None = 480
    max_pixels: int = 36_000_000
    max_side_ratio: float = 4.0
    frame_rates: tuple[str, ...] = ()
    audio_required: bool = False
    subtitles_required: bool = False
    max_bytes: int | None = None
    loudness_lufs: tuple[float, float] | None = None
    max_true_peak_dbtp: float | None = None
    max_decode_errors: int = 0
    max_frozen_share: float | None = None
    """None: half of the film may stand still before it is told, and it is no more than told."""
    min_bits_per_pixel: float | None = None
    """Of H.264; newer codecs need less. None: only what is absurdly thin is told."""

    def to_json(self) -> dict[str, Any]:
        """Plain data for the database."""
        return {**asdict(self), "orientation": str(self.orientation), "frame_rates": list(self.frame_rates)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> TechnicalSpec:
        """Read what to_json wrote; rules that this version does not know are left out."""
        values = {key: value for key, value in data.items() if key in {rule.name for rule in fields(cls)}}
        values["frame_rates"] = tuple(values.get("frame_rates") or ())
        if values.get("loudness_lufs"):
            low, high = values["loudness_lufs"]
            values["loudness_lufs"] = (low, high)
        return cls(**values)

    @classmethod
    def from_rules(cls, data: Mapping[str, Any]) -> TechnicalSpec:
        """Read rules that a person wrote: an unknown name or a wrong kind of value is told, not passed over.

        The policy of a corpus's manifest is understood too. Raises RulesError.
        """
        rules = hostile.mapping(data.get("policy")) or data
        values: dict[str, Any] = {}
        for name, value in rules.items():
            if name in _REMARKS:
                continue
            values |= {"audio_required": _demands(value)} if name == "audio_missing" else {name: value}
        values = {_OTHER_NAMES.get(name, name): value for name, value in values.items()}
        unknown = sorted(values.keys() - {rule.name for rule in fields(cls)})
        if unknown:
            raise RulesError(f"There is no rule called {', '.join(unknown)}.")
        checked = {name: _checked(name, value) for name, value in values.items()}
        return cls.from_json(checked)


_OTHER_NAMES = {"min_short_side_px": "min_short_side", "orientation_required": "orientation"}
_REMARKS = {"name", "note", "made", "silent_audio", "hdr", "frame_loss_tolerance", "containers"}
"""What a policy says in words, and what holds here for every category."""

_WHOLE = {"min_short_side", "advised_short_side", "max_pixels", "max_bytes", "max_decode_errors"}
_FLAGS = {"audio_required", "subtitles_required"}
_NEVER_NONE = {"grace_s", "max_pixels", "max_side_ratio", "max_decode_errors"} | _FLAGS


def _demands(value: object) -> bool:
    if value not in {"warn", "reject"}:
        raise RulesError('The rule audio_missing is "warn" or "reject".')
    return value == "reject"


def _checked(name: str, value: object) -> object:
    """Return the value in the type that the rule has, or raise RulesError."""
    if name == "orientation":
        return _shape(value)
    if name == "frame_rates":
        return _rates(value)
    if name == "loudness_lufs":
        return _range(value)
    if value is None and name not in _NEVER_NONE:
        return None
    if name in _FLAGS:
        if not isinstance(value, bool):
            raise RulesError(f"The rule {name} is true or false.")
        return value
    figure = value if isinstance(value, int | float) and not isinstance(value, bool) else None
    figure = hostile.whole(figure) if name in _WHOLE else hostile.number(figure)
    if figure is None:
        raise RulesError(f"The rule {name} is a number, not {value!r}.")
    return figure


def _shape(value: object) -> str:
    words = str(value).lower()
    if words.startswith("horizontal or vertical"):
        return Shape.NOT_SQUARE
    if words not in set(Shape):
        raise RulesError(f"The orientation is one of {', '.join(Shape)}, not {value!r}.")
    return words


def _rates(value: object) -> list[str]:
    rates = [str(rate) for rate in value] if isinstance(value, list | tuple) else []
    if not isinstance(value, list | tuple) or any(hostile.ratio(rate) is None for rate in rates):
        raise RulesError('The frame rates are a list such as ["24", "25", "30000/1001"].')
    return rates


def _range(value: object) -> list[float] | None:
    if value is None:
        return None
    ends = [hostile.number(end) for end in value] if isinstance(value, list | tuple) else []
    if len(ends) != 2 or None in ends:
        raise RulesError("The loudness is a pair in LUFS, for example [-30, -14].")
    return [end for end in ends if end is not None]


CORPUS_POLICY = TechnicalSpec(
    min_duration_s=0.5,
    max_duration_s=300,
    orientation=Shape.NOT_SQUARE,
    min_short_side=180,
    advised_short_side=480,
    max_pixels=33_000_000,
    max_side_ratio=4.0,
)
"""The policy P0 under which the corpus of real films was judged."""

PRESETS = {
    "P0": CORPUS_POLICY,
    "horizontal": replace(CORPUS_POLICY, orientation=Shape.HORIZONTAL),
    "vertical": replace(CORPUS_POLICY, orientation=Shape.VERTICAL),
    "any": TechnicalSpec(),
}
