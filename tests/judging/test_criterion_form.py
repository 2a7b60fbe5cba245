"""A scale that makes no sense is refused field by field."""

import pytest

from judging.forms.rounds import CriterionForm


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("lowest", "highest", "step", "wrong"),
    [
        (
            "10",
            "0",
            "0",
            {
                "highest": ["The highest mark must lie above the lowest."],
                "step": ["The step must be more than nothing."],
            },
        ),
        ("0", "10", "-1", {"step": ["The step must be more than nothing."]}),
        ("0", "10", "3", {"step": ["The step must lead from the lowest mark exactly to the highest."]}),
        ("0", "10", "NaN", {"step": ["Enter a number."]}),
        ("0", "10", "0.5", {}),
    ],
)
def test_lowest_highest_and_step_fit_together(lowest, highest, step, wrong):
    form = CriterionForm(
        {"name_en": "Story", "weight": "1", "lowest": lowest, "highest": highest, "step": step}
    )
    assert form.errors == wrong
