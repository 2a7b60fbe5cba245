"""Who can sign in to the demo festivals. The pass phrase is public: it is printed when the portal starts."""

from typing import NamedTuple

PASS_PHRASE = "lantern light 2026"  # noqa: S105 - public on purpose


class DemoAccount(NamedTuple):
    role: str
    email: str
    password: str
    name: str


def accounts() -> tuple[DemoAccount, ...]:
    """From the most powerful to the most curious."""
    return tuple(
        DemoAccount(role, f"{address}@demo.example", PASS_PHRASE, name)
        for role, address, name in (
            ("administrator", "admin", "Demo Administrator"),
            ("festival director", "director", "Demo Director"),
            ("programmer", "programmer", "Demo Programmer"),
            ("scrutineer", "scrutineer", "Demo Scrutineer"),
            ("front of house", "door", "Demo Front of House"),
            ("juror with films to watch", "juror", "Juror 1 (demo)"),
            ("filmmaker", "filmmaker", "Demo Filmmaker"),
        )
    )
