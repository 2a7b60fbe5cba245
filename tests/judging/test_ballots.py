"""Ranked rounds: who may rank what, history, two windows, closing and counting."""

import pytest
from django.db import DatabaseError, transaction

from festival.exceptions import FestivalError, MoveNotAllowed, NotReady
from festival.models import AuditRecord
from judging import actions
from judging.actions import ballots
from judging.actions.round_rules import declare_rules
from judging.actions.votes import VoteTerms, create_vote, declare_terms, terms_declared, vote_again
from judging.exceptions import RoundNotOpen
from judging.models import BallotOrder, RankedBallot, Viewing
from judging.modes import mode_of
from judging.scoring.recount import recount
from judging.vote_enums import UnseenRule, VoteMethod
from judging.vote_exceptions import BallotConfirmed, OtherWindow
from judging.voting.papers import vote_of
from tests.factories import judging as make
from tests.factories import votes as make_votes


@pytest.fixture
def seats(jury, seat):
    return [seat, make.seat(jury, name="second"), make.seat(jury, name="third")]


@pytest.fixture
def vote(jury, seats, films):
    return make_votes.open_vote(jury, films)


def keys(*films):
    return [[str(film.pk)] for film in films]


def test_jurors_order_the_films_and_the_best_one_wins(vote, seats, films, director):
    him, tree, moon = films
    make_votes.rank(vote, seats[0], him, tree, moon)
    make_votes.rank(vote, seats[1], him, [tree, moon])
    make_votes.rank(vote, seats[2], tree)
    tally = actions.close_round(vote, by=director)
    assert (tally.method, [(row["film"], row["place"], row["won"]) for row in tally.result]) == (
        "schulze",
        [(str(him.pk), 1, True), (str(tree.pk), 2, False), (str(moon.pk), 3, False)],
    )


def test_a_tally_can_be_counted_again_without_the_database(vote, seats, films, director):
    make_votes.rank(vote, seats[0], *films)
    tally = actions.close_round(vote, by=director)
    document = {"method": tally.method, "parameters": tally.parameters, "inputs": tally.inputs}
    assert recount(
        {**document, "result": tally.result, "inputs_sha256": tally.inputs_sha256, "facts": tally.facts}
    )


def test_another_order_is_a_new_row_and_the_newest_counts(vote, seats, films):
    him, tree, moon = films
    make_votes.rank(vote, seats[0], him, tree, confirm=False)
    make_votes.rank(vote, seats[0], him, tree, confirm=False)
    make_votes.rank(vote, seats[0], moon, confirm=True)
    assert [order.tiers for order in BallotOrder.objects.all()] == [keys(him, tree), keys(moon)]
    (counted,) = vote_of(vote).ballots
    assert counted.tiers == ((str(moon.pk),),)


