"""The letters about exhibition copies, all of them to the makers of the film."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from festival.letter_kinds import LetterKind, MergeField, declare
from festival.letters import post_letter
from festival.models import Letter
from submissions.letter_kinds import EntryExamples
from submissions.makers import letter_readers
from submissions.models import ExhibitionCopy

FIELDS = (
    MergeField("title", _("Title of the film"), "entry.title"),
    MergeField("number", _("Number of the entry"), "entry.number"),
    MergeField("file", _("Name of the copy’s file"), "copy.file"),
    MergeField("copy_link", _("Link to the page of the exhibition copy"), "entry_url", link=True),
)


class CopyExamples(EntryExamples):
    """Tried with any entry, as if a copy of it were here."""

    def letter(self, edition: Any, key: str) -> tuple[Any, dict[str, Any]] | None:
        found = super().letter(edition, key)
        if found is None:
            return None
        person, context = found
        slip = {"file": context["film"]["name"], "size": context["film"]["size"], "reason": "", "sha256": ""}
        return person, context | {"copy": slip, "entry_url": _page(context["entry"])}


EXAMPLES = CopyExamples()

declare(
    LetterKind(
        "copies/received",
        _("The exhibition copy is here"),
        _("When the file of an exhibition copy has been received and read."),
        (
            *FIELDS,
            MergeField("size", _("Size of the file in bytes"), "copy.size"),
            MergeField("sha256", _("SHA-256 of the file"), "copy.sha256"),
        ),
        examples=EXAMPLES,
        rank=26,
    ),
    LetterKind(
        "copies/accepted",
        _("The exhibition copy is accepted"),
        _("When the festival has looked at the exhibition copy and shows it."),
        FIELDS,
        examples=EXAMPLES,
        rank=27,
    ),
    LetterKind(
        "copies/wanted",
        _("Another exhibition copy, please"),
        _("When the exhibition copy cannot be shown as it is."),
        (*FIELDS, MergeField("reason", _("Reason"), "copy.reason")),
        examples=EXAMPLES,
        rank=28,
    ),
)


def post_received(copy: ExhibitionCopy) -> list[Letter]:
    """Once a copy, however often it is asked for."""
    return _to_makers("received", copy, once=True)


def post_accepted(copy: ExhibitionCopy) -> list[Letter]:
    return _to_makers("accepted", copy)


def post_wanted(copy: ExhibitionCopy) -> list[Letter]:
    return _to_makers("wanted", copy)


def _to_makers(kind: str, copy: ExhibitionCopy, *, once: bool = False) -> list[Letter]:
    entry = copy.entry
    slip = {
        "file": copy.master.original_name if copy.master else copy.url,
        "size": copy.master.size if copy.master else 0,
        "sha256": copy.master.sha256 if copy.master else "",
        "reason": copy.reason,
    }
    return [
        post_letter(
            f"copies/{kind}",
            to=reader,
            edition=entry.edition,
            context={"entry": entry, "copy": slip, "entry_url": _page(entry)},
            key=f"copy:{copy.pk}:{kind}:{reader.pk}" if once else "",
        )
        for reader in letter_readers(entry)
    ]


def _page(entry: Any) -> str:
    return settings.PORTAL_URL + reverse("entries:copy", kwargs={"pk": entry.pk})
