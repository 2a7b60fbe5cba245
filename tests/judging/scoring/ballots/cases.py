"""Published elections: ballots and their printed answers."""

import json
from pathlib import Path

from judging.scoring.ballots.ballot import Ballot

DATA = Path(__file__).parents[3] / "data" / "judging"


def case(name):
    return json.loads((DATA / f"{name}.json").read_text())


def ballots_of(rows):
    """Rows of weight and ranking; the weight is the number of voters who gave that very ballot."""
    return [Ballot(tuple((film,) for film in row["ranking"]), count=row["weight"]) for row in rows]


def films_of(rows):
    return sorted({film for row in rows for film in row["ranking"]})


def profile(text):
    """Ballots from a line like 8 acdb, 2 b=a: a number, then one letter a film, "=" between equals."""
    ballots = []
    for part in text.split(","):
        count, order = part.split()
        tiers, join = [], False
        for letter in order:
            if letter == "=":
                join = True
            elif join:
                tiers[-1] += letter
                join = False
            else:
                tiers.append(letter)
        ballots.append(Ballot(tuple(tuple(tier) for tier in tiers), count=int(count)))
    return ballots
