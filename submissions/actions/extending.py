"""Later deadlines for single people, and codes: given, taken up, revoked. A place is never given twice."""

from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import Conflict
from submissions import fee_letters, gate_words
from submissions.exceptions import ExtensionRefused, ExtensionUnknown
from submissions.models import Extension, ExtensionUse, FeeCode

_signer = Signer(salt="submissions.extension")


def link_of(extension: Extension) -> str:
    """The address that opens the category. Signed, not stored: whoever reads the database cannot make one."""
    token = _signer.sign(extension.pk.hex)
    return settings.PORTAL_URL + reverse("entries:late", kwargs={"token": token})


def find_extension(token: str) -> Extension:
    """The extension behind a link. Raises ExtensionUnknown."""
    try:
        key = _signer.unsign(token)
    except BadSignature as error:
        raise ExtensionUnknown from error
    found = Extension.objects.filter(pk=key).select_related("edition__festival", "category").first()
    if found is None:
        raise ExtensionUnknown
    return found


def find_by_code(word: str) -> Extension | None:
    code = word.strip().upper()
    return Extension.objects.filter(code=code).select_related("edition__festival").first() if code else None


@transaction.atomic
def give_extension(extension: Extension, *, by: Any) -> Extension:
    """Store a validated extension; who is named in it gets the link by letter."""
    extension.created_by = by
    extension.code = extension.code.strip().upper()
    _store(extension)
    audit.record(
        "extension.given",
        extension,
        by=by,
        note=extension.reason,
        category=extension.category.slug if extension.category else "",
        until=extension.until.isoformat(),
        uses=extension.uses_allowed,
    )
    if extension.for_email:
        fee_letters.post_extension(extension, link_of(extension))
    return extension


@transaction.atomic
def revoke_extension(extension: Extension, *, by: Any) -> Extension:
    """Nobody can take it up any more, and for those who have the category closes again. What was submitted stays."""
    extension = Extension.objects.select_for_update(of=("self",)).get(pk=extension.pk)
    if extension.revoked_at is None:
        extension.revoked_at = timezone.now()
        extension.save(update_fields=["revoked_at"])
        audit.record("extension.revoked", extension, by=by, used=extension.used)
    return extension


@transaction.atomic
def take_extension(extension: Extension, *, by: Any) -> ExtensionUse:
    """Take it up; doing so twice is one use. Raises ExtensionRefused, in words."""
    extension = (
        Extension.objects.select_for_update(of=("self",)).select_related("edition").get(pk=extension.pk)
    )
    held = ExtensionUse.objects.filter(extension=extension, user=by).first()
    _refuse_extension(extension, by, is_held=held is not None)
    if held is not None:
        return held
    Extension.objects.filter(pk=extension.pk).update(used=F("used") + 1)
    audit.record("extension.taken_up", extension, by=by)
    return ExtensionUse.objects.create(extension=extension, user=by)


def _refuse_extension(extension: Extension, by: Any, *, is_held: bool) -> None:
    edition = extension.edition
    situation = extension.situation_at(timezone.now())
    if situation == "revoked":
        raise ExtensionRefused(_("The festival has taken this extension back. Ask the festival."))
    if situation == "over":
        raise ExtensionRefused(
            _("This extension ended on %(when)s.") % {"when": gate_words.moment(edition, extension.until)}
        )
    if extension.for_email and extension.for_email.lower() != by.email.lower():
        raise ExtensionRefused(
            _("This extension is meant for another person. Sign in with the account that was invited.")
        )
    if situation == "waiting" and extension.valid_from is not None:
        when = gate_words.moment(edition, extension.valid_from)
        raise ExtensionRefused(_("This extension can be taken up from %(when)s on.") % {"when": when})
    if situation == "spent" and not is_held:
        raise ExtensionRefused(_("This extension has been used up. Ask the festival for another one."))


@transaction.atomic
def give_fee_code(code: FeeCode, *, by: Any) -> FeeCode:
    """Store a validated code that lowers fees."""
    code.created_by = by
    code.code = code.code.strip().upper()
    _store(code)
    audit.record(
        "fee_code.given",
        code,
        by=by,
        note=code.reason,
        percent=code.percent,
        amount=code.amount,
        uses=code.uses_allowed,
    )
    return code


@transaction.atomic
def revoke_fee_code(code: FeeCode, *, by: Any) -> FeeCode:
    """No further film may use it; those that do keep their price."""
    code = FeeCode.objects.select_for_update(of=("self",)).get(pk=code.pk)
    if code.revoked_at is None:
        code.revoked_at = timezone.now()
        code.save(update_fields=["revoked_at"])
        audit.record("fee_code.revoked", code, by=by, used=code.used)
    return code


def _store(row: Extension | FeeCode) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:  # the same word chosen twice at one moment
        raise Conflict(_("This code exists already. Choose another word.")) from error
