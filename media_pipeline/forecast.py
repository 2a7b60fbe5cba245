"""How long will it take? Guesses from what was measured, never from hope; None where nothing can be said. Pure."""

from dataclasses import dataclass

SURE_FROM_PERCENT = 10
"""Below, the encoder's own progress says too little: its first seconds go into opening and looking ahead."""


@dataclass(frozen=True)
class Pace:
    """How fast a step went lately: so many tries, over so many seconds of film, in so many seconds of work."""

    tries: int = 0
    film_s: float = 0.0
    work_s: float = 0.0

    @property
    def speed(self) -> float | None:
        """Seconds of film a second of work."""
        return self.film_s / self.work_s if self.film_s > 0 and self.work_s > 0 else None

    @property
    def per_film_s(self) -> float | None:
        """Seconds of work that a film took on average."""
        return self.work_s / self.tries if self.tries else None

    def work_for(self, film_s: float | None) -> float | None:
        """Seconds of work for a film of this length; for one of unknown length, as for the average film."""
        speed = self.speed
        return film_s / speed if film_s and speed else self.per_film_s


def left_s(percent: float, elapsed_s: float, expected_s: float | None) -> float | None:
    """Seconds until the present step ends: by its own progress once that says something, before by experience."""
    if percent >= SURE_FROM_PERCENT:
        return elapsed_s * (100 - percent) / percent
    if expected_s is not None and elapsed_s < expected_s:
        return expected_s - elapsed_s
    return None


def wait_s(films_before: int, hands: int, pace: Pace) -> float | None:
    """Seconds until a film's turn comes, when so many are before it and so many hands work."""
    if hands < 1 or pace.per_film_s is None:
        return None
    return films_before * pace.per_film_s / hands
