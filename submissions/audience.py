"""Which films a letter to many is about. Strict: what is not understood is an error, never "everybody"."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from festival.exceptions import Refused
from festival.models import Edition
from submissions.enums import FINAL_DECISIONS, Decision, EntryState
from submissions.models import Entry, Mailing
from submissions.tellings import with_readers

ANY = ("", _("All"))
AT_THE_DESK = [choice for choice in EntryState.choices if choice[0] != EntryState.DRAFT]
TOLD = [decision for decision in Decision if decision in FINAL_DECISIONS]


class AudienceForm(forms.Form):
    """Before the selection is announced there is no choosing by decision: the letter itself would tell it."""

    state = forms.ChoiceField(
        label=_("State"), choices=[ANY, *AT_THE_DESK], required=False, initial=EntryState.SUBMITTED
    )
    category = forms.ChoiceField(label=_("Category"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    decision = forms.ChoiceField(
        label=_("Decision"), choices=[ANY, *((d.value, d.label) for d in TOLD)], required=False
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [ANY, *((c.slug, str(c)) for c in edition.categories.all())]
        self.fields["country"].choices = [ANY, *countries_of(edition)]
        if edition.selection_released_at is None:
            del self.fields["decision"]


def films_of(mailing: Mailing) -> Any:
    """The films, with their makers. Raises Refused for a choice by decisions that are not announced."""
    edition, asked = mailing.edition, mailing.audience
    if keys := asked.get("entries"):
        chosen = Entry.objects.of_edition(edition).at_the_desk().filter(pk__in=keys)
        return with_readers(chosen).by_number()
    if asked.get("decision") and edition.selection_released_at is None:
        raise Refused(_("The selection is not announced: nobody can be chosen by decision."))
    films = Entry.objects.of_edition(edition).at_the_desk()
    if state := asked.get("state"):
        films = films.filter(state=state)
    if slug := asked.get("category"):
        films = films.filter(category__slug=slug)
    if code := asked.get("country"):
        films = films.filter(countries__contains=code)
    if decision := asked.get("decision"):
        films = films.filter(decision=decision, state=EntryState.SUBMITTED)
    return with_readers(films).by_number()


def tells_a_decision(mailing: Mailing) -> bool:
    """Whether films were picked out from which their makers could guess a decision that is not announced.

    All of them are decided about, and in one way (or some), while others of the edition are decided in another. One
    film that nobody has decided about is enough to say nothing.
    """
    if mailing.edition.selection_released_at is not None or not mailing.audience.get("entries"):
        return False
    films = Entry.objects.of_edition(mailing.edition).submitted().order_by()
    chosen = set(films.filter(pk__in=mailing.audience["entries"]).values_list("decision", flat=True))
    everywhere = set(films.values_list("decision", flat=True))
    return bool(chosen) and Decision.UNDECIDED not in chosen and chosen < everywhere


def countries_of(edition: Edition) -> list[tuple[str, str]]:
    """Only countries that films of this edition come from, by name."""
    kept = Entry.objects.of_edition(edition).at_the_desk().order_by().values_list("countries", flat=True)
    codes = {code for listed in kept.distinct() for code in str(listed).split(",") if code}
    return sorted(((code, str(countries.name(code))) for code in codes), key=lambda choice: choice[1])
