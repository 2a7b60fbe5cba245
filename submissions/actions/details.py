"""A maker's details: told once, kept with the person, used again in the next entry."""

from contextlib import ExitStack
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from submissions.actions.drafting import lock_part
from submissions.enums_film import LinkKind, PictureKind
from submissions.models import Entry, Link, MakerProfile, Picture
from submissions.stills import LARGE, PRINT, SMALL, discard_still, new_name, sized

COLUMNS = ("biography", "press_name", "press_email", "press_phone")
OF_THE_FILM = {LinkKind.TRAILER, LinkKind.IMDB, LinkKind.DOUBAN, LinkKind.LETTERBOXD}
"""Links that lead to one film; the others are the maker's own and go along to the next entry."""


def remember_details(entry: Entry, *, by: Any) -> MakerProfile:
    """Keep what this entry tells about its maker; what it does not tell stays as it was."""
    profile, _new = MakerProfile.objects.get_or_create(user=by)
    for column in COLUMNS:
        if told := getattr(entry, column):
            setattr(profile, column, told)
    own = [link for link in entry.links.all() if link.kind not in OF_THE_FILM]
    if own:
        profile.links = [{"kind": link.kind, "url": link.url} for link in own]
    profile.save()
    return profile


def use_details(entry: Entry, *, by: Any) -> list[str]:
    """Fill what is still empty from the maker's details and the latest portrait. Returns what was filled."""
    profile = MakerProfile.objects.filter(user=by).first()
    with transaction.atomic():
        present = lock_part(entry, *COLUMNS, "links")
        filled = _fill_columns(present, profile)
        if profile and profile.links and not present.links.exists():
            Link.objects.bulk_create(
                Link(entry=present, position=place, **link) for place, link in enumerate(profile.links)
            )
            filled.append("links")
        if _take_portrait_along(present, by):
            filled.append("portrait")
    entry.refresh_from_db(fields=COLUMNS)
    return filled


def _fill_columns(present: Entry, profile: MakerProfile | None) -> list[str]:
    empty = [column for column in COLUMNS if profile and not getattr(present, column)]
    filled = [column for column in empty if getattr(profile, column)]
    for column in filled:
        setattr(present, column, getattr(profile, column))
    if filled:
        present.save(update_fields=[*filled, "updated_at"])
    return filled


def _take_portrait_along(present: Entry, by: Any) -> bool:
    """A copy of the files: each entry's pictures are its own, and may be removed without the other's."""
    portraits = Picture.objects.filter(kind=PictureKind.PORTRAIT)
    if portraits.filter(entry=present).exists():
        return False
    mine = portraits.filter(entry__in=Entry.objects.owned_by(by))
    latest = mine.order_by("-created_at").first()
    if latest is None:
        return False
    with ExitStack() as undo:
        name = new_name()
        undo.callback(discard_still, name)
        for width in (PRINT, LARGE, SMALL):
            if default_storage.exists(sized(latest.name, width)):
                with default_storage.open(sized(latest.name, width)) as file:
                    default_storage.save(sized(name, width), ContentFile(file.read()))
        with transaction.atomic():
            Picture.objects.create(
                entry=present,
                kind=PictureKind.PORTRAIT,
                name=name,
                **{key: getattr(latest, key) for key in ("width", "height", "alt", "caption", "credit")},
            )
        undo.pop_all()
    return True
