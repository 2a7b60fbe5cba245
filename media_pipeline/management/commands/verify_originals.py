"""Read originals again and compare them with their SHA-256: what is due, named ones, or all."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand
from django.utils import timezone

from media_pipeline import fixity
from media_pipeline.enums import Fixity

SOME_ARE_BROKEN, STORE_DOES_NOT_ANSWER = 1, 2


class Command(BaseCommand):
    help = (
        "Read originals whole and compare them with their SHA-256. Without arguments: those whose turn it is. "
        "Exit code 0: all intact; 1: some are damaged or missing; 2: the store could not be read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("asset", nargs="*", type=UUID, help="the id of a film in the workshop")
        parser.add_argument("--all", action="store_true", help="every original, not only those that are due")

    def handle(self, *args: Any, asset: list[UUID], **options: Any) -> None:
        films = fixity.known_films() if asset or options["all"] else fixity.due(timezone.now())
        if asset:
            films = films.filter(pk__in=asset)
        read = broken = 0
        for film in films:
            try:
                check = fixity.verify(film)
            except OSError as error:
                self.stderr.write(f"{film.pk} {film.original_name}: {error}")
                raise SystemExit(STORE_DOES_NOT_ANSWER) from error
            read += 1
            if check.outcome != Fixity.INTACT:
                broken += 1
                self.stdout.write(f"{film.pk} {film.original_name}: {check.outcome}")
        self.stdout.write(f"{read} originals verified, {broken} damaged or missing")
        if broken:
            raise SystemExit(SOME_ARE_BROKEN)
