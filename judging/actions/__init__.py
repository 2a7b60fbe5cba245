"""What happens? Every deed of the jury room, each in its own transaction, audited."""

from judging.actions import assigning
from judging.actions.assigning import (
    apply_plan,
    ask_for_plan,
    assign_all,
    assign_spread,
    give_film,
    take_film,
)
from judging.actions.awards import create_award, delete_award, prepare_award, take_back_honour
from judging.actions.calibration import declare_calibration, hand_out_calibration
from judging.actions.conflicts import clear_find, look_for_conflicts, recuse_for_find
from judging.actions.credits import set_credits
from judging.actions.feeding import apply_feed, declare_feed, drop_feed, feed_after
from judging.actions.juries import (
    add_bloc,
    change_bloc,
    create_jury,
    lift_recusal,
    recuse,
    remove_bloc,
    seat_juror,
    unseat_juror,
)
from judging.actions.looks import add_looks
from judging.actions.pinning import move_to_newest
from judging.actions.polls import change_poll, create_poll, forget_voters
from judging.actions.publishing import publish_results, publishing_problems, write_erratum
from judging.actions.qualifying import declare_consensus
from judging.actions.quarantine import lift_quarantine, quarantine
from judging.actions.reminding import add_reminder, pause_reminder, remind_now, remove_reminder
from judging.actions.repeats import (
    confirm_repeat,
    decline_repeat,
    record_repeat_watching,
    reopen_repeat,
    save_repeat,
)
from judging.actions.round_films import add_entries, remove_entry
from judging.actions.round_rules import declare_rules
from judging.actions.rounds import (
    change_round,
    close_round,
    create_round,
    delete_round,
    open_round,
    opening_problems,
    remove_criterion,
    reopen_round,
    save_criterion,
)
from judging.actions.saving import Saved, save_card
from judging.actions.scoring import (
    confirm_scorecard,
    confirming_problems,
    reopen_scorecard,
    save_score,
    save_words,
    step_back,
)
from judging.actions.seats import (
    accept_seat,
    decline_seat,
    invite_again,
    offer_seats,
    release_juror,
    save_profile,
)
from judging.actions.sparing import apply_criterion, spare_criterion
from judging.actions.stepping_aside import declare_conflict
from judging.actions.terms import discard_terms, draft_terms, publish_terms, write_terms
from judging.actions.tickets import make_tickets, void_tickets
from judging.actions.topping import hand_on, reassign, top_up
from judging.actions.voting import cast_vote, send_code, show_ticket, spend_code
from judging.actions.watching import length_to_watch, record_watching, share_watched, watched_percent

__all__ = [
    "Saved",
    "accept_seat",
    "add_bloc",
    "add_entries",
    "add_looks",
    "add_reminder",
    "apply_criterion",
    "apply_feed",
    "apply_plan",
    "ask_for_plan",
    "assign_all",
    "assign_spread",
    "assigning",
    "cast_vote",
    "change_bloc",
    "change_poll",
    "change_round",
    "clear_find",
    "close_round",
    "confirm_repeat",
    "confirm_scorecard",
    "confirming_problems",
    "create_award",
    "create_jury",
    "create_poll",
    "create_round",
    "declare_calibration",
    "declare_conflict",
    "declare_consensus",
    "declare_feed",
    "declare_rules",
    "decline_repeat",
    "decline_seat",
    "delete_award",
    "delete_round",
    "discard_terms",
    "draft_terms",
    "drop_feed",
    "feed_after",
    "forget_voters",
    "give_film",
    "hand_on",
    "hand_out_calibration",
    "invite_again",
    "length_to_watch",
    "lift_quarantine",
    "lift_recusal",
    "look_for_conflicts",
    "make_tickets",
    "move_to_newest",
    "offer_seats",
    "open_round",
    "opening_problems",
    "pause_reminder",
    "prepare_award",
    "publish_results",
    "publish_terms",
    "publishing_problems",
    "quarantine",
    "reassign",
    "record_repeat_watching",
    "record_watching",
    "recuse",
    "recuse_for_find",
    "release_juror",
    "remind_now",
    "remove_bloc",
    "remove_criterion",
    "remove_entry",
    "remove_reminder",
    "reopen_repeat",
    "reopen_round",
    "reopen_scorecard",
    "save_card",
    "save_criterion",
    "save_profile",
    "save_repeat",
    "save_score",
    "save_words",
    "seat_juror",
    "send_code",
    "set_credits",
    "share_watched",
    "show_ticket",
    "spare_criterion",
    "spend_code",
    "step_back",
    "take_back_honour",
    "take_film",
    "top_up",
    "unseat_juror",
    "void_tickets",
    "watched_percent",
    "write_erratum",
    "write_terms",
]
