import doctest
from pathlib import Path

import judging

GUIDE = Path(judging.__file__).resolve().parent.parent / "docs" / "scoring.md"


def test_the_examples_of_the_guide_are_true():
    found = doctest.testfile(str(GUIDE), module_relative=False)
    assert found.failed == 0
    assert found.attempted > 10
