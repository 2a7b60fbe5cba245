"""What becomes of every table that knows a person: told in the archive of one's own data, and at an erasure.

A table that points at an account, or has a column for an address, a file or a name, is named here, or a test fails.
The rows themselves are told and erased by the holdings (festival/personal_data.py).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.db import models

from festival.models import User

NAMES = ("author_text", "actor_text", "by_text")
"""How columns end that keep a name beside the account."""


class End(StrEnum):
    DELETED = "the rows go"
    EMPTIED = "the rows stay without a word of the person's"
    PSEUDONYM = "the rows stay and tell a pseudonym"
    KEPT = "the rows stay as they are"


@dataclass(frozen=True)
class Fate:
    """`why`: the reason, where something is not told or not forgotten."""

    told: bool
    end: End
    why: str = ""


def _signed(why: str) -> Fate:
    """A deed of the team's: the trail tells it to the person; the account that it points at is a pseudonym."""
    return Fate(False, End.PSEUDONYM, f"{why}; the trail tells it")


FATES: dict[str, Fate] = {
    "account.EmailAddress": Fate(True, End.DELETED),
    "admin.LogEntry": Fate(False, End.PSEUDONYM, "the repair desk's own diary"),
    "authtoken.Token": Fate(False, End.DELETED, "a secret that only opens a door"),
    "authtoken.TokenProxy": Fate(False, End.DELETED, "the same rows as Token"),
    "festival.AuditRecord": Fate(True, End.PSEUDONYM, "festivals must be able to account for what was done"),
    "festival.Bounce": Fate(True, End.PSEUDONYM, "how many letters came back stays true"),
    "festival.DataExport": Fate(False, End.DELETED, "is the archive itself"),
    "festival.DeadAddress": Fate(True, End.DELETED),
    "festival.Erasure": Fate(True, End.KEPT, "proves that it was asked for and done; names nobody"),
    "festival.Festival": Fate(False, End.KEPT, "the festival's address, not a person's"),
    "festival.Letter": Fate(
        True, End.EMPTIED, "that a letter was sent, and when; the last one says that all is done"
    ),
    "festival.Membership": Fate(True, End.DELETED, "a juror's seat stays under a pseudonym with the marks"),
    "festival.NoReminders": Fate(True, End.DELETED),
    "festival.User": Fate(True, End.PSEUDONYM, "what others rely on keeps its author"),
    "festival.User_groups": Fate(False, End.DELETED, "rights of the repair desk"),
    "festival.User_user_permissions": Fate(False, End.DELETED, "rights of the repair desk"),
    "judging.AssignmentPlan": _signed("who previewed an assignment"),
    "judging.BallotOrder": Fate(True, End.PSEUDONYM, "results were counted from them"),
    "judging.Deliberation": _signed("who opened a deliberation"),
    "judging.Erratum": _signed("a published correction of the jury's"),
    "judging.FeedRun": _signed("who took films over into the next round"),
    "judging.Feedback": _signed("who let a comment pass"),
    "judging.Honour": _signed("who wrote down an award"),
    "judging.Motion": _signed("who wrote down what was moved"),
    "judging.PairVote": Fate(True, End.PSEUDONYM, "results were counted from them"),
    "judging.ConflictFind": Fate(False, End.DELETED, "a question of the office's, never a verdict"),
    "judging.CreditsRange": _signed("who has marked the credits in a film"),
    "judging.JuryTerms": _signed("who published the terms"),
    "judging.NotApplicable": _signed("who noted that a film has nothing for a criterion"),
    "judging.Recusal": _signed("why a juror does not judge a film, without the name"),
    "judging.RepeatMark": Fate(True, End.PSEUDONYM, "what they measure of the panel stays true"),
    "judging.Score": Fate(True, End.PSEUDONYM, "results were counted from them"),
    "judging.Tally": _signed("who counted"),
    "judging.TermsAcceptance": Fate(
        True, End.KEPT, "evidence for both sides; what the browser said of itself goes"
    ),
    "judging.VoteQuarantine": _signed("who set votes aside"),
    "judging.VoteTicket": _signed("who printed tickets"),
    "media_pipeline.Asset": Fate(True, End.DELETED, "films that were judged or are in a competition stay"),
    "media_pipeline.Likeness": _signed("who compared two films"),
    "media_pipeline.Master": Fate(True, End.DELETED, "goes and stays with its entry; told with the copies"),
    "media_pipeline.SubtitleTrack": Fate(
        True, End.DELETED, "goes and stays with its film; told with the entry"
    ),
    "media_pipeline.Upload": Fate(True, End.DELETED, "what was sent for an entry that stays is its history"),
    "media_pipeline.Viewing": Fate(True, End.DELETED),
    "mfa.Authenticator": Fate(True, End.DELETED),
    "screenings.ScheduleVersion": _signed("who published a programme"),
    "submissions.Agreement": _signed("who published the words"),
    "submissions.Answer": Fate(True, End.DELETED, "stays with an entry that stays"),
    "submissions.BulkChange": _signed("who changed many entries"),
    "submissions.CoOwner": Fate(True, End.DELETED),
    "submissions.CompletionRequest": Fate(
        True, End.DELETED, "stays with an entry that stays, without the name"
    ),
    "submissions.Consent": Fate(
        True, End.DELETED, "stays with an entry that stays: it protects a third person"
    ),
    "submissions.Entry": Fate(
        True, End.EMPTIED, "stays while it is in a competition, a selection or its archive"
    ),
    "submissions.EntryFlag": Fate(
        False, End.EMPTIED, "the office's deliberation, which would tell a decision"
    ),
    "submissions.EntryNote": Fate(
        True,
        End.PSEUDONYM,
        "own notes are told; those about an entry would tell a decision, and go when it is emptied",
    ),
    "submissions.EntryTagging": _signed("who tagged a film"),
    "submissions.ExhibitionCopy": Fate(True, End.DELETED, "stays with an entry that stays"),
    "submissions.Extension": Fate(False, End.PSEUDONYM, "told by its use; the address gives way to nobody's"),
    "submissions.ExtensionUse": Fate(True, End.DELETED),
    "submissions.FeeCode": Fate(
        False, End.PSEUDONYM, "told by the account; the address gives way to nobody's"
    ),
    "submissions.ImportedTable": _signed("who read in a table; its lines are forgotten when it is done"),
    "submissions.LedgerLine": Fate(
        True, End.KEPT, "accounts are kept for the years that the law says; names nobody"
    ),
    "submissions.Mailing": _signed("the festival's letter, whoever wrote it"),
    "submissions.MailingReader": Fate(True, End.PSEUDONYM, "how many were written to stays true"),
    "submissions.MakerProfile": Fate(True, End.DELETED),
    "submissions.Message": Fate(
        True, End.PSEUDONYM, "the other side must be able to read what was agreed; goes with an emptied entry"
    ),
    "submissions.MessageThread": Fate(True, End.PSEUDONYM, "as its messages"),
    "submissions.Paper": Fate(True, End.DELETED, "stays with an entry that stays"),
    "submissions.PaymentEvent": _signed("who settled a payment"),
    "submissions.Preselection": Fate(True, End.DELETED),
    "submissions.Rehearsal": Fate(False, End.PSEUDONYM, "tried letters"),
    "submissions.Release": _signed("who announced the selection"),
    "submissions.SavedView": Fate(True, End.DELETED, "what the team shares stays under a pseudonym"),
    "submissions.Signature": Fate(
        True,
        End.KEPT,
        "name, moment, words and network address of a signature are evidence for both sides; "
        "what the browser said of itself goes, and so does what was signed in a draft",
    ),
    "submissions.Snapshot": Fate(
        False, End.EMPTIED, "tells earlier words of the entry; stays with an entry that stays"
    ),
    "submissions.SnapshotSeen": _signed("who looked at a change"),
    "submissions.TableHabits": Fate(True, End.DELETED),
    "submissions.Telling": Fate(False, End.PSEUDONYM, "what the letters said, and these are told"),
    "submissions.ThreadRead": Fate(True, End.DELETED),
    "submissions.Todo": Fate(True, End.EMPTIED, "stays with an entry that stays"),
}


def knows_people(model: type[models.Model]) -> bool:
    """Whether its rows point at an account, or have a column for an address, a file, or a name beside an account."""
    fields: list[Any] = [*model._meta.concrete_fields, *model._meta.many_to_many]
    return any(
        (field.is_relation and field.related_model is User)
        or isinstance(field, models.EmailField | models.FileField | models.GenericIPAddressField)
        or field.name.endswith(NAMES)
        for field in fields
    )


def who_know_people() -> set[str]:
    return {model._meta.label for model in apps.get_models(include_auto_created=True) if knows_people(model)}
