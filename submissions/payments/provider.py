"""What the portal asks of a payment provider. Pure: no framework, no network.

A provider sends the maker somewhere to pay (`start`), and later tells us by a webhook what happened (`verify`).
Whoever wants another one writes a class with these two methods and names it in `submissions.payments.registry`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

PAYMENT, REFUND = "payment", "refund"


@dataclass(frozen=True)
class Charge:
    """What is to be paid. `key` comes back in the webhook; `reference` is what people write on a transfer."""

    key: str
    reference: str
    amount: int  # minor units
    currency: str  # ISO 4217
    description: str
    return_url: str


@dataclass(frozen=True)
class Event:
    """What the provider says has happened. `number` is its own, the same each time it tells us the same thing."""

    number: str
    kind: str
    key: str
    amount: int
    currency: str


class EventRefused(ValueError):
    """The message is not from the provider, too old, or makes no sense."""


class Provider(Protocol):
    name: str

    def start(self, charge: Charge) -> str:
        """The address where the maker pays; empty when there is none (a bank transfer)."""

    def verify(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Event:
        """The event in a webhook's body. Raises EventRefused."""
