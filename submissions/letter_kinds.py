"""The letters of the entry desk whose words an edition may make its own."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from festival.letter_kinds import LetterKind, MergeField, declare
from submissions.emails import about_entry, film_slip, telling_context
from submissions.models import Entry
from submissions.signing import agreement_of

MOST_EXAMPLES = 200


class EntryExamples:
    """A letter about an entry is tried with any entry that the desk has received."""

    def choices(self, edition: Any) -> list[tuple[str, str]]:
        received = Entry.objects.of_edition(edition).at_the_desk().by_number()[:MOST_EXAMPLES]
        return [(str(entry.pk), f"{entry.number} · {entry.title}") for entry in received]

    def letter(self, edition: Any, key: str) -> tuple[Any, dict[str, Any]] | None:
        received = Entry.objects.of_edition(edition).at_the_desk().for_cards().select_related("owner")
        try:
            entry = received.filter(pk=UUID(key)).first()
        except (ValueError, ValidationError):
            return None
        return None if entry is None else (entry.owner, about_entry(entry) | {"film": film_slip(entry)})


class DecisionExamples(EntryExamples):
    """A letter that tells a decision is tried with one film, whatever was decided about it."""

    def letter(self, edition: Any, key: str) -> tuple[Any, dict[str, Any]] | None:
        found = super().letter(edition, key)
        return found and (found[0], telling_context([found[1]["entry"]]))


class MovedUpExamples(DecisionExamples):
    """A letter that tells of moving up is tried as if the film had moved up."""

    def letter(self, edition: Any, key: str) -> tuple[Any, dict[str, Any]] | None:
        found = super().letter(edition, key)
        return found and (found[0], found[1] | {"moved_up_titles": found[1]["titles"]})


class AgreementExamples(EntryExamples):
    """A letter about the rights agreement is tried with its newest version."""

    def letter(self, edition: Any, key: str) -> tuple[Any, dict[str, Any]] | None:
        found, newest = super().letter(edition, key), agreement_of(edition)
        return (found[0], found[1] | {"agreement": newest}) if found and newest else None


ENTRIES = EntryExamples()
DECISIONS = DecisionExamples()
MOVED_UP = MovedUpExamples()

ENTRY_FIELDS = (
    MergeField("title", _("Title of the film"), "entry.title"),
    MergeField("original_title", _("Original title"), "entry.title_original"),
    MergeField("number", _("Number of the entry"), "entry.number"),
    MergeField("category", _("Category"), "entry.category"),
    MergeField("entry_link", _("Link to the entry's page"), "entry_url", link=True),
)
FILM_FIELDS = (
    MergeField("file", _("Name of the film's file"), "film.name"),
    MergeField("size", _("Size of the file in bytes"), "film.size"),
    MergeField("sha256", _("SHA-256 of the file"), "film.sha256"),
)
TELLING_FIELDS = (
    MergeField("title", _("Title of the film, or of all films of this person"), "titles"),
    MergeField("selected_titles", _("Titles of their selected films"), "selected_titles"),
    MergeField("reserve_titles", _("Titles of their films on the reserve list"), "reserve_titles"),
    MergeField("other_titles", _("Titles of their other films"), "not_selected_titles"),
    MergeField("entry_link", _("Link to the entry's page"), "entry_url", link=True),
)
ASKED_FIELDS = (
    MergeField("request", _("What is missing"), "request.words"),
    MergeField("day", _("Until the end of"), "request.due_on", day=True),
)
DECISION_DAY = MergeField("decision_day", _("Notification date"), "edition.decisions_on", day=True)
REASON = MergeField("reason", _("Reason"), "entry.disqualified_for")

declare(
    LetterKind(
        "submissions/entry_received",
        _("Receipt"),
        _("At once when a film is submitted."),
        (*ENTRY_FIELDS, *FILM_FIELDS, DECISION_DAY),
        examples=ENTRIES,
        rank=10,
    ),
    LetterKind(
        "submissions/film_passed",
        _("The film is in order"),
        _("When a film has passed the technical check."),
        (*ENTRY_FIELDS, *FILM_FIELDS),
        examples=ENTRIES,
        rank=11,
    ),
    LetterKind(
        "submissions/film_needs_attention",
        _("The film needs attention"),
        _("When a film does not pass the technical check."),
        ENTRY_FIELDS,
        examples=ENTRIES,
        rank=12,
    ),
    LetterKind(
        "submissions/film_selected",
        _("Selected"),
        _("When the selection is announced."),
        TELLING_FIELDS,
        examples=DECISIONS,
        rank=20,
    ),
    LetterKind(
        "submissions/film_not_selected",
        _("Not selected"),
        _("When the selection is announced."),
        TELLING_FIELDS,
        examples=DECISIONS,
        rank=21,
    ),
    LetterKind(
        "submissions/film_on_reserve",
        _("On the reserve list"),
        _("When the selection is announced."),
        TELLING_FIELDS,
        examples=DECISIONS,
        rank=21,
    ),
    LetterKind(
        "submissions/film_moved_up",
        _("Moved up from the reserve list"),
        _("When a film comes into the selection because another has dropped out."),
        (
            MergeField("moved_up_titles", _("Titles of the films that move up"), "moved_up_titles"),
            *TELLING_FIELDS,
        ),
        examples=MOVED_UP,
        rank=24,
    ),
    LetterKind(
        "submissions/decisions_mixed",
        _("Some films selected, others not"),
        _("When the selection is announced, to people with several films."),
        TELLING_FIELDS,
        examples=DECISIONS,
        rank=22,
    ),
    LetterKind(
        "submissions/decision_corrected",
        _("Corrected decision"),
        _("When a decision changes after the announcement; it replaces the earlier letter."),
        TELLING_FIELDS,
        examples=DECISIONS,
        rank=23,
    ),
    LetterKind(
        "submissions/entry_incomplete",
        _("Something is missing"),
        _("When the festival gives an entry back to its maker."),
        (*ENTRY_FIELDS, *ASKED_FIELDS),
        examples=ENTRIES,
        rank=13,
    ),
    LetterKind(
        "submissions/todos_due",
        _("Still to be done"),
        _("Some days before something is due for a selected film, and when the office asks for it."),
        (MergeField("todos", _("What is still to be done"), "open_todos"), TELLING_FIELDS[-1]),
        reminder=True,
        rank=25,
    ),
    LetterKind(
        "submissions/films_go",
        _("Files of unfinished entries are deleted"),
        _("When an edition is closed, to everybody with a film that was never submitted."),
        (
            MergeField("titles", _("Titles of these films"), "titles"),
            MergeField("day", _("The day on which the files are deleted"), "goes_on", day=True),
            MergeField("entry_link", _("Link to the maker's films"), "entry_url", link=True),
        ),
        rank=34,
    ),
    LetterKind(
        "submissions/entries_imported",
        _("Films from another platform"),
        _("When entries came over from a table, to each of their makers who is to be written to."),
        (
            MergeField("titles", _("Titles of these films"), "titles"),
            MergeField("day", _("Until the end of"), "table.due_on", day=True),
            MergeField("entry_link", _("Link to the maker's films"), "entry_url", link=True),
        ),
        rank=14,
    ),
    LetterKind(
        "submissions/entry_withdrawn",
        _("Withdrawn"),
        _("When a maker has withdrawn a film."),
        ENTRY_FIELDS,
        examples=ENTRIES,
        rank=30,
    ),
    LetterKind(
        "submissions/entry_disqualified",
        _("Taken out of the competition"),
        _("When the festival takes a film out of the competition."),
        (*ENTRY_FIELDS, REASON),
        examples=ENTRIES,
        rank=31,
    ),
    LetterKind(
        "submissions/entry_reinstated",
        _("Back in the competition"),
        _("When a film comes back into the competition."),
        ENTRY_FIELDS,
        examples=ENTRIES,
        rank=32,
    ),
    LetterKind(
        "submissions/signature_requested",
        _("A new rights agreement"),
        _("When the festival asks makers to sign a newer version."),
        (*ENTRY_FIELDS, MergeField("version", _("Version"), "agreement.version")),
        examples=AgreementExamples(),
        rank=33,
    ),
)
