"""Move one film of a round to its newest version: rare, with a reason, and told to those who have begun."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import Conflict, FestivalError
from judging.enums import RoundState
from judging.models import RoundEntry, Viewing
from submissions.models import Snapshot


def move_to_newest(row: RoundEntry, *, by: Any, reason: str) -> RoundEntry:
    """Jurors of the open round see the newest version from now on. Marks stay; another film is to be watched anew.

    Twice changes nothing.
    """
    reason = reason.replace("\x00", "").strip()[:300]
    if not reason:
        raise FestivalError(
            _("Say why the jurors shall see the new version: the reason is kept."), status=422
        )
    with transaction.atomic():
        present = RoundEntry.objects.select_for_update(of=("self",)).select_related("round").get(pk=row.pk)
        if present.round.state != RoundState.OPEN:
            raise Conflict(_("Only in an open round a film can be moved to its new version."))
        newest = Snapshot.objects.filter(entry=present.entry_id).order_by("-version").first()
        if newest is None or newest.pk == present.snapshot_id:
            return present
        former = present.snapshot
        other_film = former is None or former.film_id != newest.film_id
        present.snapshot, present.moved_at, present.moved_because = newest, timezone.now(), reason
        present.film_changed = other_film
        present.save(update_fields=["snapshot", "moved_at", "moved_because", "film_changed"])
        if other_film:
            # What was watched was the former file; the clock of the new one begins at nought.
            watched = Viewing.objects.filter(
                assignment__round=present.round_id, assignment__entry=present.entry_id
            )
            watched.update(stretches=[], seconds=0)
        audit.record(
            "round.film_moved",
            present.round,
            by=by,
            note=reason,
            before=str(former.version) if former else "",
            after=str(newest.version),
            entry=str(present.entry_id),
            film_changed=other_film,
        )
    return present
