"""Terms of juries, written and published."""

from typing import Any

from judging import actions
from judging.models import Juror, Jury, JuryTerms

WORDS = {"en": "Keep what you see to yourself.", "zh-hans": "请保守秘密。"}


def terms(of: Jury, *, text: dict[str, str] | None = None, changes: str = "") -> JuryTerms:
    """A published version."""
    draft = actions.draft_terms(of, by=None)
    written = actions.write_terms(draft, text=text or WORDS, changes={"en": changes}, by=None)
    return actions.publish_terms(written, by=None)


def accept(juror: Juror, terms_read: JuryTerms, *, name: str = "Ann Lee", **columns: Any) -> Juror:
    """The juror's own typed name under what was read in English."""
    told = {"digest": terms_read.digest_in("en"), "language": "en", **columns}
    return actions.accept_seat(juror, by=juror.membership.user, name=name, **told)
