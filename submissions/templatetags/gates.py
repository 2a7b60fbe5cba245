"""Amounts and deadlines in words, for pages and letters."""

from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone

from festival.models import Edition
from submissions import gate_words, money

register = template.Library()


@register.filter
def money_in(minor: int, currency: str) -> str:
    """`{{ 2500|money_in:"EUR" }}`: €25.00."""
    return money.money(minor, currency)


@register.filter
def at_key(values: dict[Any, Any], key: Any) -> Any:
    """`{{ gates|at_key:category.pk }}`."""
    return values[key]


@register.filter
def on_wall(at: datetime, edition: Edition) -> str:
    """A moment with day, hour and zone, as the festival's own clock shows it."""
    return gate_words.moment(edition, at)


@register.filter
def left(until: datetime) -> str:
    """“closes in 20 days”, as it was when the page was made."""
    return gate_words.time_left(until, timezone.now())


@register.inclusion_tag("components/deadline_clock.html")
def deadline_clock(edition: Edition, until: datetime) -> dict[str, Any]:
    """“closes in 3 h 12 min · server time 14:03”: kept true by a script, true when the page was made without."""
    return gate_words.clock(edition, until, timezone.now())
