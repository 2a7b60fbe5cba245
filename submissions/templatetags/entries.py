"""Small words of the entry desk: where an entry stands, what was decided. Colours are the style sheet's."""

from typing import Any

from django import template

from festival.models import Edition
from submissions import wording
from submissions.message_panels import maker_door
from submissions.models import Entry

register = template.Library()


@register.inclusion_tag("components/badge.html")
def stage_badge(entry: Entry) -> dict[str, Any]:
    """Where the maker sees the entry."""
    return {"state": entry.stage.value, "label": entry.stage.label}


@register.inclusion_tag("components/badge.html")
def decision_badge(entry: Entry) -> dict[str, Any]:
    """What the festival decided: only for pages whose readers may know."""
    return {"state": entry.decision, "label": entry.get_decision_display()}


@register.inclusion_tag("submissions/_messages_door.html", takes_context=True)
def messages_door(context: dict[str, Any], entry: Entry) -> dict[str, Any]:
    """The way to the maker's messages about this film, with what is new."""
    return {"door": maker_door(entry, context["request"].user)}


@register.inclusion_tag("submissions/_decision_day_log.html")
def decision_day_log(edition: Edition) -> dict[str, Any]:
    """Every change of the public day of decisions, for everybody to see."""
    return {"edition": edition, "changes": edition.decision_day_changes.all()}


register.filter(wording.roughly)
