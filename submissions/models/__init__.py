from submissions.models.entry import Entry
from submissions.models.film_upload import FilmUpload
from submissions.models.rows import Credit, ToolUse

__all__ = ["Credit", "Entry", "FilmUpload", "ToolUse"]
