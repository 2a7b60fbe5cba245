"""Pre-selectors for many films: one person, or the whole team with about the same minutes each."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Sum
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from festival.models import Edition, User
from submissions.actions.preselecting import assign_preselectors, unassign_preselectors
from submissions.bulk.base import BulkKind, NoOptions, Values
from submissions.desk_rules import preselectors
from submissions.films import with_measured_facts
from submissions.models import Entry, Preselection
from submissions.spreading import Film, spread


class PeopleForm(NoOptions):
    people = forms.ModelMultipleChoiceField(
        label=_("Who watches"),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Of several, each gets about the same minutes, counting what they still have to watch."),
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, edition=edition, **kwargs)
        team = preselectors(edition).values("user_id")
        self.fields["people"].queryset = User.objects.filter(pk__in=team).order_by("name")  # type: ignore[attr-defined]

    def to_options(self) -> dict[str, Any]:
        return {"people": [person.pk for person in self.cleaned_data["people"]]}


class Assign(BulkKind):
    """A value is the list of the people who have the film, by their keys."""

    code, label, form = "assign", _("Give to pre-selectors"), PeopleForm
    deeds = frozenset({"entry.preselector_assigned", "entry.preselector_taken_off", "entry.preselected"})

    @cached_property
    def people(self) -> dict[int, User]:
        """Those of the chosen who are still on the team."""
        team = preselectors(self.edition).filter(user__in=self.options.get("people", []))
        return User.objects.in_bulk(list(team.values_list("user_id", flat=True)))

    def present(self, keys: Collection[UUID]) -> Values:
        given: Values = {key: [] for key in keys}
        rows = Preselection.objects.filter(entry__in=list(keys)).order_by("person")
        for key, person in rows.values_list("entry_id", "person_id"):
            given[key].append(person)
        return given

    def wanted(self, entries: Collection[Entry], present: Values) -> Values:
        """Whoever has one of the chosen already keeps them; nobody gets their own film."""
        keys = [entry.pk for entry in entries]
        lengths, own = seconds_of(keys), self._own(keys)
        fixed = {key: people for key, people in present.items() if self.people.keys() & set(people)}
        films = [
            Film(key, lengths.get(key) or 0.0, own.get(key, frozenset())) for key in keys if key not in fixed
        ]
        loads = {**dict.fromkeys(self.people, 0.0), **loads_of(self.edition, self.people)}
        given = spread(films, loads)
        return fixed | {key: sorted({*present.get(key, []), person}) for key, person in given.items()}

    def write(self, values: Values, **told: Any) -> None:
        present = self.present(values.keys())
        more = [(key, one) for key, people in values.items() for one in people if one not in present[key]]
        less = [(key, one) for key, people in present.items() for one in people if one not in values[key]]
        if more:
            assign_preselectors(more, by=self.by, **told)
        if less:
            unassign_preselectors(less, by=self.by, **told)

    def in_words(self, value: Any) -> str:
        return ", ".join(self._names.get(person, "?") for person in value or []) or "–"

    def title(self) -> str:
        names = ", ".join(str(person) for person in self.people.values())
        return gettext("Pre-selection: %(people)s") % {"people": names or "–"}

    @cached_property
    def _names(self) -> dict[int, str]:
        kept = Preselection.objects.filter(entry__edition=self.edition).values("person_id")
        known = User.objects.filter(pk__in=kept) | User.objects.filter(pk__in=list(self.people))
        return {person.pk: str(person) for person in known}

    def _own(self, keys: Collection[UUID]) -> dict[UUID, frozenset[int]]:
        own: dict[UUID, set[int]] = {}
        for person in self.people.values():
            mine = Entry.objects.filter(pk__in=keys).owned_by(person).order_by()
            for key in mine.values_list("pk", flat=True):
                own.setdefault(key, set()).add(person.pk)
        return {key: frozenset(people) for key, people in own.items()}


class Unassign(Assign):
    code, label = "unassign", _("Take from pre-selectors")

    def refusal(self, entry: Entry, value: Any) -> str:
        return "own" if entry.pk in self.own else ""

    def wanted(self, entries: Collection[Entry], present: Values) -> Values:
        """Who has said something keeps the film."""
        keys = [entry.pk for entry in entries]
        rows = Preselection.objects.filter(entry__in=keys, person__in=list(self.people), leaning="")
        open_ = set(rows.values_list("entry_id", "person_id"))
        return {key: [one for one in present.get(key, []) if (key, one) not in open_] for key in keys}

    def title(self) -> str:
        names = ", ".join(str(person) for person in self.people.values())
        return gettext("Take from: %(people)s") % {"people": names or "–"}


def seconds_of(keys: Collection[UUID]) -> dict[UUID, float | None]:
    """Measured lengths."""
    films = with_measured_facts(Entry.objects.filter(pk__in=list(keys)).order_by())
    return dict(films.values_list("pk", "measured_s"))


def loads_of(edition: Edition, people: Collection[int]) -> dict[int, float]:
    """Seconds that each still has to watch."""
    films = with_measured_facts(
        Entry.objects.of_edition(edition).submitted().filter(preselections__leaning="").order_by()
    )
    rows = films.filter(preselections__person__in=list(people)).values("preselections__person")
    return dict(
        rows.annotate(load=Coalesce(Sum("measured_s"), 0.0)).values_list("preselections__person", "load")
    )
