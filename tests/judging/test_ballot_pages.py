"""A juror's ballot in the browser's absence: buttons, numbers, two windows, and nobody else's eyes."""

import pytest
from django.urls import reverse

from judging import actions
from judging.actions import pairs
from judging.actions.votes import create_pairs
from judging.enums import Blindness
from judging.models import BallotOrder, PairVote
from judging.modes import pairwise
from judging.scoring.recount import recount
from judging.vote_enums import UnseenRule, VoteMethod
from judging.voting.posted import NotANumber, NotOnPaper, moved, numbers_of, tiers_from
from tests.factories import judging as make
from tests.factories import votes as make_votes

BALLOT_QUERIES = 12
PAIRS_QUERIES = 20
JSON = {"Accept": "application/json"}


@pytest.fixture
def signed_in(client, juror):
    client.force_login(juror)
    return client


@pytest.fixture
def vote(jury, seat, films):
    return make_votes.open_vote(jury, films)


@pytest.fixture
def rows(vote, seat, films):
    return [make.assignment(vote, seat, film).pk for film in films]


def at(name, judged, **more):
    return reverse(f"jury:{name}", kwargs={"round_pk": judged.pk, **more})


def ranks(rows, *numbers):
    return {f"rank_{row}": number for row, number in zip(rows, numbers, strict=True)}


def order(page):
    return [(row.pk, row.place) for row in page.context["paper"].ranked]


def test_numbers_make_the_order_and_equal_numbers_equal_ranks(signed_in, vote, rows):
    page = signed_in.post(at("save_ballot", vote), ranks(rows, "7", "", "2"), follow=True)
    assert order(page) == [(rows[2], 1), (rows[0], 2)]
    assert [row.pk for row in page.context["paper"].shelf] == [rows[1]]
    page = signed_in.post(at("save_ballot", vote), ranks(rows, "1", "1", "3"), follow=True)
    assert [(row.pk, row.place, row.equal) for row in page.context["paper"].ranked] == [
        (rows[0], 1, False),
        (rows[1], 1, True),
        (rows[2], 3, False),
    ]


def test_the_buttons_move_films_without_scripts(signed_in, vote, rows):
    posted = ranks(rows, "1", "2", "3")
    answer = signed_in.post(at("save_ballot", vote), {**posted, "move": f"up:{rows[2]}"})
    assert answer["Location"].endswith(f"/ballot/#film-{rows[2]}")
    assert order(signed_in.get(at("ballot", vote))) == [(rows[0], 1), (rows[2], 2), (rows[1], 3)]
    signed_in.post(at("save_ballot", vote), {**ranks(rows, "1", "3", "2"), "move": f"out:{rows[0]}"})
    assert order(signed_in.get(at("ballot", vote))) == [(rows[2], 1), (rows[1], 2)]


@pytest.mark.parametrize("typed", ["first", "-1", "1.5", "99999", "²"])
def test_what_is_no_number_is_refused_in_words(signed_in, vote, rows, typed):
    answer = signed_in.post(at("save_ballot", vote), ranks(rows, typed, "", ""), headers=JSON)
    assert (answer.status_code, BallotOrder.objects.count()) == (422, 0)


def test_a_ballot_saves_itself_and_tells_its_number(signed_in, vote, rows):
    first = signed_in.post(
        at("save_ballot", vote), {**ranks(rows, "1", "", ""), "based_on": "0"}, headers=JSON
    )
    assert (first.status_code, first["Ballot-Number"]) == (204, "1")
    late = signed_in.post(
        at("save_ballot", vote), {**ranks(rows, "", "1", ""), "based_on": "0"}, headers=JSON
    )
    assert (late.status_code, BallotOrder.objects.count()) == (409, 1)


def test_look_over_confirm_and_open_again(signed_in, vote, rows):
    empty = signed_in.post(at("confirm_ballot", vote))
    assert (empty.status_code, empty.context["error"].problems) == (
        422,
        ["Put at least one film into your order first."],
    )
    over = signed_in.post(at("save_ballot", vote), {**ranks(rows, "2", "1", ""), "review": "1"}, follow=True)
    assert over.redirect_chain[-1][0] == at("ballot_overview", vote)
    for _time in range(2):
        done = signed_in.post(at("confirm_ballot", vote), follow=True)
        assert done.context["paper"].confirmed_at is not None
    assert signed_in.get(at("ballot", vote))["Location"] == at("ballot_overview", vote)
    page = signed_in.post(at("reopen_ballot", vote), follow=True)
    assert order(page) == [(rows[1], 1), (rows[0], 2)]


