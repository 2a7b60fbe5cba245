"""Bring the search index of the entries up to date; `--rebuild` makes it anew from nothing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from submissions.models import Entry, EntrySearch
from submissions.search.index import freshen_all


class Command(BaseCommand):
    help = "Bring the search index of the entries up to date."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rebuild", action="store_true", help="index every entry anew")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["rebuild"]:
            EntrySearch.objects.bulk_create(
                (EntrySearch(entry_id=key) for key in Entry.objects.order_by().values_list("pk", flat=True)),
                ignore_conflicts=True,
                batch_size=1000,
            )
            EntrySearch.objects.update(stale=True)
        self.stdout.write(f"{freshen_all()} entries indexed.")
