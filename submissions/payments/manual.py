"""Paying by bank transfer: the office sees the money arrive and notes it by hand. Pure."""

from collections.abc import Mapping
from datetime import datetime

from submissions.payments.provider import Charge, Event, EventRefused


class ManualProvider:
    name = "manual"

    def start(self, charge: Charge) -> str:
        """Nowhere to go: the receipt page shows the festival's account and the reference."""
        return ""

    def verify(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Event:
        raise EventRefused("a bank sends no messages here")