def test_one_name_on_a_successive_ballot(signed_in, jury, seat, films):
    vote = make_votes.open_vote(jury, films, method=VoteMethod.SUCCESSIVE)
    row = make.assignment(vote, seat, films[1]).pk
    page = signed_in.post(at("save_ballot", vote), {"one": row, "review": "1"}, follow=True)
    assert order(page) == [(row, 1)]


def test_a_film_without_a_vote_says_why(signed_in, jury, seat, films, juror):
    vote = make_votes.open_vote(jury, films, unseen=UnseenRule.ABSTAIN, settings={"min_watched_percent": 80})
    actions.step_back(make.assignment(vote, seat, films[0]), by=juror, reason="A friend")
    actions.recuse(seat, films[1], by=None, reason="Cousin")
    paper = signed_in.get(at("ballot", vote)).context["paper"]
    assert paper.all == ()
    assert [(row.film.title, row.why_not) for row in paper.silent] == [
        ("Him", "You have stepped back from this film."),
        (
            "Paper Moon",
            "You have watched 0\N{NO-BREAK SPACE}% of it; it can be ranked from 80\N{NO-BREAK SPACE}% on.",
        ),
    ]


def test_nobody_else_sees_a_ballot(client, jury, seat, films, director, programmer, scrutineer, edition):
    other = make.seat(jury, name="other")
    vote = make_votes.open_vote(jury, films, settings={"blindness": Blindness.FILM_ONLY})
    make_votes.rank(vote, seat, films[2], films[0])
    client.force_login(other.membership.user)
    page = client.get(at("ballot", vote))
    assert (order(page), [row.film.title for row in page.context["paper"].shelf]) == (
        [],
        ["Film 1", "Film 2", "Film 3"],
    )
    words = page.content.decode()
    assert [film.title for film in films if film.title in words] == []
    for person in (director, programmer, scrutineer):
        client.force_login(person)
        assert client.get(at("ballot", vote)).status_code == 404


def test_a_vote_stands_in_the_jury_room(signed_in, vote, seat, films):
    words = signed_in.get(reverse("jury:home")).content.decode()
    assert at("ballot", vote) in words
    row = make.assignment(vote, seat, films[0])
    assert signed_in.get(reverse("jury:film", args=[vote.pk, row.pk]))["Location"] == at(
        "vote_film", vote, pk=row.pk
    )
    page = signed_in.get(at("vote_film", vote, pk=row.pk))
    assert (page.status_code, page.context["film"].title) == (200, "Him")


@pytest.mark.parametrize("more", [0, 3])
def test_query_counts(signed_in, edition, jury, seat, films, django_assert_num_queries, more):
    films += [make.entry(edition) for _number in range(more)]
    vote = make_votes.open_vote(jury, films)
    make_votes.rank(vote, seat, *films[:2], confirm=False)
    with django_assert_num_queries(BALLOT_QUERIES):
        signed_in.get(at("ballot", vote))
    asked = make_votes.open_pairs(jury, films)
    pairs.vote_on_pair(asked, seat, str(films[0].pk), str(films[1].pk), "left", by=None)
    with django_assert_num_queries(PAIRS_QUERIES):
        signed_in.get(at("pairs", asked))


def test_pairs_are_asked_answered_and_changed(signed_in, jury, seat, films):
    asked = make_votes.open_pairs(jury, films)
    seen = set()
    for _number in range(3):
        left, right = signed_in.get(at("pairs", asked)).context["pair"]
        seen.add(frozenset((left.pk, right.pk)))
        signed_in.post(at("vote_on_pair", asked), {"left": left.pk, "right": right.pk, "choice": "left"})
    assert len(seen) == 3
    page = signed_in.get(at("pairs", asked))
    assert (page.context["pair"], page.context["answered"]) == (None, 3)
    again = signed_in.get(at("pairs", asked), {"again": page.context["last"][0]["pk"]})
    left, right = again.context["pair"]
    signed_in.post(at("vote_on_pair", asked), {"left": left.pk, "right": right.pk, "choice": "equal"})
    signed_in.post(at("vote_on_pair", asked), {"left": left.pk, "right": right.pk, "choice": "equal"})
    assert (PairVote.objects.count(), len(pairwise.newest_votes(asked)[seat.pk])) == (4, 3)


@pytest.mark.parametrize("bad", [{"choice": "loudest"}, {"left": "0"}, {"right": "999999"}, {}])
def test_bad_answers_are_refused(signed_in, jury, seat, films, bad):
    asked = make_votes.open_pairs(jury, films)
    left, right = signed_in.get(at("pairs", asked)).context["pair"]
    posted = {"left": left.pk, "right": left.pk if not bad else right.pk, "choice": "left", **bad}
    assert signed_in.post(at("vote_on_pair", asked), posted).status_code == 422
    assert PairVote.objects.count() == 0


