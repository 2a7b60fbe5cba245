from pathlib import Path

import pytest
from django.conf import settings

from festival.models import Letter
from media_pipeline.models import Asset
from submissions import emails
from submissions.actions import settle_film
from tests.factories import festival as house
from tests.factories import submissions as make

FOLDER = Path(settings.BASE_DIR) / "templates/emails/submissions"
KINDS = sorted(place.name for place in FOLDER.iterdir() if place.is_dir())
POSTS = {
    "entry_received": emails.post_receipt,
    "film_passed": emails.post_film_passed,
    "film_needs_attention": emails.post_film_needs_attention,
    "entry_withdrawn": emails.post_withdrawal,
    "entry_disqualified": emails.post_disqualification,
    "entry_reinstated": emails.post_reinstatement,
    "film_selected": make.told,
    "film_not_selected": make.told,
    "film_on_reserve": make.told,
    "decision_corrected": lambda entry: make.told(entry, number=2),
    "entry_incomplete": lambda entry: emails.post_incomplete(entry, make.request(entry)),
}
# Letters about several films, or not to makers: tests of their own.
OTHERS = {
    "decisions_mixed",
    "entries_imported",
    "film_moved_up",
    "films_go",
    "release_failed",
    "request_answered",
    "signature_requested",
    "todos_due",
}


def test_every_letter_has_its_three_parts_and_a_function():
    assert sorted({*POSTS, *OTHERS}) == KINDS
    for kind in KINDS:
        assert sorted(part.name for part in (FOLDER / kind).iterdir()) == [
            "body.html",
            "body.txt",
            "subject.txt",
        ]


@pytest.mark.parametrize("kind", sorted(POSTS))
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_letter_is_escaped_where_it_is_html_and_plain_where_it_is_text(edition, filmmaker, kind, language):
    filmmaker.language, filmmaker.name = language, "Ada & Bo"
    filmmaker.save()
    decisions = {
        "film_selected": "selected",
        "film_on_reserve": "reserve",
        "film_not_selected": "not_selected",
    }
    decision = decisions.get(kind, "undecided")
    entry = make.entry(
        edition,
        filmmaker,
        state="disqualified" if kind == "entry_disqualified" else "submitted",
        decision=decision,
        title="You & <Me>",
    )
    (letter,) = POSTS[kind](entry)
    assert (letter.kind, letter.language) == (f"submissions/{kind}", language)
    assert ("You & <Me>" in letter.subject, "<Me>" in letter.html, "&amp;" in letter.text) == (
        True,
        False,
        False,
    )
    assert "{" not in letter.text
    assert "\n\n\n" not in letter.text
    assert letter.html.count('class="act"') == 1  # one clear button
    assert f"/entries/{entry.pk}/" in letter.text


def test_a_film_that_passed_is_told_with_its_checksum(edition, filmmaker):
    entry = make.draft(edition, filmmaker)
    make.film_upload(entry, film="ready")
    Asset.objects.update(sha256="f" * 64)
    for _time in range(2):
        settle_film(Asset.objects.get())
    letter = Letter.objects.get()
    assert (letter.kind, entry.number) == ("submissions/film_passed", None)
    assert "f" * 64 not in letter.text  # a draft has no receipt; it is told to submit
    submitted = make.submitted(edition, filmmaker, film=Asset.objects.get())
    assert "f" * 64 in emails.post_film_passed(submitted)[0].text


def test_co_owners_get_copies_in_their_own_language_unless_they_do_not_want_them(edition, filmmaker, rival):
    entry = make.submitted(edition, filmmaker)
    partner = house.user("partner", language="zh-hans")
    make.co_owner(entry, partner)
    make.co_owner(entry, rival, wants_letters=False)
    make.co_owner(entry, house.user("gone", is_active=False))
    make.submitted(edition, rival)
    emails.post_receipt(entry)
    told = Letter.objects.order_by("pk").values_list("recipient", "language")
    assert list(told) == [(filmmaker.pk, "en"), (partner.pk, "zh-hans")]