def test_the_database_refuses_changes_and_strange_films(vote, seats, films, edition):
    make_votes.rank(vote, seats[0], *films, confirm=False)
    order = BallotOrder.objects.get()
    stranger = make.entry(edition)
    for deed in (
        lambda: BallotOrder.objects.update(tiers=[]),
        lambda: BallotOrder.objects.all().delete(),
        lambda: BallotOrder.objects.create(ballot=order.ballot, number=2, tiers=keys(films[0], films[0])),
        lambda: BallotOrder.objects.create(ballot=order.ballot, number=2, tiers=keys(stranger)),
        lambda: BallotOrder.objects.create(ballot=order.ballot, number=2, tiers={"a": 1}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            deed()
    BallotOrder.objects.update(given_by=None)  # an erased account leaves the vote
    assert BallotOrder.objects.get().tiers == keys(*films)


def test_hostile_ballots_are_refused_in_words(vote, seats, films, edition):
    stranger = make.entry(edition, "Elsewhere")
    for tiers, words in (
        (keys(films[0], films[1], films[0]), "“Film 1” stands on the ballot twice."),
        (
            keys(films[0], stranger),
            "A film on the ballot is not among those of this vote. Reload the page and look again.",
        ),
        (
            [["nonsense"]],
            "A film on the ballot is not among those of this vote. Reload the page and look again.",
        ),
    ):
        with pytest.raises(FestivalError) as refused:
            ballots.save_order(vote, seats[0], tiers, by=None)
        assert (str(refused.value.message), refused.value.status) == (words, 422)
    assert BallotOrder.objects.count() == 0


def test_a_film_taken_off_cannot_be_ranked_and_is_not_counted(vote, seats, films):
    make_votes.rank(vote, seats[0], *films)
    actions.recuse(seats[0], films[0], by=None, reason="Cousin")
    (counted,) = vote_of(vote).ballots
    assert counted.recused == {str(films[0].pk)}
    assert counted.tiers == ((str(films[1].pk),), (str(films[2].pk),))
    ballots.reopen_ballot(vote, seats[0], by=None)
    with pytest.raises(FestivalError) as refused:
        ballots.save_order(vote, seats[0], keys(films[0]), by=None)
    assert str(refused.value.message) == "You cannot rank “Film 1”: you have no vote on it."


def test_a_juror_who_stepped_back_abstains_on_that_film(vote, seats, films, juror):
    actions.step_back(make.assignment(vote, seats[0], films[1]), by=juror, reason="A friend")
    with pytest.raises(FestivalError):
        ballots.save_order(vote, seats[0], keys(films[1]), by=juror)
    make_votes.rank(vote, seats[0], films[0])
    assert vote_of(vote).ballots[0].recused == {str(films[1].pk)}


def test_two_windows_do_not_overwrite_each_other(vote, seats, films):
    him, tree, _moon = films
    ballots.save_order(vote, seats[0], keys(him, tree), by=None, based_on=0)
    ballots.save_order(
        vote, seats[0], keys(him, tree), by=None, based_on=0
    )  # the same again: the answer was lost
    with pytest.raises(OtherWindow):
        ballots.save_order(vote, seats[0], keys(tree, him), by=None, based_on=0)
    ballots.save_order(vote, seats[0], keys(tree, him), by=None, based_on=1)
    assert [order.tiers for order in BallotOrder.objects.all()] == [keys(him, tree), keys(tree, him)]


def test_confirming_opening_again_and_closing(vote, seats, films, director):
    with pytest.raises(NotReady) as missing:
        ballots.confirm_ballot(vote, seats[0], by=None)
    assert missing.value.problems == ["Put at least one film into your order first."]
    make_votes.rank(vote, seats[0], films[0])
    for deed in (
        lambda: ballots.save_order(vote, seats[0], keys(films[1]), by=None),
        lambda: ballots.confirm_ballot(vote, seats[0], by=None),
    ):
        with pytest.raises(BallotConfirmed):
            deed()
    ballots.reopen_ballot(vote, seats[0], by=None)
    ballots.reopen_ballot(vote, seats[0], by=None)
    assert vote_of(vote).ballots == ()
    actions.close_round(vote, by=director)
    for deed in (ballots.confirm_ballot, ballots.reopen_ballot):
        with pytest.raises(RoundNotOpen):
            deed(vote, seats[0], by=None)
    deeds = AuditRecord.objects.filter(target_type="judging.rankedballot").values_list("action", flat=True)
    assert sorted(deeds) == ["rankedballot.confirmed", "rankedballot.draft"]


def test_someone_without_a_film_in_the_vote_has_no_ballot(vote, edition, films):
    outsider = make.seat(make.jury(edition))
    with pytest.raises(FestivalError) as refused:
        ballots.save_order(vote, outsider, keys(films[0]), by=None)
    assert (refused.value.status, RankedBallot.objects.count()) == (404, 0)


def test_scores_are_no_ballots(judged, seat, films):
    with pytest.raises(RoundNotOpen):
        ballots.save_order(judged, seat, keys(films[0]), by=None)


def test_only_films_that_were_seen_can_be_ranked(jury, seats, films, juror):
    earlier = make.open_round(jury, films)
    for film, seconds in ((films[0], 90), (films[1], 30)):
        Viewing.objects.create(assignment=make.assignment(earlier, seats[0], film), seconds=seconds)
    vote = make_votes.open_vote(jury, films, unseen=UnseenRule.ABSTAIN, settings={"min_watched_percent": 80})
    with pytest.raises(FestivalError):
        ballots.save_order(vote, seats[0], keys(films[0], films[1]), by=juror)
    make_votes.rank(vote, seats[0], films[0])
    assert vote_of(vote).ballots[0].recused == {str(films[1].pk), str(films[2].pk)}


def test_all_finalists_must_be_seen_before_confirming(jury, seats, films, juror):
    vote = make_votes.open_vote(
        jury, films, unseen=UnseenRule.ALL_FIRST, settings={"min_watched_percent": 50}
    )
    for film in films[:2]:
        Viewing.objects.create(assignment=make.assignment(vote, seats[0], film), seconds=60)
    make_votes.rank(vote, seats[0], *films, confirm=False)
    with pytest.raises(NotReady) as missing:
        ballots.confirm_ballot(vote, seats[0], by=juror)
    assert missing.value.problems == [
        "You have watched 0\N{NO-BREAK SPACE}% of film 3; this vote asks for 50\N{NO-BREAK SPACE}% of each."
    ]


def test_a_successive_ballot_names_one_film(jury, seats, films):
    vote = make_votes.open_vote(jury, films, method=VoteMethod.SUCCESSIVE)
    with pytest.raises(FestivalError) as refused:
        ballots.save_order(vote, seats[0], keys(films[0], films[1]), by=None)
    assert str(refused.value.message) == "This ballot takes one name only."
    for seat, film in zip(seats, films, strict=True):
        make_votes.rank(vote, seat, film)
    tally = actions.close_round(vote, by=None)
    assert ({row["place"] for row in tally.result}, any(row["won"] for row in tally.result)) == ({1}, False)


def test_quorum_is_said_on_closing(edition, films):
    jury = make.jury(edition, blocs={"professional": 60, "community": 40})
    seats = [make.seat(jury, bloc=bloc) for bloc in ("professional",) * 3 + ("community",) * 3]
    vote = make_votes.open_vote(jury, films, quorum_share=67, quorum_jurors=3)
    actions.recuse(seats[0], films[2], by=None, reason="Cousin")
    for seat in seats[:3]:
        make_votes.rank(vote, seat, *films[:2])
    assert mode_of(vote).closing_shortfall(vote) == [
        "3 jurors have not confirmed a ballot; theirs will not count.",
        "No quorum in community: 0 have confirmed, it takes 2.",
        "No quorum on “Paper Moon”: 2 jurors with a vote on it have confirmed, it takes 3.",
    ]
    tally = actions.close_round(vote, by=None)
    told = AuditRecord.objects.get(action="round.tallied", target_id=str(tally.pk))
    assert len(told.facts["shortfall"]) == 3


def test_a_bloc_of_one_weighs_what_its_bloc_weighs(edition, films):
    jury = make.jury(edition, blocs={"professional": 40, "community": 60})
    seats = [make.seat(jury, bloc=bloc) for bloc in ("professional",) * 3 + ("community",)]
    vote = make_votes.open_vote(jury, films)
    for seat in seats[:3]:
        make_votes.rank(vote, seat, films[0], films[1])
    make_votes.rank(vote, seats[3], films[1], films[0])
    tally = actions.close_round(vote, by=None)
    first = tally.result[0]
    assert first["film"] == str(films[1].pk)
    assert sorted(first["by_bloc"].values()) == [1, 2]


def test_what_keeps_a_vote_from_opening(jury, seats, films):
    draft = make_votes.draft_vote(jury, films[:1], method=VoteMethod.STV, seats=2, unseen=UnseenRule.ABSTAIN)
    assert actions.opening_problems(draft) == [
        "A vote needs at least two films.",
        "The shortlist is to be as long as the list itself. Add films or take fewer places.",
        "Say how much of a film must be watched: the vote asks for films that were seen.",
    ]


def test_terms_are_declared_before_the_opening_and_never_after(jury, seats, films):
    draft = make_votes.draft_vote(jury, films, method=VoteMethod.BORDA)
    assert terms_declared(draft).method == VoteMethod.BORDA
    declare_terms(draft, VoteTerms(method=VoteMethod.IRV, ladder=("casting_vote",)), by=None)
    for bad in (
        {"method": "loudest"},
        {"unseen": "whatever"},
        {"seats": 0},
        {"ballot": 4},
        {"ladder": ("dice",)},
    ):
        with pytest.raises(FestivalError):
            declare_terms(draft, VoteTerms(**bad), by=None)
    vote = actions.open_round(draft, by=None)
    with pytest.raises(FestivalError):
        declare_rules(vote, by=None, method="borda")
    assert terms_declared(vote).method == VoteMethod.IRV


def test_a_tie_goes_to_a_second_ballot_and_then_to_the_president(edition, films, director):
    jury = make.jury(edition)
    chair = make.seat(jury, presides=True)
    seats = [chair, *(make.seat(jury) for _number in range(3))]
    vote = make_votes.open_vote(jury, films, ladder=("recount", "second_ballot", "casting_vote"))
    for number in (0, 1):
        make_votes.rank(vote, seats[number], films[0], films[1])
        make_votes.rank(vote, seats[number + 2], films[1], films[0])
    first = actions.close_round(vote, by=director)
    assert [(row["place"], row["won"]) for row in first.result] == [(1, False), (1, False), (3, False)]
    again = actions.open_round(
        vote_again(vote, films[:2], name={"en": "Second ballot"}, by=director), by=director
    )
    assert (terms_declared(again).ballot, again.follow_up.of) == (2, vote)
    for number in (0, 1):
        make_votes.rank(again, seats[number], films[0], films[1])
        make_votes.rank(again, seats[number + 2], films[1], films[0])
    second = actions.close_round(again, by=director)
    assert [(row["film"], row["won"]) for row in second.result] == [
        (str(films[0].pk), True),
        (str(films[1].pk), False),
    ]


def test_the_jury_score_of_the_round_before_may_decide(jury, seats, films):
    scored = make.open_round(jury, films)
    for seat in seats:
        for film, mark in zip(films, (5, 8, 2), strict=True):
            make.score(scored, seat, film, mark, mark)
    actions.close_round(scored, by=None)
    terms = VoteTerms(ladder=("jury_score",), quorum_share=0, quorum_jurors=0)
    vote = actions.open_round(
        create_vote(
            jury.edition, jury=jury, name={"en": "Final"}, by=None, terms=terms, entries=films, after=scored
        ),
        by=None,
    )
    make_votes.rank(vote, seats[0], films[0], films[1])
    make_votes.rank(vote, seats[1], films[1], films[0])
    tally = actions.close_round(vote, by=None)
    assert [row["film"] for row in tally.result if row["won"]] == [str(films[1].pk)]


def test_a_closed_vote_can_open_again_and_keeps_its_count(vote, seats, films, director):
    make_votes.rank(vote, seats[0], *films)
    actions.close_round(vote, by=director)
    actions.reopen_round(vote, by=director, reason="A juror was on a plane")
    make_votes.rank(vote, seats[1], films[2], films[1])
    tally = actions.close_round(vote, by=director)
    assert (tally.version, vote.tallies.count(), len(tally.inputs["ballots"])) == (2, 2, 2)


def test_a_ballot_cannot_be_confirmed_past_the_lifecycle(vote, seats, films):
    from judging.lifecycle import ballot_state

    make_votes.rank(vote, seats[0], films[0])
    with pytest.raises(MoveNotAllowed):
        ballot_state.move(RankedBallot.objects.get(), "confirmed", by=None)
