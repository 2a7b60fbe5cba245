from submissions.actions.attaching import attach_upload
from submissions.actions.co_owners import (
    accept_share,
    choose_letters,
    invite_co_owner,
    remove_share,
    resend_share,
)
from submissions.actions.comparing import judge_likeness
from submissions.actions.completing import answer_request, ask_to_complete, take_as_it_is
from submissions.actions.deciding import decide, decide_rest, disqualify_entry, reinstate_entry
from submissions.actions.drafting import begin_entry, choose_still, remove_still, save_step
from submissions.actions.film import adopt_film, begin_film_upload, change_category, settle_film
from submissions.actions.making import add_consent, remove_consent, set_making_rules
from submissions.actions.ownership import accept_ownership, offer_ownership
from submissions.actions.releasing import cancel_release, release_selection, schedule_release
from submissions.actions.submitting import submit_entry, withdraw_entry
from submissions.actions.subtitles import add_subtitles, remove_subtitles
from submissions.actions.workshop import retry_films, rush_film

__all__ = [
    "accept_ownership",
    "accept_share",
    "add_consent",
    "add_subtitles",
    "adopt_film",
    "answer_request",
    "ask_to_complete",
    "attach_upload",
    "begin_entry",
    "begin_film_upload",
    "cancel_release",
    "change_category",
    "choose_letters",
    "choose_still",
    "decide",
    "decide_rest",
    "disqualify_entry",
    "invite_co_owner",
    "judge_likeness",
    "offer_ownership",
    "reinstate_entry",
    "release_selection",
    "remove_consent",
    "remove_share",
    "remove_still",
    "remove_subtitles",
    "resend_share",
    "retry_films",
    "rush_film",
    "save_step",
    "schedule_release",
    "set_making_rules",
    "settle_film",
    "submit_entry",
    "take_as_it_is",
    "withdraw_entry",
]
