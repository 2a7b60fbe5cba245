"""What happens? Every deed of the jury room, each in its own transaction, audited."""

from judging.actions.awards import create_award, delete_award, prepare_award, take_back_honour
from judging.actions.juries import create_jury, lift_recusal, recuse, seat_juror
from judging.actions.publishing import publish_results, publishing_problems, write_erratum
from judging.actions.rounds import (
    add_entries,
    assign_all,
    assign_spread,
    close_round,
    create_round,
    open_round,
    opening_problems,
    remove_entry,
    reopen_round,
)
from judging.actions.scoring import (
    confirm_scorecard,
    confirming_problems,
    record_watching,
    reopen_scorecard,
    save_score,
    save_words,
    step_back,
    watched_percent,
)

__all__ = [
    "add_entries",
    "assign_all",
    "assign_spread",
    "close_round",
    "confirm_scorecard",
    "confirming_problems",
    "create_award",
    "create_jury",
    "create_round",
    "delete_award",
    "lift_recusal",
    "open_round",
    "opening_problems",
    "prepare_award",
    "publish_results",
    "publishing_problems",
    "record_watching",
    "recuse",
    "remove_entry",
    "reopen_round",
    "reopen_scorecard",
    "save_score",
    "save_words",
    "seat_juror",
    "step_back",
    "take_back_honour",
    "watched_percent",
    "write_erratum",
]
