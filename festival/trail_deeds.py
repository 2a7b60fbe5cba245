"""The codes of the trail in words: `noun.verb` is “Noun: verb”, and a change of state is told by the state's own name.

A new code needs its noun and its verb here, unless both exist; a test reads the source for codes without words.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from festival.models import AuditRecord

NOUNS: dict[str, Promise] = {
    "address": _("Address"),
    "agreement": _("Agreement"),
    "asset": _("Film file"),
    "assignmentplan": _("Assignment plan"),
    "award": _("Award"),
    "bloc": _("Bloc"),
    "block": _("Block"),
    "bulkchange": _("Change to many"),
    "call": _("Call for entries"),
    "canned_text": _("Prepared text"),
    "category": _("Category"),
    "clearance": _("Clearance"),
    "credentials": _("Content Credentials"),
    "criterion": _("Criterion"),
    "dataexport": _("Export of one's data"),
    "edition": _("Edition"),
    "entries": _("Entries"),
    "entry": _("Entry"),
    "erasure": _("Deletion of an account"),
    "export": _("Export of one's data"),
    "extension": _("Extension"),
    "fee_code": _("Fee code"),
    "feedback": _("Comment to the maker"),
    "festival": _("Festival"),
    "honour": _("Honour"),
    "importedtable": _("Imported table"),
    "invitation": _("Invitation"),
    "juror": _("Juror"),
    "jury": _("Jury"),
    "letter": _("Letter"),
    "letter_wording": _("Wording of a letter"),
    "likeness": _("Likeness of two films"),
    "mailing": _("Letter to many"),
    "maker": _("Co-owner"),
    "member": _("Member of the team"),
    "messagethread": _("Conversation"),
    "original": _("Original file"),
    "ownership": _("Ownership"),
    "question": _("Question"),
    "release": _("Release of the selection"),
    "reminders": _("Reminders"),
    "results": _("Results"),
    "round": _("Round"),
    "schedule": _("Schedule"),
    "scheduleversion": _("Version of the schedule"),
    "scorecard": _("Scorecard"),
    "screen": _("Screen"),
    "screening": _("Screening"),
    "section": _("Section"),
    "session": _("Panel, talk or ceremony"),
    "slot": _("Slot"),
    "subtitletrack": _("Subtitles"),
    "tag": _("Tag"),
    "todo": _("To-do"),
    "todokind": _("Kind of to-do"),
    "token": _("Key of the API"),
    "upload": _("Upload"),
    "venue": _("Venue"),
    "view": _("Saved view"),
}
VERBS: dict[str, Promise] = {
    "accepted": _("accepted"),
    "added": _("added"),
    "after_selection_changed": _("what makers do after the selection changed"),
    "agreement_signed": _("agreement signed"),
    "anchors": _("calibration films chosen"),
    "answer_file_removed": _("file of an answer removed"),
    "answer_file_sent": _("file sent as an answer"),
    "answers_changed": _("answers changed"),
    "asked": _("asked for"),
    "assigned": _("films assigned"),
    "assignment_rules": _("rules of assignment changed"),
    "begun": _("begun"),
    "bloc_quotas": _("shares of the blocs set"),
    "cancelled": _("cancelled"),
    "category_changed": _("category changed"),
    "changed": _("changed"),
    "clearance_settled": _("clearance settled"),
    "closed": _("closed"),
    "consent_added": _("consent added"),
    "consent_removed": _("consent removed"),
    "copied": _("copied from another"),
    "corrected": _("corrected"),
    "created": _("created"),
    "deadlines_set": _("deadlines set"),
    "deleted": _("deleted"),
    "discarded": _("discarded"),
    "done": _("done"),
    "draft_dropped": _("draft dropped"),
    "draft_opened": _("draft opened"),
    "drafted": _("drafted"),
    "entries_added": _("films added"),
    "entry_removed": _("film taken out"),
    "expertise": _("fields of knowledge noted"),
    "exported": _("exported"),
    "fee_charge": _("fee charged"),
    "fee_code_dropped": _("fee code taken back"),
    "fee_code_used": _("fee code used"),
    "fee_payment": _("payment noted"),
    "fee_refund": _("refund noted"),
    "fee_waiver": _("fee waived"),
    "feedback_told": _("comments told to the makers"),
    "film_adopted": _("film file received"),
    "film_deleted": _("film file deleted"),
    "film_moved": _("film given to another juror"),
    "film_retried": _("film checked again"),
    "film_upload_begun": _("upload begun"),
    "films_set": _("films set"),
    "flagged": _("flagged"),
    "forgotten": _("back to the portal's own words"),
    "founded": _("founded"),
    "given": _("given"),
    "handed_on": _("films handed on to the next round"),
    "hidden": _("hidden from the public"),
    "import_updated": _("updated by an import"),
    "imported": _("imported"),
    "invitation_withdrawn": _("invitation withdrawn"),
    "invited": _("invited"),
    "invited_again": _("invited again"),
    "joined": _("joined"),
    "left": _("left"),
    "loaded": _("loaded from an archive"),
    "making_rules_set": _("rules on the use of AI set"),
    "merged": _("merged with another"),
    "note_changed": _("note changed"),
    "note_removed": _("note removed"),
    "note_written": _("note written"),
    "offered": _("offered"),
    "opened": _("opened"),
    "passed": _("passed on"),
    "payment_begun": _("payment begun"),
    "payment_message_settled": _("message of the payment provider settled"),
    "permissions_changed": _("permissions to show changed"),
    "pictures_exported": _("pictures exported"),
    "placed": _("placed"),
    "prepared": _("prepared"),
    "preselected": _("pre-selector's word"),
    "preselector_assigned": _("given to a pre-selector"),
    "preselector_taken_off": _("taken off a pre-selector"),
    "published": _("published"),
    "put_back_in_line": _("put back in line"),
    "questions_ordered": _("questions put in order"),
    "recusal_lifted": _("recusal lifted"),
    "recused": _("recused"),
    "released": _("released"),
    "removed": _("removed"),
    "reopened": _("opened again"),
    "resent": _("sent again"),
    "results_published": _("results published"),
    "reviews_wanted": _("number of viewings set"),
    "revoked": _("revoked"),
    "rights_policy_changed": _("what may be shown changed"),
    "rules_declared": _("rules of counting declared"),
    "rushed": _("put first in line"),
    "scheduled": _("hour set"),
    "seated": _("seated"),
    "section_set": _("section set"),
    "selection_released": _("selection told"),
    "sent": _("sent"),
    "sent_again": _("sent again"),
    "set": _("set"),
    "shared": _("shared with the team"),
    "shown": _("shown to the public"),
    "signatures_requested": _("signatures asked for"),
    "subtitles_added": _("subtitles added"),
    "subtitles_removed": _("subtitles removed"),
    "subtitles_replaced": _("subtitles replaced"),
    "tagged": _("tagged"),
    "taken_back": _("taken back"),
    "taken_up": _("taken up"),
    "tallied": _("counted"),
    "terms_changed": _("terms changed"),
    "topped_up": _("films added for lack of viewings"),
    "trusted": _("trusted again"),
    "unflagged": _("flag taken off"),
    "unseated": _("taken off the jury"),
    "untagged": _("tag taken off"),
    "verified": _("verified"),
    "version_kept": _("version kept"),
    "withdrawn": _("withdrawn"),
    "written": _("written"),
}


def deed(record: AuditRecord) -> str:
    """What was done, as “Entry: subtitles added”; a code that nobody has put into words stands for itself."""
    noun, _dot, verb = record.action.partition(".")
    done = str(VERBS.get(verb) or state(record.target_type, verb))
    return _now("%(noun)s: %(verb)s") % {"noun": noun_word(noun), "verb": done}


def noun_word(noun: str) -> str:
    return str(NOUNS.get(noun) or noun.replace("_", " "))


def state(target_type: str, value: str) -> str:
    """The name of a state (or colour, or decision) of such a thing; a value that it does not know stays as it is."""
    return next(
        (str(label) for known, label in _choices(target_type) if known == value), value.replace("_", " ")
    )


def _choices(target_type: str) -> Iterator[tuple[Any, Any]]:
    """Of the model and of what belongs to each of its rows, as a flag belongs to an entry."""
    try:
        model = apps.get_model(target_type)
    except (LookupError, ValueError):  # a model that an older version had
        return
    beside = [one.related_model for one in model._meta.related_objects if one.one_to_one]
    for part in (model, *beside):
        for column in part._meta.fields:
            yield from column.flatchoices or ()
