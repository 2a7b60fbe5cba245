"""A round of 5,000 films, 60 jurors and 75,000 marks: counted by every method, and read as pages.

The floors of the same run: reading the document as JSON, the plain means of the same marks in numpy, and the
krippendorff package.
"""

import json
import time
from collections.abc import Callable
from typing import Any

import krippendorff
import numpy as np
from django.db import connection
from django.urls import reverse

from festival.enums import Role
from festival.models import Edition, User
from judging import actions
from judging.models import Assignment, Juror, Round
from judging.scoring.agreement import alpha_of_rows
from judging.scoring.methods import METHODS
from judging.scoring.recount import recount
from judging.scoring.scored_methods import VALUERS
from judging.standing_counts import result_of
from submissions.models import Entry
from tests.bench import crowd
from tests.bench.desk import Page, page_cost
from tests.bench.table import Row, at_most
from tests.factories import festival as make
from tests.factories import judging as room

FILMS, JURORS, LOOKS, QUESTIONS = 5000, 60, 3, 5
MARKS = FILMS * LOOKS * QUESTIONS
DRAWS = 400
EQUAL = 1e-9
TIMES = 3
HALF_OF_PRETALX_MS = (
    373  # its review dashboard at 50 rows of 1,000 submissions takes 746 ms (2026.2.1, two cores)
)
MOST_QUERIES = {"juror home": 10}
USUAL_MOST_QUERIES = 24  # whatever the number of films


def measure() -> list[Row]:
    who, marks = _marks()
    return [*_counting(who, marks), *_agreement(who, marks), *_pages(who, marks)]


def _marks() -> tuple[Any, Any]:
    """Who scores which film (films by looks), and the marks (films by looks by questions)."""
    chance = np.random.default_rng(20261121)
    # Every film its own three jurors, all jurors as many films, and the pairs well mixed.
    who = (
        np.arange(FILMS)[:, None] * 7 + np.array([0, 1, 2]) * (1 + np.arange(FILMS)[:, None] % 19)
    ) % JURORS
    level = chance.normal(5.5, 1.2, FILMS)[:, None] + chance.normal(0, 0.8, JURORS)[who]
    marks = level[:, :, None] + chance.normal(0, 1, (FILMS, LOOKS, QUESTIONS))
    return who, np.clip(np.round(marks), 0, 10).astype(int)


def _document(who: Any, marks: Any) -> dict[str, Any]:
    keys = [f"c{number}" for number in range(QUESTIONS)]
    inputs = {
        "films": [f"film-{number}" for number in range(FILMS)],
        "questions": [
            {"key": key, "weight": str(number), "lowest": "0", "highest": "10"}
            for number, key in enumerate(keys, 1)
        ],
        "cards": [
            {
                "film": f"film-{film}",
                "juror": f"juror-{who[film, look]}",
                "marks": {key: str(mark) for key, mark in zip(keys, marks[film, look], strict=True)},
            }
            for film in range(FILMS)
            for look in range(LOOKS)
        ],
        "blocs": {"a": "60", "b": "40"},
        "bloc_of": {f"juror-{juror}": "ab"[juror % 2] for juror in range(JURORS)},
        "groups": {f"film-{film}": str(film % 4) for film in range(FILMS)},
    }
    ties = ["probability", "preferred", "heaviest"]
    return {"inputs": inputs, "parameters": {"version": 2, "draws": DRAWS, "seed": 5, "ties": ties}}


def _counting(who: Any, marks: Any) -> list[Row]:
    document = _document(who, marks)
    raw = json.dumps(document).encode()
    reading, _read = _cpu(lambda: json.loads(raw))
    floor, _means = _cpu(lambda: np.average(marks, axis=2, weights=np.arange(1, QUESTIONS + 1)).mean(axis=1))
    rows = [_with_reading(raw, reading)]
    for name in VALUERS:
        method = METHODS[name]
        took, _counted = _cpu(lambda method=method: method.run(document["inputs"], document["parameters"]))
        rows.append(
            Row(
                f"recount of {MARKS} marks, {name}",
                f"{took:.2f} s",
                f"{floor:.4f} s",
                f"{took / floor:.0f}",
                at_most(1, took, "s"),
            )
        )
    return rows


