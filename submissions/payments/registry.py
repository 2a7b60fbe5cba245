"""The providers that this installation knows. One more is one more line here."""

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from submissions.payments.checkout import CheckoutProvider
from submissions.payments.manual import ManualProvider
from submissions.payments.provider import Provider

LABELS: dict[str, Promise] = {
    ManualProvider.name: _("By bank transfer; the office notes what arrives"),
    CheckoutProvider.name: _("On the checkout page of a payment provider"),
}


def providers() -> dict[str, Provider]:
    """By name. The checkout page is there once its address and its secret are in the environment."""
    known: list[Provider] = [ManualProvider()]
    if settings.PAYMENT_CHECKOUT_URL and settings.PAYMENT_WEBHOOK_SECRET:
        known.append(CheckoutProvider(settings.PAYMENT_CHECKOUT_URL, settings.PAYMENT_WEBHOOK_SECRET))
    return {provider.name: provider for provider in known}


def choices() -> list[tuple[str, Promise]]:
    return [(name, LABELS[name]) for name in providers()]
