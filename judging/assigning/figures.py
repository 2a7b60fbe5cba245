"""What an assignment is worth: how well jurors are linked, so that their severity can be told apart."""

from dataclasses import dataclass

import numpy as np

from judging.assigning.tables import Bools, Floats, Ints


@dataclass(frozen=True)
class Linking:
    """`parts`: the part of each juror, -1 for one without films. `pairs_linked`: share of pairs with a common film.

    `lambda2`: the smallest eigenvalue of the information on differences between jurors (films; 0 when in parts).
    `efficiency`: the harmonic mean of its eigenvalues against the best possible with as many viewings (A-efficiency).
    """

    parts: Ints
    count: int
    pairs_linked: float
    lambda2: float
    efficiency: float


def linking(held: Bools) -> Linking:
    """Of the jurors who have films at all."""
    sits = held.any(axis=0)
    numbers = held[:, sits].astype(float)
    jurors = numbers.shape[1]
    together = sharing(numbers, numbers)
    parts = np.full(held.shape[1], -1, dtype=np.int64)
    parts[sits] = components(together > 0)
    count = int(parts.max(initial=-1)) + 1
    if jurors < 2:
        return Linking(parts, count, 1.0 if jurors else 0.0, 0.0, 0.0)
    linked = (together > 0)[np.triu_indices(jurors, 1)]
    lambda2, efficiency = _information(numbers, connected=count == 1)
    return Linking(parts, count, float(linked.mean()), lambda2, efficiency)


def components(linked: Bools) -> Ints:
    """The number of the connected part of each, from 0."""
    count = len(linked)
    part = np.full(count, -1, dtype=np.int64)
    number = 0
    for start in range(count):
        if part[start] >= 0:
            continue
        reached = np.zeros(count, dtype=bool)
        front = reached.copy()
        front[start] = True
        while front.any():
            reached |= front
            front = linked[front].any(axis=0) & ~reached
        part[reached] = number
        number += 1
    return part


def sharing(one: Floats, other: Floats) -> Floats:
    """The transposed one times the other, by a single thread: on a busy machine BLAS waits for its own threads."""
    product: Floats = np.einsum("fi,fj->ij", one, other)
    return product


def laplacian(numbers: Floats) -> Floats:
    """Information on the differences of jurors: diag(films) - N' D^-1 N, D the jurors of each film."""
    per_film = numbers.sum(axis=1)
    some = per_film > 0
    kept = numbers[some]
    information: Floats = np.diag(kept.sum(axis=0)) - sharing(kept, kept / per_film[some][:, None])
    return information


def _information(numbers: Floats, *, connected: bool) -> tuple[float, float]:
    if not connected:
        return 0.0, 0.0
    eigenvalues = np.linalg.eigvalsh(laplacian(numbers))[1:]
    if eigenvalues[0] <= 1e-9:
        return 0.0, 0.0
    harmonic = len(eigenvalues) / float((1 / eigenvalues).sum())
    return float(eigenvalues[0]), harmonic / float(eigenvalues.mean())
