"""Any checkout page that shares a secret with us: signed address there, signed webhook back. Pure.

There: `<address>?amount=…&currency=…&description=…&key=…&reference=…&return_url=…&signature=…`, the signature being
the hex HMAC-SHA256 over the query string without it. Back: a POST with the header `Portal-Signature: t=<seconds>,
v1=<hex>`, an HMAC-SHA256 over `<seconds>.<body>` (the form that Stripe made common), the body JSON:
`{"id": "…", "type": "payment" or "refund", "key": "…", "amount": 2500, "currency": "EUR"}`, minor units.
"""

import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlencode

from submissions.payments.provider import PAYMENT, REFUND, Charge, Event, EventRefused

HEADER = "Portal-Signature"
OLDEST_S = 300  # a message copied on the way is no good later
LONGEST_BODY = 20_000


class CheckoutProvider:
    name = "checkout"

    def __init__(self, address: str, secret: str) -> None:
        self.address = address
        self.secret = secret.encode()

    def sign(self, words: bytes) -> str:
        return hmac.new(self.secret, words, "sha256").hexdigest()

    def start(self, charge: Charge) -> str:
        query = urlencode(
            {
                "amount": charge.amount,
                "currency": charge.currency,
                "description": charge.description,
                "key": charge.key,
                "reference": charge.reference,
                "return_url": charge.return_url,
            }
        )
        joint = "&" if "?" in self.address else "?"
        return f"{self.address}{joint}{query}&signature={self.sign(query.encode())}"

    def verify(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Event:
        if len(body) > LONGEST_BODY:
            raise EventRefused("too long")
        parts = dict(part.strip().partition("=")[::2] for part in headers.get(HEADER, "").split(","))
        stamp, signature = parts.get("t", ""), parts.get("v1", "")
        if not (stamp.isascii() and stamp.isdecimal() and len(stamp) < 15):
            raise EventRefused("no time in the signature")
        right = self.sign(stamp.encode() + b"." + body)
        if not hmac.compare_digest(right.encode(), signature.encode(errors="replace")):
            raise EventRefused("the signature does not fit")
        if abs(now.timestamp() - int(stamp)) > OLDEST_S:
            raise EventRefused("too old, or the clocks differ")
        return read_event(body)

    def header(self, body: bytes, now: datetime) -> str:
        """What the other side puts into the header; here for the tests and for whoever writes that side."""
        stamp = int(now.timestamp())
        return f"t={stamp},v1={self.sign(str(stamp).encode() + b'.' + body)}"


def read_event(body: bytes) -> Event:
    try:
        told = json.loads(body)
        kind, amount = told["type"], told["amount"]
        number, key, currency = (told[name] for name in ("id", "key", "currency"))
    except (ValueError, KeyError, TypeError) as error:
        raise EventRefused("the body is not understood") from error
    if kind not in (PAYMENT, REFUND) or type(amount) is not int or not 0 < amount < 2**31:
        raise EventRefused("the body is not understood")
    if not all(isinstance(word, str) and 0 < len(word) <= 100 for word in (number, key, currency)):
        raise EventRefused("the body is not understood")
    return Event(number, kind, key, amount, currency)
