"""What signing in and confirming an address mean for letters."""

from typing import Any

from allauth.account.signals import email_confirmed, user_logged_in
from django.contrib import messages
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext as _

from festival.actions.delivering import is_dead
from festival.models import DeadAddress


@receiver(user_logged_in)
def say_that_mail_does_not_arrive(request: HttpRequest, user: Any, **_facts: Any) -> None:
    """Whoever cannot be reached by mail learns it where they are: here."""
    if is_dead(user.email):
        words = _("Your address %(email)s does not accept mail. Mend it on your account's page.")
        messages.warning(request, words % {"email": user.email}, fail_silently=True)


@receiver(email_confirmed)
def trust_confirmed_address(email_address: Any, **_facts: Any) -> None:
    """A code from a letter has been typed in: mail arrives."""
    DeadAddress.objects.filter(address__iexact=email_address.email).delete()
