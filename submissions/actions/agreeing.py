"""The festival writes its rights agreement: a draft, a published version, a request to sign the newest."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import Conflict, NotReady
from festival.localized import LocalizedText
from festival.models import Edition
from submissions import emails
from submissions.asking_exceptions import AgreementPublished
from submissions.models import Agreement, RightsPolicy, SignatureRequest
from submissions.signing import with_outdated_signatures


def draft_agreement(edition: Edition, *, by: Any) -> Agreement:
    """The draft of the next version; a new one begins with the words of the newest."""
    with transaction.atomic():
        Edition.objects.select_for_update().get(pk=edition.pk)
        newest = Agreement.objects.filter(edition=edition).order_by("-version").first()
        if newest is not None and newest.published_at is None:
            return newest
        version = newest.version + 1 if newest else 1
        words = LocalizedText(newest.text) if newest else LocalizedText()
        draft = Agreement.objects.create(edition=edition, version=version, text=words)
        audit.record("agreement.drafted", draft, by=by, version=version)
    return draft


def write_agreement(agreement: Agreement, *, text: Any, changes: Any, by: Any) -> Agreement:
    """Change the words of a draft. Raises AgreementPublished."""
    with transaction.atomic():
        stored = _locked_draft(agreement)
        stored.text, stored.changes = text, changes
        stored.save(update_fields=["text", "changes"])
        audit.record("agreement.written", stored, by=by, version=stored.version)
    return stored


def publish_agreement(agreement: Agreement, *, by: Any) -> Agreement:
    """From now on this version is signed. Needs words in each language of the edition."""
    with transaction.atomic():
        stored = _locked_draft(agreement)
        missing = [code for code in stored.edition.languages if not stored.text.get(code, "").strip()]
        if missing or not stored.text:
            raise NotReady([_("Write the agreement in each language of the edition first.")])
        stored.published_at, stored.published_by = timezone.now(), by
        stored.save(update_fields=["published_at", "published_by"])
        digests = {code: stored.digest_in(code) for code in stored.text}
        audit.record("agreement.published", stored, by=by, version=stored.version, sha256=digests)
    return stored


def discard_agreement(agreement: Agreement, *, by: Any) -> None:
    """Throw a draft away. Raises AgreementPublished."""
    with transaction.atomic():
        stored = _locked_draft(agreement)
        audit.record("agreement.discarded", stored, by=by, version=stored.version)
        stored.delete()


def request_signatures(edition: Edition, agreement: Agreement, *, by: Any) -> int:
    """A letter to the makers of submitted films that have not signed this version; nobody gets it twice.

    Returns how many letters were written.
    """
    with transaction.atomic():
        newest = Agreement.objects.select_for_update(of=("self",)).filter(
            edition=edition, published_at__isnull=False
        )
        newest = newest.order_by("-version").first()
        if newest is None or newest.pk != agreement.pk:
            raise Conflict(_("Only the newest version can be asked for."))
        waiting = with_outdated_signatures(edition, newest).exclude(signature_requests__agreement=newest)
        asked = list(waiting.select_related("edition__festival", "owner").order_by("number"))
        for entry in asked:
            SignatureRequest.objects.create(entry=entry, agreement=newest)
            emails.post_signature_request(entry, newest)
        if asked:
            audit.record(
                "edition.signatures_requested", edition, by=by, version=newest.version, films=len(asked)
            )
    return len(asked)


def set_rights_policy(policy: RightsPolicy, *, fields: list[str], by: Any) -> RightsPolicy:
    """Keep what the edition asks about rights."""
    if not fields:
        return policy
    with transaction.atomic():
        policy.save()
        told = {name: getattr(policy, name) for name in fields}
        audit.record("edition.rights_policy_changed", policy.edition, by=by, changes=told)
    return policy


def _locked_draft(agreement: Agreement) -> Agreement:
    stored = Agreement.objects.select_for_update(of=("self",)).select_related("edition").get(pk=agreement.pk)
    if stored.published_at is not None:
        raise AgreementPublished
    return stored
