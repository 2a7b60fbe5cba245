"""What happens to one's own account, beside what django-allauth does."""

from django.db import transaction
from django.utils.translation import gettext as _
from rest_framework.authtoken.models import Token

from festival import audit
from festival.exceptions import Conflict
from festival.models import User


@transaction.atomic
def create_api_token(user: User) -> str:
    """A key for programs, told once. A second press of the button does not make the first key worthless."""
    User.objects.select_for_update().get(pk=user.pk)
    if Token.objects.filter(user=user).exists():
        raise Conflict(_("You have a token already. Revoke it before you make another."))
    token = Token.objects.create(user=user)
    audit.record("token.created", user, by=user)
    return token.key


@transaction.atomic
def revoke_api_token(user: User) -> None:
    deleted, _rows = Token.objects.filter(user=user).delete()
    if deleted:
        audit.record("token.revoked", user, by=user)


def remember_language(user: User, language: str) -> None:
    """Letters follow the language that the person last chose."""
    User.objects.filter(pk=user.pk).exclude(language=language).update(language=language)
