"""Sixteen invented films as rows: nothing is uploaded, they play clips that are there already."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from festival.models import Category, Edition, User
from media_pipeline.models import Asset
from screenings.demo.people import account
from submissions.actions.drafting import begin_entry
from submissions.actions.submitting import submit_entry
from submissions.enums import CreditRole
from submissions.models import Credit, Entry, Link


@dataclass(frozen=True)
class Row:
    """`merit`: what the invented jurors tend to give, of ten. `maker`: whose account, if not the demo entrant's."""

    title: str
    director: str
    merit: float
    tall: bool = False
    language: str = "en"
    original: str = ""
    company: str = ""
    page: str = ""
    script: str = ""
    maker: str = "entrant"


ROWS = (
    Row("The Ferryman's Ledger", "Ada Muster (demo)", 8.6),
    Row("Paper Boats", "Yang Shifan (demo)", 7.9, language="zh-hans", original="纸船", script="杨示范（演示）"),
    Row("An Orchard of Antennas", "Bo Placeholder (demo)", 8.0, company="Lampion Works (invented)"),
    Row("Nine Floors of Fog", "Cy Sample (demo)", 8.2, tall=True),
    Row("The Postman's Shadow", "Dee Specimen (demo)", 6.8, language="fr", original="L’ombre du facteur"),
    Row("Small Thunder", "Eli Example (demo)", 7.7, tall=True),
    Row("Borrowed Snow", "Fay Invented (demo)", 8.1, language="zh-hans", original="借来的雪", maker="filmmaker"),
    Row("The Moth Parliament", "Gus Model (demo)", 6.2, page="https://films.example/moth-parliament", maker="pagemaker"),
    Row("Ladder to the Lamp", "Hai Dummy (demo)", 7.9, tall=True),
    Row("What the Well Said", "Ivo Muster (demo)", 7.2, language="fr", original="Ce que dit le puits"),
    Row("Tram Number Zero", "Jo Placeholder (demo)", 5.9),
    Row("A Census of Echoes", "Kim Sample (demo)", 7.6),
    Row("Upright Rain", "Lee Specimen (demo)", 8.4, tall=True, language="zh-hans", original="直立的雨"),
    Row("The Salt Librarian", "May Example (demo)", 6.6, maker="filmmaker"),
    Row("Two Umbrellas", "Ned Invented (demo)", 7.0, tall=True),
    Row("The Last Analogue Summer, or How We Learned to Rewind the Sea", "Oz Model (demo)", 5.4),
)  # fmt: skip
MERITS = {row.title: row.merit for row in ROWS}


def enter_rows(edition: Edition, clips: Sequence[Asset]) -> list[Entry]:
    """Submit them all; upright films play upright clips as far as there are any.

    A film with a page has a maker of its own: the page would speak for all films of its maker.
    """
    names = {"entrant": "Demo Entrant", "pagemaker": "Demo Maker with a Page", "filmmaker": "Demo Filmmaker"}
    makers = {address: account(address, name) for address, name in names.items()}
    wide, tall = (edition.categories.get(slug=slug) for slug in ("wide", "tall"))
    upright = [clip for clip in clips if clip.height > clip.width] or list(clips)
    lying = [clip for clip in clips if clip not in upright] or list(clips)
    entries = []
    for number, row in enumerate(ROWS):
        shelf = upright if row.tall else lying
        entries.append(_enter(row, tall if row.tall else wide, shelf[number % len(shelf)], makers[row.maker]))
    return entries


def _enter(row: Row, category: Category, clip: Asset, owner: User) -> Entry:
    entry = begin_entry(category, by=owner)
    entry.title_international, entry.title_original = row.title, row.original or row.title
    entry.title_language, entry.languages = row.language, [row.language]
    entry.logline = entry.synopsis = {"en": "An invented film. (demo)", "zh-hans": "虚构影片（演示）。"}
    entry.countries, entry.completed_on = ["IT"], timezone.localdate(timezone=entry.edition.tz)
    entry.film = clip
    entry.save()
    Credit.objects.create(entry=entry, role=CreditRole.DIRECTOR, name=row.director, name_other=row.script)
    if row.company:
        Credit.objects.create(
            entry=entry, role=CreditRole.COMPANY, name=row.company, is_team=True, position=1
        )
    if row.page:
        Link.objects.create(entry=entry, url=row.page)
    return submit_entry(entry, by=owner, regulations_accepted=True)
