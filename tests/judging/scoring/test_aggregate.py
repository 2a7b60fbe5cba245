from fractions import Fraction

from judging.scoring.aggregate import Card, JurorScore, Question, juror_scores, reweighed, standings, weighted

STORY = Question("story", Fraction(60), Fraction(0), Fraction(10))
EDITING = Question("editing", Fraction(40), Fraction(1), Fraction(5))


def scores(table: dict[str, dict[str, int]]) -> list[JurorScore]:
    return [JurorScore(film, juror, Fraction(v)) for film, row in table.items() for juror, v in row.items()]


def test_weighted_criteria_meet_on_one_scale():
    assert weighted({"story": Fraction(8), "editing": Fraction(3)}, [STORY, EDITING]) == Fraction(
        60 * 8 + 40 * 5, 100
    )


def test_an_unanswered_criterion_is_no_zero():
    assert weighted({"story": Fraction(8)}, [STORY, EDITING]) == 8
    assert weighted({}, [STORY, EDITING]) is None


def test_multiplying_all_weights_changes_nothing():
    heavier = [Question(q.key, q.weight * 7, q.lowest, q.highest) for q in (STORY, EDITING)]
    marks = {"story": Fraction(7), "editing": Fraction(2)}
    assert weighted(marks, heavier) == weighted(marks, [STORY, EDITING])


def test_an_award_may_look_at_one_criterion_only():
    cards = [Card("him", "ann", {"story": Fraction(2), "editing": Fraction(5)})]
    assert juror_scores(cards, reweighed([STORY, EDITING], {"editing": Fraction(1)})) == [
        JurorScore("him", "ann", Fraction(10))
    ]


def test_a_missing_score_leaves_numerator_and_denominator():
    table = standings(
        ["him", "tree", "moon"],
        scores({"him": {"ann": 8, "bob": 6}, "tree": {"ann": 9}}),
        bloc_of={},
        bloc_weights={},
    )
    assert [(row.film, row.value, row.place, row.scores) for row in table] == [
        ("tree", Fraction(9), 1, 1),
        ("him", Fraction(7), 2, 2),
        ("moon", None, None, 0),
    ]


def test_a_bloc_keeps_its_weight_whatever_its_turnout():
    table = standings(
        ["him"],
        scores({"him": {"pro1": 9, "pro2": 9, "pro3": 9, "fan": 4}}),
        bloc_of={"pro1": "pro", "pro2": "pro", "pro3": "pro", "fan": "fan"},
        bloc_weights={"pro": Fraction(60), "fan": Fraction(40)},
    )
    assert table[0].value == Fraction(60 * 9 + 40 * 4, 100)
    assert table[0].by_bloc == {"pro": Fraction(9), "fan": Fraction(4)}
    assert table[0].raw_mean == Fraction(31, 4)


def test_a_bloc_without_scores_is_named_and_leaves_the_sum():
    table = standings(
        ["him"],
        scores({"him": {"pro1": 9}}),
        bloc_of={"pro1": "pro"},
        bloc_weights={"pro": Fraction(60), "fan": Fraction(40)},
    )
    assert (table[0].value, table[0].missing_blocs) == (Fraction(9), ("fan",))


def test_equal_as_published_means_the_same_place():
    table = standings(
        ["a", "b", "c"],
        [
            JurorScore("a", "x", Fraction(7004, 1000)),
            JurorScore("b", "x", Fraction(7001, 1000)),
            JurorScore("c", "x", Fraction(6)),
        ],
        bloc_of={},
        bloc_weights={},
    )
    assert [(row.film, row.place) for row in table] == [("a", 1), ("b", 1), ("c", 3)]
