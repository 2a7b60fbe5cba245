"""The code of the sentence that says what a figure of agreement means; pages have the sentence."""

NOISE, LOW, NORMAL, HIGH, SUSPICIOUS = "noise", "low", "normal", "high", "suspicious"
_BOUNDS = ((0.1, NOISE), (0.2, LOW), (0.4, NORMAL), (0.8, HIGH))


def meaning(agreement: float) -> str:
    """For alpha, W or the ICC of one score.

    noise: below 0.1 the order is chance. low: below what juries reach. normal: 0.2 to 0.4, as juries of wine and film.
    high: a jury of one mind. suspicious: above 0.8, ask whether jurors talked, or whether the marks were given at all.
    """
    return next(
        (code for bound, code in _BOUNDS if agreement < bound), SUSPICIOUS if agreement > 0.8 else HIGH
    )
