"""When a rule of a round writes to a juror. Pure: what is known of a juror and the clock in, yes or no out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

BEFORE_DEADLINE, NOT_BEGUN, NOT_ACCEPTED = "deadline", "begin", "accept"


@dataclass(frozen=True)
class Rule:
    kind: str
    days: int
    percent_left: int = 1


@dataclass(frozen=True)
class Facts:
    """Of one juror in one round. `admitted`: seat and terms are accepted. Moments are None where there is none."""

    opened_at: datetime | None
    closes_at: datetime | None
    asked_at: datetime | None
    admitted: bool
    assigned: int
    finished: int
    begun: bool

    @property
    def left(self) -> int:
        return self.assigned - self.finished

    @property
    def percent_left(self) -> float:
        return 100 * self.left / self.assigned if self.assigned else 0.0


def is_due(rule: Rule, facts: Facts, now: datetime) -> bool:
    """Whether the rule's moment has come and its juror still has something to do. Never after the deadline."""
    if facts.closes_at is not None and now >= facts.closes_at:
        return False
    span = timedelta(days=rule.days)
    if rule.kind == NOT_ACCEPTED:
        return not facts.admitted and facts.asked_at is not None and facts.asked_at + span <= now
    if not facts.left or not facts.admitted or facts.opened_at is None:
        return False
    if rule.kind == NOT_BEGUN:
        return not facts.begun and facts.opened_at + span <= now
    if facts.closes_at is None or facts.percent_left < rule.percent_left:
        return False
    moment = facts.closes_at - span
    # A rule whose moment lay before the opening would write on the first day: that letter has been written already.
    return facts.opened_at < moment <= now
