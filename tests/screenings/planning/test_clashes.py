from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from screenings.planning.clashes import FilmFacts, Placement, ScreenFacts, clashes

GRAND = ScreenFacts("grand", "Grand", "horizontal", 20)
TOWER = ScreenFacts("tower", "Tower", "vertical", 20)
TREE = FilmFacts("tree", "Our Tree", "horizontal")
PUPPET = FilmFacts("puppet", "The Puppet", "vertical")
EIGHT = datetime(2026, 7, 3, 20, tzinfo=UTC)


def placed(key, starts=EIGHT, screen=GRAND, minutes=60, films=(TREE,), **fields) -> Placement:
    ends = starts + timedelta(minutes=minutes)
    free = ends + timedelta(minutes=screen.turnaround_min)
    facts = {"status": "confirmed", "is_block": True, **fields}
    return Placement(key, key.title(), screen, starts, ends, free, films=films, **facts)


def found(*placements):
    out = clashes(placements, first=date(2026, 7, 3), last=date(2026, 7, 4), zone=ZoneInfo("UTC"))
    return [(clash.code, clash.keys, clash.blocks) for clash in out]


def test_a_sound_schedule_has_nothing_to_say():
    assert found(placed("one"), placed("two", EIGHT + timedelta(minutes=80))) == []


def test_two_items_on_one_screen_overlap():
    later = EIGHT + timedelta(minutes=30)
    assert found(placed("one"), placed("two", later)) == [("overlap", ("one", "two"), True)]
    assert found(placed("one"), placed("two", later, status="pencilled")) == [
        ("overlap", ("one", "two"), False)
    ]
    assert found(placed("one"), placed("two", later, status="cancelled")) == []


def test_turnaround_counts_to_the_minute():
    assert found(placed("one"), placed("two", EIGHT + timedelta(minutes=79))) == [
        ("turnaround", ("one", "two"), True)
    ]


def test_a_film_cannot_be_in_two_places():
    other = replace(GRAND, key="studio", name="Studio")
    assert found(placed("one"), placed("two", screen=other)) == [("film_twice", ("one", "two"), False)]


@pytest.mark.parametrize(
    ("film", "kind", "codes"),
    [
        (PUPPET, "horizontal", ["vertical_film"]),
        (TREE, "vertical", ["horizontal_film"]),
        (PUPPET, "vertical", []),
        (PUPPET, "led", []),
        (PUPPET, "multi", []),
        (FilmFacts("tile", "Tile", "square"), "vertical", []),
        (FilmFacts("new", "New", None), "vertical", ["film_unmeasured"]),
        (replace(TREE, shown=False), "horizontal", ["film_gone"]),
    ],
)
def test_a_film_suits_its_screen(film, kind, codes):
    screen = replace(TOWER, kind=kind)
    assert [code for code, _keys, _blocks in found(placed("one", screen=screen, films=(film,)))] == codes


def test_outside_the_festival_and_empty():
    assert found(placed("one", EIGHT + timedelta(days=2), films=())) == [
        ("empty_block", ("one",), True),
        ("outside_festival", ("one",), False),
    ]
    # Half past midnight after the last evening is still the last evening.
    assert found(placed("one", EIGHT + timedelta(days=1, hours=4, minutes=30))) == []


def test_a_session_needs_no_films():
    assert found(placed("panel", films=(), is_block=False)) == []
