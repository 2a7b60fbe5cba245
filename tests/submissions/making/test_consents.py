from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from festival.exceptions import Refused
from festival.models import AuditRecord
from submissions import rules
from submissions.actions import add_consent, remove_consent
from submissions.consents import MAX_BYTES, read_document
from submissions.exceptions import BadConsent, ConsentsLocked
from tests.factories import submissions as make

PAPER = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def picture(kind):
    file = BytesIO()
    Image.new("RGB", (40, 60), "white").save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PAPER, "application/pdf"),
        (picture("JPEG"), "image/jpeg"),
        (picture("PNG"), "image/png"),
        (picture("WEBP"), "image/webp"),
    ],
)
def test_a_paper_or_a_picture_of_it_is_kept_as_it_came(data, kind):
    document = read_document(BytesIO(data))
    assert (document.content_type, document.data) == (kind, data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"MZ\x90 a program",
        b"<html><script>alert(1)</script>%PDF-1.7 %%EOF",
        b"%PDF-1.7 but cut off",
        picture("JPEG")[:90],
        b"\x89PNG\r\n\x1a\n and nothing",
        PAPER + b"\0" * MAX_BYTES,
    ],
)
def test_anything_else_is_refused(data):
    with pytest.raises(BadConsent):
        read_document(BytesIO(data))


def consent(entry, by):
    return add_consent(
        entry, read_document(BytesIO(PAPER)), person="Rosa Real", kind="voice", name="rosa.pdf", by=by
    )


def test_a_consent_is_kept_told_and_forgotten(edition, filmmaker, django_capture_on_commit_callbacks):
    entry = make.draft(edition, filmmaker)
    kept = consent(entry, filmmaker)
    name = kept.document.name
    with default_storage.open(name) as file:
        assert (kept.size, file.read()) == (len(PAPER), PAPER)
    with django_capture_on_commit_callbacks(execute=True):
        remove_consent(entry, kept, by=filmmaker)
    assert not default_storage.exists(name)
    trail = AuditRecord.objects.filter(action__startswith="entry.consent").order_by("pk")
    assert [(line.action, sorted(line.facts)) for line in trail] == [
        ("entry.consent_added", ["kind", "sha256"]),
        ("entry.consent_removed", ["kind", "sha256"]),
    ]
    assert "Rosa" not in "".join(f"{line.target_text}{line.note}{line.facts}" for line in trail)


def test_a_rollback_keeps_the_document(edition, filmmaker):
    entry = make.draft(edition, filmmaker)
    kept = consent(entry, filmmaker)
    name = kept.document.name
    remove_consent(entry, kept, by=filmmaker)  # inside the test's transaction: never committed
    assert default_storage.exists(name)


def test_who_may_send_and_when(edition, filmmaker, rival, programmer):
    sent = make.submitted(edition, filmmaker)
    consent(sent, filmmaker)
    with pytest.raises(ConsentsLocked):
        consent(sent, programmer)  # may see the entry, but it is not theirs to say
    with pytest.raises(Refused):
        consent(sent, rival)
    type(edition).objects.filter(pk=edition.pk).update(call_closes_at=timezone.now())
    with pytest.raises(ConsentsLocked):
        consent(sent, filmmaker)


def test_who_may_read(
    edition, filmmaker, rival, programmer, director, scrutineer, front_of_house, juror, stranger
):
    draft, sent = make.draft(edition, filmmaker), make.submitted(edition, filmmaker)
    everybody = [filmmaker, rival, programmer, director, scrutineer, front_of_house, juror, stranger]
    assert [rules.can_read_consents(user, sent) for user in everybody] == [True, False, True, True] + [
        False
    ] * 4
    assert [rules.can_read_consents(user, draft) for user in everybody] == [True] + [False] * 7
