"""The letters to jurors whose words an edition may make its own."""

from django.utils.translation import gettext_lazy as _

from festival.letter_kinds import LetterKind, MergeField, declare
from judging.people_emails import ANSWER_WANTED, FILMS_LEFT, SEAT_OFFERED, TERMS_CHANGED

JURY = MergeField("jury", _("Name of the jury"), "jury")
SEAT_LINK = MergeField("seat_link", _("Link to the seat and its terms"), "url", link=True)

declare(
    LetterKind(
        SEAT_OFFERED,
        _("A seat in the jury"),
        _("When the office invites somebody to sit in a jury."),
        (JURY, SEAT_LINK),
        rank=40,
    ),
    LetterKind(
        TERMS_CHANGED,
        _("New terms of the jury"),
        _("When a new version of the terms is published, to jurors who have accepted their seat."),
        (JURY, SEAT_LINK),
        rank=41,
    ),
    LetterKind(
        ANSWER_WANTED,
        _("The seat is not answered"),
        _("By a rule of a round, or by hand, to jurors who have not answered."),
        (JURY, SEAT_LINK),
        reminder=True,
        rank=42,
    ),
    LetterKind(
        FILMS_LEFT,
        _("Films left to judge"),
        _("By a rule of a round, or by hand, to jurors with films left."),
        (
            MergeField("round", _("Name of the round"), "round"),
            MergeField("films", _("Number of films left"), "films", count=True),
            MergeField("minutes", _("Minutes left to watch"), "minutes", count=True),
            MergeField("deadline", _("Deadline of the round"), "last_day", day=True),
            MergeField("jury_link", _("Link to the jury room"), "url", link=True),
        ),
        reminder=True,
        rank=43,
    ),
    LetterKind(
        "judging/feedback_ready",
        _("Comments of the jury"),
        _("When the comments of the jurors are told to the makers, after the announcement."),
        (
            MergeField("titles", _("Titles of the films"), "titles"),
            MergeField("film_link", _("Link to the film, or to the list of films"), "url", link=True),
        ),
        rank=44,
    ),
)
