"""Made-up juries with known truth: score = mean + severity + spread · film + noise, rounded and clipped.

The eight settings of the yardstick; figures of the reference implementation stand beside them.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
CATEGORIES = 4
LEVELS = np.array([-0.7, -0.23, 0.23, 0.7])
"""Of the four categories where they differ."""


@dataclass(frozen=True)
class Setting:
    """`severity`, `spread` and `noise` are standard deviations over the jurors (of the logarithm for the last two)."""

    name: str
    severity: float = 0.8
    spread: float = 0.25
    noise: float = 0.3
    film: float = 1.0
    usual_noise: float = 1.0
    step: float = 0.5
    missing: float = 0.0
    panels: str = "mixed"
    careless: float = 0.0


SETTINGS = [
    Setting("mild", severity=0.25, spread=0.1, noise=0.1),
    Setting("festival"),
    Setting("harsh", severity=1.5),
    Setting(
        "neurips14", severity=0.240**0.5, spread=0, noise=0, film=1.278**0.5, usual_noise=1.268**0.5, step=1
    ),
    Setting("gaps", missing=0.25),
    Setting("genres", panels="own category"),
    Setting("silos", panels="closed"),
    Setting("rogue", careless=0.1),
]


@dataclass(frozen=True)
class Jurors:
    severity: Floats
    spread: Floats
    noise: Floats
    careless: NDArray[np.bool_]


@dataclass(frozen=True)
class Jury:
    """One made-up round. `truth` is what each film is worth on the scale of the marks."""

    setting: Setting
    film: Ints
    juror: Ints
    score: Floats
    films: int
    jurors: int
    group: Ints
    truth: Floats
    level: Floats
    who: Jurors

    @property
    def arguments(self) -> tuple[Ints, Ints, Floats, int, int, Ints]:
        return self.film, self.juror, self.score, self.films, self.jurors, self.group

    def judged(self, film: Ints, juror: Ints, rng: np.random.Generator) -> Floats:
        """What these jurors give these films."""
        who, setting = self.who, self.setting
        marks = self.who.severity[juror] + who.spread[juror] * (self.truth[film] - MEAN)
        marks += MEAN + who.noise[juror] * rng.standard_normal(film.size)
        marks = np.where(who.careless[juror], rng.uniform(0, 10, film.size), marks)
        return np.clip(np.round(marks / setting.step) * setting.step, 0, 10)


MEAN = 5.5


def make(setting: Setting, k: int, rng: np.random.Generator, *, films: int = 200, jurors: int = 20) -> Jury:
    """A round in which each film is given to k jurors."""
    group = np.arange(films) % CATEGORIES if setting.panels != "mixed" else np.zeros(films, np.int64)
    level = rng.permutation(LEVELS)[group] if setting.panels != "mixed" else np.zeros(films)
    truth = MEAN + setting.film * rng.standard_normal(films) + level
    who = _jurors(setting, jurors, rng)
    seen = _assigned(setting, group, jurors, k, rng)
    film, juror = np.repeat(np.arange(films), k), seen.ravel()
    if setting.missing:
        # Everybody may fail to come, but for one of each film.
        came = (rng.random(film.size) > setting.missing) | (np.arange(film.size) % k == 0)
        film, juror = film[came], juror[came]
    jury = Jury(setting, film, juror, np.zeros(0), films, jurors, group, truth, level, who)
    return with_scores(jury, film, juror, jury.judged(film, juror, rng))


def with_scores(jury: Jury, film: Ints, juror: Ints, score: Floats) -> Jury:
    return Jury(**{**vars(jury), "film": film, "juror": juror, "score": score})


def _jurors(setting: Setting, jurors: int, rng: np.random.Generator) -> Jurors:
    careless = np.zeros(jurors, bool)
    careless[rng.permutation(jurors)[: round(setting.careless * jurors)]] = True
    return Jurors(
        severity=rng.normal(0, setting.severity, jurors),
        spread=np.exp(rng.normal(0, setting.spread, jurors)),
        noise=setting.usual_noise * np.exp(rng.normal(0, setting.noise, jurors)),
        careless=careless,
    )


def _assigned(setting: Setting, group: Ints, jurors: int, k: int, rng: np.random.Generator) -> Ints:
    """Give each film k jurors, loads even (uneven with gaps), at home in one category where panels are by category."""
    pace = np.exp(rng.normal(0, 0.5, jurors)) if setting.missing else np.ones(jurors)
    load, home = np.zeros(jurors), np.arange(jurors) % CATEGORIES
    away = {"mixed": 0.0, "own category": 15.0, "closed": 1e6}[setting.panels]
    seen = np.empty((group.size, k), np.int64)
    for film in rng.permutation(group.size):
        visiting = rng.random(jurors) < (0.12 if setting.panels == "own category" else 0)
        cost = load / pace + rng.random(jurors) + away * ((home != group[film]) & ~visiting)
        seen[film] = np.argsort(cost, kind="stable")[:k]
        load[seen[film]] += 1
    return seen


def raw_mean(jury: Jury) -> Floats:
    count = np.bincount(jury.film, minlength=jury.films)
    total = np.bincount(jury.film, jury.score, jury.films)
    return np.where(count > 0, total / np.maximum(count, 1), jury.score.mean())


def z_score(jury: Jury) -> Floats:
    """The mean of each juror's scores less their mean, by their standard deviation."""
    count = np.maximum(np.bincount(jury.juror, minlength=jury.jurors), 1)
    left = jury.score - (np.bincount(jury.juror, jury.score, jury.jurors) / count)[jury.juror]
    deviation = np.sqrt(np.bincount(jury.juror, left**2, jury.jurors) / np.maximum(count - 1, 1))
    return raw_mean(
        with_scores(jury, jury.film, jury.juror, left / np.where(deviation > 0, deviation, 1)[jury.juror])
    )


def oracle(jury: Jury) -> Floats:
    """The best guess of somebody who knows every juror (and of the films only how much they differ)."""
    who, film, juror = jury.who, jury.film, jury.juror
    weight = np.where(who.careless, 0, (who.spread / who.noise) ** 2)[juror]
    film_value = (jury.score - MEAN - who.severity[juror]) / who.spread[juror]
    prior = 1 / (jury.setting.film**2 + jury.level.var())
    total = np.bincount(film, weight * film_value, jury.films)
    return MEAN + total / (np.bincount(film, weight, jury.films) + prior)


Ranker = Callable[[Jury], Floats]


def tau(truth: Floats, value: Floats) -> float:
    """Kendall's tau where a tie counts 0: tau-b would reward ties."""
    agree = np.sign(truth[:, None] - truth) * np.sign(value[:, None] - value)
    return float(agree.sum() / (truth.size * (truth.size - 1)))


def hits(truth: Floats, value: Floats, first: int) -> float:
    """The share of the true first that are among the first."""
    best, found = (set(np.argsort(-of, kind="stable")[:first].tolist()) for of in (truth, value))
    return len(best & found) / first
