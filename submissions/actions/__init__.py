from submissions.actions.attaching import attach_upload
from submissions.actions.calling import copy_call, drop_deadlines, keep_terms, set_deadlines
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
from submissions.actions.details import remember_details, use_details
from submissions.actions.drafting import begin_entry, save_step
from submissions.actions.extending import (
    give_extension,
    give_fee_code,
    revoke_extension,
    revoke_fee_code,
    take_extension,
)
from submissions.actions.film import adopt_film, begin_film_upload, change_category, settle_film
from submissions.actions.making import add_consent, copy_making_rules, remove_consent, set_making_rules
from submissions.actions.ownership import accept_ownership, offer_ownership
from submissions.actions.paying import begin_payment, drop_code, note_payment, refund_fee, use_code, waive_fee
from submissions.actions.pictures import add_pictures, arrange_stills, remove_picture
from submissions.actions.press_kit import remove_press_kit, set_press_kit
from submissions.actions.releasing import cancel_release, release_selection, schedule_release
from submissions.actions.submitting import submit_entry, withdraw_entry
from submissions.actions.subtitles import add_subtitles, remove_subtitles
from submissions.actions.webhooks import book_event, settle_event
from submissions.actions.workshop import retry_films, rush_film

__all__ = [
    "accept_ownership",
    "accept_share",
    "add_consent",
    "add_pictures",
    "add_subtitles",
    "adopt_film",
    "answer_request",
    "arrange_stills",
    "ask_to_complete",
    "attach_upload",
    "begin_entry",
    "begin_film_upload",
    "begin_payment",
    "book_event",
    "cancel_release",
    "change_category",
    "choose_letters",
    "copy_call",
    "copy_making_rules",
    "decide",
    "decide_rest",
    "disqualify_entry",
    "drop_code",
    "drop_deadlines",
    "give_extension",
    "give_fee_code",
    "invite_co_owner",
    "judge_likeness",
    "keep_terms",
    "note_payment",
    "offer_ownership",
    "refund_fee",
    "reinstate_entry",
    "release_selection",
    "remember_details",
    "remove_consent",
    "remove_picture",
    "remove_press_kit",
    "remove_share",
    "remove_subtitles",
    "resend_share",
    "retry_films",
    "revoke_extension",
    "revoke_fee_code",
    "rush_film",
    "save_step",
    "schedule_release",
    "set_deadlines",
    "set_making_rules",
    "set_press_kit",
    "settle_event",
    "settle_film",
    "submit_entry",
    "take_as_it_is",
    "take_extension",
    "use_code",
    "use_details",
    "waive_fee",
    "withdraw_entry",
]
