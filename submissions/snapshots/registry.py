"""What belongs to a version: the entry's own columns, its rows, and whatever else a room of the house adds."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from submissions.models import Entry
from submissions.models.snapshot import Snapshot

THE_OFFICES = frozenset({"edition", "owner", "section"})
"""Columns that a form may change but that are not the maker's words."""
PROOFS = ("still", "regulations_accepted_at", "regulations_digest")
"""Columns that no form changes, and that belong to what was handed in."""


@dataclass(frozen=True)
class Rows:
    """Rows that point to the entry, kept column by column. `files`: columns that name a stored file."""

    accessor: str
    label: Promise | str
    leave_out: frozenset[str] = frozenset()
    files: tuple[str, ...] = ()

    @property
    def model(self) -> type[models.Model]:
        return Entry._meta.get_field(self.accessor).related_model  # type: ignore[return-value]

    def of(self, entry: Entry) -> list[models.Model]:
        """In their order; none when a one-to-one row does not exist."""
        if Entry._meta.get_field(self.accessor).one_to_one:
            row = getattr(entry, self.accessor, None)
            return [row] if row is not None else []
        return list(getattr(entry, self.accessor).all())

    @property
    def columns(self) -> list[Any]:
        """Without keys, places, moments and accounts: those change while the words stay the same."""
        return [
            field
            for field in self.model._meta.concrete_fields
            if not (
                field.primary_key
                or field.name in {"entry", "position", *self.leave_out}
                or getattr(field, "auto_now", False)
                or getattr(field, "auto_now_add", False)
                or (field.is_relation and field.related_model._meta.label == settings.AUTH_USER_MODEL)
            )
        ]


@dataclass(frozen=True)
class Custom:
    """A part that is no row of ours: `collect` gives a JSON object of words by label."""

    name: str
    label: Promise | str
    collect: Callable[[Entry], dict[str, Any]]


ROWS: dict[str, Rows] = {}
PARTS: dict[str, Custom] = {}


def rows(
    accessor: str,
    label: Promise | str,
    *,
    leave_out: frozenset[str] = frozenset(),
    files: tuple[str, ...] = (),
) -> None:
    """Keep the rows behind `entry.<accessor>` with each version."""
    ROWS[accessor] = Rows(accessor, label, leave_out, files)


def part(name: str, label: Promise | str, collect: Callable[[Entry], dict[str, Any]]) -> None:
    """Keep what `collect(entry)` says with each version: {label or code: words, number, or list of words}."""
    PARTS[name] = Custom(name, label, collect)


def columns() -> list[Any]:
    """The entry's own columns that its maker has filled in."""
    fields = Entry._meta.concrete_fields
    kept = [field for field in fields if field.editable and not field.primary_key]
    return [
        *(field for field in kept if field.name not in THE_OFFICES),
        *(Entry._meta.get_field(name) for name in PROOFS),  # type: ignore[misc]
    ]


def subtitles(entry: Entry) -> dict[str, Any]:
    """The subtitle files beside the film, by language and digest."""
    tracks = entry.film.subtitle_tracks.filter(replaced_at=None) if entry.film else []
    return {f"{track.language} {track.kind}".strip(): track.sha256 for track in tracks}


def with_all(entries: "models.QuerySet[Entry]") -> "models.QuerySet[Entry]":
    """Everything that a version keeps, loaded in a fixed number of queries."""
    many = [name for name in ROWS if not Entry._meta.get_field(name).one_to_one]
    ones = [name for name in ROWS if Entry._meta.get_field(name).one_to_one]
    return entries.select_related("edition", "category", "film", *ones).prefetch_related(*many)


rows("credits", _("Credits"))
rows("tool_uses", _("How it was made"))
rows("declaration", _("How it was made, as a whole"))
rows("stage_answers", _("How it was made, stage by stage"))
rows("training_data", _("Training data"))
rows("consents", _("Consents"), leave_out=frozenset({"content_type"}))
rows("links", _("Links"))
rows("past_screenings", _("Earlier screenings"))
rows("pictures", _("Pictures"), leave_out=frozenset({"width", "height"}), files=("name",))
rows("press_kit", _("Press kit"), files=("name",))
part("subtitles", _("Subtitles"), subtitles)

__all__ = ["PARTS", "ROWS", "Snapshot", "columns", "part", "rows", "with_all"]
