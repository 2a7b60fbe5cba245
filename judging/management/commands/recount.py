"""Count a frozen tally again from its file alone. Touches no database."""

from argparse import ArgumentParser
from fractions import Fraction
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from judging.scoring.document import Unreadable, Verdict, check, read_document

DIFFERS, UNREADABLE = 1, 2


class Command(BaseCommand):
    help = (
        "Count a tally again from the file that the desk exports, without the database, and print the table. "
        "Exit code 0: everything comes out as it was frozen; 1: something differs; 2: the file is no tally."
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            document = read_document(file.read_bytes())
            verdict = check(document)
        except OSError as error:
            self.stderr.write(f"{file}: {error.strerror}")
            raise SystemExit(UNREADABLE) from error
        except Unreadable as error:
            self.stderr.write(f"{file}: {error}")
            raise SystemExit(UNREADABLE) from error
        self._table(document, verdict)
        for found in verdict.differences:
            self.stdout.write(f"DIFFERS  {found.where}: the file says {found.kept}, counted {found.found}")
        self.stdout.write(f"SHA-256 of the inputs: {verdict.recount.inputs_sha256}")
        if verdict.differences:
            self.stdout.write(f"{len(verdict.differences)} differences")
            raise SystemExit(DIFFERS)
        self.stdout.write("Everything comes out as it was frozen.")

    def _table(self, document: dict[str, Any], verdict: Verdict) -> None:
        names = document.get("names")
        titles = names.get("films", {}) if isinstance(names, dict) else {}
        for row in verdict.recount.counted.rows:
            title = titles.get(row["film"], row["film"]) if isinstance(titles, dict) else row["film"]
            self.stdout.write(f"{row['place'] or '-':>5}  {_interval(row):>11}  {_value(row):>8}  {title}")


def _interval(row: dict[str, Any]) -> str:
    return f"{row['place_low']}-{row['place_high']}" if "place_low" in row else ""


def _value(row: dict[str, Any]) -> str:
    value = row.get("value")
    try:
        return "" if value is None else f"{float(Fraction(value)):.2f}"
    except (TypeError, ValueError):
        return str(value)
