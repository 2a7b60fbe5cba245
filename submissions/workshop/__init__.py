from submissions.workshop.films import entry_of, films_of
from submissions.workshop.page import Workshop

__all__ = ["Workshop", "entry_of", "films_of"]
