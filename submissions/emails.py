"""The letters of the entry desk: one function each, and three small templates beside it."""

from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse

from festival.enums import Role
from festival.letters import post_letter
from festival.models import Edition, Letter, Membership, User
from media_pipeline.models import Asset
from submissions.makers import letter_readers
from submissions.models import Agreement, CompletionRequest, Entry, ImportedTable, Release, Telling, Todo
from submissions.rules import can_read_everything
from submissions.tellings import moved_up, split
from submissions.titles_told import each_told, titles_told, told
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


def post_incomplete(entry: Entry, request: CompletionRequest) -> list[Letter]:
    url = settings.PORTAL_URL + reverse("entries:complete", kwargs={"pk": entry.pk})
    return _to_makers("entry_incomplete", entry, request=request, entry_url=url)


def post_imported(table: ImportedTable, owner: Any, films: list[Entry]) -> Letter:
    """One letter a person: these films came over from another system and wait for their files."""
    titles = titles_told(films)
    context = {
        "films": films,
        "titles": titles,
        "table": table,
        "entry_url": settings.PORTAL_URL + reverse("entries:home"),
    }
    return post_letter(
        "submissions/entries_imported",
        to=owner,
        edition=table.edition,
        context=context,
        key=f"import:{table.pk}:{owner.pk}",
        paced=True,
    )


def post_request_answered(entry: Entry, request: CompletionRequest) -> Letter | None:
    """To whoever asked, while they are still of the festival."""
    asker = request.asked_by
    if asker is None or not can_read_everything(asker, entry.edition):
        return None
    here = {"festival": entry.edition.festival.slug, "edition": entry.edition.slug, "pk": entry.pk}
    url = settings.PORTAL_URL + reverse("entry_desk:entry", kwargs=here)
    context = {"entry": entry, "request": request, "entry_url": url}
    return post_letter("submissions/request_answered", to=asker, edition=entry.edition, context=context)


def post_telling(telling: Telling, films: list[Entry]) -> Letter:
    """One person's decisions, all in one letter; a later one names the letter that it replaces."""
    former = former_telling(telling)
    return post_letter(
        f"submissions/{telling_kind(films, telling.number, former)}",
        to=telling.recipient,
        edition=telling.release.edition,
        context=telling_context(films, former=former),
        key=f"selection:{telling.release_id}:{telling.recipient_id}:{telling.number}",
        paced=True,
    )


def telling_kind(films: list[Entry], number: int = 1, former: Telling | None = None) -> str:
    if number > 1:
        return "film_moved_up" if former and moved_up(films, former.told) else "decision_corrected"
    kinds = ("film_selected", "film_on_reserve", "film_not_selected")
    said = [kind for kind, those in zip(kinds, split(films), strict=True) if those]
    return said[0] if len(said) == 1 else "decisions_mixed"


def telling_context(films: list[Entry], former: Telling | None = None) -> dict[str, Any]:
    """`entry` is the first film, for letters about one; `selected`, `reserve` and `not_selected` are all of them."""
    selected, reserve, others = split(films)
    up = moved_up(films, former.told) if former else []
    first = up[0] if up else films[0]
    one = len(films) == 1
    page = reverse("entries:entry", kwargs={"pk": first.pk}) if one else reverse("entries:home")
    return {
        "entry": first,
        "films": films,
        "titles": titles_told(films),
        "selected": selected,
        "reserve": reserve,
        "not_selected": others,
        "moved_up": up,
        "moved_up_titles": titles_told(up),
        "selected_titles": each_told(selected),
        "reserve_titles": each_told(reserve),
        "not_selected_titles": each_told(others),
        "former": former,
        "entry_url": settings.PORTAL_URL + page,
    }


def former_telling(telling: Telling) -> Telling | None:
    rows = Telling.objects.filter(release=telling.release, recipient=telling.recipient, letter__isnull=False)
    return rows.filter(number__lt=telling.number).order_by("-number").first()


def post_todos(edition: Edition, person: User, todos: list[Todo], *, today: date) -> Letter:
    """What one person's films still lack; at most one such letter a day."""
    url = settings.PORTAL_URL + reverse("entries:home")
    listed = sorted(todos, key=lambda todo: (todo.due_on or date.max, todo.pk))
    return post_letter(
        "submissions/todos_due",
        to=person,
        edition=edition,
        context={
            "todos": listed,
            "today": today,
            "open_todos": [told(lambda todo=todo: f"{todo.kind} ({todo.entry.title})") for todo in listed],
            "entry_url": url,
        },
        key=f"todos:{edition.pk}:{person.pk}:{today.isoformat()}",
        paced=True,
    )


def post_films_go(edition: Edition, person: User, films: list[Entry], *, goes_on: date) -> Letter:
    """The edition is closed and these were never submitted: their film files are deleted on that day."""
    return post_letter(
        "submissions/films_go",
        to=person,
        edition=edition,
        context={
            "films": films,
            "titles": titles_told(films),
            "goes_on": goes_on,
            "entry_url": settings.PORTAL_URL + reverse("entries:home"),
        },
        key=f"films-go:{edition.pk}:{person.pk}:{goes_on.isoformat()}",
        paced=True,
    )


def post_release_failed(release: Release, problems: list[str]) -> list[Letter]:
    """The hour has come and the selection could not be announced: to each director."""
    edition = release.edition
    here = {"festival": edition.festival.slug, "edition": edition.slug}
    url = settings.PORTAL_URL + reverse("entry_desk:selection", kwargs=here)
    context = {"problems": problems, "due_at": release.due_at.astimezone(edition.tz), "entry_url": url}
    return [
        post_letter("submissions/release_failed", to=seat.user, edition=edition, context=context)
        for seat in _directors(edition)
    ]


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
    return [
        post_letter(WORKSHOP_FAILED, to=seat.user, edition=edition, context=context)
        for seat in _directors(edition)
    ]


def _directors(edition: Edition) -> Any:
    return Membership.objects.taken().filter(edition=edition, role=Role.DIRECTOR).select_related("user")


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


def post_signature_request(entry: Entry, agreement: Agreement) -> list[Letter]:
    """Asks the maker of a submitted film to sign a newer version of the rights agreement."""
    page = settings.PORTAL_URL + reverse("entries:rights", kwargs={"pk": entry.pk})
    return _to_makers("signature_requested", entry, agreement=agreement, entry_url=page)
