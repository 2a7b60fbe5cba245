"""Whoever may see unpublished results should hold more than a password."""

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from festival.exceptions import Refused


class SecondFactorWanted(Refused):
    """The installation lets people into the desk only with a second factor (REQUIRE_MFA_FOR_DESK)."""

    default_message = _("This portal asks everybody at the desk for a second factor. It takes a minute.")
    way_out = reverse_lazy("mfa_index")


def has_second_factor(user: Any) -> bool:
    """Whether the account has an authenticator app or a passkey. Asked once per request and person."""
    if "_has_second_factor" not in user.__dict__:
        user._has_second_factor = is_mfa_enabled(user)
    return user._has_second_factor
