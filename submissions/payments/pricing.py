"""What an entry costs, and what is still due. Pure; all amounts in minor units of the edition's currency."""

from collections.abc import Iterable
from dataclasses import dataclass

CHARGE, PAYMENT, REFUND, WAIVER = "charge", "payment", "refund", "waiver"


@dataclass(frozen=True)
class Line:
    """One line of the ledger: charges and refunds raise what is due, payments and waivers lower it."""

    kind: str
    amount: int  # signed
    by_code: bool = False


@dataclass(frozen=True)
class Discount:
    """What a code takes off: a share of the price, or an amount."""

    percent: int = 0
    amount: int = 0

    def off(self, price: int) -> int:
        """Never more than the price. A share is rounded in the maker's favour."""
        return min(price, -(-price * self.percent // 100) if self.percent else self.amount)


@dataclass(frozen=True)
class Quote:
    """Where an entry's fee stands, and the corrections that would bring its ledger up to date."""

    price: int
    waived: int
    paid: int
    due: int
    charge: int = 0
    by_code: int = 0

    @property
    def credit(self) -> int:
        """What was paid too much."""
        return max(0, -self.due)

    @property
    def is_settled(self) -> bool:
        return self.due <= 0


def quote(price: int, discount: Discount | None, lines: Iterable[Line]) -> Quote:
    """`price` is that of the present window. Once money has come in, what was charged then stays the price."""
    book = list(lines)
    charged = sum(line.amount for line in book if line.kind == CHARGE)
    paid = -sum(line.amount for line in book if line.kind in (PAYMENT, REFUND))
    by_code = -sum(line.amount for line in book if line.kind == WAIVER and line.by_code)
    by_hand = -sum(line.amount for line in book if line.kind == WAIVER and not line.by_code)
    if any(line.kind == PAYMENT for line in book):
        return Quote(charged, by_code + by_hand, paid, charged - by_code - by_hand - paid)
    off = discount.off(price) if discount else 0
    forgiven = min(by_hand, price - off)
    return Quote(
        price, off + forgiven, 0, price - off - forgiven, charge=price - charged, by_code=by_code - off
    )
