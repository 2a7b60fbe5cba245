from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from festival.archive.packing import packed
from festival.archive.writing import files
from festival.models import Edition


class Command(BaseCommand):
    help = "Write a whole edition into one archive that another installation can load."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("festival", help="the festival's address, for example lumen")
        parser.add_argument("edition", help="the edition's address, for example 2026")
        parser.add_argument("file", type=Path)
        parser.add_argument("--films", action="store_true", help="with the films, not only their hashes")

    def handle(
        self, *args: Any, festival: str, edition: str, file: Path, films: bool, **options: Any
    ) -> None:
        found = Edition.objects.filter(festival__slug=festival, slug=edition).first()
        if found is None:
            raise CommandError(f"There is no edition {festival}/{edition}.")
        with file.open("wb") as target:
            for block in packed(files(found, with_films=films)):
                target.write(block)
        self.stdout.write(f"{file}: {file.stat().st_size:,} bytes")
