"""A round split among five jurors, in which the first is severe: two or three looks a film."""

from judging.models import Assignment
from tests.factories import judging as make

FILMS, JURORS, LOOKS = 12, 5, 3
SEVERE = -3


def split_round(jury, edition, *, films=FILMS, looks=LOOKS):
    """Every film has three of the five jurors; marks follow the film's number, others give or take, the first juror is three below."""
    seats = [make.seat(jury, name=f"j{number}", display_name=f"Juror {number}") for number in range(JURORS)]
    listed = [make.entry(edition, f"Film {number:02}") for number in range(films)]
    judged = make.draft_round(jury, listed)
    judged.assignments.all().delete()
    given = Assignment.objects.bulk_create(
        Assignment(round=judged, juror=seats[(number + step) % JURORS], entry=film, position=number)
        for number, film in enumerate(listed)
        for step in range(looks)
    )
    judged = make.actions.open_round(judged, by=None)
    place = {film.pk: number for number, film in enumerate(listed)}
    marks = [_mark(place[one.entry_id], seats.index(one.juror), films) for one in given]
    make.cards_in_bulk(given, [[mark, mark] for mark in marks])
    return judged, seats, listed


def _mark(film, juror, films):
    usual = 3 + 5 * film // films + (7 * film + 11 * juror + film * juror) % 4 - 1
    return max(0, min(10, usual + (SEVERE if juror == 0 else 0)))
