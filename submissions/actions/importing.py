"""Enter films from a table of another system: looked at first, then done by a worker, line by line and only once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from festival.actions.closing import open_edition_row
from festival.exceptions import Conflict, FestivalError
from festival.models import Category, Edition, User
from submissions import emails
from submissions.actions.entering import Entering
from submissions.import_enums import OPEN_LINES, ImportState, LineOutcome
from submissions.import_house import house_of
from submissions.import_sentences import NEEDED_NAMES, sheet_error
from submissions.importing import fields, sheets
from submissions.importing.lines import Film, understand
from submissions.lifecycle import import_state
from submissions.models import Entry, ImportedLine, ImportedTable, Origin
from submissions.querysets import EntryQuerySet
from submissions.tasks import carry_on_import

A_CHUNK = 100
UNDER_WAY = (ImportState.QUEUED, ImportState.RUNNING)


def receive_table(edition: Edition, data: bytes, *, name: str, by: Any) -> ImportedTable:
    """Read a file and guess what its columns mean; nothing is entered. Raises FestivalError in words."""
    try:
        sheet = sheets.read(data)
    except sheets.SheetError as error:
        raise FestivalError(sheet_error(error.code)) from error
    source = "filmfreeway" if fields.is_from_filmfreeway(sheet.heading) else "table"
    return ImportedTable.objects.create(
        edition=edition,
        name=name[:200],
        source=source,
        heading=list(sheet.heading),
        cells=[list(line) for line in sheet.lines],
        mapping={str(column): key for column, key in fields.guess(sheet.heading).items()},
        usual_category=edition.categories.first(),
        by=by,
    )


def look_at_table(
    table: ImportedTable,
    *,
    mapping: Mapping[int, str],
    usual_category: Category,
    day_first: bool,
    due_on: date,
    writes_letters: bool,
    by: Any,
) -> ImportedTable:
    """Say for every line what would become of it. May be asked again with other answers."""
    if missing := fields.missing_targets(mapping):
        names = ", ".join(str(NEEDED_NAMES[key]) for key in missing)
        raise Conflict(_("Say which columns these are: %(names)s.") % {"names": names})
    with transaction.atomic():
        present = ImportedTable.objects.select_for_update(of=("self",)).get(pk=table.pk)
        if present.state == ImportState.LOOKED_AT:
            import_state.move(present, ImportState.MATCHING, by=by)
        present.mapping = {str(column): key for column, key in mapping.items()}
        present.usual_category, present.day_first = usual_category, day_first
        present.due_on, present.writes_letters = due_on, writes_letters
        present.save()
        present.lines.all().delete()
        ImportedLine.objects.bulk_create(_judged(present), batch_size=500)
        import_state.move(present, ImportState.LOOKED_AT, by=by)
    return present


def enter_table(table: ImportedTable, *, by: Any) -> ImportedTable:
    """Let a worker do it."""
    with transaction.atomic():
        open_edition_row(table.edition_id)
        import_state.move(table, ImportState.QUEUED, by=by)
        carry_on_import.delay_on_commit(str(table.pk))
    return table


@transaction.atomic
def discard_table(table: ImportedTable) -> None:
    """Forget a table that nothing was entered from."""
    present = ImportedTable.objects.select_for_update(of=("self",)).get(pk=table.pk)
    if present.state not in (ImportState.MATCHING, ImportState.LOOKED_AT):
        raise Conflict(_("This table is already being entered."))
    present.delete()


def carry_on(key: UUID) -> bool:
    """A worker's step: some lines in one transaction. False when nothing is left, or somebody else is at it."""
    with transaction.atomic():
        held = ImportedTable.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=key)
        table = held.filter(state__in=UNDER_WAY).select_related("by", "usual_category").first()
        if table is None:
            return False
        edition = open_edition_row(table.edition_id)
        if table.state == ImportState.QUEUED:
            import_state.move(table, ImportState.RUNNING, by=None)
        lines = list(table.lines.filter(outcome__in=OPEN_LINES)[:A_CHUNK])
        if not lines:
            _finish(table)
            return True
        films = {film.line: film for film in films_of(table, {line.number for line in lines})}
        entering = Entering(table, edition, list(films.values()))
        for line in lines:
            entering.enter(line, films[line.number])
        entering.finish()
        ImportedLine.objects.bulk_update(lines, ["outcome", "remarks", "entry"])
    return True


def unfinished() -> list[UUID]:
    return list(ImportedTable.objects.filter(state__in=UNDER_WAY).values_list("pk", flat=True))


def films_of(table: ImportedTable, numbers: Iterable[int] | None = None) -> list[Film]:
    """Understand the lines that say something; numbers are those of the file's rows, the first below its heading 2."""
    house = house_of(
        table.edition,
        usual_category=table.usual_category.slug if table.usual_category else "",
        day_first=table.day_first,
    )
    mapping = {int(column): key for column, key in table.mapping.items()}
    wanted = None if numbers is None else set(numbers)
    cells: Sequence[Sequence[str]] = table.cells
    return [
        understand(number, line, mapping, house)
        for number, line in enumerate(cells, start=2)
        if any(line) and (wanted is None or number in wanted)
    ]


def _judged(table: ImportedTable) -> list[ImportedLine]:
    films = films_of(table)
    references = [film.reference for film in films]
    known = {
        origin.reference: origin
        for origin in Origin.objects.filter(
            edition=table.edition_id, source=table.source, reference__in=references
        )
    }
    seen: set[str] = set()
    lines = []
    for film in films:
        origin, remarks = known.get(film.reference), [_kept(remark) for remark in film.remarks]
        outcome = _outcome(film, origin)
        if film.reference in seen:
            outcome = LineOutcome.REFUSED
            remarks.append({"code": "twice", "params": {"said": film.reference}})
        seen.add(film.reference)
        lines.append(
            ImportedLine(
                table=table,
                number=film.line,
                reference=film.reference,
                title=str(film.values.get("title_international") or film.values.get("title_original") or ""),
                outcome=outcome,
                remarks=remarks,
                entry_id=origin.entry_id if origin else None,
            )
        )
    return lines


def _outcome(film: Film, origin: Origin | None) -> LineOutcome:
    if film.is_refused:
        return LineOutcome.REFUSED
    if origin is None:
        return LineOutcome.TO_ENTER
    return LineOutcome.SAME if origin.digest == film.digest else LineOutcome.TO_CHANGE


def _kept(remark: Any) -> dict[str, Any]:
    return {"code": remark.code, "params": dict(remark.params)}


def _finish(table: ImportedTable) -> None:
    table.cells = []
    table.save(update_fields=["cells"])
    import_state.move(table, ImportState.DONE, by=table.by, done_at=timezone.now())
    if table.writes_letters:
        for owner in _makers(table):
            films = list(_entered(table).filter(owner=owner).by_number())
            emails.post_imported(table, owner, films)


def _entered(table: ImportedTable) -> EntryQuerySet:
    return Entry.objects.filter(pk__in=table.lines.filter(outcome=LineOutcome.ENTERED).values("entry"))


def _makers(table: ImportedTable) -> Iterable[User]:
    return User.objects.filter(pk__in=_entered(table).values("owner")).order_by("pk")
