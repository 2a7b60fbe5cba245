from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from submissions.models.entry import Entry


class EntrySearch(models.Model):
    """What an entry is found by. Triggers mark the row stale when anything it is made of changes (migration).

    `document` is for everybody at the desk, `office` for those who may read contacts, notes and tags too.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="search")
    document = SearchVectorField(default="", editable=False)
    office = SearchVectorField(default="", editable=False)
    stale = models.BooleanField(default=True, editable=False)

    class Meta:
        indexes = [
            GinIndex(fields=["document"], name="entries_by_words"),
            GinIndex(fields=["office"], name="entries_by_office_words"),
            models.Index(fields=["entry"], condition=Q(stale=True), name="entries_to_index"),
        ]

    def __str__(self) -> str:
        return str(self.entry_id)


@SearchVectorField.register_lookup
class Finds(models.Lookup):  # type: ignore[type-arg]
    """`document__finds="'total' <-> 'pixel':*"`: the text of a tsquery, not parsed by any language's rules."""

    lookup_name = "finds"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, values = self.process_lhs(compiler, connection)
        return f"{column} @@ %s::tsquery", [*values, self.rhs]
