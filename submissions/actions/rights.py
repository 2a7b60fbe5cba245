"""Signing the rights agreement; what is used of others; who may show the film."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import Conflict
from submissions.asking_exceptions import AgreementChanged, AnswersLocked, SignatureRefused
from submissions.enums import EntryState
from submissions.exceptions import EntryLocked
from submissions.granting import ClearanceStatus, Showing
from submissions.models import Clearance, Entry, Permissions, Signature
from submissions.papers.store import discard_paper, keep_paper
from submissions.papers.types import DOCUMENTS
from submissions.rules import asked_parts
from submissions.signing import agreement_of, policy_of
from submissions.snapshots import cause_of, keep

LICENCE_TYPES = (*DOCUMENTS, "docx", "odt", "txt")
LICENCE_BYTES = 10 * 1024**2
LONGEST_AGENT = 400


def sign_agreement(
    entry: Entry, *, name: str, digest: str, language: str, by: Any, address: str = "", user_agent: str = ""
) -> Signature:
    """Keep the typed name under the version that was read. `digest` proves which words those were.

    Twice the same version is once. Raises AgreementChanged when the words are others by now, SignatureRefused.
    """
    with transaction.atomic():
        locked = lock_rights(entry)
        agreement = agreement_of(locked.edition)
        if agreement is None:
            raise Conflict(_("This edition asks for no agreement."))
        shown_language, _words = agreement.shown_in(language)
        if digest != agreement.digest_in(shown_language):
            raise AgreementChanged
        typed = " ".join(name.split())
        if len(typed) < 2 or len(typed) > 150 or not any(sign.isalpha() for sign in typed):
            raise SignatureRefused
        signature, created = Signature.objects.get_or_create(
            entry=locked,
            agreement=agreement,
            defaults={
                "name": typed,
                "signed_by": by,
                "address": address[:64],
                "user_agent": "".join(sign for sign in user_agent if sign.isprintable())[:LONGEST_AGENT],
                "language": shown_language,
                "digest": digest,
            },
        )
        if created:
            audit.record("entry.agreement_signed", locked, by=by, version=agreement.version, digest=digest)
            keep(locked, cause_of(locked, by), by=by)
    return signature


def save_permissions(entry: Entry, answers: dict[str, bool | None], *, by: Any) -> Permissions:
    """Keep yes, no or nothing for each use that is named; the trail tells of each change."""
    with transaction.atomic():
        locked = lock_draft_rights(entry)
        present, _created = Permissions.objects.select_for_update().get_or_create(entry=locked)
        names = [*Showing.values, "nothing_of_others"]
        changes = {
            use: [getattr(present, use), answers[use]]
            for use in names
            if use in answers and getattr(present, use) != answers[use]
        }
        if not changes:
            return present
        for use, (_before, after) in changes.items():
            setattr(present, use, after)
        present.excerpt_s = policy_of(locked.edition).excerpt_s if present.excerpts else 0
        present.save()
        audit.record("entry.permissions_changed", locked, by=by, changes=changes)
        keep(locked, cause_of(locked, by), by=by)
    return present


def save_clearances(entry: Entry, rows: list[dict[str, Any]], *, by: Any) -> list[Clearance]:
    """Replace the list by what was sent, in its order. A row with `id` keeps its file; `licence` brings another.

    Raises BadPaperFile before anything is changed.
    """
    with transaction.atomic():
        locked = lock_draft_rights(entry)
        former = {row.pk: row for row in locked.clearances.select_related("paper")}
        kept: list[Clearance] = []
        for position, sent in enumerate(rows):
            row = former.pop(sent.get("id") or 0, None) or Clearance(entry=locked)
            for name in ("kind", "title", "holder", "status", "note"):
                setattr(row, name, sent.get(name, ""))
            row.position = position
            row.save()
            if licence := sent.get("licence"):
                _put_licence(row, licence, by)
            kept.append(row)
        for gone in former.values():
            _remove_clearance(gone)
        if kept:
            Permissions.objects.filter(entry=locked, nothing_of_others=True).update(nothing_of_others=False)
        keep(locked, cause_of(locked, by), by=by)
    return kept


def settle_clearance(
    clearance: Clearance, *, status: str, by: Any, holder: str = "", licence: UploadedFile | None = None
) -> Clearance:
    """After the submission: what was pending is cleared by now. Raises AnswersLocked, BadPaperFile."""
    with transaction.atomic():
        entry = lock_rights(clearance.entry)
        row = Clearance.objects.select_for_update(of=("self",)).select_related("paper").get(pk=clearance.pk)
        if not row.is_pending or status == ClearanceStatus.PENDING:
            raise AnswersLocked(_("This is cleared already. Please write to the festival."))
        row.status, row.holder = status, holder or row.holder
        row.save(update_fields=["status", "holder"])
        if licence is not None:
            _put_licence(row, licence, by)
        audit.record(
            "entry.clearance_settled", entry, by=by, title=row.title, status=status, file=str(row.paper or "")
        )
        keep(entry, cause_of(entry, by), by=by)
    return row


def lock_rights(entry: Entry) -> Entry:
    """The row, for what is possible in a draft and after the submission. Raises EntryLocked."""
    present = Entry.objects.select_for_update(of=("self",)).select_related("edition").get(pk=entry.pk)
    if present.state not in (EntryState.DRAFT, EntryState.SUBMITTED, EntryState.INCOMPLETE):
        raise EntryLocked
    return present


def lock_draft_rights(entry: Entry) -> Entry:
    """The same for a draft alone, or when the festival has asked for this step."""
    present = lock_rights(entry)
    if present.state != EntryState.DRAFT and "rights" not in asked_parts(present):
        raise EntryLocked
    return present


def _put_licence(row: Clearance, file: UploadedFile, by: Any) -> None:
    former = row.paper
    row.paper = keep_paper(row.entry, file, types=LICENCE_TYPES, most_bytes=LICENCE_BYTES, by=by)
    row.save(update_fields=["paper"])
    if former is not None:
        discard_paper(former)


def _remove_clearance(row: Clearance) -> None:
    paper = row.paper
    row.delete()
    if paper is not None:
        discard_paper(paper)
