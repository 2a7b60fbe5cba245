"""Small words of the desk: phases, deliveries, the reminder of a second factor."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from festival import pseudonyms, trail_deeds, trail_wording
from festival.accounts.second_factor import has_second_factor
from festival.bounce_words import reason_words
from festival.enums import LetterState
from festival.models import AuditRecord, Edition
from festival.phases import Phase

register = template.Library()


@register.filter
def person_named(name: str) -> str:
    """A name that was written down; that of a forgotten person in the reader's language."""
    return pseudonyms.said(name)


@register.filter
def phase_label(phase: str) -> str:
    """The phase of an edition in words."""
    return {
        Phase.UPCOMING: _("Announced"),
        Phase.CALL: _("Call for entries"),
        Phase.JURY: _("With the jury"),
        Phase.SELECTION: _("Official selection"),
        Phase.PROGRAMME: _("Festival days"),
        Phase.DELIBERATION: _("Before the results"),
        Phase.RESULTS: _("Results"),
        Phase.ARCHIVE: _("Archive"),
    }[Phase(phase)]


@register.filter
def fact(value: Any) -> str:
    """A fact of an audit record in words."""
    return trail_wording.fact(value)


@register.filter
def deed(record: AuditRecord) -> str:
    """What a line of the trail tells, in words."""
    return trail_deeds.deed(record)


@register.filter
def state_word(value: str, record: AuditRecord) -> str:
    """A state that a line of the trail names, in words."""
    return trail_deeds.state(record.target_type, value)


@register.filter
def noun_word(noun: str) -> str:
    """What lines of the trail are about."""
    return trail_deeds.noun_word(noun)


@register.filter
def spoken(key: str) -> str:
    """`starts_at` as `starts at`."""
    return key.replace("_", " ")


@register.filter
def bounce_reason(code: str) -> str:
    """Why a letter did not arrive, in plain words."""
    return reason_words(code)


@register.inclusion_tag("components/badge.html")
def phase_badge(edition: Edition) -> dict[str, Any]:
    return {"state": edition.phase, "label": phase_label(edition.phase)}


@register.inclusion_tag("components/badge.html")
def delivery_badge(state: str) -> dict[str, Any]:
    """What became of a letter."""
    tones = {"sent": "good", "queued": "busy", "retrying": "warn", "failed": "bad", "bounced": "bad"}
    return {"state": state, "label": LetterState(state).label, "tone": tones.get(state, "")}


@register.inclusion_tag("festival/_second_factor_notice.html", takes_context=True)
def second_factor_notice(context: dict[str, Any]) -> dict[str, Any]:
    """A gentle reminder for people at the desk who hold nothing but a password."""
    user = context["request"].user
    return {"wanted": user.is_authenticated and not has_second_factor(user)}
