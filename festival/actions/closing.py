"""The end of an edition: everything is decided and told, and from here on it is an archive."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from festival import audit
from festival.closing import reasons_against
from festival.exceptions import Conflict, EditionClosed, NotReady
from festival.models import Edition


@transaction.atomic
def close_edition(edition: Edition, *, by: Any) -> Edition:
    """Close it for good, unless something is still open: then NotReady names all of it at once.

    The edition's row is locked, as it is by everything that decides about a film, so nothing slips in between.
    """
    stored = open_edition_row(edition.pk)
    if reasons := reasons_against(stored):
        raise NotReady(list(reasons), _("The edition cannot be closed yet."))
    now = timezone.now()
    Edition.objects.filter(pk=edition.pk).update(closed_at=now)
    edition.closed_at = now
    audit.record("edition.closed", edition, by=by)
    return edition


@transaction.atomic
def reopen_edition(edition: Edition, *, by: Any, reason: str) -> Edition:
    """Open a closed edition again, with a reason for the trail."""
    stored = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    if stored.closed_at is None:
        raise Conflict(_("This edition is not closed."))
    Edition.objects.filter(pk=edition.pk).update(closed_at=None)
    edition.closed_at = None
    audit.record("edition.reopened", edition, by=by, note=reason)
    return edition


def open_edition_row(pk: int) -> Edition:
    """The edition, locked until the end of the transaction. Raises EditionClosed."""
    stored = Edition.objects.select_for_update(of=("self",)).get(pk=pk)
    if stored.closed_at is not None:
        raise EditionClosed
    return stored
