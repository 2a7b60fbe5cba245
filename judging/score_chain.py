"""Whether the marks of a round are those that were given: the chain of their digests, worked out again.

The database writes the chain (migration chain_scores); this is the same in another hand, so that neither can cover
the other. Needs no secret: whoever wants to change a mark unseen must change all later ones, every tally, and every
copy of a digest that has left the house.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db import transaction

from judging.models import RepeatMark, Round, Score, ScoreChain

STEP = 5000


@dataclass(frozen=True)
class Break:
    """The first mark that does not follow from those before it. `score` is its key; None: marks are missing at the end.

    `repeated`: it is a mark of a film shown a second time, which counts nowhere and has a chain of its own.
    """

    round: int
    number: int
    score: int | None
    what: str
    repeated: bool = False


@dataclass(frozen=True)
class _Chain:
    """Where marks lie: their model, what each belongs to, and the columns of its end (`ScoreChain`)."""

    model: Any
    card: str
    length: str
    digest: str


COUNTING = _Chain(Score, "scorecard", "length", "digest")
REPEATED = _Chain(RepeatMark, "repeat", "repeat_length", "repeat_digest")


def link(
    before: str,
    *,
    round_id: int,
    number: int,
    scorecard: int,
    criterion: int,
    value: Decimal | None,
    giver: int | None,
    given_at: datetime,
) -> str:
    """The digest of one mark, in hexadecimal."""
    parts = [
        before,
        str(round_id),
        str(number),
        str(scorecard),
        str(criterion),
        "-" if value is None else f"{value:.2f}",
        "-" if giver is None else str(giver),
        given_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f"),
    ]
    return sha256("|".join(parts).encode()).hexdigest()


def first_break(judged: Round) -> Break | None:
    """The first mark of the round that was changed, or before which one is missing; None when all are as given."""
    return _first_break(judged, COUNTING)


def first_repeat_break(judged: Round) -> Break | None:
    """The same of the marks for films shown a second time."""
    found = _first_break(judged, REPEATED)
    return replace(found, repeated=True) if found else None


def _first_break(judged: Round, chain: _Chain) -> Break | None:
    before, number = "", 0
    for row in _marks(judged, chain):
        number += 1
        if row["number"] != number:
            return Break(judged.pk, number, row["pk"], "missing")
        giver = row["giver"]
        if row["given_by"] not in (None, giver):
            return Break(judged.pk, number, row["pk"], "changed")
        digest = link(
            before,
            round_id=judged.pk,
            number=number,
            scorecard=row[chain.card],
            criterion=row["criterion"],
            value=row["value"],
            giver=giver,
            given_at=row["given_at"],
        )
        if digest != row["digest"]:
            return Break(judged.pk, number, row["pk"], "changed")
        before = digest
    return _end(judged, chain, number, before)


def certain_break(judged: Round, find: Callable[[Round], Break | None] = first_break) -> Break | None:
    """The same while jurors are giving marks: what looks broken is read once more with the chain held still."""
    if find(judged) is None:
        return None
    with transaction.atomic():
        ScoreChain.objects.select_for_update().filter(round=judged).first()
        return find(judged)


def _end(judged: Round, chain: _Chain, number: int, digest: str) -> Break | None:
    """Marks outside the chain, or cut off at its end."""
    of_round = chain.model.objects.filter(**{f"{chain.card}__assignment__round": judged})
    if astray := of_round.exclude(round=judged).first():
        return Break(judged.pk, number + 1, astray.pk, "changed")
    end = ScoreChain.objects.filter(round=judged).first()
    told = (getattr(end, chain.length), getattr(end, chain.digest)) if end else (0, "")
    return Break(judged.pk, number + 1, None, "missing") if told != (number, digest) else None


def _marks(judged: Round, chain: _Chain) -> Iterator[dict[str, Any]]:
    columns = ("pk", "number", chain.card, "criterion", "value", "giver", "given_by", "given_at", "digest")
    return chain.model.objects.filter(round=judged).order_by("number").values(*columns).iterator(STEP)
