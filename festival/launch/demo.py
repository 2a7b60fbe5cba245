"""What the launcher tells about the demo festivals: their accounts, if they have been built."""

from importlib import import_module

import django

from festival.launch.progress import say


def introduce() -> None:
    """Print who may log in. `festival.demo.accounts()` lists (role, e-mail address, password)."""
    django.setup()
    try:
        demo = import_module("festival.demo")
    except ModuleNotFoundError:
        return
    accounts = [tuple(account) for account in demo.accounts()]
    if not accounts:
        return
    say("\n  Demo accounts:")
    widths = [max(len(str(row[column])) for row in accounts) for column in range(3)]
    for row in accounts:
        say(
            "    "
            + "  ".join(str(text).ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
        )