def _with_reading(raw: bytes, floor: float) -> Row:
    took, _done = _cpu(lambda: recount(json.loads(raw) | {"method": "calibrated"}))
    return Row(
        f"  reading the file, counting (calibrated, {DRAWS} draws), digest",
        f"{took:.2f} s",
        f"JSON {floor:.2f} s",
        f"{took / floor:.1f}",
        "",
    )


def _agreement(who: Any, marks: Any) -> list[Row]:
    """One score a card, as the standings' alpha reads them."""
    score = np.average(marks, axis=2, weights=np.arange(1, QUESTIONS + 1))
    film = np.repeat(np.arange(FILMS), LOOKS)
    took, ours = _cpu(lambda: alpha_of_rows(film, score.ravel()))
    table = np.full((JURORS, FILMS), np.nan)
    table[who.ravel(), film] = score.ravel()
    theirs_took, theirs = _cpu(
        lambda: krippendorff.alpha(reliability_data=table, level_of_measurement="interval")
    )
    apart = abs(ours - theirs)
    return [
        Row(
            f"agreement on {MARKS} marks",
            f"{took:.3f} s",
            f"krippendorff {theirs_took:.2f} s",
            f"{took / theirs_took:.3f}",
            at_most(1, took, "s"),
        ),
        Row("  against the krippendorff package", f"{apart:.1e}", "0", "", _said(apart <= EQUAL)),
    ]


def _said(kept: bool) -> str:
    return f"<= {EQUAL:g}: {'yes' if kept else 'NO'}"


def _pages(who: Any, marks: Any) -> list[Row]:
    here = crowd.edition(FILMS)
    judged, seats = _round(here, who, marks)
    director = make.member(here, Role.DIRECTOR)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    first, _count = _cpu(lambda: result_of(judged), times=1)
    where = [here.festival.slug, here.slug, judged.pk]
    pages = {
        "standings, first page": (director, reverse("jury_desk:standings", args=where), {}),
        "standings, page 60": (director, reverse("jury_desk:standings", args=where), {"page": "60"}),
        "juror home": (seats[0].membership.user, reverse("jury:home"), {}),
    }
    return [
        Row(f"the count behind them, after a card has moved ({FILMS} films)", f"{first:.2f} s", "", "", ""),
        *(_row(name, page_cost(*page)) for name, page in pages.items()),
    ]


def _row(name: str, page: Page) -> Row:
    most = MOST_QUERIES.get(name, USUAL_MOST_QUERIES)
    target = f"{at_most(most, page.queries, 'SQL')}; {at_most(HALF_OF_PRETALX_MS, page.cpu_ms, 'ms')}"
    half = f"pretalx/2 {HALF_OF_PRETALX_MS} ms"
    return Row(f"{name}, {FILMS} films", str(page), half, f"{page.cpu_ms / HALF_OF_PRETALX_MS:.2f}", target)


def _round(here: Edition, who: Any, marks: Any) -> tuple[Round, list[Juror]]:
    """Open, every card confirmed; written in bulk, as no jury ever was."""
    jury = room.jury(here)
    seats = [room.seat(jury, _person(here, number)) for number in range(JURORS)]
    films = list(Entry.objects.filter(edition=here).order_by("number"))
    asked = [
        {"key": f"c{number}", "name": {"en": f"Criterion {number}"}, "weight": number}
        for number in range(1, QUESTIONS + 1)
    ]
    judged = actions.create_round(
        here, jury=jury, by=None, entries=films, name={"en": "First look"}, criteria=asked
    )
    given = Assignment.objects.bulk_create(
        Assignment(round=judged, juror=seats[who[film, look]], entry=films[film], position=film)
        for film in range(FILMS)
        for look in range(LOOKS)
    )
    judged = actions.open_round(judged, by=None)
    room.cards_in_bulk(given, marks.reshape(-1, QUESTIONS).tolist())
    return judged, seats


def _person(here: Edition, number: int) -> User:
    return make.member(here, Role.JUROR, name=f"benchjuror{number}")


def _cpu(deed: Callable[[], Any], *, times: int = TIMES) -> tuple[float, Any]:
    """The best of a few, in seconds of the processor."""
    best, found = float("inf"), None
    for _time in range(times):
        began = time.process_time()
        found = deed()
        best = min(best, time.process_time() - began)
    return best, found
