"""A frozen tally as files: JSON that `manage.py recount` counts again, and a table for people."""

import csv
import io
import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from judging.models import Juror, Tally
from judging.scoring.document import FORMAT
from submissions.models import Entry

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is a formula to a spreadsheet."""


def tally_document(tally: Tally) -> dict[str, Any]:
    """Everything that the result depends on, and names for reading it. The names are not under the digest."""
    return {
        "format": FORMAT,
        "edition": str(tally.round.edition),
        "round": str(tally.round),
        "version": tally.version,
        "counted_at": tally.counted_at.isoformat(),
        "method": tally.method,
        "parameters": tally.parameters,
        "inputs": tally.inputs,
        "inputs_sha256": tally.inputs_sha256,
        "result": tally.result,
        "facts": tally.facts,
        "names": {
            "films": _titles(tally),
            "jurors": {str(j.pk): j.display_name for j in Juror.objects.filter(jury=tally.round.jury_id)},
        },
    }


def tally_json(tally: Tally) -> bytes:
    return json.dumps(tally_document(tally), ensure_ascii=False, indent=1).encode()


def tally_csv(tally: Tally) -> bytes:
    """One line a film, with a byte order mark so that spreadsheets read Chinese."""
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(
        [
            _("Place"),
            _("from place"),
            _("to place"),
            _("Film"),
            _("Score"),
            _("error"),
            _("Plain mean"),
            _("Scores"),
        ]
    )
    writer.writerows(_lines(tally))
    return b"\xef\xbb\xbf" + sheet.getvalue().encode()


def _lines(tally: Tally) -> Iterator[list[Any]]:
    titles = _titles(tally)
    for row in tally.result:
        title = titles.get(row["film"], row["film"])
        yield [
            row["place"] or "",
            row.get("place_low", ""),
            row.get("place_high", ""),
            f"'{title}" if title.startswith(DANGEROUS) else title,
            _number(row.get("value")),
            row.get("error", ""),
            _number(row.get("raw_mean")),
            row.get("scores", ""),
        ]


def _number(value: Any) -> Any:
    if not isinstance(value, str):
        return "" if value is None else value
    try:
        return f"{float(Fraction(value)):.4f}"
    except (ValueError, ZeroDivisionError):
        return value


def _titles(tally: Tally) -> dict[str, str]:
    films = [row["film"] for row in tally.result]
    return {str(entry.pk): entry.title_for_all for entry in Entry.objects.filter(pk__in=films)}
