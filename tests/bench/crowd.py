"""An edition as large as festivals get, written in bulk: rows of a thousand makers, films and entries."""

from datetime import date

from django.utils import timezone

from festival.enums import Role
from festival.models import Category, Edition, User
from media_pipeline.enums import AssetState
from media_pipeline.models import Asset
from submissions.enums import CreditRole, EntryState
from submissions.models import Credit, Entry
from tests.factories import festival as make
from tests.factories import judging as jury_room
from tests.factories import media

ENTRIES = 1000
ON_THE_JUROR = 100


def edition(entries: int = ENTRIES) -> Edition:
    """So many submitted entries in one category."""
    here = make.edition(make.festival(f"bench-{entries}"))
    category = make.category(here)
    makers = User.objects.bulk_create(
        User(email=f"maker{number}.of.{entries}@example.org", name=f"Maker {number}", password="!")
        for number in range(entries)
    )
    assets = Asset.objects.bulk_create(_film(maker) for maker in makers)
    rows = Entry.objects.bulk_create(
        _entry(here, category, asset, number) for number, asset in enumerate(assets, start=1)
    )
    Credit.objects.bulk_create(
        Credit(entry=entry, role=CreditRole.DIRECTOR, name=f"Director {entry.number}") for entry in rows
    )
    return here


def _film(maker: User) -> Asset:
    now = timezone.now()
    return Asset(
        owner=maker,
        original_name="film.mp4",
        state=AssetState.READY,
        probe=media.measured(312, "1920x1080"),
        playable_at=now,
        verified_at=now,
        settled_at=now,
    )


def _entry(here: Edition, category: Category, asset: Asset, number: int) -> Entry:
    return Entry(
        edition=here,
        category=category,
        owner=asset.owner,
        film=asset,
        number=number,
        slug=f"film-{number}",
        state=EntryState.SUBMITTED,
        submitted_at=timezone.now(),
        title_original=f"Film {number}" if number % 5 else f"寻找第 {number} 部影片",
        title_international="" if number % 5 else f"In search of film {number}",
        title_language="en",
        synopsis={"en": "Somebody looks for something and finds something else."},
        countries=["IT"],
        languages=["en"],
        completed_on=date(2026, 3, 1),
    )


def juror(here: Edition) -> User:
    """Has a hundred films to watch in an open round."""
    person = make.member(here, Role.JUROR)
    jury = jury_room.jury(here)
    jury_room.seat(jury, person)
    jury_room.open_round(jury, list(Entry.objects.filter(edition=here).order_by("number")[:ON_THE_JUROR]))
    return person
