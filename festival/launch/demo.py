"""What the launcher tells about the demo festivals: who may sign in."""

from festival import demo
from festival.launch.progress import say


def introduce() -> None:
    """Print the accounts as a small table."""
    rows = [(account.role, account.email, account.password) for account in demo.accounts()]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    say("\n  Demo accounts:")
    for row in rows:
        say("    " + "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())
