"""What the entry desk says against closing an edition: nobody may be left without an answer."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from festival.closing import ask_before_closing
from festival.models import Edition
from submissions.models import Entry, Telling
from submissions.release_problems import undecided_films


def untold_films(edition: Edition) -> Iterator[str]:
    yield from undecided_films(edition)
    if edition.selection_released_at is None and Entry.objects.of_edition(edition).submitted().exists():
        yield _("The selection is not announced.")
    waiting = Telling.objects.filter(release__edition=edition, posted_at=None).count()
    if waiting:
        yield ngettext(
            "%(count)d decision letter is not written yet.",
            "%(count)d decision letters are not written yet.",
            waiting,
        ) % {"count": waiting}


ask_before_closing("entries", untold_films)
