"""The people of an entry: the responsible owner and the co-owners. Who of them a letter reaches."""

from festival.models import User
from submissions.models import Entry


def letter_readers(entry: Entry) -> list[User]:
    """Everybody who gets a letter about this film, once each: its owner, and co-owners who want copies.

    No query when `owner` and `co_owners__user` are loaded with the entries.
    """
    shares = [share for share in entry.co_owners.all() if share.user_id and share.wants_letters]
    return [entry.owner, *(share.user for share in shares if share.user and share.user.is_active)]
