from dataclasses import replace
from datetime import date

import pytest

from submissions.eligibility import Dossier, is_in_latin_letters, missing_from
from submissions.sentences import SENTENCES

COMPLETE = Dossier(
    film="checking",
    title_original="他",
    title_international="Him",
    title_language="zh-hans",
    has_synopsis=True,
    directors=1,
    countries=1,
    languages=1,
    completed_on=date(2026, 3, 1),
    today=date(2026, 3, 1),
)


def codes(dossier):
    return [(missing.step, missing.code) for missing in missing_from(dossier)]


def test_a_complete_entry_misses_nothing_while_its_film_is_checked():
    assert codes(COMPLETE) == []
    assert codes(replace(COMPLETE, film="accepted")) == []
    assert codes(replace(COMPLETE, film="failed")) == []


def test_an_empty_draft_is_told_everything_at_once():
    empty = Dossier("none", "", "", "", False, 0, 0, 0, None, date(2026, 3, 1))
    assert codes(empty) == [
        ("film", "film_missing"),
        ("about", "title_missing"),
        ("about", "synopsis_missing"),
        ("credits", "director_missing"),
        ("facts", "country_missing"),
        ("facts", "language_missing"),
        ("facts", "completion_date_missing"),
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"film": "arriving"}, ("film", "film_arriving")),
        ({"film": "refused"}, ("film", "film_refused")),
        ({"title_language": ""}, ("about", "title_language_missing")),
        ({"title_international": ""}, ("about", "international_title_missing")),
        ({"completed_on": date(2026, 3, 2)}, ("facts", "completed_in_the_future")),
    ],
)
def test_one_thing_missing_is_one_sentence(change, expected):
    assert codes(replace(COMPLETE, **change)) == [expected]
    assert expected[1] in SENTENCES


@pytest.mark.parametrize(
    ("title", "latin"),
    [("Him", True), ("Été 2026 – №5", True), ("寻找鸟哥", False), ("Наше дерево", False), ("2046", True)],
)
def test_latin_letters(title, latin):
    assert is_in_latin_letters(title) == latin
