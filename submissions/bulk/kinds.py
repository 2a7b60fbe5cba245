"""All kinds of deeds to many entries. A new one is a class of its own and a line here."""

from submissions.bulk.asking import Ask
from submissions.bulk.assigning import Assign, Unassign
from submissions.bulk.base import BulkKind
from submissions.bulk.deciding import Decide
from submissions.bulk.labelling import Flag, Tag, Unflag, Untag
from submissions.bulk.placing import SetCategory, SetSection

KINDS: dict[str, type[BulkKind]] = {
    kind.code: kind
    for kind in (Decide, SetSection, SetCategory, Tag, Untag, Flag, Unflag, Assign, Unassign, Ask)
}

LETTER = "letter"
EXPORT = "export"
"""Chosen like deeds, but nothing is changed: they lead to a letter to the makers, and to the export, of these."""
