"""Two ways to a film: its maker's, and that of the desk that received it. Asked anew at every part of the film."""

from typing import Any
from uuid import UUID

from media_pipeline import doors
from media_pipeline.doors import Key
from submissions import rules
from submissions.models import Entry

MAKER, DESK = "maker", "desk"


def key_of(entry: Entry, viewer: Any) -> Key:
    """The way by which this person comes to the film."""
    return Key(MAKER if rules.owns(viewer, entry) else DESK, str(entry.pk))


def may_pass_as_maker(viewer: Any, asset_id: UUID, number: str) -> bool:
    return Entry.objects.owned_by(viewer).filter(pk=number, film=asset_id).exists()


def may_pass_at_desk(viewer: Any, asset_id: UUID, number: str) -> bool:
    received = Entry.objects.visible_to(viewer).select_related("edition")
    entry = received.filter(pk=number, film=asset_id).first()
    return entry is not None and rules.can_watch(viewer, entry)


# Who watches an own film leaves no trace: it is evidence of nothing.
doors.build(MAKER, may_pass_as_maker, logged=False)
doors.build(DESK, may_pass_at_desk, logged=True)
