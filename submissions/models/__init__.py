from submissions.models.after import AfterSelection
from submissions.models.agreement import Agreement, Signature, SignatureRequest
from submissions.models.bulk import BulkChange, BulkChangeRow
from submissions.models.call import CallTerms, CategoryTerms, Deadline
from submissions.models.clearance import Clearance, Permissions, RightsPolicy
from submissions.models.co_owner import CoOwner
from submissions.models.entry import Entry
from submissions.models.exhibition_copy import CopyUpload, ExhibitionCopy
from submissions.models.extension import Extension, ExtensionUse
from submissions.models.fee import Checkout, EntryFee, FeeCode, FeeCodeUse, LedgerLine, PaymentEvent
from submissions.models.film_upload import FilmUpload
from submissions.models.flag import EntryFlag
from submissions.models.given_up import GivenUp
from submissions.models.importing import ImportedLine, ImportedTable, Origin
from submissions.models.links import Link, PastScreening
from submissions.models.mailing import Mailing, MailingReader
from submissions.models.maker import MakerProfile
from submissions.models.making import Consent, Declaration, KnownTool, MakingRule, StageAnswer, TrainingData
from submissions.models.message import CannedText, Message, MessageThread, ThreadRead
from submissions.models.note import EntryNote
from submissions.models.paper import Paper
from submissions.models.pictures import Picture, PressKit
from submissions.models.preselection import Preselection
from submissions.models.question import Answer, Question
from submissions.models.release import Rehearsal, Release, Telling
from submissions.models.reminder import DecisionDayChange, ReminderRules
from submissions.models.request import CompletionRequest
from submissions.models.reserve import ReservePlace
from submissions.models.rows import Credit, ToolUse
from submissions.models.saving import StepSave
from submissions.models.search import EntrySearch
from submissions.models.snapshot import Snapshot, SnapshotCause, SnapshotSeen
from submissions.models.table import SavedView, TableHabits
from submissions.models.tag import EntryTag, EntryTagging
from submissions.models.todo import Todo, TodoKind

__all__ = [
    "AfterSelection",
    "Agreement",
    "Answer",
    "BulkChange",
    "BulkChangeRow",
    "CallTerms",
    "CannedText",
    "CategoryTerms",
    "Checkout",
    "Clearance",
    "CoOwner",
    "CompletionRequest",
    "Consent",
    "CopyUpload",
    "Credit",
    "Deadline",
    "DecisionDayChange",
    "Declaration",
    "Entry",
    "EntryFee",
    "EntryFlag",
    "EntryNote",
    "EntrySearch",
    "EntryTag",
    "EntryTagging",
    "ExhibitionCopy",
    "Extension",
    "ExtensionUse",
    "FeeCode",
    "FeeCodeUse",
    "FilmUpload",
    "GivenUp",
    "ImportedLine",
    "ImportedTable",
    "KnownTool",
    "LedgerLine",
    "Link",
    "Mailing",
    "MailingReader",
    "MakerProfile",
    "MakingRule",
    "Message",
    "MessageThread",
    "Origin",
    "Paper",
    "PastScreening",
    "PaymentEvent",
    "Permissions",
    "Picture",
    "Preselection",
    "PressKit",
    "Question",
    "Rehearsal",
    "Release",
    "ReminderRules",
    "ReservePlace",
    "RightsPolicy",
    "SavedView",
    "Signature",
    "SignatureRequest",
    "Snapshot",
    "SnapshotCause",
    "SnapshotSeen",
    "StageAnswer",
    "StepSave",
    "TableHabits",
    "Telling",
    "ThreadRead",
    "Todo",
    "TodoKind",
    "ToolUse",
    "TrainingData",
]
