"""Films and jurors both fixed: ordinary least squares, as the analysis of incomplete block designs prints it."""

import numpy as np

from judging.scoring.arrays import Scores, summed
from judging.scoring.severity import Components, Model, Panel


def fit_fixed(rows: Scores) -> Model:
    """The intrablock estimates (Montgomery, Design and Analysis of Experiments, ch. 4): severities sum to 0.

    Nothing is shrunk and no category is used; between separate parts the difference stays as scored.
    """
    panel = Panel(rows)
    films, jurors = panel.films.size, panel.jurors.size
    table = summed(panel.film * jurors + panel.juror, rows.confidence, films * jurors).reshape(films, jurors)
    per_film, per_juror = table.sum(axis=1), table.sum(axis=0)
    total = summed(panel.film, rows.confidence * rows.score, films)
    right = summed(panel.juror, rows.confidence * rows.score, jurors)
    laplacian = np.diag(per_juror) - table.T @ (table / per_film[:, None])
    inverse = np.linalg.pinv(laplacian, rcond=1e-10, hermitian=True)
    severity = inverse @ (right - table.T @ (total / per_film))
    film = (total - table @ severity) / per_film
    spare = rows.score.size - films - np.linalg.matrix_rank(laplacian, tol=1e-9, hermitian=True)
    left = rows.score - film[panel.film] - severity[panel.juror]
    rest = float((rows.confidence * left**2).sum()) / max(int(spare), 1)
    every, cov = np.zeros(rows.jurors), np.zeros((rows.jurors + 1, rows.jurors + 1))
    every[panel.jurors] = severity
    cov[np.ix_(panel.jurors, panel.jurors)] = rest * inverse
    return Model(
        score=rows.score,
        weight=rows.confidence,
        severity=every,
        cov=cov,
        mean=float(film.mean()),
        components=Components(float(film.var(ddof=1)), 0.0, float(severity.var(ddof=1)), rest),
        shown_severity=every,
        shown_severity_error=np.sqrt(np.maximum(np.diag(cov)[:-1], 0)),
        spread=np.ones(rows.jurors),
        noise=np.full(rows.jurors, np.sqrt(rest)),
        separate=panel.separate,
        shrinks=False,
    )
