"""What the pages about the making show besides the declaration itself."""

from typing import Any

from media_pipeline.credential_words import card as credentials_card
from submissions import rules
from submissions.declarations import declaration_of, making_card
from submissions.making_words import making_sentences
from submissions.models import Entry
from submissions.suggestions import suggested_tools, vendors


def step_extras(entry: Entry, viewer: Any) -> dict[str, Any]:
    """For the maker's step."""
    tools = suggested_tools()
    return {
        "making_rules": making_sentences(entry.category),
        "known_tools": tools,
        "known_vendors": vendors(tools),
        "consents": consent_panel(entry, viewer),
    }


def consent_panel(entry: Entry, viewer: Any) -> dict[str, Any]:
    """For `_consents.html`: the list, and whether it may be added to."""
    return {"list": list(entry.consents.all()), "may_change": rules.can_send_consents(viewer, entry)}


def desk_panel(entry: Entry, viewer: Any) -> dict[str, Any]:
    """For the desk: the declaration, beside it what the file's credentials say, and whom one may ask."""
    full, may_read = rules.can_read_everything(viewer, entry.edition), rules.can_read_consents(viewer, entry)
    return {
        "full": full,
        "may_read": may_read,
        "card": making_card(entry),
        "whole": declaration_of(entry),
        "consents": list(entry.consents.all()) if may_read else [],
        "credentials": credentials_card(entry.film) if full else None,
    }
