"""What the jury room's first page shows of deliberations."""

from typing import Any

from django import template

from judging.voting.session_view import sessions_for

register = template.Library()


@register.simple_tag
def deliberations_of(user: Any) -> Any:
    """The person's deliberations, those in session first."""
    return sorted(sessions_for(user), key=lambda session: (session.state != "open", -session.pk))
