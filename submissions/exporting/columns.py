"""The columns that a table of entries may have. One more is one more line."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from festival.models import Edition
from submissions import film_data_columns, making_columns, rules
from submissions.answer_reading import answer_columns, with_answer_values
from submissions.enums import CreditRole, Decision, EntryState
from submissions.models import Entry
from submissions.reading import orientation_label
from submissions.tongues import language_name

Value = Callable[[Entry], Any]


@dataclass(frozen=True)
class Column:
    """``value`` asks no query of an entry that came by `prepared`. ``always``: in the table if nothing was chosen."""

    key: str
    label: Promise | str
    value: Value
    always: bool = True


def columns_of(edition: Edition, reader: Any) -> list[Column]:
    """Everything that ``reader``, who programmes, may be told of the entries. One query, for the edition's questions."""
    return [
        *(Column(key, label, value, always) for key, label, value, always in _own(edition, reader)),
        *_credits(),
        *(Column(key, label, value, always=False) for key, label, value in film_data_columns.COLUMNS),
        *_making(),
        *(Column(one.key, one.label, one.value) for one in answer_columns(edition)),
    ]


def chosen(columns: Sequence[Column], keys: Iterable[str]) -> list[Column]:
    """These columns, in the order of all; without a known key those that stand always."""
    wanted = set(keys)
    found = [column for column in columns if column.key in wanted]
    return found or [column for column in columns if column.always]


def prepared(entries: Any) -> Any:
    """With all that any column reads, in a fixed number of queries for each chunk."""
    return with_answer_values(entries.with_making().select_related("owner", "section")).prefetch_related(
        "pictures"
    )


def _own(edition: Edition, reader: Any) -> list[tuple[str, Promise, Value, bool]]:
    def moment(at: Any) -> str:
        return at.astimezone(edition.tz).isoformat(timespec="seconds") if at else ""

    def decision(entry: Entry) -> str:
        # Nobody learns about a film of their own before everybody does.
        hidden = not entry.selection_is_told and rules.owns(reader, entry)
        return "" if hidden else Decision(entry.decision).label

    def text(name: str, language: str) -> Value:
        return lambda entry: getattr(entry, name).get(language, "")

    return [
        ("number", _("Number"), lambda entry: entry.number, True),
        ("title_international", _("International title"), lambda entry: entry.title_international, True),
        ("title_original", _("Original title"), lambda entry: entry.title_original, True),
        ("director", _("Director"), lambda entry: "; ".join(entry.directors), True),
        ("category", _("Category"), lambda entry: str(entry.category), True),
        ("section", _("Section"), lambda entry: str(entry.section or ""), False),
        (
            "countries",
            _("Countries"),
            lambda entry: "; ".join(str(one.name) for one in entry.countries),
            True,
        ),
        ("languages", _("Languages"), lambda entry: _tongues(entry.languages), True),
        ("runtime_s", _("Running time (s)"), lambda entry: round(entry.film_facts.duration_s, 3) or "", True),
        ("width", _("Width"), lambda entry: entry.film_facts.width or "", True),
        ("height", _("Height"), lambda entry: entry.film_facts.height or "", True),
        ("format", _("Format"), lambda entry: orientation_label(entry.film_facts.orientation), True),
        ("completed_on", _("Completion date"), lambda entry: entry.completed_on or "", False),
        ("stage", _("Stage"), lambda entry: entry.stage.label, True),
        ("state", _("State"), lambda entry: EntryState(entry.state).label, True),
        ("decision", _("Decision"), decision, True),
        ("submitted", _("Submitted"), lambda entry: moment(entry.submitted_at), True),
        ("owner", _("Entered by"), lambda entry: entry.owner.name, True),
        ("email", _("E-mail"), lambda entry: entry.owner.email, True),
        ("logline_en", _("Logline (English)"), text("logline", "en"), False),
        ("logline_zh", _("Logline (Chinese)"), text("logline", "zh-hans"), False),
        ("synopsis_en", _("Synopsis (English)"), text("synopsis", "en"), False),
        ("synopsis_zh", _("Synopsis (Chinese)"), text("synopsis", "zh-hans"), False),
        (
            "film_sha256",
            _("SHA-256 of the film"),
            lambda entry: entry.film.sha256 if entry.film else "",
            False,
        ),
    ]


def _tongues(codes: Iterable[str]) -> str:
    return "; ".join(language_name(code) for code in codes)


def _credits() -> list[Column]:
    def people(role: str) -> Value:
        return lambda entry: "; ".join(credit.name for credit in entry.credits.all() if credit.role == role)

    others = [(role, label) for role, label in CreditRole.choices if role != CreditRole.DIRECTOR]
    return [Column(f"credit-{role}", label, people(role), always=False) for role, label in others]


def _making_values(entry: Entry) -> list[Any]:
    """Worked out once for all the columns of a row."""
    if "making_values" not in entry.__dict__:
        entry.__dict__["making_values"] = making_columns.values(entry)
    return entry.__dict__["making_values"]


def _making() -> list[Column]:
    def nth(place: int) -> Value:
        return lambda entry: _making_values(entry)[place]

    return [
        Column(f"making-{place}", title, nth(place)) for place, title in enumerate(making_columns.titles())
    ]
