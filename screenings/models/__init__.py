from screenings.models.block import Block, BlockFilm
from screenings.models.place import Screen, Venue
from screenings.models.schedule import ScheduleVersion, Slot
from screenings.models.screening import Screening, Session

__all__ = ["Block", "BlockFilm", "ScheduleVersion", "Screen", "Screening", "Session", "Slot", "Venue"]
