"""Films as the shared components want them: dictionaries for film_card.html and award_row.html."""

from collections.abc import Collection, Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from festival.localized import LocalizedText
from judging.results import PublishedHonour
from screenings import wording
from screenings.stills import still_url
from submissions.models import Entry


def film_url(entry: Entry) -> str:
    edition = entry.edition
    kwargs = {"festival": edition.festival.slug, "edition": edition.slug, "slug": entry.slug}
    return reverse("public:film", kwargs=kwargs)


def titles(entry: Entry) -> dict[str, str]:
    """The reader's own language first (submissions/titles.py)."""
    return {
        "title": entry.title,
        "title_lang": entry.title_lang,
        "title_other": entry.title_other,
        "title_other_lang": entry.title_other_lang,
    }


def text_lang(text: LocalizedText) -> str:
    """The language of a text that falls back to another one than the page's; else nothing."""
    if text.in_language(get_language() or ""):
        return ""
    return next((code for code, words in text.items() if words), "")


def film_card(entry: Entry, *, award: str = "", note: str = "", width: int = 960) -> dict[str, Any]:
    """Ask for entries with `for_cards()`: then this makes no query."""
    return {
        **titles(entry),
        "url": film_url(entry),
        "director": ", ".join(entry.directors),
        "country": ", ".join(country.name for country in entry.countries),
        "runtime": wording.runtime(entry.runtime_s) if entry.runtime_s else "",
        "still_url": still_url(entry, width),
        "vertical": entry.is_vertical,
        "award": award,
        "note": note,
    }


def shape_of(cards: Collection[dict[str, Any]]) -> str:
    """How a grid of these films stands: upright when all of them are."""
    return "vertical" if cards and all(card["vertical"] for card in cards) else ""


def award_rows(honours: Iterable[PublishedHonour], cards: dict[Any, dict[str, Any]]) -> list[dict[str, Any]]:
    """One row an award, its films together (ex aequo); special mentions stand in rows of their own."""
    rows: dict[tuple[str, bool], dict[str, Any]] = {}
    for honour in honours:
        key = (honour.award_slug, honour.special_mention)
        row = rows.setdefault(key, _row(honour))
        row["winners"].append(cards[honour.entry_id])
        if honour.citation:
            row["citation"], row["citation_lang"] = str(honour.citation), text_lang(honour.citation)
        row["corrections"] += honour.corrections
    return list(rows.values())


def winners_by_film(
    honours: Iterable[PublishedHonour], cards: dict[Any, dict[str, Any]]
) -> list[dict[str, Any]]:
    """Each honoured film once, with all it took, in order of prestige: for the front page."""
    found: dict[Any, dict[str, Any]] = {}
    for honour in honours:
        winner = found.setdefault(honour.entry_id, {"film": cards[honour.entry_id], "awards": []})
        note = _note(honour)
        winner["awards"].append(f"{honour.award} · {note}" if note else honour.award)
    return list(found.values())


def _note(honour: PublishedHonour) -> str:
    return _("Special mention") if honour.special_mention else _("Ex aequo") if honour.ex_aequo else ""


def _row(honour: PublishedHonour) -> dict[str, Any]:
    other = honour.award_names.other
    return {
        "slug": honour.award_slug,
        "name": honour.award,
        "name_other": other,
        "name_other_lang": next((code for code, text in honour.award_names.items() if text == other), ""),
        "note": _note(honour),
        "citation": "",
        "citation_lang": "",
        "winners": [],
        "corrections": [],
    }
