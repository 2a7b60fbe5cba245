"""Why a selection cannot be announced yet, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from festival.models import Edition
from submissions.enums import Decision, EntryState
from submissions.models import Entry


def undecided_films(edition: Edition) -> list[str]:
    """Films without a final decision, and films that are back with their makers."""
    films = Entry.objects.of_edition(edition)
    problems = []
    if undecided := films.awaiting_decision().count():
        problems.append(
            ngettext(
                "%(count)d film is not decided about.", "%(count)d films are not decided about.", undecided
            )
            % {"count": undecided}
        )
    if incomplete := films.filter(state=EntryState.INCOMPLETE).count():
        problems.append(
            ngettext(
                "%(count)d film is incomplete: it is back with its maker.",
                "%(count)d films are incomplete: they are back with their makers.",
                incomplete,
            )
            % {"count": incomplete}
        )
    return problems


def release_problems(edition: Edition) -> list[str]:
    problems = undecided_films(edition)
    if not Entry.objects.of_edition(edition).submitted().filter(decision=Decision.SELECTED).exists():
        problems.append(_("No film is selected."))
    return problems
