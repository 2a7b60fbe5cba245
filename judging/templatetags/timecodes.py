"""Words about a film, with their moments as links that take the page's player there (static/js/seek.js)."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from judging.moments import pieces

register = template.Library()


@register.filter
def with_moments(words: str) -> SafeString:
    """Escaped, line ends kept."""
    return format_html_join("", "{}", ((_piece(text, second),) for text, second in pieces(words)))


def _piece(text: str, second: int | None) -> SafeString:
    if second is None:
        lines = text.split("\n")
        return format_html_join(SafeString("<br>"), "{}", ((line,) for line in lines))
    return format_html('<a class="timecode" href="#film" data-seek="{}">{}</a>', second, text)
