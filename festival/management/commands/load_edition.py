from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from festival.archive.reading import Loading
from festival.exceptions import FestivalError


class Command(BaseCommand):
    help = "Load an edition from the archive of another installation. All of it, or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--festival", default="", help="the address of the festival here, if another")
        parser.add_argument("--edition", default="", help="the address of the edition here, if another")

    def handle(self, *args: Any, file: Path, festival: str, edition: str, **options: Any) -> None:
        try:
            with file.open("rb") as source:
                loading = Loading(source, festival=festival, edition=edition)
                loaded = loading.load()
        except (OSError, FestivalError) as error:
            raise CommandError(str(getattr(error, "message", error))) from error
        for label, told in loading.manifest["rows"].items():
            if told["count"]:
                self.stdout.write(f"{told['count']:7} {label}")
        if not loading.manifest["with_films"]:
            self.stdout.write(
                "The archive holds no films: their facts and hashes are here, they cannot be played."
            )
        for name in loading.missing:
            self.stdout.write(f"was missing there: {name}")
        self.stdout.write(f"/{loaded.festival.slug}/{loaded.slug}/ is here.")
