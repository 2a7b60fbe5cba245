"""Figures beside one another that say different things say why."""

import pytest

from judging.counting import Count
from judging.method_words import method_words


def note(agreement, scores=5):
    rows = [{"film": "a", "scores": scores}]
    return method_words(Count("calibrated", {}, {}, rows, {"agreement": agreement})).agreement_note


@pytest.mark.parametrize(
    ("agreement", "said"),
    [
        ({"alpha": 0.35, "w": 0.38}, ""),
        ({"alpha": 0.05}, ""),
        ({"alpha": 0.05, "w": 0.38}, "with 5 jurors"),
        ({"alpha": 0.85, "w": 0.5}, "change places"),
        ({"alpha": -0.49, "icc_one": 0.11, "icc_k": 0.43, "k": 2.0}, "intraclass correlation"),
        ({"alpha": 0.35, "icc_one": 0.3, "icc_k": 0.43, "k": 2.0}, ""),
    ],
)
def test_alpha_and_w_that_differ_are_explained(agreement, said):
    told = note(agreement)
    assert said in told
    assert bool(told) == bool(said)


def test_the_w_of_chance_is_told_for_so_many_jurors():
    assert note({"alpha": 0.0, "w": 0.3}, scores=4).endswith(
        "give a W of about 0.25 with 4 jurors, and an alpha of zero."
    )


def test_places_that_cannot_be_told_apart_are_one_sentence():
    rows = [{"place": place, "group": place // 4} for place in range(1, 8)]
    assert (
        method_words(Count("calibrated", {}, {}, rows, {})).level
        == "Cannot be told apart: places 1–3; places 4–7."
    )
    assert method_words(Count("calibrated", {}, {}, rows[:1], {})).level == ""
