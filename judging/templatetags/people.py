"""What pages of the jury room include about people."""

from typing import Any

from django import template

from judging.admission import seats_waiting

register = template.Library()


@register.inclusion_tag("judging/_my_seats.html")
def my_seats(user: Any) -> dict[str, Any]:
    """The person's seats that wait for an answer, at the top of the jury room."""
    return {"standings": seats_waiting(user)}
