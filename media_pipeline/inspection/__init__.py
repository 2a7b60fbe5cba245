"""Judge a film file by the rules of its category: all problems at once, each with a code and its figures.

What a problem means in words is said in ``sentences.py``; here is only what is true.
"""

from media_pipeline.inspection import file, motion, picture, sound
from media_pipeline.inspection.case import Case, Problem, Rule, Severity
from media_pipeline.inspection.file import SUBTITLE_CODES, subtitles_fit
from media_pipeline.spec import Shape, TechnicalSpec

__all__ = [
    "SUBTITLE_CODES",
    "Case",
    "Problem",
    "Severity",
    "Shape",
    "TechnicalSpec",
    "inspect",
    "is_refused",
    "subtitles_fit",
]

RULES: tuple[Rule, ...] = (*file.RULES, *picture.RULES, *motion.RULES, *sound.RULES, *file.LAST_RULES)
_ORDER = list(Severity)


def inspect(case: Case) -> tuple[Problem, ...]:
    """Apply every rule and return what blocks, then what warns, then what informs."""
    found = [problem for rule in RULES for problem in rule(case)]
    return tuple(sorted(found, key=lambda problem: _ORDER.index(problem.severity)))


def is_refused(problems: tuple[Problem, ...]) -> bool:
    """One problem that blocks is enough."""
    return any(problem.severity == Severity.BLOCKS for problem in problems)
