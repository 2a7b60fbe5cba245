import pytest

from judging.conflicts import PossibleConflict, find_conflicts, same_person


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("José Núñez", "jose NUNEZ", True),
        ("Núñez, José", "José Núñez", True),
        ("李 安", "李安", True),
        ("Ann Lee", "Anna Lee", False),
        ("", "", False),
    ],
)
def test_spellings_of_one_person(one, other, same):
    assert same_person(one, other) is same


def test_a_juror_among_the_credits_is_found():
    found = find_conflicts({"7": "Ann Lee", "8": "Bo Cho"}, {"him": ["Lee, Ann", "Someone Else"]})
    assert found == [PossibleConflict("7", "him", "Ann Lee", "Lee, Ann")]
