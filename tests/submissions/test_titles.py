"""A film's two titles: the reader's own first, on pages and in letters; what is kept never depends on who looks."""

import pytest
from django.utils.translation import override

from festival.models import Letter
from submissions.emails import post_films_go
from submissions.titles import for_reader
from tests.factories import submissions as make


@pytest.mark.parametrize(
    ("international", "original", "language", "reader", "shown"),
    [
        ("Him", "他", "zh-hans", "zh-hans", ("他", "zh-hans", "Him", "en")),
        ("Him", "他", "zh-hans", "en", ("Him", "en", "他", "zh-hans")),
        ("Him", "他", "zh-hans", "", ("Him", "en", "他", "zh-hans")),
        ("Him", "佢", "yue", "zh-hans", ("佢", "yue", "Him", "en")),
        ("Him", "他", "zh-hant", "zh-hans", ("他", "zh-hant", "Him", "en")),
        ("Harbour", "Λιμάνι", "el", "zh-hans", ("Harbour", "en", "Λιμάνι", "el")),
        ("Him", "Him, Really", "en", "en", ("Him", "en", "Him, Really", "en")),
        ("Him", "Him", "en", "zh-hans", ("Him", "en", "", "")),
        ("", "他", "zh-hans", "en", ("他", "zh-hans", "", "")),
        ("Him", "", "zh-hans", "zh-hans", ("Him", "en", "", "")),
        ("", "", "zh-hans", "en", ("", "", "", "")),
    ],
)
def test_the_readers_own_title_comes_first(international, original, language, reader, shown):
    assert for_reader(international, original, language, reader) == shown


@pytest.fixture
def him(edition, filmmaker):
    return make.submitted(
        edition, filmmaker, title_international="Him", title_original="他", title_language="zh-hans"
    )


def test_what_is_kept_is_the_same_whoever_asks(him):
    with override("zh-hans"):
        assert (him.title, him.title_other, him.title_other_lang) == ("他", "Him", "en")
        assert (str(him), him.title_for_all) == ("Him", "Him")


@pytest.mark.parametrize(("language", "title"), [("en", "Him"), ("zh-hans", "他")])
def test_a_letter_names_films_in_its_readers_language_whoever_sends_it(
    edition, filmmaker, him, language, title
):
    filmmaker.language = language
    filmmaker.save()
    with override("en" if language == "zh-hans" else "zh-hans"):
        post_films_go(edition, filmmaker, [him], goes_on=edition.call_closes_at.date())
    letter = Letter.objects.get()
    told = letter.subject + letter.text
    assert (title in told, ({"Him", "他"} - {title}).pop() in told) == (True, False)
