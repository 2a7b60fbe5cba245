"""What other pages show of messages: a part of the desk's page of an entry, a door on the maker's."""

from typing import Any

from festival.actions.delivering import dead_among
from festival.bounce_words import reason_words
from submissions.desk_page import Reading
from submissions.message_rules import may_write_as_desk, may_write_as_maker
from submissions.models import Entry

MOST_THREADS = 5


def desk_part(reading: Reading) -> dict[str, Any] | None:
    """The newest conversations about the film, and whether its makers can be reached."""
    if not may_write_as_desk(reading.viewer, reading.entry):
        return None
    owner, email = reading.entry.owner, reading.entry.owner.email
    dead = dead_among([email]).get(email.lower())
    return {
        "threads": list(reading.entry.message_threads.all()[:MOST_THREADS]),
        "others": owner.is_erased and reading.entry.co_owners.filter(user__is_active=True).exists(),
        "dead": dead,
        "dead_words": reason_words(dead.reason) if dead else "",
    }


def maker_door(entry: Entry, viewer: Any) -> dict[str, Any] | None:
    """The way to the messages, with how many conversations hold something new for this maker."""
    if not may_write_as_maker(viewer, entry):
        return None
    return {"entry": entry, "news": entry.message_threads.with_news_for(viewer).filter(news=True).count()}
