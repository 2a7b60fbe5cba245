from submissions.models.co_owner import CoOwner
from submissions.models.entry import Entry
from submissions.models.film_upload import FilmUpload
from submissions.models.rows import Credit, ToolUse

__all__ = ["CoOwner", "Credit", "Entry", "FilmUpload", "ToolUse"]
