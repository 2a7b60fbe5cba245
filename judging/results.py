"""What the world may know, as value objects. Empty before publication: there is no other door to honours."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from festival.localized import LocalizedText
from festival.models import Edition
from judging.enums import HonourKind
from judging.models import Award, Erratum, Honour
from submissions.models import Entry


@dataclass(frozen=True)
class Correction:
    text: LocalizedText
    written_at: datetime


@dataclass(frozen=True)
class PublishedHonour:
    """One line of the results. `entry` is the row, for its title, still and address."""

    award: str
    award_names: LocalizedText
    award_slug: str
    award_kind: str
    award_description: LocalizedText
    special_mention: bool
    ex_aequo: bool
    entry: Entry
    entry_id: UUID
    citation: LocalizedText
    corrections: tuple[Correction, ...]


def published_honours(edition: Edition) -> list[PublishedHonour]:
    """All honours of the edition in order of prestige, winners before special mentions."""
    return _told(Honour.objects.published().filter(award__edition=edition), corrections=_corrections(edition))


def honours_of(entry: Entry) -> list[PublishedHonour]:
    """What this film took, in order of prestige."""
    honours = Honour.objects.published().filter(entry=entry)
    return _told(honours, corrections=_corrections(entry.edition_id)) if honours.exists() else []


def corrections_of(edition: Edition) -> list[Correction]:
    """Corrections of the results as a whole, not of one honour."""
    if edition.results_published_at is None:
        return []
    rows = Erratum.objects.filter(edition=edition, honour=None)
    return [Correction(row.text, row.written_at) for row in rows]


def awards_offered(edition: Edition) -> list[Award]:
    """The awards of the edition as announced in its call: no secret."""
    return list(Award.objects.filter(edition=edition).select_related("category", "section"))


def _corrections(edition: Edition | int) -> dict[int, list[Correction]]:
    found: dict[int, list[Correction]] = {}
    for row in Erratum.objects.filter(edition=edition, honour__isnull=False):
        found.setdefault(row.honour_id, []).append(Correction(row.text, row.written_at))
    return found


def _told(honours, *, corrections: dict[int, list[Correction]]) -> list[PublishedHonour]:  # type: ignore[no-untyped-def]
    rows = list(honours.select_related("award", "entry", "entry__film"))
    rows.sort(
        key=lambda row: (
            row.award.position,
            row.award.slug,
            row.kind == HonourKind.SPECIAL_MENTION,
            row.pk,
        )
    )
    winners: dict[int, int] = {}
    for row in rows:
        winners[row.award_id] = winners.get(row.award_id, 0) + (row.kind == HonourKind.WINNER)
    return [
        PublishedHonour(
            award=str(row.award),
            award_names=row.award.name,
            award_slug=row.award.slug,
            award_kind=row.award.kind,
            award_description=row.award.description,
            special_mention=row.kind == HonourKind.SPECIAL_MENTION,
            ex_aequo=row.kind == HonourKind.WINNER and winners[row.award_id] > 1,
            entry=row.entry,
            entry_id=row.entry_id,
            citation=row.citation,
            corrections=tuple(corrections.get(row.pk, [])),
        )
        for row in rows
    ]
