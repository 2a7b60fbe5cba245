from festival.models.audit import AuditRecord
from festival.models.edition import Category, Edition, Festival, Section
from festival.models.letter import Bounce, DeadAddress, Letter, NoReminders
from festival.models.membership import Membership
from festival.models.user import User
from festival.models.wording import LetterWording

__all__ = [
    "AuditRecord",
    "Bounce",
    "Category",
    "DeadAddress",
    "Edition",
    "Festival",
    "Letter",
    "LetterWording",
    "Membership",
    "NoReminders",
    "Section",
    "User",
]
