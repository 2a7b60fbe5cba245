"""Why mail is refused: answers of servers and their reports, read into one small vocabulary. Pure."""

from festival.bounces.reading import Report, read_report
from festival.bounces.reasons import DEAD, Reason, Verdict, judge

__all__ = ["DEAD", "Reason", "Report", "Verdict", "judge", "read_report"]
