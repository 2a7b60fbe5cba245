from submissions.models.entry import Credit, Entry, FilmUpload, ToolUse

__all__ = ["Credit", "Entry", "FilmUpload", "ToolUse"]
