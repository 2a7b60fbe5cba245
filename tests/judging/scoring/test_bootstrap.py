import numpy as np
import pytest

from judging.scoring.arrays import BadScores
from judging.scoring.bootstrap import resampled_juries
from judging.scoring.calibrated import calibrate
from judging.scoring.uncertainty import describe
from tests.judging.scoring.synthetic import festival

MADE = festival(1, films=40, jurors=8, k=4)


def test_other_juries_of_this_kind_scatter_around_this_one():
    found = resampled_juries(*MADE.arguments, resamples=30)
    value = calibrate(*MADE.arguments, draws=0).value
    assert found.shape == (30, 40)
    assert np.isfinite(found).all()
    assert np.corrcoef(found.mean(axis=0), value)[0, 1] > 0.9
    assert 0.1 < found.std(axis=0).mean() < 1.2
    assert describe(value, found, among=10).among.sum() == pytest.approx(10)


def test_the_same_seed_draws_the_same_juries():
    one, two, other = (resampled_juries(*MADE.arguments, resamples=3, seed=seed) for seed in (1, 1, 2))
    assert one.tobytes() == two.tobytes() != other.tobytes()


def test_a_bloc_stays_as_large_as_it_is():
    """The one juror of a bloc is in every jury drawn."""
    bloc = [1] + [0] * 7
    found = resampled_juries(*MADE.arguments, resamples=5, bloc=bloc, bloc_weight=[0, 1], method="raw_mean")
    alone = calibrate(*MADE.arguments, draws=0, bloc=bloc, bloc_weight=[0, 1], method="raw_mean")
    seen = np.unique(MADE.film[MADE.juror == 0])
    assert np.ptp(found[:, seen], axis=0) == pytest.approx(0)
    assert found[0, seen] == pytest.approx(alone.value[seen])


@pytest.mark.parametrize("options", [{"resamples": 1}, {"method": "magic"}, {"bloc": [0]}])
def test_hostile_options(options):
    with pytest.raises(BadScores):
        resampled_juries(*MADE.arguments, **options)
