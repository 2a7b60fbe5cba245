"""`translations update` writes new messages into the catalogues; `compile` and `check` are steps of the set-up and the gate."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from festival.translations import catalogue


class Command(BaseCommand):
    help = "Update, compile or check the translations."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["update", "compile", "check"])

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        for language in catalogue.translated_languages():
            if what == "update":
                catalogue.update(language)
            elif what == "compile":
                catalogue.compile_catalogue(language)
            elif found := catalogue.problems(language):
                raise CommandError("\n".join([*found, f"{len(found)} messages of {language} need work."]))
        self.stdout.write(f"translations: {what} done")
