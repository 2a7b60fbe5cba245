"""What the desk's table may be narrowed by, searched for and sorted by."""

from typing import Any

from django import forms
from django.db.models import F, Value
from django.db.models.functions import Coalesce, Lower, NullIf
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from festival.models import Edition
from submissions.enums import Decision, EntryState, Stage
from submissions.films import with_measured_facts
from submissions.models import Entry
from submissions.search.index import BEFORE_A_SEARCH, freshen

ANY = ("", _("All"))
SHAPES = [("horizontal", _("Horizontal")), ("vertical", _("Vertical")), ("square", _("Square"))]
AT_THE_DESK = [choice for choice in EntryState.choices if choice[0] != EntryState.DRAFT]
STAGES = [choice for choice in Stage.choices if choice[0] != Stage.DRAFTING]
SORTS = {
    "number": "number",
    "title": "_title",
    "category": "category__position",
    "runtime": "measured_s",
    "decision": "decision",
    "submitted": "submitted_at",
}
DEFAULT_SORT = "number"


class EntryFilter(forms.Form):
    """Reads the query string; what it does not understand is left out rather than refused."""

    q = forms.CharField(label=_("Search"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    stage = forms.ChoiceField(label=_("Stage"), choices=[ANY, *STAGES], required=False)
    state = forms.ChoiceField(label=_("State"), choices=[ANY, *AT_THE_DESK], required=False)
    decision = forms.ChoiceField(label=_("Decision"), choices=[ANY, *Decision.choices], required=False)
    category = forms.ChoiceField(label=_("Category"), required=False)
    shape = forms.ChoiceField(label=_("Format"), choices=[ANY, *SHAPES], required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(self, data: Any, *, edition: Edition, knows_decisions: bool) -> None:
        super().__init__(data)
        self.edition = edition
        self.fields["category"].choices = [ANY, *((c.slug, str(c)) for c in edition.categories.all())]
        self.fields["country"].choices = [ANY, *countries_of(edition)]
        if not knows_decisions:
            # Not merely hidden: a filter by decision would tell what the embargo keeps.
            del self.fields["decision"]
        self.sort = self._known_sort(data.get("sort", ""))

    @property
    def entries(self) -> Any:
        """The edition's received entries, narrowed and sorted, with all that a row shows."""
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        found = with_measured_facts(Entry.objects.of_edition(self.edition).at_the_desk())
        for name, value in asked.items():
            found = NARROW[name](found, value)
        return self._sorted(found).for_cards()

    @property
    def is_narrowed(self) -> bool:
        return self.is_valid() and any(self.cleaned_data.values())

    def _known_sort(self, wish: str) -> str:
        allowed = set(SORTS) - ({"decision"} if "decision" not in self.fields else set())
        return wish if wish.removeprefix("-") in allowed else DEFAULT_SORT

    def _sorted(self, found: Any) -> Any:
        key = self.sort.removeprefix("-")
        if key == "title":
            shown = Coalesce(NullIf("title_international", Value("")), "title_original")
            found = found.annotate(_title=Lower(shown))
        column = F(SORTS[key])
        order = column.desc(nulls_last=True) if self.sort.startswith("-") else column.asc(nulls_last=True)
        return found.order_by(order, "number", "pk")


def search(entries: Any, words: str) -> Any:
    """What changed a moment ago is found too."""
    freshen(BEFORE_A_SEARCH)
    return entries.search(words)


NARROW: dict[str, Any] = {
    "q": search,
    "stage": lambda entries, stage: entries.at(Stage(stage)),
    "state": lambda entries, state: entries.filter(state=state),
    "decision": lambda entries, decision: entries.filter(decision=decision),
    "category": lambda entries, slug: entries.filter(category__slug=slug),
    "shape": lambda entries, shape: entries.filter(measured_shape=shape),
    # Codes are kept as CN,FR: two letters never occur across a comma.
    "country": lambda entries, code: entries.filter(countries__contains=code),
}


def countries_of(edition: Edition) -> list[tuple[str, str]]:
    """Only countries that films of this edition come from, by name."""
    kept = Entry.objects.of_edition(edition).at_the_desk().order_by().values_list("countries", flat=True)
    codes = {code for listed in kept.distinct() for code in str(listed).split(",") if code}
    return sorted(((code, str(countries.name(code))) for code in codes), key=lambda choice: choice[1])
