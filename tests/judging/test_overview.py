"""All my marks: in any order, changed in place, confirmed one by one or all together."""

import pytest
from django.urls import reverse

from judging.models import Scorecard
from judging.own_marks import Totals, distribution
from tests.factories import funnel
from tests.factories import judging as make_judging


@pytest.fixture
def mine(client, juror, judged, seat, films):
    """8.0 for the first film, 4.0 for the second; neither confirmed; the third not begun."""
    client.force_login(juror)
    make_judging.score(judged, seat, films[0], 4, 4, confirm=False)
    make_judging.score(judged, seat, films[1], 8, 8, confirm=False)
    return reverse("jury:overview", args=[judged.pk])


def titles(page):
    return [row.film.title for row in page.context["rows"]]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("", ["Him", "Our Tree", "Paper Moon"]),
        ("-total", ["Our Tree", "Him", "Paper Moon"]),
        ("total", ["Him", "Our Tree", "Paper Moon"]),
        ("state", ["Paper Moon", "Him", "Our Tree"]),
        ("-number", ["Paper Moon", "Our Tree", "Him"]),
        ("nonsense", ["Him", "Our Tree", "Paper Moon"]),
    ],
)
def test_in_any_order(client, mine, order, expected):
    assert titles(client.get(mine, {"sort": order})) == expected


@pytest.mark.parametrize("shape", ["", "board", "nonsense"])
def test_in_both_shapes(client, mine, shape):
    page = client.get(mine, {"shape": shape})
    assert (page.status_code, page.context["shape"]) == (200, "board" if shape == "board" else "table")


def test_all_complete_ones_are_confirmed_together(client, mine, judged):
    assert client.get(mine).context["complete"] == 2
    page = client.post(reverse("jury:confirm_all", args=[judged.pk]), follow=True)
    assert [str(message) for message in page.context["messages"]] == ["2 scorecards are confirmed."]
    assert Scorecard.objects.filter(confirmed_at__isnull=False).count() == 2
    again = client.post(reverse("jury:confirm_all", args=[judged.pk]), follow=True)
    assert (again.context["complete"], list(again.context["messages"])) == (0, [])


def test_what_cannot_be_confirmed_is_named(client, juror, jury, seat, films):
    judged = make_judging.open_round(jury, films, min_watched_percent=80)
    client.force_login(juror)
    for film in films[:2]:
        make_judging.score(judged, seat, film, 4, 4, confirm=False)
    make_judging.watch(make_judging.assignment(judged, seat, films[1]), (0, 90))
    page = client.post(reverse("jury:confirm_all", args=[judged.pk]), follow=True)
    assert [str(message) for message in page.context["messages"]] == [
        "Film 1: You have watched 0\N{NO-BREAK SPACE}% of the film; this round asks for 80\N{NO-BREAK SPACE}%.",
        "1 scorecard is confirmed.",
    ]


def test_confirming_and_opening_again_from_the_list_stays_there(client, mine, judged, seat, films):
    given = make_judging.assignment(judged, seat, films[0])
    for name in ("confirm", "reopen"):
        answer = client.post(reverse(f"jury:{name}", args=[judged.pk, given.pk]), {"back": "overview"})
        assert answer["Location"] == mine


def test_the_picture_of_ones_own_marks():
    values = [Totals(value, 0) for value in (0.0, 4.2, 4.9, 10.0)]
    bars = distribution(values)
    assert [bar.count for bar in bars] == [1, 0, 0, 0, 2, 0, 0, 0, 0, 1]
    assert (bars[4].height, bars[4].y, bars[0].height) == (36, 0, 18)
    assert distribution(values[:2]) == []


def test_answers_of_a_qualifying_round_are_words(client, juror, jury, seat, films):
    judged = funnel.qualifying_round(jury, films)
    funnel.answer(judged, seat, films[0], "maybe", confirm=False)
    funnel.answer(judged, seat, films[1], "yes")
    client.force_login(juror)
    page = client.get(reverse("jury:overview", args=[judged.pk]))
    words = page.content.decode()
    assert ("Weighted" in words, "selected>Maybe<" in words, page.context["bars"]) == (False, True, [])
    assert "Yes" in words.split("overview-verdict")[2]
