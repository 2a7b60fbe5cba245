"""What the outbox says against closing an edition."""

from collections.abc import Iterator

from django.utils.translation import ngettext

from festival.closing import ask_before_closing
from festival.enums import UNSENT
from festival.models import Edition


def unsent_letters(edition: Edition) -> Iterator[str]:
    if waiting := edition.letters.filter(state__in=UNSENT).count():
        yield ngettext(
            "%(count)d letter is not sent yet.", "%(count)d letters are not sent yet.", waiting
        ) % {"count": waiting}


ask_before_closing("letters", unsent_letters)
