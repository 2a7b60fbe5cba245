"""Another way to the default's values: expectation and maximisation on dense matrices, step by step as textbooks have it.

Slow, without blocs, confidence, guards or draws, and sharing no line with judging.scoring: what the default is held
against on the same rounds. The model is s = level of the film's group + film + severity of the juror + rest, levels
fixed, films and jurors random (restricted maximum likelihood; Searle, Casella and McCulloch, Variance Components, 1992).
"""

import numpy as np

from tests.bench.juries import Floats, Jury

STEPS, STILL = 300, 1e-7


def additive_group(jury: Jury) -> Floats:
    """The value of each film, by which films are ranked."""
    count, score = jury.score.size, jury.score
    levels = np.unique(jury.group, return_inverse=True)[1]
    groups = int(levels.max()) + 1
    known = np.zeros((count, groups + jury.jurors))
    known[np.arange(count), levels[jury.film]] = 1
    known[np.arange(count), groups + jury.juror] = 1
    seen = np.zeros((jury.films, count))
    seen[jury.film, np.arange(count)] = 1
    per_film, films_known, films_score = seen.sum(axis=1), seen @ known, seen @ score
    squares, products = known.T @ known, known.T @ score
    of_films, of_jurors, rest = score.var() / 4, score.var() / 4, score.var() / 2
    for _ in range(STEPS):
        shrunk = per_film + rest / of_films
        matrix = squares - (films_known / shrunk[:, None]).T @ films_known
        matrix[range(groups, len(matrix)), range(groups, len(matrix))] += rest / of_jurors
        inverse = np.linalg.inv(matrix)
        theta = inverse @ (products - films_known.T @ (films_score / shrunk))
        film = (films_score - films_known @ theta) / shrunk
        left = score - known @ theta - film[jury.film]
        lever = known - (films_known / shrunk[:, None])[jury.film]
        doubt = np.einsum("ij,jk,ik->i", films_known, inverse, films_known) / shrunk**2
        before = np.log([of_films, of_jurors, rest])
        of_films, of_jurors, rest = (
            (film**2 + rest * (1 / shrunk + doubt)).mean(),
            ((theta[groups:] ** 2).sum() + rest * np.trace(inverse[groups:, groups:])) / jury.jurors,
            (left**2 + rest * (((lever @ inverse) * lever).sum(axis=1) + 1 / shrunk[jury.film])).mean(),
        )
        if np.abs(np.log([of_films, of_jurors, rest]) - before).max() < STILL:
            break
    level, severity = theta[:groups][levels], theta[groups:]
    corrected = (seen @ (score - severity[jury.juror])) / per_film
    held = per_film * (of_films + level.var())
    return level.mean() + held / (held + rest) * (corrected - level.mean())
