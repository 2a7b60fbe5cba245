"""Who may write to whom about a film."""

from typing import Any

from submissions import rules
from submissions.models import Entry


def may_write_as_maker(user: Any, entry: Entry) -> bool:
    """The makers, about what the festival has received. Of a draft the office knows nothing."""
    return rules.owns(user, entry) and entry.submitted_at is not None


def may_write_as_desk(user: Any, entry: Entry) -> bool:
    """Those who programme, but not about a film of their own: there they are makers."""
    received = entry.submitted_at is not None
    return received and rules.can_read_everything(user, entry.edition) and not rules.owns(user, entry)
