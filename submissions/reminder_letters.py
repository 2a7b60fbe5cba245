"""Letters that come by the calendar."""

from django.utils.translation import gettext_lazy as _

from festival.letter_kinds import LetterKind, MergeField, declare

DRAFTS = "reminders/drafts"
DECISION_DAY_CHANGED = "reminders/decision_day"

declare(
    LetterKind(
        DRAFTS,
        _("Unfinished drafts"),
        _("Some days before the call closes, to everybody with a draft that is not submitted."),
        (
            MergeField("drafts", _("The drafts, with what is missing and links"), "drafts"),
            MergeField("closing", _("When the call closes, with the time zone"), "closing"),
            MergeField("home_link", _("Link to the person's films"), "url", link=True),
        ),
        reminder=True,
        rank=5,
    ),
    LetterKind(
        DECISION_DAY_CHANGED,
        _("A new notification date"),
        _("When the notification date is changed, to everybody with a submitted film."),
        (
            MergeField("titles", _("Titles of the person's films"), "films"),
            MergeField("old_day", _("The day promised before"), "before", day=True),
            MergeField("new_day", _("The new day"), "after", day=True),
        ),
        rank=15,
    ),
)
