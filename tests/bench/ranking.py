"""How well made-up juries find the true order, and how honest the stated uncertainty is: one process per core."""

import os
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np

from judging.scoring import cut_line
from judging.scoring.calibrated import Calibration, calibrate
from judging.scoring.uncertainty import describe, interval, word
from tests.bench import juries, reference
from tests.bench.juries import SETTINGS, Jury, hits, make, tau

REPETITIONS = int(os.environ.get("BENCH_REPETITIONS", "200"))
SEED, DRAWS, FIRST, AT_ONCE = 2026, 500, 40, 20
OPTIONS = {"calibrated": "additive_group", "consistency": "additive_full"}
Found = dict[str, float]
"""Sums under the name of what was measured; "n" counts the repetitions."""


def all_settings() -> dict[tuple[str, int], Found]:
    """Every setting with 3 and 5 scores per film."""
    jobs = [
        (number, k, begin)
        for number in range(len(SETTINGS))
        for k in (3, 5)
        for begin in range(0, REPETITIONS, AT_ONCE)
    ]
    sums: dict[tuple[str, int], Found] = {}
    for (number, k, _), part in zip(jobs, _spread(_setting, jobs), strict=True):
        _add(sums.setdefault((SETTINGS[number].name, k), defaultdict(float)), part)
    return {key: _means(of) for key, of in sums.items()}


def small_rounds() -> dict[str, Found]:
    """Complete panels of 50 films and 5 jurors, and 50 films by 7 jurors with 3 scores each."""
    return {
        "50 films, all 5 jurors see all": _means(_small((5, 5))),
        "50 films, 7 jurors, 3 scores": _means(_small((7, 3))),
    }


def at_the_cut() -> Found:
    """200 films, 20 jurors, 600 scores: 3 for each, or 2 for each and 200 at the cut line of the first 20."""
    sums: Found = defaultdict(float)
    for part in _spread(_cut, range(0, REPETITIONS, AT_ONCE)):
        _add(sums, part)
    return _means(sums)


def _spread(work, jobs):
    """In fresh processes with one thread each, or their matrices fight for the same cores."""
    before = os.environ.get("OPENBLAS_NUM_THREADS")
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    try:
        with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
            return list(pool.map(work, jobs))
    finally:
        if before is None:
            del os.environ["OPENBLAS_NUM_THREADS"]
        else:
            os.environ["OPENBLAS_NUM_THREADS"] = before


def _setting(job: tuple[int, int, int]) -> Found:
    number, k, begin = job
    sums: Found = defaultdict(float)
    for repetition in range(begin, min(begin + AT_ONCE, REPETITIONS)):
        jury = make(SETTINGS[number], k, np.random.default_rng([SEED, number, k, repetition]))
        _add(sums, _measured(jury))
    return sums


def _small(job: tuple[int, int]) -> Found:
    jurors, k = job
    sums: Found = defaultdict(float)
    for repetition in range(REPETITIONS):
        rng = np.random.default_rng([SEED, 99, jurors, repetition])
        _add(sums, _measured(make(SETTINGS[1], k, rng, films=50, jurors=jurors)))
    return sums


def _measured(jury: Jury) -> Found:
    found: Found = defaultdict(float, n=1)
    values = {
        "raw": juries.raw_mean(jury),
        "z": juries.z_score(jury),
        "oracle": juries.oracle(jury),
        "reference": reference.additive_group(jury),
    }
    for name, method in OPTIONS.items():
        fit = calibrate(*jury.arguments, method=method, draws=DRAWS)
        values[name] = fit.value
        _add(found, {f"{name} {what}": of for what, of in _honesty(jury, fit).items()})
    for name, value in values.items():
        found[f"{name} tau"] = tau(jury.truth, value)
        found[f"{name} top10"] = hits(jury.truth, value, 10)
        found[f"{name} winner"] = 1 + float((jury.truth > jury.truth[np.argmax(value)]).sum())
    return found


def _honesty(jury: Jury, fit: Calibration) -> Found:
    """Whether 90 % intervals hold the truth, and which share of the stated pairs of the first 40 is true."""
    found: Found = defaultdict(float)
    bounds = interval(fit.draws)
    found["covered"] = float(((bounds.low <= jury.truth) & (jury.truth <= bounds.high)).mean())
    first = np.argsort(-fit.value, kind="stable")[:FIRST]
    one, other = np.triu_indices(FIRST, 1)
    draws = fit.draws[:, first]
    stated = (draws[:, :, None] > draws[:, None, :]).mean(axis=0)[one, other]
    true = jury.truth[first[one]] > jury.truth[first[other]]
    true, stated = np.where(stated < 0.5, ~true, true), np.maximum(stated, 1 - stated)
    words = np.array([word(chance) for chance in stated])
    for name in ("coin_toss", "leaning", "clear"):
        here = words == name
        found |= {
            f"{name} pairs": float(here.sum()),
            f"{name} stated": float(stated[here].sum()),
            f"{name} true": float(true[here].sum()),
        }
    return found


def _cut(begin: int) -> Found:
    sums: Found = defaultdict(float)
    for repetition in range(begin, min(begin + AT_ONCE, REPETITIONS)):
        rng = np.random.default_rng([SEED, 77, repetition])
        even = make(SETTINGS[1], 3, rng)
        found: Found = defaultdict(float, n=1)
        found["three for each"] = hits(even.truth, calibrate(*even.arguments, draws=0).value, 20)
        jury = make(SETTINGS[1], 2, np.random.default_rng([SEED, 77, repetition]))
        for _ in range(200 // cut_line.BATCH):
            jury = _one_batch(jury, rng)
        found["at the cut"] = hits(jury.truth, calibrate(*jury.arguments, draws=0).value, 20)
        found["scores"] = jury.score.size
        _add(sums, found)
    return sums


def _one_batch(jury: Jury, rng: np.random.Generator) -> Jury:
    fit = calibrate(*jury.arguments, draws=DRAWS)
    allowed = np.ones((jury.films, jury.jurors), bool)
    allowed[jury.film, jury.juror] = False
    among = describe(fit.value, fit.draws, among=20).among
    asked = cut_line.further_scores(among, fit.scores, allowed, fit.juror_scores)
    film, juror = (np.array([getattr(one, of) for one in asked], int) for of in ("film", "juror"))
    score = jury.judged(film, juror, rng)
    return juries.with_scores(
        jury, np.append(jury.film, film), np.append(jury.juror, juror), np.append(jury.score, score)
    )


def _add(sums: Found, part: Found) -> None:
    for name, of in part.items():
        sums[name] = sums.get(name, 0.0) + of


def _means(sums: Found) -> Found:
    return {name: of / sums["n"] for name, of in sums.items()}
