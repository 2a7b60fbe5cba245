import pytest
from django.db import InternalError, transaction

from festival import audit
from festival.models import AuditRecord


def test_audit_records_are_append_only(edition, director):
    record = audit.record("edition.opened", edition, by=director)
    for attempt in (lambda: AuditRecord.objects.update(note="rewritten"), record.delete):
        with pytest.raises(InternalError), transaction.atomic():
            attempt()
    director.memberships.all().delete()
    director.delete()
    record.refresh_from_db()
    assert (record.actor, record.actor_text) == (None, "Director <director@example.org>")
