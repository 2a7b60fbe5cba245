"""What the ground floor holds of a person: the account, roles, letters, and the lines of the trail."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.core.files.storage import default_storage
from django.db.models import F, JSONField, Q, TextField, Value
from django.db.models.functions import Cast, Replace
from django.utils.translation import gettext as _
from rest_framework.authtoken.models import Token

from festival import rules
from festival.models import (
    AuditRecord,
    Bounce,
    DataExport,
    DeadAddress,
    Erasure,
    Letter,
    Membership,
    NoReminders,
    User,
)
from festival.personal_data import Holding, gone_address, hold, unname


def tell(user: User) -> dict[str, Any]:
    seats = Membership.objects.filter(user=user).select_related("edition__festival")
    letters = Letter.objects.filter(recipient=user).order_by("pk")
    deeds = AuditRecord.objects.filter(_about(user)).order_by("pk")
    return {
        "account": {
            "email": user.email,
            "name": user.name,
            "language": user.language,
            "joined": user.date_joined,
            "last_sign_in": user.last_login,
            "addresses": list(EmailAddress.objects.filter(user=user).values("email", "verified", "primary")),
            "no_reminders_since": NoReminders.objects.filter(person=user)
            .values_list("since", flat=True)
            .first(),
            "asked_to_be_deleted": list(
                Erasure.objects.filter(person=user).values("asked_at", "due_at", "cancelled_at", "done_at")
            ),
            "returned_letters": list(
                Bounce.objects.filter(address__iexact=user.email).values("at", "permanent", "reason", "said")
            ),
            "takes_no_mail_since": DeadAddress.objects.filter(address__iexact=user.email)
            .values_list("since", flat=True)
            .first(),
            "second_factors": list(
                Authenticator.objects.filter(user=user).values("type", "created_at", "last_used_at")
            ),
        },
        "roles": [
            {
                "festival": str(seat.edition.festival),
                "edition": str(seat.edition),
                "role": seat.role,
                "name": seat.name,
                "since": seat.accepted_at,
            }
            for seat in seats
        ],
        "letters": list(
            letters.values("kind", "to_email", "language", "subject", "text", "created_at", "sent_at")
        ),
        "trail": list(
            deeds.values("at", "action", "actor_text", "target_text", "before", "after", "note", "facts")
        ),
    }


def goes(user: User) -> list[str]:
    return [
        _("Your name, your addresses, your password, passkeys and tokens. You can no longer sign in."),
        _("The words of all letters to you."),
        _("Your roles at festivals."),
    ]


def stays(user: User) -> list[str]:
    name = _("The trail of what was done, and when, because festivals must be able to account for it. ")
    return [name + _("In it your name and address are replaced by a pseudonym.")]


def blocks(user: User) -> list[str]:
    seats = Membership.objects.filter(user=user).select_related("edition__festival")
    found = [
        _("You are the last director of %(festival)s · %(edition)s. Invite another one first.")
        % {"festival": seat.edition.festival, "edition": seat.edition}
        for seat in seats
        if rules.is_last_director(seat)
    ]
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    if user.is_superuser and not others.exists():
        found.append(_("You are the last administrator of this portal. Name another one first."))
    return found


def erase(user: User, pseudonym: str) -> None:
    """The row of the account stays as a pseudonym, so that what others rely on keeps its author."""
    former, nobody = user.email, gone_address(user)
    for export in DataExport.objects.filter(person=user).exclude(file=""):
        default_storage.delete(export.file)
    DataExport.objects.filter(person=user).delete()
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    Token.objects.filter(user=user).delete()
    NoReminders.objects.filter(person=user).delete()
    Bounce.objects.filter(address__iexact=former).update(address=nobody, said="")
    DeadAddress.objects.filter(address__iexact=former).delete()
    unname(LogEntry.objects.all(), user, pseudonym, "object_repr", "change_message")
    _erase_letters(user, former, nobody)
    _erase_trail(user, former, pseudonym)
    seats = Membership.objects.filter(user=user)
    seats.filter(jury_seats__isnull=True).delete()
    seats.update(name=pseudonym, invited_email="")
    Membership.objects.filter(user=None, invited_email__iexact=former).delete()
    user.groups.clear()
    user.user_permissions.clear()
    user.email, user.name, user.language = nobody, pseudonym, ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.save()


def _erase_letters(user: User, former: str, nobody: str) -> None:
    mine = Letter.objects.filter(Q(recipient=user) | Q(to_email__iexact=former))
    # The one that says that all is done is still on its way, and goes to the former address.
    mine.exclude(kind="festival/erasure_done").update(
        to_email=nobody, subject="", text="", html="", last_error="", key=""
    )


def _erase_trail(user: User, former: str, pseudonym: str) -> None:
    """Names and addresses give way to the pseudonym; every deed keeps its moment and its place."""
    lines = AuditRecord.objects.filter(_about(user))
    lines.filter(actor=user).update(actor_text=pseudonym)
    for name in (former, user.name):
        if not name:
            continue
        lines.update(
            target_text=Replace(F("target_text"), Value(name), Value(pseudonym)),
            note=Replace(F("note"), Value(name), Value(pseudonym)),
            facts=Cast(Replace(Cast(F("facts"), TextField()), Value(name), Value(pseudonym)), JSONField()),
        )


def _about(user: User) -> Q:
    mine = Q(actor=user) | Q(target_type="festival.user", target_id=str(user.pk))
    return mine | Q(facts__icontains=user.email) | Q(note__icontains=user.email)


hold(Holding("festival", tell, erase, goes=goes, stays=stays, blocks=blocks))
