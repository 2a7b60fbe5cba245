"""A juror's program votes: the same actions, refusals and veil as on the pages."""

import pytest

from festival.enums import Role
from judging import actions
from judging.enums import Blindness
from judging.film_numbers import shown_numbers
from judging.models import BallotOrder, PairVote
from tests.api.conftest import program_of
from tests.factories import festival as house
from tests.factories import funnel as make_funnel
from tests.factories import judging as make
from tests.factories import votes as make_votes

LIST_QUERIES, BALLOT_QUERIES = 3, 9


@pytest.fixture
def jury(edition):
    return make.jury(edition)


@pytest.fixture
def seat(jury, juror):
    return make.seat(jury, juror)


@pytest.fixture
def program(juror, seat):
    return program_of(juror)


@pytest.fixture
def films(edition, category):
    return [make.entry(edition, title) for title in ("Him", "Our Tree", "Paper Moon")]


@pytest.fixture
def vote(jury, seat, films):
    return make_votes.open_vote(jury, films)


@pytest.fixture
def rows(vote, seat, films):
    return [make.assignment(vote, seat, film).pk for film in films]


def at(judged, *rest):
    return "/".join(["/api/v1/ballots", str(judged.pk), *rest, ""])


def put(program, judged, order, **more):
    return program.put(at(judged), {"order": order, **more}, format="json")


def places(answer):
    return [(film["film"]["title"], film["place"]) for film in answer.json()["films"]]


def test_a_whole_way(program, vote, rows):
    (line,) = program.get("/api/v1/ballots/").json()
    assert (line["round"]["id"], line["mode"], line["confirmed_at"]) == (vote.pk, "ranked", None)
    assert program.post(at(vote, "confirm")).json()["problems"] == [
        "Put at least one film into your order first."
    ]
    told = put(program, vote, [[rows[2], rows[0]], [rows[1]]], version=0)
    assert sorted(places(told)[:2]) == [("Him", 1), ("Paper Moon", 1)]
    assert (places(told)[2], told.json()["version"]) == (("Our Tree", 3), 1)
    assert program.post(at(vote, "confirm")).json()["confirmed_at"] is not None
    assert program.get("/api/v1/ballots/").json()[0]["confirmed_at"] is not None
    assert put(program, vote, [[rows[0]]]).status_code == 409
    assert program.post(at(vote, "reopen")).json()["confirmed_at"] is None
    assert places(put(program, vote, []))[0][1] is None


def test_another_window_is_not_overwritten(program, vote, rows):
    put(program, vote, [[rows[0]]], version=0)
    late = put(program, vote, [[rows[1]]], version=0)
    assert (late.status_code, "changed in another window" in late.content.decode()) == (409, True)
    assert BallotOrder.objects.count() == 1


def test_bad_orders_are_refused_in_words_and_change_nothing(program, vote, rows, seat):
    bad = [
        ([[rows[0]], [rows[0]]], 422),
        ([[999999]], 400),
        ([["x"]], 400),
        ("x", 400),
        ([[None]], 400),
    ]
    assert [put(program, vote, order).status_code for order, _status in bad] == [status for _o, status in bad]
    assert program.put(at(vote), {"order": [], "version": -1}, format="json").status_code == 400
    assert BallotOrder.objects.count() == 0


def test_pairs(program, jury, seat, films):
    vote = make_votes.open_pairs(jury, films)
    asked = program.get(at(vote, "pairs")).json()
    assert (asked["answered"], asked["left"]["film"]["title"] != asked["right"]["film"]["title"]) == (0, True)
    left, right = asked["left"]["id"], asked["right"]["id"]
    answer = {"left": left, "right": right, "choice": "left"}
    told = program.post(at(vote, "pairs"), answer, format="json")
    assert (told.status_code, told.json()["answered"], PairVote.objects.count()) == (200, 1, 1)
    assert {told.json()["left"]["id"], told.json()["right"]["id"]} != {left, right}
    assert program.post(at(vote, "pairs"), answer, format="json").json()["answered"] == 1
    for bad, status in (
        ({**answer, "choice": "both"}, 400),
        ({**answer, "right": left}, 422),
        ({**answer, "right": 999999}, 422),
    ):
        assert program.post(at(vote, "pairs"), bad, format="json").status_code == status
    assert PairVote.objects.count() == 1


def test_a_veil_is_a_veil(program, jury, seat, films):
    vote = make_votes.open_vote(jury, films)
    blind = make_votes.draft_vote(jury, films, settings={"blindness": Blindness.FILM_ONLY})
    actions.open_round(blind, by=None)
    titles = [film["film"]["title"] for film in program.get(at(blind)).json()["films"]]
    numbers = shown_numbers(blind)
    assert titles == ["Film 1", "Film 2", "Film 3"]
    assert sorted(numbers.values()) == [1, 2, 3]
    assert [str(film.pk) in program.get(at(blind)).content.decode() for film in films] == [False] * 3
    assert "Him" in program.get(at(vote)).content.decode()


def test_nobody_else_has_this_ballot(vote, edition, director, scrutineer_program, jury, films):
    other = program_of(make.seat(make.jury(edition)).membership.user)
    for stranger in (program_of(director), scrutineer_program, other):
        assert stranger.get("/api/v1/ballots/").json() == []
        assert [stranger.get(at(vote)).status_code, stranger.post(at(vote, "confirm")).status_code] == [
            404,
            404,
        ]


def test_a_scored_round_has_no_ballot(program, jury, seat, films):
    scored = make.open_round(jury, films)
    assert [program.get(at(scored, *rest)).status_code for rest in ((), ("pairs",))] == [404, 404]
    assert program.get("/api/v1/ballots/").json() == []


@pytest.fixture
def scrutineer_program(edition):
    return program_of(house.member(edition, Role.SCRUTINEER))


def test_verdicts_of_a_qualifying_round(program, jury, seat, films):
    judged = make_funnel.qualifying_round(jury, films)
    url = f"/api/v1/scorecards/{make.assignment(judged, seat, films[0]).pk}/"

    def verdict(answer, **more):
        return program.patch(url, {"verdict": answer, **more}, format="json")

    read = program.get(url).json()
    assert read["verdict"] is None
    told = verdict("maybe", version=read["version"])
    assert told.json()["verdict"] == "maybe"
    assert verdict("yes", version=read["version"]).status_code == 409
    assert [verdict("perhaps").status_code, verdict(3).status_code] == [400, 400]
    assert verdict("no", version=told.json()["version"]).json()["verdict"] == "no"
    assert verdict(None).json()["verdict"] is None
    assert verdict("yes").json()["verdict"] == "yes"
    assert program.post(f"{url}confirm/").json()["standing"] == "done"
    assert verdict("no").status_code == 409


def test_a_scored_round_takes_no_verdict(program, jury, seat, films):
    judged = make.open_round(jury, films)
    url = f"/api/v1/scorecards/{make.assignment(judged, seat, films[0]).pk}/"
    assert program.patch(url, {"verdict": "yes"}, format="json").status_code == 400
    assert program.get(url).json()["verdict"] is None


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(program, jury, seat, edition, django_assert_num_queries, count):
    films = [make.entry(edition) for _ in range(count + 1)]
    votes = [make_votes.open_vote(jury, films) for _ in range(count)]
    with django_assert_num_queries(LIST_QUERIES):
        program.get("/api/v1/ballots/")
    with django_assert_num_queries(BALLOT_QUERIES):
        program.get(at(votes[0]))
