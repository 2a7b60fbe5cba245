"""The cards of the desk's page “Call”: what can be set, in one line each, and where.

A slice that has a page of its own adds a line to `CARDS`; a name that does not exist (yet) is left out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from festival import rules as house
from festival.models import Edition
from submissions import gate_words, gates, rules
from submissions.fees import sums_of, total
from submissions.models import Deadline, Extension, FeeCode, PaymentEvent
from submissions.money import money

Says = Callable[[Edition], str]


def _deadlines(edition: Edition) -> str:
    count = Deadline.objects.filter(edition=edition).count()
    if not count:
        return gettext("One window, from the opening of the call to its end.")
    return ngettext("%(count)d deadline", "%(count)d deadlines", count) % {"count": count}


def _terms(edition: Edition) -> str:
    terms = gates.terms_of(edition)
    grace = gate_words.grace_sentence(terms.grace, terms.start_counts)
    if terms.entries_per_maker is None:
        return grace
    cap = terms.entries_per_maker
    words = ngettext("%(count)d film per maker.", "%(count)d films per maker.", cap)
    return f"{grace} {words % {'count': cap}}"


def _fees(edition: Edition) -> str:
    terms = gates.terms_of(edition)
    if not terms.fees_on:
        return gettext("Off")
    if not Deadline.objects.filter(edition=edition, fee__gt=0).exists():
        return gettext("On, but no deadline has an amount yet: entering is free of charge.")
    return gettext("On, in %(currency)s") % {"currency": terms.currency}


def _extensions(edition: Edition) -> str:
    now = timezone.now()
    live = Q(revoked_at=None, until__gt=now)
    counted = Extension.objects.filter(edition=edition).aggregate(live=Count("pk", filter=live))
    return ngettext("%(count)d open", "%(count)d open", counted["live"]) % {"count": counted["live"]}


def _codes(edition: Edition) -> str:
    live = FeeCode.objects.filter(edition=edition, revoked_at=None).count()
    return ngettext("%(count)d code", "%(count)d codes", live) % {"count": live}


def _money(edition: Edition) -> str:
    sums, currency = total(sums_of(edition)), gates.terms_of(edition).currency
    words = gettext("%(paid)s paid, %(due)s due") % {
        "paid": money(sums.paid, currency),
        "due": money(sums.due, currency),
    }
    flagged = flagged_events(edition).count()
    if not flagged:
        return words
    return f"{words} · " + ngettext(
        "%(count)d message to look at", "%(count)d messages to look at", flagged
    ) % {"count": flagged}


def flagged_events(edition: Edition) -> Any:
    """Messages of a provider that could not be booked, and that nobody has looked at."""
    mine = PaymentEvent.objects.filter(settled_at=None).exclude(outcome="booked")
    return mine.filter(Q(checkout__fee__edition=edition))


@dataclass(frozen=True)
class Card:
    name: str
    label: Promise
    text: Promise
    may: Callable[[Any, Edition], bool]
    says: Says | None = None
    icon: str = "gear"


CARDS = (
    Card(
        "entry_desk:call_deadlines",
        _("Deadlines"),
        _("Early, regular, late; for all or for one category."),
        rules.can_keep_call,
        _deadlines,
        "calendar",
    ),
    Card(
        "entry_desk:call_terms",
        _("Grace and caps"),
        _("Minutes after a deadline; films of one maker."),
        rules.can_keep_call,
        _terms,
        "clock",
    ),
    Card(
        "entry_desk:call_extensions",
        _("Extensions"),
        _("A later deadline for one person, by link or code."),
        rules.can_keep_call,
        _extensions,
        "users",
    ),
    Card(
        "entry_desk:call_fees",
        _("Entry fees"),
        _("Whether entering costs something, and how it is paid."),
        rules.can_keep_money,
        _fees,
        "ticket",
    ),
    Card(
        "entry_desk:call_codes",
        _("Fee codes"),
        _("Words that lower the fee, or waive it."),
        rules.can_keep_money,
        _codes,
        "copy",
    ),
    Card(
        "entry_desk:questions",
        _("Questions of the form"),
        _("What this edition asks beside the form."),
        rules.can_keep_call,
        icon="edit",
    ),
    Card(
        "entry_desk:agreement",
        _("Rights agreement"),
        _("What makers sign when they submit."),
        rules.can_keep_call,
        icon="lock",
    ),
    Card(
        "entry_desk:making",
        _("Rules of disclosure"),
        _("What a category asks of how a film was made."),
        rules.can_keep_call,
        icon="eye",
    ),
    Card(
        "desk:letter_wordings",
        _("Letters"),
        _("What makers are written, in your words."),
        house.can_direct,
        icon="mail",
    ),
    Card(
        "entry_desk:call_money",
        _("Money"),
        _("What is due, paid and waived."),
        rules.can_keep_money,
        _money,
        "chart",
    ),
)


def cards_for(user: Any, edition: Edition) -> list[dict[str, Any]]:
    """What this person may set, with what is set now."""
    here = {"festival": edition.festival.slug, "edition": edition.slug}
    found = []
    for card in CARDS:
        try:
            url = reverse(card.name, kwargs=here)
        except NoReverseMatch:
            continue
        if card.may(user, edition):
            says = card.says(edition) if card.says else ""
            found.append(
                {"url": url, "label": card.label, "text": card.text, "says": says, "icon": card.icon}
            )
    return found
