"""What happens? Everything the desk, the demo and a future API do goes through here."""

from screenings.actions.blocks import (
    add_film,
    create_block,
    create_session,
    delete_block,
    delete_session,
    move_film,
    order_films,
    remove_film,
    set_films,
)
from screenings.actions.copying import copy_places, open_next_year
from screenings.actions.places import add_screen, create_venue, delete_venue
from screenings.actions.release import pending_changes, release_schedule
from screenings.actions.schedule import (
    cancel_screening,
    create_screening,
    drop_draft,
    forget_screening,
    open_draft,
    place,
    shift,
    unplace,
    working_draft,
)

__all__ = [
    "add_film",
    "add_screen",
    "cancel_screening",
    "copy_places",
    "create_block",
    "create_screening",
    "create_session",
    "create_venue",
    "delete_block",
    "delete_session",
    "delete_venue",
    "drop_draft",
    "forget_screening",
    "move_film",
    "open_draft",
    "open_next_year",
    "order_films",
    "pending_changes",
    "place",
    "release_schedule",
    "remove_film",
    "set_films",
    "shift",
    "unplace",
    "working_draft",
]
