"""Who watches what. Pure: the desk describes films, jurors and rules, and gets a plan with its figures."""

from judging.assigning.problem import Film, Juror, Problem, Quota, Rules

__all__ = ["Film", "Juror", "Problem", "Quota", "Rules"]
