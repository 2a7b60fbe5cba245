"""What the methods of a scored round make of the same scorecards."""

from fractions import Fraction
from random import Random

import pytest

from judging.scoring.inputs import Inputs
from judging.scoring.methods import METHODS
from judging.scoring.reading import Unreadable
from judging.scoring.recount import recount


def inputs(scores, *, questions=("story",), blocs=None, bloc_of=None, films=None, **more):
    """`scores`: film -> juror -> one mark per question (or a single mark)."""
    cards = [
        {
            "film": film,
            "juror": juror,
            "marks": {
                key: str(mark)
                for key, mark in zip(questions, marks if isinstance(marks, tuple) else (marks,), strict=False)
                if mark is not None
            },
        }
        for film, row in scores.items()
        for juror, marks in row.items()
    ]
    return {
        "films": films or list(scores),
        "questions": [
            {"key": key, "weight": str(weight), "lowest": "0", "highest": "10"}
            for key, weight in zip(questions, (60, 40, 10), strict=False)
        ],
        "cards": cards,
        "blocs": blocs or {},
        "bloc_of": bloc_of or {},
        **more,
    }


def count(method, given, **parameters):
    return METHODS[method].run(given, {"version": 2, "seed": 7, "draws": 400, **parameters})


def shown(rows, *keys):
    return [tuple(row.get(key) for key in ("film", *keys)) for row in rows]


def crowd(films=40, jurors=8, per_film=4, seed=3, harsh=2.5):
    """A split round in which the first juror is harsh and the last one is generous."""
    luck = Random(seed)
    table = {}
    for film in range(films):
        seen = luck.sample(range(jurors), per_film)
        good = luck.gauss(6, 1)
        table[f"f{film}"] = {
            f"j{juror}": round(
                min(10, max(0, good + luck.gauss(0, 0.7) - harsh * (juror == 0) + harsh / 2 * (juror == 7))),
                1,
            )
            for juror in seen
        }
    return table


def test_the_quick_count_is_the_plain_one():
    luck = Random(1)
    scores = {
        f"f{film}": {f"j{j}": (luck.randint(0, 10), luck.randint(0, 10)) for j in luck.sample(range(9), 4)}
        for film in range(30)
    }
    given = inputs(
        scores,
        questions=("story", "editing"),
        blocs={"a": "60", "b": "40"},
        bloc_of={f"j{j}": "ab"[j % 2] for j in range(8)},
    )
    exact = {row.film: row for row in Inputs.from_json(given).standings()}
    rows = count("bloc-weighted mean", given).rows
    assert {row["film"]: (row["place"], Fraction(row["value"]), row["scores"]) for row in rows} == {
        film: (row.place, row.value, row.scores) for film, row in exact.items()
    }
    assert all(row["missing_blocs"] == list(exact[row["film"]].missing_blocs) for row in rows)


def test_every_place_lies_in_its_interval_and_the_chances_to_be_first_sum_to_one():
    for method in METHODS:
        if not method.startswith(("calibrated", "bloc", "raw", "trimmed")):
            continue
        rows = count(method, inputs(crowd())).rows
        assert all(1 <= row["place_low"] <= row["place"] <= row["place_high"] <= 40 for row in rows), method
        assert sum(row["first"] for row in rows) == pytest.approx(1), method


def test_a_film_that_only_the_harsh_juror_marked_down_gets_its_place_back():
    table = crowd()
    harsh = {film for film, row in table.items() if "j0" in row}
    raw = {row["film"]: row["place"] for row in count("raw mean", inputs(table)).rows}
    fair = {row["film"]: row["place"] for row in count("calibrated", inputs(table)).rows}
    gained = [raw[film] - fair[film] for film in harsh]
    assert sum(gained) / len(gained) > 3


def test_the_severity_of_each_juror_is_told():
    jurors = count("calibrated", inputs(crowd())).facts["jurors"]
    ordered = sorted(jurors, key=lambda juror: jurors[juror]["severity"])
    assert (ordered[0], ordered[-1]) == ("j0", "j7")


def test_too_little_to_calibrate_leaves_the_plain_mean_and_says_so():
    given = inputs({"a": {"x": 9, "y": 3}, "b": {"x": 5, "y": 5}})
    came_out = count("calibrated", given)
    assert came_out.facts["reason"] == "too_few_films"
    assert shown(came_out.rows, "place", "value") == [("a", 1, "6"), ("b", 2, "5")]


def test_a_trimmed_mean_forgets_the_extremes_from_five_on():
    given = inputs({"a": {"v": 1, "w": 6, "x": 7, "y": 8, "z": 10}, "b": {"v": 1, "w": 9, "x": 9, "y": 9}})
    assert shown(count("trimmed mean", given).rows, "value") == [("a", "7"), ("b", "7")]


