"""The office writes what jurors accept: a draft, a published version, and everybody is asked to accept it again."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import NotReady
from festival.localized import LocalizedText
from judging.exceptions import TermsPublished
from judging.models import Jury, JuryTerms
from judging.people_emails import post_terms_changed
from judging.people_enums import SeatState


def draft_terms(jury: Jury, *, by: Any) -> JuryTerms:
    """The draft of the next version; a new one begins with the words of the newest."""
    with transaction.atomic():
        Jury.objects.select_for_update().get(pk=jury.pk)
        newest = JuryTerms.objects.filter(jury=jury).order_by("-version").first()
        if newest is not None and newest.published_at is None:
            return newest
        words = LocalizedText(newest.text) if newest else LocalizedText()
        draft = JuryTerms.objects.create(jury=jury, version=newest.version + 1 if newest else 1, text=words)
        audit.record("jury_terms.drafted", draft, by=by, version=draft.version)
    return draft


def write_terms(terms: JuryTerms, *, text: Any, changes: Any, by: Any) -> JuryTerms:
    """Change the words of a draft. Raises TermsPublished."""
    with transaction.atomic():
        stored = _locked_draft(terms)
        stored.text, stored.changes = text, changes
        stored.save(update_fields=["text", "changes"])
        audit.record("jury_terms.written", stored, by=by, version=stored.version)
    return stored


def publish_terms(terms: JuryTerms, *, by: Any) -> JuryTerms:
    """From now on no juror sees a film before accepting this version; who had accepted another one is written to."""
    with transaction.atomic():
        stored = _locked_draft(terms)
        missing = [code for code in stored.jury.edition.languages if not stored.text.get(code, "").strip()]
        if missing or not stored.text:
            raise NotReady([_("Write the terms in each language of the edition first.")])
        stored.published_at, stored.published_by = timezone.now(), by
        stored.save(update_fields=["published_at", "published_by"])
        digests = {code: stored.digest_in(code) for code in stored.text}
        audit.record("jury_terms.published", stored, by=by, version=stored.version, sha256=digests)
        for juror in stored.jury.jurors.filter(state=SeatState.ACCEPTED).select_related("membership__user"):
            post_terms_changed(juror, stored)
    return stored


def discard_terms(terms: JuryTerms, *, by: Any) -> None:
    """Throw a draft away. Raises TermsPublished."""
    with transaction.atomic():
        stored = _locked_draft(terms)
        audit.record("jury_terms.discarded", stored, by=by, version=stored.version)
        stored.delete()


def _locked_draft(terms: JuryTerms) -> JuryTerms:
    found = JuryTerms.objects.select_for_update(of=("self",)).select_related("jury__edition__festival")
    stored = found.get(pk=terms.pk)
    if stored.published_at is not None:
        raise TermsPublished
    return stored
