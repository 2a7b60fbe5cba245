"""Amounts of money: minor units inside, the reader's way of writing outside. Each currency has its own decimals."""

from decimal import Decimal, InvalidOperation

from babel.core import get_global
from babel.numbers import format_currency, get_currency_name, get_currency_precision

from festival.zones import locale

LARGEST = 2**31 - 1


def money(minor: int, currency: str) -> str:
    """2500 and EUR as €25.00; 2500 and JPY as ¥2,500; what is taken away with a minus, not with a hyphen."""
    return format_currency(to_major(minor, currency), currency, locale=locale()).replace("-", "−")


def to_major(minor: int, currency: str) -> Decimal:
    return Decimal(minor).scaleb(-get_currency_precision(currency))


def to_minor(amount: Decimal, currency: str) -> int:
    """Raises ValueError for a fraction that the currency has not, or for more than a ledger can hold."""
    minor = amount.scaleb(get_currency_precision(currency))
    if minor != minor.to_integral_value() or not -LARGEST <= minor <= LARGEST:
        raise ValueError(str(amount))
    return int(minor)


def parse(text: str, currency: str) -> int:
    """What was typed, with a point or a comma before the decimals, in minor units. Raises ValueError."""
    try:
        amount = Decimal(text.strip().replace(",", "."))
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not amount.is_finite():
        raise ValueError(text)
    return to_minor(amount, currency)


def typed(minor: int, currency: str) -> str:
    """As it stands in an input; what `parse` reads back."""
    return f"{to_major(minor, currency):f}"


def currencies() -> list[tuple[str, str]]:
    """Every currency that is legal tender somewhere today, with its name."""
    places = get_global("territory_currencies").values()
    codes = {code for listed in places for code, _from, until, tender in listed if tender and until is None}
    return [(code, f"{code} · {get_currency_name(code, locale=locale())}") for code in sorted(codes)]