def test_too_few_scores_for_the_quorum_means_no_place():
    given = inputs({"a": {"x": 9}, "b": {"x": 5, "y": 5}, "c": {}})
    rows = count("bloc-weighted mean", given, quorum_scores=2).rows
    assert shown(rows, "place", "value", "short") == [
        ("b", 1, "5", None),
        ("a", None, "9", True),
        ("c", None, None, False),
    ]


def test_a_card_that_answers_three_quarters_is_filled_in_and_less_does_not_count():
    questions = ("story", "editing", "sound")
    scores = {
        "a": {"x": (8, 8, 4), "y": (6, 6, 2)},
        "b": {"x": (8, 6, None)},
        "c": {"x": (8, None, None)},
    }
    rows = count("raw mean", inputs(scores, questions=questions)).rows
    own = Fraction(60 * 8 + 40 * 6, 100)
    assert {row["film"]: row["value"] and Fraction(row["value"]) for row in rows}["b"] == (
        own * 100 + 10 * (own + 3 - 7)
    ) / 110
    assert {row["film"]: row["scores"] for row in rows}["c"] == 0


def test_what_a_film_does_not_have_is_asked_of_nobody():
    scores = {"a": {"x": (8, 2)}, "b": {"x": (6, 6)}}
    given = inputs(scores, questions=("story", "editing"), not_applicable={"a": ["editing"]})
    assert shown(count("raw mean", given).rows, "value") == [("a", "8"), ("b", "6")]


@pytest.mark.parametrize(
    ("ladder", "expected"),
    [
        ([], [("a", 1, None), ("b", 1, None), ("c", 3, None)]),
        (["preferred"], [("b", 1, "preferred"), ("a", 2, "preferred"), ("c", 3, None)]),
        (["heaviest"], [("a", 1, "heaviest"), ("b", 2, "heaviest"), ("c", 3, None)]),
        (["probability"], [("a", 1, None), ("b", 1, None), ("c", 3, None)]),
    ],
)
def test_the_declared_ladder_tells_equals_apart(ladder, expected):
    # Both have 6 on average; two of three prefer b, and a has the better story.
    scores = {
        "a": {"x": (5, 5), "y": (5, 5), "z": (9, Fraction(13, 2))},
        "b": {"x": (6, 6), "y": (6, 6), "z": (6, 6)},
        "c": {"x": (1, 1), "y": (1, 1), "z": (1, 1)},
    }
    rows = count("raw mean", inputs(scores, questions=("story", "editing")), ties=ladder).rows
    assert shown(rows, "place", "told_apart_by") == expected


def test_a_draw_can_be_repeated_by_anybody_and_hangs_on_the_seed():
    given = inputs({film: {"x": 5} for film in "abcdefgh"})
    orders = {
        seed: [row["film"] for row in count("raw mean", given, ties=["draw"], seed=seed).rows]
        for seed in (1, 2)
    }
    again = count("raw mean", given, ties=["draw"], seed=1).rows
    assert [row["film"] for row in again] == orders[1] != orders[2]
    assert shown(again, "place") == [(film, place) for place, film in enumerate(orders[1], 1)]


@pytest.mark.parametrize(
    "broken",
    [
        {"films": "all"},
        {"films": ["a", "a"]},
        {"cards": [{"film": "a"}]},
        {"cards": [{"film": "a", "juror": "x", "marks": {"story": "NaN"}}]},
        {"cards": [{"film": "a", "juror": "x", "marks": {"story": "1e999999999"}}]},
        {"cards": [{"film": "a", "juror": "x", "marks": {"story": "11"}}]},
        {"cards": [{"film": "a", "juror": "x", "marks": {"story": 7}}]},
        {"cards": [{"film": "a", "juror": "x", "marks": {"story": "7"}}] * 2},
        {"questions": [{"key": "story", "weight": "-1", "lowest": "0", "highest": "10"}]},
        {"questions": [{"key": "story", "weight": "1", "lowest": "5", "highest": "5"}]},
        {"blocs": {"a": "1/0"}},
        {"blocs": []},
    ],
)
def test_inputs_that_cannot_be_counted_are_refused_in_words(broken):
    given = {**inputs({"a": {"x": 5}}), **broken}
    for method in ("raw mean", "calibrated"):
        with pytest.raises(Unreadable):
            recount({"method": method, "parameters": {"version": 2, "draws": 0}, "inputs": given})


@pytest.mark.parametrize(
    "parameters", [{"draws": 10**9}, {"draws": "many"}, {"seed": -1}, {"ties": "draw"}, {"version": True}]
)
def test_parameters_that_cannot_be_meant_are_refused(parameters):
    with pytest.raises(Unreadable):
        recount({"method": "raw mean", "parameters": parameters, "inputs": inputs({"a": {"x": 5}})})
