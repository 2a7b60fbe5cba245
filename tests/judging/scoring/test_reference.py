"""The default against the same formulas worked out a second way, without a shared line."""

import numpy as np
import pytest

from judging.scoring.calibrated import calibrate
from tests.bench.juries import SETTINGS, make
from tests.bench.reference import additive_group


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_the_default_is_what_its_formulas_say(setting):
    jury = make(setting, 5, np.random.default_rng(5), films=80, jurors=12)
    ours = calibrate(*jury.arguments, draws=0).value
    # Where jurors hardly differ, steps that small end before the severity is quite nought.
    assert ours == pytest.approx(additive_group(jury), abs=0.005 if setting.name == "mild" else 1e-5)
