"""Look-alikes as the desk reads them: two entries, what they have in common, in words and as a drawing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from festival.models import Edition
from media_pipeline.fingerprints import Kind, Match, View
from media_pipeline.models import Asset, Likeness
from media_pipeline.querysets import LikenessQuerySet
from media_pipeline.sentences import timecode
from submissions import rules
from submissions.models import Entry
from submissions.ribbons import Ribbon, ribbon


@dataclass(frozen=True)
class Side:
    """One of the two films. ``entry`` is None for people who may not read it: it belongs to another edition."""

    asset: Asset
    entry: Entry | None
    edition: Edition
    same_edition: bool


@dataclass(frozen=True)
class Pair:
    """``here`` is a film of the edition that is being worked on: of two of them the later one."""

    likeness: Likeness
    here: Side
    there: Side

    @property
    def of_one_maker(self) -> bool:
        return self.likeness.of_one_maker

    @property
    def evidence(self) -> list[str]:
        """In a line: what is alike, and how much of the shorter film."""
        if self.likeness.same_file:
            return [_("The same file, byte by byte")]
        return [evidence(match) for match in self.likeness.matches]


@dataclass(frozen=True)
class Finding:
    """One kind of evidence for the comparison page, told from ``here``."""

    title: str
    sentence: str
    ribbon: Ribbon
    rows: list[dict[str, Any]] = field(default_factory=list)


def likenesses_in(edition: Edition) -> LikenessQuerySet:
    """Pairs of films that festivals of this installation have received, one of them at least by this edition.

    An earlier cut that its maker replaced, a draft, or the copy for the hall is nobody's rival.
    """
    received = Entry.objects.at_the_desk().values("film")
    mine = Entry.objects.at_the_desk().of_edition(edition).values("film")
    both = Likeness.objects.filter(first__in=received, second__in=received)
    return both.filter(Q(first__in=mine) | Q(second__in=mine)).select_related("first", "second", "decided_by")


def likenesses_of(entry: Entry) -> LikenessQuerySet:
    """The pairs that this entry's film belongs to."""
    if entry.film_id is None:
        return Likeness.objects.none()
    return likenesses_in(entry.edition).of(entry.film_id)


def pairs(likenesses: Iterable[Likeness], edition: Edition, viewer: Any) -> list[Pair]:
    """Lay pairs out in three queries, however many there are."""
    rows = list(likenesses)
    films = {asset.pk for row in rows for asset in (row.first, row.second)}
    entries = Entry.objects.at_the_desk().filter(film__in=films).for_cards().select_related("owner")
    readable = set(Entry.objects.visible_to(viewer).filter(film__in=films).values_list("pk", flat=True))
    by_film: dict[UUID, Entry] = {}
    for entry in entries:
        # A file may have been entered twice; this edition's entry is the one to show here.
        if entry.film_id not in by_film or entry.edition_id == edition.pk:
            by_film[entry.film_id] = entry  # type: ignore[index]
    return [_pair(row, by_film, readable, edition) for row in rows]


def _pair(row: Likeness, by_film: dict[UUID, Entry], readable: set[UUID], edition: Edition) -> Pair:
    newer, older = (_side(asset, by_film[asset.pk], readable, edition) for asset in (row.newer, row.older))
    return Pair(row, newer, older) if newer.same_edition else Pair(row, older, newer)


def _side(asset: Asset, entry: Entry, readable: set[UUID], edition: Edition) -> Side:
    shown = entry if entry.pk in readable else None
    return Side(asset, shown, entry.edition, entry.edition_id == edition.pk)


def may_judge(viewer: Any, edition: Edition, pair: Pair) -> bool:
    """Who programmes the edition, and made neither film."""
    senders = {pair.likeness.first.owner_id, pair.likeness.second.owner_id}
    own = any(side.entry is not None and rules.owns(viewer, side.entry) for side in (pair.here, pair.there))
    return rules.can_read_everything(viewer, edition) and viewer.pk not in senders and not own


def evidence(match: Match) -> str:
    """One kind of evidence in a few words."""
    share = {"share": f"{match.share:.0%}"}
    if match.kind == Kind.SOUND:
        return _("%(share)s of the sound") % share
    return {
        View.SAME: _("%(share)s of the pictures"),
        View.MIRRORED: _("%(share)s of the pictures, mirrored"),
        View.CROPPED: _("%(share)s of the pictures, cropped to their middle"),
    }[match.view] % share


def findings(pair: Pair) -> list[Finding]:
    """What the comparison page shows of each kind of evidence."""
    return [_finding(match, pair) for match in pair.likeness.matches]


def _finding(match: Match, pair: Pair) -> Finding:
    told = match if pair.here.asset.pk == pair.likeness.first_id else match.turned()
    lengths = (pair.here.asset.duration_s or 0.0, pair.there.asset.duration_s or 0.0)
    title = _("In the sound") if match.kind == Kind.SOUND else _("In the pictures")
    text = _("%(what)s of the shorter film are found in the other one.") % {"what": evidence(match)}
    rows = [
        {
            "here": f"{timecode(stretch.first_from_s)} – {timecode(stretch.first_to_s)}",
            "there": f"{timecode(stretch.second_from_s)} – {timecode(stretch.second_to_s)}",
            "here_s": f"{stretch.first_from_s:.3f}",
            "there_s": f"{stretch.second_from_s:.3f}",
        }
        for stretch in told.stretches
    ]
    return Finding(title, text, ribbon(told.stretches, *lengths), rows)