def test_a_recused_film_is_never_in_a_pair(signed_in, jury, seat, films):
    asked = make_votes.open_pairs(jury, films)
    actions.recuse(seat, films[0], by=None, reason="Cousin")
    left, right = signed_in.get(at("pairs", asked)).context["pair"]
    assert {left.film.title, right.film.title} == {"Our Tree", "Paper Moon"}
    signed_in.post(at("vote_on_pair", asked), {"left": left.pk, "right": right.pk, "choice": "right"})
    assert signed_in.get(at("pairs", asked)).context["pair"] is None


def test_pairs_are_counted_by_bradley_terry_and_a_list_may_take_their_place(jury, seat, films, director):
    second, third = make.seat(jury), make.seat(jury)
    asked = make_votes.open_pairs(jury, films)
    him, tree, moon = (str(film.pk) for film in films)
    pairs.vote_on_pair(asked, seat, him, tree, "left", by=None)
    pairs.vote_on_pair(asked, second, moon, tree, "right", by=None)
    pairs.vote_on_pair(asked, third, moon, him, "left", by=None)
    make_votes.rank(asked, third, films[0], films[1], films[2])
    tally = actions.close_round(asked, by=director)
    assert [(row["film"], row["place"]) for row in tally.result] == [(him, 1), (tree, 2), (moon, 3)]
    assert (tally.method, len(tally.inputs["votes"]), len(tally.inputs["lists"])) == ("bradley-terry", 3, 1)
    document = {"method": tally.method, "parameters": tally.parameters, "inputs": tally.inputs}
    assert recount(document).counted.rows == tally.result


def test_pairs_among_two_to_thirty_films(jury, seat, films, judged):
    from festival.exceptions import FestivalError

    for wrong in (films[:1], films * 11):
        with pytest.raises(FestivalError):
            create_pairs(judged, wrong, name={"en": "Tie"}, by=None)


KEYS = {"1": "a", "2": "b", "3": "c"}


def test_a_film_of_another_paper_is_refused_or_told(signed_in, vote, rows, seat):
    signed_in.post(at("save_ballot", vote), ranks(rows, "1", "2", "3"), headers=JSON)
    answer = signed_in.post(at("save_ballot", vote), {"one": "999999"}, headers=JSON)
    assert (answer.status_code, answer.json()["title"]) == (
        422,
        "This film does not stand in this vote. Nothing was changed.",
    )
    page = signed_in.post(
        at("save_ballot", vote), {**ranks(rows, "2", "1", ""), "rank_999999": "1"}, follow=True
    )
    assert order(page) == [(rows[1], 1), (rows[0], 2)]
    assert [str(one) for one in page.context["messages"]] == [
        "A film that you ranked does not stand in this vote; the others are kept.",
        "Saved.",
    ]


def test_reading_a_form():
    assert tiers_from({"rank_1": "2", "rank_2": " 2 ", "rank_3": "1", "rank_9": "1"}, KEYS) == [
        ["c"],
        ["a", "b"],
    ]
    assert tiers_from({"one": "2"}, KEYS) == [["b"]]
    with pytest.raises(NotOnPaper):
        tiers_from({"one": "9"}, KEYS)
    with pytest.raises(NotANumber):
        tiers_from({"rank_1": "x"}, KEYS)
    assert numbers_of([["a"], ["b", "c"], ["d"]]) == {"a": 1, "b": 2, "c": 2, "d": 4}


@pytest.mark.parametrize(
    ("how", "film", "after"),
    [
        ("up", "b", ["b", "a", "cd"]),
        ("up", "a", ["a", "b", "cd"]),
        ("up", "c", ["a", "b", "c", "d"]),
        ("down", "a", ["b", "a", "cd"]),
        ("down", "c", ["a", "b", "d", "c"]),
        ("top", "d", ["d", "a", "b", "c"]),
        ("equal", "b", ["ab", "cd"]),
        ("equal", "a", ["a", "b", "cd"]),
        ("equal", "d", ["a", "b", "c", "d"]),
        ("out", "a", ["b", "cd"]),
        ("in", "e", ["a", "b", "cd", "e"]),
        ("in", "a", ["a", "b", "cd"]),
        ("sideways", "a", ["a", "b", "cd"]),
        ("up", "e", ["a", "b", "cd"]),
    ],
)
def test_moves(how, film, after):
    tiers = [["a"], ["b"], ["c", "d"]]
    assert ["".join(tier) for tier in moved(tiers, film, how)] == after
