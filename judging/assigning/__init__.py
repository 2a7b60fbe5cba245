"""Who watches what. Pure: the desk describes films, jurors and rules, and gets a plan with its figures."""

from judging.assigning.plan import Load, Plan, Relaxed, Short
from judging.assigning.problem import Film, Juror, Problem, Quota, Rules
from judging.assigning.solve import solve

__all__ = ["Film", "Juror", "Load", "Plan", "Problem", "Quota", "Relaxed", "Rules", "Short", "solve"]
