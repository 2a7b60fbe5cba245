from judging.models.assigning import AssignmentPlan, AssignmentRules, BlocQuota, Expertise
from judging.models.audience import (
    AudienceBallot,
    EmailCode,
    Poll,
    VoteQuarantine,
    Voter,
    VoteTicket,
    VoteTrace,
)
from judging.models.award import Award, Erratum, Honour, Tally
from judging.models.ballot import BallotOrder, PairVote, RankedBallot
from judging.models.calibration import CalibrationRules, calibration_rules
from judging.models.chain_check import ChainCheck
from judging.models.conflict import ConflictFind
from judging.models.credits_range import CreditsRange
from judging.models.deliberation import AgendaItem, Deliberation, FollowUp, Motion
from judging.models.feed import Feed, FeedRun, FeedSource
from judging.models.feedback import Feedback
from judging.models.jury import Bloc, Juror, Jury
from judging.models.not_applicable import NotApplicable
from judging.models.qualifying import QualifyingRules
from judging.models.reminder import RoundReminder
from judging.models.repeat import Repeat, RepeatMark
from judging.models.round import Assignment, Criterion, Round, RoundEntry
from judging.models.round_rules import RoundRules
from judging.models.score_chain import ScoreChain
from judging.models.scorecard import Recusal, Score, Scorecard, Viewing
from judging.models.terms import JuryTerms, TermsAcceptance

__all__ = [
    "AgendaItem",
    "Assignment",
    "AssignmentPlan",
    "AssignmentRules",
    "AudienceBallot",
    "Award",
    "BallotOrder",
    "Bloc",
    "BlocQuota",
    "CalibrationRules",
    "ChainCheck",
    "ConflictFind",
    "CreditsRange",
    "Criterion",
    "Deliberation",
    "EmailCode",
    "Erratum",
    "Expertise",
    "Feed",
    "FeedRun",
    "FeedSource",
    "Feedback",
    "FollowUp",
    "Honour",
    "Juror",
    "Jury",
    "JuryTerms",
    "Motion",
    "NotApplicable",
    "PairVote",
    "Poll",
    "QualifyingRules",
    "RankedBallot",
    "Recusal",
    "Repeat",
    "RepeatMark",
    "Round",
    "RoundEntry",
    "RoundReminder",
    "RoundRules",
    "Score",
    "ScoreChain",
    "Scorecard",
    "Tally",
    "TermsAcceptance",
    "Viewing",
    "VoteQuarantine",
    "VoteTicket",
    "VoteTrace",
    "Voter",
    "calibration_rules",
]
