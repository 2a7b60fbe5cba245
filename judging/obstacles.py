"""Why a juror must not have a film, or should rather not: in words, for the office."""

from django.utils.translation import gettext as _

from judging.assigning.problem import Film, understands
from judging.assigning.problem import Juror as Seat
from judging.models import Juror, Recusal, Round
from submissions.enums import EntryState
from submissions.models import Entry
from submissions.rules import owns


def obstacle(judged: Round, juror: Juror, entry: Entry) -> str:
    """What forbids the pair for good; empty when nothing does."""
    if juror.jury_id != judged.jury_id:
        return _("%(juror)s does not sit in this round's jury.") % {"juror": juror}
    if entry.state != EntryState.SUBMITTED or not judged.round_entries.filter(entry=entry).exists():
        return _("“%(film)s” is not in this round.") % {"film": entry}
    recusal = Recusal.objects.filter(juror=juror, entry=entry).first()
    if recusal is not None:
        return recused(juror, recusal.reason)
    person = juror.membership.user
    if person is not None and owns(person, entry):
        return made_it(juror)
    return ""


def recused(juror: Juror | str, reason: str) -> str:
    return _("%(juror)s was taken off this film: %(reason)s") % {"juror": juror, "reason": reason}


def made_it(juror: Juror | str) -> str:
    return _("%(juror)s has made this film.") % {"juror": juror}


def doubts(seat: Seat, film: Film, *, minutes: float, films: int) -> list[str]:
    """What speaks against the pair without forbidding it: language, limits. `minutes`, `films`: what the juror has."""
    found = []
    if not understands(seat, film):
        found.append(_("does not understand its language"))
    if seat.most_minutes is not None and minutes + film.minutes > seat.most_minutes:
        found.append(_("would have more minutes than agreed"))
    if seat.most_films is not None and films + 1 > seat.most_films:
        found.append(_("would have more films than agreed"))
    return found
