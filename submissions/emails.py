"""The letters of the entry desk: one function each, and three small templates beside it."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from festival.enums import Role
from festival.letters import post_letter
from festival.models import Edition, Letter, Membership
from media_pipeline.models import Asset
from submissions.enums import Decision
from submissions.makers import letter_readers
from submissions.models import Entry
from submissions.workshop.films import labels

WORKSHOP_FAILED = "workshop/films_failed"
MOST_IN_A_LETTER = 10


def post_receipt(entry: Entry) -> list[Letter]:
    return _to_makers("entry_received", entry, film=film_slip(entry))


def post_film_passed(entry: Entry) -> list[Letter]:
    return _to_makers("film_passed", entry, film=film_slip(entry))


def post_film_needs_attention(entry: Entry) -> list[Letter]:
    return _to_makers("film_needs_attention", entry, film=film_slip(entry))


def post_withdrawal(entry: Entry) -> list[Letter]:
    return _to_makers("entry_withdrawn", entry)


def post_disqualification(entry: Entry) -> list[Letter]:
    return _to_makers("entry_disqualified", entry)


def post_reinstatement(entry: Entry) -> list[Letter]:
    return _to_makers("entry_reinstated", entry)


def post_decision(entry: Entry) -> list[Letter]:
    return _to_makers("film_selected" if entry.decision == Decision.SELECTED else "film_not_selected", entry)


def post_workshop_failed(edition: Edition, films: list[Asset]) -> list[Letter]:
    """One letter to each director about all films that wait for a hand; titles of drafts stay their makers' own."""
    here = {"festival": edition.festival.slug, "edition": edition.slug}
    names = labels(films[:MOST_IN_A_LETTER], here=edition)
    context = {
        "titles": [names[film.pk].title for film in films[:MOST_IN_A_LETTER]],
        "films": len(films),
        "more": max(0, len(films) - MOST_IN_A_LETTER),
        "url": settings.PORTAL_URL + reverse("entry_desk:workshop", kwargs=here),
    }
    directors = Membership.objects.taken().filter(edition=edition, role=Role.DIRECTOR).select_related("user")
    return [
        post_letter(WORKSHOP_FAILED, to=seat.user, edition=edition, context=context) for seat in directors
    ]


def film_slip(entry: Entry) -> dict[str, Any]:
    """What proves which file arrived: its name, its size in bytes, its SHA-256 once the workshop has read it."""
    film = entry.film
    if film is None:
        return {}
    return {"name": film.original_name, "size": film.size, "sha256": film.sha256}


def about_entry(entry: Entry) -> dict[str, Any]:
    """The context that every letter about an entry has."""
    url = settings.PORTAL_URL + reverse("entries:entry", kwargs={"pk": entry.pk})
    return {"entry": entry, "entry_url": url}


def _to_makers(kind: str, entry: Entry, **context: Any) -> list[Letter]:
    """To the owner, and a copy to each co-owner who wants one: every letter in its reader's own language."""
    return [
        post_letter(
            f"submissions/{kind}",
            to=reader,
            edition=entry.edition,
            context={**about_entry(entry), **context},
        )
        for reader in letter_readers(entry)
    ]
