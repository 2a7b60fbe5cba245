"""The audit trail. A record keeps names as text, so that it outlives what it tells about."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from festival.models.audit import AuditRecord

LONGEST = 40
"""Letters of `before` and `after` in the table."""


def record(
    action: str,
    target: models.Model,
    *,
    by: Any,
    before: str = "",
    after: str = "",
    note: str = "",
    **facts: Any,
) -> AuditRecord:
    """Write one line of the trail: `action` is `noun.verb`, `facts` must be JSON. `by` None: the portal itself."""
    written = line(action, target, by=by, before=before, after=after, note=note, **facts)
    written.save(force_insert=True)
    return written


def record_many(lines: Iterable[AuditRecord]) -> None:
    """Write many lines in a few statements: what `line` made, in this order."""
    AuditRecord.objects.bulk_create(lines, batch_size=1000)


def line(
    action: str,
    target: models.Model,
    *,
    by: Any,
    before: str = "",
    after: str = "",
    note: str = "",
    **facts: Any,
) -> AuditRecord:
    """One line, not yet written. Longer words before or after, as a list of names, are cut there and whole among the facts."""
    user = by if by is not None and by.is_authenticated else None
    return AuditRecord(
        actor=user,
        actor_text=f"{user.name} <{user.email}>" if user else "portal",
        action=action,
        edition_id=_edition_id(target),
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        target_text=str(target)[:300],
        before=_short(before),
        after=_short(after),
        note=note,
        facts=facts
        | {
            name: words
            for name, words in {"before": before, "after": after}.items()
            if words != _short(words)
        },
    )


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


def _edition_id(target: models.Model) -> int | None:
    if target._meta.label_lower == "festival.edition":
        return target.pk
    return getattr(target, "edition_id", None)
