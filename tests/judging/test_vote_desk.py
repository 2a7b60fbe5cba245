"""Final votes on the desk: declared, followed, sealed while open, and told with reasons."""

import pytest
from django.urls import reverse

from judging import actions
from judging.actions import pairs
from judging.actions.votes import terms_declared
from judging.enums import RoundMode
from judging.models import Round
from judging.vote_enums import VoteMethod
from judging.voting.tie_zone import tie_zone
from tests.factories import judging as make
from tests.factories import votes as make_votes

RESULT_QUERIES = 10


@pytest.fixture
def seats(edition):
    jury = make.jury(edition, blocs={"professional": 60, "community": 40})
    return [make.seat(jury, bloc=bloc) for bloc in ("professional", "professional", "community")]


@pytest.fixture
def jury(seats):
    return seats[0].jury


def desk(name, edition, **more):
    return reverse(f"jury_desk:{name}", args=[edition.festival.slug, edition.slug, *more.values()])


def closed(jury, jurors, films, *orders, **terms):
    vote = make_votes.open_vote(jury, films, **terms)
    for seat, order in zip(jurors, orders, strict=False):
        make_votes.rank(vote, seat, *order)
    actions.close_round(vote, by=None)
    return vote


def told(client, director, vote):
    client.force_login(director)
    page = client.get(desk("vote_result", vote.edition, pk=vote.pk))
    assert page.status_code == 200
    return page


def test_the_winner_of_every_comparison(client, director, jury, seats, films):
    him, tree, moon = films
    vote = closed(jury, seats, films, (him, tree, moon), (tree, him, moon), (him, moon, tree))
    report = told(client, director, vote).context["report"]
    assert report.sentences == (
        "“Him” beats every other film head to head.",
        "Its closest result is the one against “Our Tree”: 70\N{NO-BREAK SPACE}% to 30\N{NO-BREAK SPACE}%.",
        "“Him” wins.",
    )
    assert [(row.entry.title, row.place, row.by_bloc) for row in report.rows] == [
        ("Him", 1, (1, 1)),
        ("Our Tree", 2, (1, 3)),
        ("Paper Moon", 3, (3, 2)),
    ]
    assert [[(cell.share, cell.state) for cell in cells] for _film, cells in report.duels] == [
        [("", "none"), ("70\N{NO-BREAK SPACE}%", "won"), ("100\N{NO-BREAK SPACE}%", "won")],
        [("30\N{NO-BREAK SPACE}%", "lost"), ("", "none"), ("60\N{NO-BREAK SPACE}%", "won")],
        [("0\N{NO-BREAK SPACE}%", "lost"), ("40\N{NO-BREAK SPACE}%", "lost"), ("", "none")],
    ]


def test_a_circle_and_its_weakest_link(client, director, edition, films):
    a, b, c = films
    jury = make.jury(edition)
    seats = [make.seat(jury) for _number in range(9)]
    orders = [(a, b, c)] * 4 + [(b, c, a)] * 3 + [(c, a, b)] * 2
    report = told(client, director, closed(jury, seats, films, *orders)).context["report"]
    circle = (
        "There is a circle: “Him” beats “Our Tree” (66.7\N{NO-BREAK SPACE}%), “Our Tree” beats “Paper Moon” (77.8\N{NO-BREAK SPACE}%), and "
        "“Paper Moon” beats “Him” (55.6\N{NO-BREAK SPACE}%). That last result is the weakest of the circle, so it gives way: "
        "“Him” comes before “Paper Moon”."
    )
    assert report.sentences == (
        "No film beats every other one head to head.",
        circle,
        "“Him” wins.",
    )


def test_a_tie_names_the_next_rung(client, director, edition, films):
    jury = make.jury(edition)
    seats = [make.seat(jury), make.seat(jury)]
    vote = closed(jury, seats, films, films[:2], films[1::-1], ladder=("recount", "second_ballot"))
    page = told(client, director, vote)
    assert page.context["report"].sentences == (
        "No film beats every other one head to head.",
        "Head to head nothing tells “Him”, “Our Tree” apart.",
        "Counted again among “Him”, “Our Tree” alone: they stay equal.",
        "Next, as declared: a second ballot among “Him”, “Our Tree”.",
    )


@pytest.mark.parametrize(
    ("method", "seats_wanted", "last", "pictures"),
    [
        (
            VoteMethod.IRV,
            1,
            "“Him” has 70\N{NO-BREAK SPACE}% of the votes that still count in round 1: more than half.",
            1,
        ),
        (VoteMethod.STV, 2, "“Our Tree”: elected.", 3),
        (VoteMethod.BORDA, 1, "“Him” has the most points: 170.", 1),
        (
            VoteMethod.SUCCESSIVE,
            1,
            "Ballot 1: “Him” has 70\N{NO-BREAK SPACE}% of the votes, more than half.",
            1,
        ),
    ],
)
def test_every_method_tells_its_count(
    client, director, jury, seats, films, method, seats_wanted, last, pictures
):
    him, tree, moon = films
    orders = [(him, tree, moon), (tree, him, moon), (him, moon, tree)]
    if method == VoteMethod.SUCCESSIVE:
        orders = [order[:1] for order in orders]
    vote = closed(jury, seats, films, *orders, method=method, seats=seats_wanted)
    report = told(client, director, vote).context["report"]
    assert last in report.sentences
    assert len(report.bars) == pictures


