"""An edition says a letter in its own words, or goes back to the built-in ones."""

from typing import Any

from django.db import transaction

from festival import audit
from festival.letters import Draft, post_draft
from festival.models import Edition, Letter, LetterWording


@transaction.atomic
def word_letter(
    edition: Edition, kind: str, language: str, *, subject: str, body: str, by: Any
) -> LetterWording:
    """Keep the edition's own words. Letters written before keep theirs."""
    Edition.objects.select_for_update().get(pk=edition.pk)  # two who save at one moment: the later one stands
    wording, _made = LetterWording.objects.update_or_create(
        edition=edition, kind=kind, language=language, defaults={"subject": subject, "body": body}
    )
    audit.record("letter_wording.changed", wording, by=by, subject=subject, letter=kind, language=language)
    return wording


@transaction.atomic
def use_built_in_words(edition: Edition, kind: str, language: str, *, by: Any) -> None:
    """Forget the edition's own words. Doing it twice changes nothing."""
    own = LetterWording.objects.select_for_update().filter(edition=edition, kind=kind, language=language)
    for wording in own:
        audit.record("letter_wording.forgotten", wording, by=by, letter=kind, language=language)
        wording.delete()


def post_test_copy(draft: Draft, *, to: Any) -> Letter:
    """The letter as its reader would get it, to somebody of the office."""
    copy = Draft(
        kind=f"test:{draft.kind}"[:60],
        to_email=to.email,
        recipient=to,
        edition=draft.edition,
        language=draft.language,
        subject=f"[Test] {draft.subject}"[:300],
        text=draft.text,
        html=draft.html,
    )
    with transaction.atomic():
        return post_draft(copy)
