from festival.models.audit import AuditRecord
from festival.models.edition import Category, Edition, Festival, Section
from festival.models.letter import Bounce, DeadAddress, Letter, NoReminders
from festival.models.membership import Membership
from festival.models.personal import DataExport, Erasure, ExportState
from festival.models.user import User
from festival.models.wording import LetterWording

__all__ = [
    "AuditRecord",
    "Bounce",
    "Category",
    "DataExport",
    "DeadAddress",
    "Edition",
    "Erasure",
    "ExportState",
    "Festival",
    "Letter",
    "LetterWording",
    "Membership",
    "NoReminders",
    "Section",
    "User",
]
