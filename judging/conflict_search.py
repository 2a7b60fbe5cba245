"""Reads jurors and films out of their rows for `judging.conflicts`, and keeps what was found."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction

from judging.conflicts import Credited, Film, Find, Person, find_conflicts, lines
from judging.models import ConflictFind, Juror, Recusal, Round
from judging.people_enums import FindState, FindStrength
from submissions.models import CoOwner, Credit, Entry, Link, MakerProfile

LARGE_ROUND = 400
"""Films; a round with more is searched by a worker."""


def search(judged: Round) -> int:
    """Look again and keep the difference: new finds come, open ones that hold no more go, answered ones stay.

    Returns how many are open. The films' present words are read: a conflict is not a matter of the pinned version.
    """
    seats = Juror.objects.filter(jury=judged.jury_id).sitting().select_related("membership__user")
    people = [person_of(juror) for juror in seats]
    found = find_conflicts(people, films_of(judged))
    recused = {
        (str(juror), str(entry))
        for juror, entry in Recusal.objects.filter(juror__jury=judged.jury_id).values_list(
            "juror_id", "entry_id"
        )
    }
    with transaction.atomic():
        Round.objects.select_for_update(no_key=True).get(pk=judged.pk)
        _keep(judged, [find for find in found if (find.juror, find.film) not in recused])
    return open_finds(judged).count()


def finds_of(judged: Round) -> Any:
    return ConflictFind.objects.filter(
        juror__jury=judged.jury_id, entry__in=judged.round_entries.values("entry_id")
    )


def open_finds(judged: Round) -> Any:
    return finds_of(judged).filter(state=FindState.OPEN)


def person_of(juror: Juror) -> Person:
    user = juror.membership.user
    spellings = (juror.display_name, *lines(juror.also_known_as), *([user.name] if user else []))
    address = user.email if user else juror.membership.invited_email
    return Person(
        key=str(juror.pk),
        names=tuple(dict.fromkeys(filter(None, spellings))),
        companies=lines(juror.companies),
        schools=lines(juror.schools),
        emails=(address,) if address else (),
        pages=lines(juror.handles),
    )


def films_of(judged: Round) -> Iterator[Film]:
    """Five queries however many films."""
    entries = Entry.objects.filter(round_entries__round=judged)
    facts = list(
        entries.values_list("pk", "owner_id", "owner__name", "owner__email", "press_name", "press_email")
    )
    credited = _by_entry(
        Credit.objects.filter(entry__rounds=judged).select_related(None),
        lambda row: [
            Credited(name, row.role_label, row.is_team) for name in (row.name, row.name_other) if name
        ],
    )
    pages = _by_entry(Link.objects.filter(entry__rounds=judged), lambda row: [row.url])
    sharers: dict[Any, list[tuple[Any, str, str]]] = defaultdict(list)
    shares = CoOwner.objects.filter(entry__rounds=judged, user__isnull=False)
    for entry, user, name, email in shares.values_list("entry_id", "user_id", "user__name", "user__email"):
        sharers[entry].append((user, name, email))
    profiles = dict(
        MakerProfile.objects.filter(user__entries__rounds=judged).distinct().values_list("user_id", "links")
    )
    for pk, owner, name, email, press_name, press_email in facts:
        makers = [(owner, name, email), *sharers[pk]]
        yield Film(
            key=str(pk),
            credits=(
                *credited[pk],
                *(Credited(maker, "owner") for _key, maker, _email in makers if maker),
                *([Credited(press_name, "press")] if press_name else []),
            ),
            emails=tuple(filter(None, (*(address for _key, _maker, address in makers), press_email))),
            pages=(*pages[pk], *(str(link.get("url", "")) for link in profiles.get(owner) or [])),
        )


def _by_entry(rows: Any, told: Any) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for row in rows.order_by("entry_id", "pk"):
        found[row.entry_id] += told(row)
    return found


def _keep(judged: Round, found: Iterable[Find]) -> None:
    def key(find: Find) -> tuple[str, str, str, str, str]:
        return (find.juror, find.film, find.kind, find.ours, find.theirs)

    wanted = {key(find): find for find in found}
    present = {
        (str(row.juror_id), str(row.entry_id), row.kind, row.ours, row.theirs): row
        for row in finds_of(judged)
    }
    gone = [row.pk for at, row in present.items() if at not in wanted and row.state == FindState.OPEN]
    ConflictFind.objects.filter(pk__in=gone).delete()
    ConflictFind.objects.bulk_create(
        (
            ConflictFind(
                juror_id=int(find.juror),
                entry_id=find.film,
                kind=find.kind,
                strength=FindStrength.SAME if find.sure else FindStrength.MAYBE,
                how=find.how,
                ours=find.ours,
                theirs=find.theirs,
                place=find.place[:100],
            )
            for at, find in wanted.items()
            if at not in present
        ),
        ignore_conflicts=True,
        batch_size=1000,
    )
