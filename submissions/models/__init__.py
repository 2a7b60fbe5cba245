from submissions.models.after import AfterSelection
from submissions.models.co_owner import CoOwner
from submissions.models.entry import Entry
from submissions.models.film_upload import FilmUpload
from submissions.models.release import Rehearsal, Release, Telling
from submissions.models.request import CompletionRequest
from submissions.models.rows import Credit, ToolUse
from submissions.models.todo import Todo, TodoKind

__all__ = [
    "AfterSelection",
    "CoOwner",
    "CompletionRequest",
    "Credit",
    "Entry",
    "FilmUpload",
    "Rehearsal",
    "Release",
    "Telling",
    "Todo",
    "TodoKind",
    "ToolUse",
]
