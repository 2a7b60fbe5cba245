from judging.models.assigning import AssignmentPlan, AssignmentRules, BlocQuota, Expertise
from judging.models.award import Award, Erratum, Honour, Tally
from judging.models.feedback import Feedback
from judging.models.jury import Bloc, Juror, Jury
from judging.models.round import Assignment, Criterion, Round, RoundEntry
from judging.models.round_rules import RoundRules
from judging.models.scorecard import Recusal, Score, Scorecard, Viewing

__all__ = [
    "Assignment",
    "AssignmentPlan",
    "AssignmentRules",
    "Award",
    "Bloc",
    "BlocQuota",
    "Criterion",
    "Erratum",
    "Expertise",
    "Feedback",
    "Honour",
    "Juror",
    "Jury",
    "Recusal",
    "Round",
    "RoundEntry",
    "RoundRules",
    "Score",
    "Scorecard",
    "Tally",
    "Viewing",
]
