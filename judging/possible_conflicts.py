"""Jurors whose names stand in the credits of the round's films, for the office to look at."""

from dataclasses import dataclass

from judging.conflicts import find_conflicts
from judging.models import Juror, Recusal, Round
from submissions.models import Credit, Entry


@dataclass(frozen=True)
class Question:
    juror: Juror
    entry: Entry
    credited_name: str


def possible_conflicts(judged: Round) -> list[Question]:
    """Finds that are not settled by a recusal yet."""
    jurors = {str(juror.pk): juror for juror in Juror.objects.filter(jury=judged.jury_id)}
    credits_of: dict[str, list[str]] = {}
    credited = Credit.objects.filter(entry__rounds=judged).values_list("entry_id", "name", "name_other")
    for entry, *names in credited:
        credits_of.setdefault(str(entry), []).extend(filter(None, names))
    finds = find_conflicts({pk: juror.display_name for pk, juror in jurors.items()}, credits_of)
    if not finds:
        return []
    entries = Entry.objects.in_bulk([find.film for find in finds])
    settled = {
        (str(juror), str(entry))
        for juror, entry in Recusal.objects.filter(juror__in=jurors).values_list("juror_id", "entry_id")
    }
    by_key = {str(pk): entry for pk, entry in entries.items()}
    return [
        Question(jurors[find.juror], by_key[find.film], find.credited_name)
        for find in finds
        if (find.juror, find.film) not in settled
    ]
