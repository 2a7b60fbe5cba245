"""Whose films they are, and what they may be called at the desk.

Titles of drafts are their makers' own: the desk sees that such a film is at work, and neither its name nor what its
file says of itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from festival.models import Edition
from media_pipeline.models import Asset
from media_pipeline.querysets import AssetQuerySet
from submissions.models import Entry, FilmUpload


@dataclass(frozen=True)
class Label:
    """What a film is called on this page. A private one hides what its file says of itself."""

    title: str
    lang: str = ""
    url: str = ""
    note: str = ""
    private: bool = False


def films_of(edition: Edition | None) -> AssetQuerySet:
    """The film files that came to this edition, drafts' too; with None all that there are."""
    if edition is None:
        return Asset.objects.all()
    present = Entry.objects.filter(edition=edition, film__isnull=False).order_by().values("film")
    sent = FilmUpload.objects.filter(entry__edition=edition, upload__asset__isnull=False).order_by()
    return Asset.objects.filter(Q(pk__in=present) | Q(pk__in=sent.values("upload__asset")))


def entry_of(asset: Asset) -> Entry | None:
    """The entry that a film file came for."""
    return Entry.objects.filter(Q(film=asset) | Q(film_uploads__upload__asset=asset)).first()


def entries_of(assets: Iterable[Asset]) -> dict[UUID, Entry]:
    """The entries that these files came for. At most three queries, whatever their number; none for no files."""
    wanted = [asset.pk for asset in assets]
    if not wanted:
        return {}
    entries = Entry.objects.select_related("edition__festival", "category")
    found = {entry.film_id: entry for entry in entries.filter(film__in=wanted)}
    sent = FilmUpload.objects.filter(upload__asset__in=wanted).values_list("upload__asset", "entry")
    missing = {asset: entry for asset, entry in sent if asset not in found}
    by_key = entries.in_bulk(missing.values()) if missing else {}
    return found | {asset: by_key[entry] for asset, entry in missing.items()}


def labels(assets: Iterable[Asset], *, here: Edition, everything: bool = False) -> dict[UUID, Label]:
    """What these films are called at the desk of this edition."""
    wanted = list(assets)
    found = entries_of(wanted)
    return {asset.pk: _label(asset, found.get(asset.pk), here, everything) for asset in wanted}


def _label(asset: Asset, entry: Entry | None, here: Edition, everything: bool) -> Label:
    if entry is None:
        return Label(asset.original_name, note=str(asset.owner) if everything else "", private=not everything)
    where = [] if entry.edition_id == here.pk else [str(entry.edition.festival), str(entry.edition)]
    if entry.submitted_at is None and not everything:
        return Label(_("A film that is not submitted yet"), note=str(entry.category), private=True)
    slugs = {"festival": entry.edition.festival.slug, "edition": entry.edition.slug, "pk": entry.pk}
    url = reverse("entry_desk:entry", kwargs=slugs) if entry.submitted_at else ""
    number = _("No. %(number)s") % {"number": entry.number} if entry.number else _("Draft")
    return Label(entry.title, entry.title_lang, url, " · ".join([*where, number, str(entry.category)]))
