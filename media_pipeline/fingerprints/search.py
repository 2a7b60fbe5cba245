"""Find which of a thousand films resemble one: every frame against a million, in two looks.

No index structure is needed: the first 128 bits of a hash rule out all but one in a hundred frames at memory speed,
and the other 128 are counted for the rest only (2.6 ms a frame against a million).
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from media_pipeline.fingerprints import rules
from media_pipeline.fingerprints.picture import GOOD_QUALITY, Hashes, PictureFingerprint, mirrored

MOST_ASKED = 180
"""Frames of the film that are looked up at most, spread over it, unless ten seconds would slip through."""
WIDEST_STEP = 5
"""Frames between two that are looked up: a stretch of ten seconds still holds four of them."""
IN_MANY_FILMS = 6
"""A frame that so many other films show is a leader, a logo or a card of credits."""
MOST_IGNORED = 0.5
"""Of a film's frames: where more are common, it is the film itself that was entered many times."""


Name = TypeVar("Name", bound=Hashable)


@dataclass(frozen=True, eq=False)
class Shelf(Generic[Name]):
    """The hashes of many films in columns, with whose they are."""

    names: list[Name]
    owners: NDArray[np.uint32]
    columns: NDArray[np.uint64]

    @classmethod
    def of(cls, films: Mapping[Name, PictureFingerprint]) -> "Shelf[Name]":
        """Put good frames of films side by side, of the whole picture and of the middle."""
        names = list(films)
        rows, owners = [np.zeros((0, 4), np.uint64)], [np.zeros(0, np.uint32)]
        for number, film in enumerate(films.values()):
            for hashes, quality in ((film.whole, film.quality), (film.middle, film.middle_quality)):
                good = hashes[quality >= GOOD_QUALITY]
                rows.append(good)
                owners.append(np.full(len(good), number, np.uint32))
        return cls(names, np.concatenate(owners), np.ascontiguousarray(np.concatenate(rows).T))

    def near(self, wanted: NDArray[np.uint64], within: int) -> NDArray[np.intp]:
        """Places of all frames not further from one hash than ``within``."""
        first = np.bitwise_count(self.columns[0] ^ wanted[0])
        first += np.bitwise_count(self.columns[1] ^ wanted[1])
        maybe = np.flatnonzero(first <= within)
        away = first[maybe].astype(np.uint16)
        for word in (2, 3):
            away += np.bitwise_count(self.columns[word, maybe] ^ wanted[word])
        return maybe[away <= within]


@dataclass(eq=False)
class Seeker(Generic[Name]):
    """Look one film up on shelf after shelf; then ask which films deserve a close comparison."""

    film: PictureFingerprint
    hits: Counter[Name] = field(default_factory=Counter)
    _seen_in: Counter[int] = field(default_factory=Counter)

    def look(self, shelf: Shelf[Name]) -> None:
        """Count for each film on the shelf how many of the asked frames it shows."""
        views = (self.film.whole, mirrored(self.film.whole), self.film.middle)
        qualities = (self.film.quality, self.film.quality, self.film.middle_quality)
        for view, (hashes, quality) in enumerate(zip(views, qualities, strict=True)):
            places, asked = _asked(hashes, quality)
            for place, wanted in zip(places, asked, strict=True):
                owners = np.unique(shelf.owners[shelf.near(wanted, rules.SIMILAR_FRAME)])
                self.hits.update(shelf.names[owner] for owner in owners.tolist())
                if view == 0:
                    self._seen_in[int(place)] += len(owners)

    def candidates(self) -> list[Name]:
        """The films to compare closely, the likeliest first."""
        return [name for name, hits in self.hits.most_common() if hits >= 1]

    def common_frames(self) -> NDArray[np.bool_]:
        """Mark the frames that many films show, so that a festival's own leader makes no two films alike."""
        common = np.zeros(len(self.film), bool)
        places = [place for place, films in self._seen_in.items() if films >= IN_MANY_FILMS]
        if not places:
            return common
        marks = self.film.whole[places]
        for start in range(0, len(self.film), 256):
            part = self.film.whole[start : start + 256]
            away = np.bitwise_count(part[:, None, :] ^ marks[None, :, :]).sum(axis=2)
            common[start : start + 256] = (away <= rules.SAME_FRAME).any(axis=1)
        good = self.film.quality >= GOOD_QUALITY
        if common[good].sum() > MOST_IGNORED * max(1, good.sum()):
            return np.zeros(len(self.film), bool)
        return common


def _asked(hashes: Hashes, quality: NDArray[np.uint8]) -> tuple[NDArray[np.intp], Hashes]:
    """The frames to look up: good ones, spread evenly, each picture once."""
    good = np.flatnonzero(quality >= GOOD_QUALITY)
    step = min(WIDEST_STEP, max(1, -(-len(good) // MOST_ASKED)))
    chosen = good[::step]
    _, once = np.unique(hashes[chosen], axis=0, return_index=True)
    places = chosen[np.sort(once)]
    return places, hashes[places]


def seek(film: PictureFingerprint, shelves: Iterable[Mapping[Name, PictureFingerprint]]) -> Seeker[Name]:
    """Look a film up among others that come in batches, so that a thousand need not lie in memory at once."""
    seeker: Seeker[Name] = Seeker(film)
    for films in shelves:
        seeker.look(Shelf.of(films))
    return seeker
