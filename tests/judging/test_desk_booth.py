"""The desk's side of the screening room."""

import pytest
from django.urls import reverse

from judging import actions
from judging.models import CalibrationRules
from tests.factories import judging as make_judging

QUERIES = {"screening_room": 9, "committee": 7}


@pytest.fixture
def at(edition):
    def to(name, judged):
        return reverse(f"jury_desk:{name}", args=[edition.festival.slug, edition.slug, judged.pk])

    return to


@pytest.fixture
def draft(jury, seat, films):
    return make_judging.draft_round(jury, films)


def test_calibration_is_declared_and_shown(client, programmer, draft, films, at):
    client.force_login(programmer)
    page = client.get(at("screening_room", draft))
    assert [str(choice) for choice in page.context["form"].fields["films"].queryset] == [
        "Him",
        "Our Tree",
        "Paper Moon",
    ]
    answer = client.post(at("screening_room", draft), {"films": [films[1].pk], "shows_others": "on"})
    assert answer.status_code == 302
    rules = CalibrationRules.objects.get(round=draft)
    assert (rules.shows_others, rules.counts) == (True, False)
    actions.open_round(draft, by=None)
    opened = client.get(at("screening_room", draft))
    assert ([str(row.entry) for row in opened.context["calibration"]], opened.context["form"]) == (
        ["Our Tree"],
        None,
    )


def test_a_film_of_elsewhere_is_refused(client, programmer, draft, edition, at):
    client.force_login(programmer)
    other = make_judging.entry(edition)
    assert client.post(at("screening_room", draft), {"films": [other.pk]}).status_code == 422


def test_signs_tell_no_mark_and_no_word(client, programmer, judged, seat, films, at):
    given = make_judging.score(judged, seat, films[0], 9, 9)
    actions.save_words(given, by=None, committee_note="SECRET-COMMITTEE", private_note="SECRET-NOTE")
    client.force_login(programmer)
    page = client.get(at("screening_room", judged))
    assert [(sign.kind, sign.film, sign.percent) for sign in page.context["signs"]] == [
        ("before_watching", "Him", 0)
    ]
    words = page.content.decode()
    assert [leak for leak in ("SECRET", "9.0", ">9<") if leak in words] == []


def test_the_committees_comments_are_for_directors(client, programmer, director, judged, seat, films, at):
    given = make_judging.score(judged, seat, films[0], 9, 9)
    actions.save_words(given, by=None, committee_note="The cut at 1:23", private_note="SECRET-NOTE")
    recused = make_judging.score(judged, seat, films[1], 9, 9)
    actions.save_words(recused, by=None, committee_note="Of a cousin")
    actions.recuse(seat, films[1], by=None, reason="A cousin")
    client.force_login(programmer)
    assert client.get(at("committee", judged)).status_code == 403
    client.force_login(director)
    page = client.get(at("committee", judged))
    told = [(film.title, [comment.text for comment in film.comments]) for film in page.context["films"]]
    assert told == [("Him", ["The cut at 1:23"])]
    assert b"SECRET-NOTE" not in page.content
    empty = client.get(at("committee", make_judging.draft_round(judged.jury, films[:1])))
    assert list(empty.context["films"]) == []


@pytest.mark.parametrize("scored", [1, 3])
def test_query_counts(client, director, judged, seat, films, at, scored, django_assert_num_queries):
    for film in films[:scored]:
        given = make_judging.score(judged, seat, film, 9, 9)
        actions.save_words(given, by=None, committee_note="Words")
    client.force_login(director)
    for name, queries in QUERIES.items():
        client.get(at(name, judged))
        with django_assert_num_queries(queries):
            client.get(at(name, judged))