def test_while_a_vote_is_open_its_ballots_are_sealed(client, director, jury, seats, films):
    vote = make_votes.open_vote(jury, films)
    make_votes.rank(vote, seats[0], *films)
    page = told(client, director, vote)
    assert (page.context["report"], page.context["confirmed"], page.context["voting"]) == (None, 1, 3)
    assert [film.title for film in films if film.title in page.content.decode()] == []


def test_nothing_was_cast(client, director, jury, seats, films):
    report = told(client, director, closed(jury, seats, films)).context["report"]
    assert report.sentences == ("Nobody has confirmed a ballot.",)


def test_standings_of_a_vote_lead_to_its_result(client, director, jury, seats, films):
    vote = closed(jury, seats, films, films)
    client.force_login(director)
    answer = client.get(desk("standings", jury.edition, pk=vote.pk))
    assert answer["Location"] == desk("vote_result", jury.edition, pk=vote.pk)


def test_a_vote_settles_an_award(client, director, jury, seats, films):
    vote = closed(jury, seats, films, films)
    award = make.award(jury.edition)
    client.force_login(director)
    page = client.get(desk("award", jury.edition, pk=award.pk), {"round": vote.pk})
    assert next((row.entry.title, row.won) for row in page.context["votes"].rows) == ("Him", True)
    chosen = desk("choose", jury.edition, pk=award.pk, entry=films[0].pk)
    client.post(f"{chosen}?round={vote.pk}", {"kind": "winner", "citation_en": "Bold."})
    assert award.honours.get().tally.round_id == vote.pk


def test_declaring_a_vote_and_changing_its_terms(client, programmer, jury):
    client.force_login(programmer)
    form = {
        "name_en": "Grand Prix",
        "jury": jury.pk,
        "blindness": "open",
        "min_watched_percent": 0,
        "method": "irv",
        "ballot": 1,
        "ladder": ["casting_vote", "recount"],
        "unseen": "allowed",
        "quorum_share": 67,
        "quorum_jurors": 3,
    }
    client.post(desk("new_vote", jury.edition), form)
    vote = Round.objects.get(mode=RoundMode.RANKED)
    declared = terms_declared(vote)
    assert (declared.method, list(declared.ladder)) == ("irv", ["recount", "casting_vote"])
    refused = client.post(desk("vote_terms", jury.edition, pk=vote.pk), {**form, "unseen": "abstain"})
    assert refused.status_code == 422
    client.post(desk("vote_terms", jury.edition, pk=vote.pk), {**form, "method": "borda"})
    assert terms_declared(Round.objects.get(pk=vote.pk)).method == "borda"


def test_asking_the_jury_again(client, director, jury, seats, films):
    scored = make.open_round(jury, films)
    for seat in seats:
        for film, mark in zip(films, (8, 8, 3), strict=True):
            make.score(scored, seat, film, mark, mark)
    actions.close_round(scored, by=None)
    client.force_login(director)
    url = desk("follow_round", jury.edition, pk=scored.pk)
    tied = {str(films[0].pk), str(films[1].pk)}
    assert set(client.get(url).context["form"].initial["films"]) >= tied
    assert client.post(url, {"name_en": "x", "kind": "vote", "films": [films[0].pk]}).status_code == 422
    posted = {"name_en": "Tie", "kind": "pairs", "films": list(tied)}
    client.post(url, posted)
    client.post(url, {**posted, "kind": "vote"})
    made = Round.objects.exclude(pk=scored.pk).order_by("pk")
    assert [(one.mode, one.entries.count(), one.follow_up.of_id) for one in made] == [
        ("pairwise", 2, scored.pk),
        ("ranked", 2, scored.pk),
    ]


def test_pairs_tell_how_sure_they_are(client, director, jury, seats, films):
    asked = make_votes.open_pairs(jury, films)
    keys = [str(film.pk) for film in films]
    for seat in seats:
        pairs.vote_on_pair(asked, seat, keys[0], keys[1], "left", by=None)
    actions.close_round(asked, by=None)
    page = told(client, director, asked)
    assert [(row.entry.title, row.place) for row in page.context["pairs"].rows] == [
        ("Him", 1),
        ("Our Tree", 2),
        ("Paper Moon", None),
    ]
    assert page.context["pairs"].sentences[0] == "“Him” comes first."


@pytest.mark.parametrize("more", [0, 3])
def test_query_counts(client, director, edition, jury, seats, films, django_assert_num_queries, more):
    films += [make.entry(edition) for _number in range(more)]
    vote = closed(jury, seats, films, films, films[:1])
    client.force_login(director)
    with django_assert_num_queries(RESULT_QUERIES):
        client.get(desk("vote_result", edition, pk=vote.pk))


def test_the_zone_of_ties():
    rows = [{"film": film, "place": place} for film, place in (("a", 1), ("b", 1), ("c", 3), ("d", None))]
    assert tie_zone(rows) == ["a", "b"]
    assert tie_zone(rows[1:]) == ["b", "c"]
    grouped = [{**row, "group": 1 if row["film"] != "d" else None} for row in rows]
    assert tie_zone(grouped) == ["a", "b", "c"]
    assert tie_zone([]) == []
