"""Mailboxes: which addresses are one, and which look as if they had been counted up."""

import re

ONE_BOX_WITHOUT_DOTS = frozenset({"gmail.com", "googlemail.com"})


def mailbox(address: str) -> str:
    """The mailbox behind an address: without "+anything", in small letters, and dots where they mean nothing."""
    local, _at, domain = address.strip().casefold().rpartition("@")
    local = local.split("+", 1)[0] or local
    if domain in ONE_BOX_WITHOUT_DOTS:
        local, domain = local.replace(".", ""), "gmail.com"
    return f"{local}@{domain}"


def pattern(address: str) -> str:
    """The mailbox with each number in its name as "#"; nothing where there is no number: that is no run."""
    local, _at, domain = mailbox(address).rpartition("@")
    shape = re.sub(r"\d+", "#", local)
    return f"{shape}@{domain}" if shape != local else ""
