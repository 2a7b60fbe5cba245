"""The words of letters that a festival writes itself: fields, a little markup, and nothing that runs. Pure."""

from festival.wording.fields import broken_places, fields_in, plain_line
from festival.wording.markup import as_html, as_text

__all__ = ["as_html", "as_text", "broken_places", "fields_in", "plain_line"]
