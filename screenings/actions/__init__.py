from screenings.actions.blocks import (
    add_film,
    create_block,
    create_session,
    move_film,
    order_films,
    remove_film,
    set_films,
)
from screenings.actions.copying import copy_places
from screenings.actions.places import add_screen, create_venue
from screenings.actions.release import release_schedule
from screenings.actions.schedule import (
    cancel_screening,
    create_screening,
    open_draft,
    place,
    unplace,
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
    "move_film",
    "open_draft",
    "order_films",
    "place",
    "release_schedule",
    "remove_film",
    "set_films",
    "unplace",
]
