"""Reading the outbox: what the office may see of a letter. Codes and personal links are for the addressee alone."""

import re

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from festival.models import Edition, Letter

# Letters of the sign-in system: some carry a code in plain words, so none of them is shown.
SECRET_KINDS = ("account/", "mfa/")
# And a letter of any room whose name ends like this is nothing but a code.
SECRET_ENDING = "_code"  # noqa: S105 - the end of a kind
# A long part of a web address that is no word: an invitation, a ticket, a signed link.
_SECRET_PART = re.compile(r"(?:(?<=[^/]/)|(?<==))[A-Za-z0-9_:-]{32,}")


def letters_of(edition: Edition) -> QuerySet[Letter]:
    """What went out in the name of this edition. Letters about an account belong to no edition."""
    return edition.letters.select_related("recipient").defer("text", "html")


def readable_text(letter: Letter) -> str:
    """The words of the letter with everything secret blotted out."""
    if letter.kind.startswith(SECRET_KINDS) or letter.kind.endswith(SECRET_ENDING):
        return str(_("This letter may carry a code. Only its addressee may read it."))
    return _SECRET_PART.sub("█" * 8, letter.text)
