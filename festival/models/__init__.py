from festival.models.audit import AuditRecord
from festival.models.edition import Category, Edition, Festival, Section
from festival.models.letter import Letter
from festival.models.membership import Membership
from festival.models.user import User

__all__ = ["AuditRecord", "Category", "Edition", "Festival", "Letter", "Membership", "Section", "User"]
