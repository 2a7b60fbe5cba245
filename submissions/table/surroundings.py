"""What the table has to know of its edition besides the entries, fetched at once: choices, habits, saved views."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Func, OuterRef, Value
from django.db.models.functions import Coalesce, JSONObject, NullIf
from django_countries import countries

from festival.localized import LocalizedText
from festival.models import Category, Edition, Section
from submissions.asking import QuestionState
from submissions.desk_enums import Density
from submissions.desk_rules import preselectors
from submissions.models import Entry, EntryTag, Question, SavedView, TableHabits
from submissions.tongues import language_name

Choices = list[tuple[str, str]]


NAME = Coalesce(NullIf("name", Value("")), NullIf("user__name", Value("")), "user__email")
"""How a seat is called, as `Membership.display_name` says it."""


@dataclass(frozen=True)
class View:
    """A saved view, as the table offers it."""

    pk: int
    name: str
    query: str
    columns: list[str]
    shared: bool
    mine: bool


@dataclass
class Surroundings:
    edition: Edition
    person: Any
    raw: dict[str, Any] = field(default_factory=dict)

    @property
    def habits(self) -> dict[str, Any]:
        """Of this person; what is missing is the house's."""
        kept = (self.raw.get("all_habits") or [{}])[0]
        return {"columns": [], "density": Density.ROOMY, "page_size": 50, "view": None} | kept

    @cached_property
    def views(self) -> list[View]:
        return [
            View(
                pk=view["pk"],
                name=view["name"],
                query=view["query"],
                columns=view["columns"],
                shared=view["shared"],
                mine=view["owner"] == self.person.pk,
            )
            for view in self.raw.get("all_views", [])
        ]

    @cached_property
    def categories(self) -> Choices:
        return _named(self.raw.get("all_categories", []))

    @cached_property
    def sections(self) -> Choices:
        return _named(self.raw.get("all_sections", []))

    @cached_property
    def tags(self) -> Choices:
        return [(str(tag["pk"]), tag["name"]) for tag in self.raw.get("all_tags", [])]

    @cached_property
    def team(self) -> Choices:
        return list(
            {
                str(seat["pk"]): (str(seat["pk"]), seat["name"]) for seat in self.raw.get("all_team", [])
            }.values()
        )

    @cached_property
    def countries(self) -> Choices:
        """Only countries that films of this edition come from, by name."""
        codes = {
            code for listed in self.raw.get("all_countries", []) for code in (listed or "").split(",") if code
        }
        return _by_name((code, str(countries.name(code))) for code in codes)

    @cached_property
    def questions(self) -> list[Question]:
        """The edition's own, that were ever asked, in their order; only what the table needs to know of them."""
        return [
            Question(
                pk=row["pk"],
                kind=row["kind"],
                label=LocalizedText(row["label"]),
                unit=LocalizedText(row["unit"]),
                options=row["options"],
            )
            for row in self.raw.get("all_questions", [])
        ]

    @cached_property
    def languages(self) -> Choices:
        return _by_name((code, language_name(code)) for code in self.raw.get("all_languages", []))


def surroundings_of(edition: Edition, person: Any) -> Surroundings:
    """One query."""
    here = {"edition": OuterRef("pk")}
    received = Entry.objects.filter(**here).at_the_desk().order_by()
    views = SavedView.objects.filter(**here).visible_to(person).order_by("name", "pk")
    raw = Edition.objects.filter(pk=edition.pk).values(
        all_categories=_rows(Category.objects.filter(**here), slug="slug", name="name"),
        all_sections=_rows(Section.objects.filter(**here), slug="slug", name="name"),
        all_tags=_rows(EntryTag.objects.filter(**here), pk="pk", name="name"),
        all_team=_rows(preselectors(OuterRef("pk")).order_by("name"), pk="user_id", name=NAME),
        all_questions=_rows(
            Question.objects.filter(**here).exclude(state=QuestionState.DRAFT),
            pk="pk",
            kind="kind",
            label="label",
            unit="unit",
            options="options",
        ),
        all_countries=ArraySubquery(received.values("countries").distinct()),
        all_languages=ArraySubquery(received.values(code=Func(F("languages"), function="unnest")).distinct()),
        all_habits=_rows(
            TableHabits.objects.filter(person=person, **here),
            columns="columns",
            density="density",
            page_size="page_size",
            view="view_id",
        ),
        all_views=_rows(
            views, pk="pk", name="name", query="query", columns="columns", shared="shared", owner="owner_id"
        ),
    )
    return Surroundings(edition, person, raw[0])


def _rows(rows: Any, **columns: Any) -> ArraySubquery:
    return ArraySubquery(rows.values(row=JSONObject(**columns)))


def _named(rows: Iterable[dict[str, Any]]) -> Choices:
    return [(row["slug"], str(LocalizedText(row["name"]))) for row in rows]


def _by_name(choices: Iterable[tuple[str, str]]) -> Choices:
    return sorted(choices, key=lambda choice: choice[1])
