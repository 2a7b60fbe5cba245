"""What must stay true of every count, on small juries drawn with a seed."""

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest

from judging.scoring.ballots.ballot import Ballot
from judging.scoring.ballots.decide import NAMES, SCHULZE, Terms, decide
from judging.scoring.ballots.headtohead import condorcet_winner, head_to_head
from judging.scoring.ballots.points import borda
from judging.scoring.ballots.runoff import instant_runoff
from judging.scoring.ballots.schulze import schulze
from judging.scoring.ballots.transfer import single_transferable_vote

FILMS = tuple("ABCDE")
SEEDS = range(12)


def jury(seed, *, recusals=True, voters=7):
    """Ballots with equal ranks, films left out, recusals and uneven weights."""
    dice = Random(seed)
    drawn = []
    for number in range(voters):
        order = dice.sample(FILMS, dice.randint(1, len(FILMS)))
        recused = {f for f in FILMS if recusals and f not in order and dice.random() < 0.4}
        tiers = []
        for film in order:
            if tiers and dice.random() < 0.2:
                tiers[-1] += (film,)
            else:
                tiers.append((film,))
        weight = Fraction(dice.randint(1, 5), dice.randint(1, 5))
        drawn.append(Ballot(tuple(tiers), str(number), weight, recused=frozenset(recused)))
    return drawn


@pytest.mark.parametrize("method", NAMES)
@pytest.mark.parametrize("seed", SEEDS)
def test_multiplying_all_weights_changes_nothing(method, seed):
    ballots = jury(seed)
    heavier = [replace(one, weight=one.weight * Fraction(7, 3)) for one in ballots]
    terms = Terms(number=3, seats=2)
    assert (
        decide(method, FILMS, heavier, terms=terms).places
        == decide(method, FILMS, ballots, terms=terms).places
    )


@pytest.mark.parametrize("method", NAMES)
@pytest.mark.parametrize("seed", SEEDS)
def test_other_names_and_another_order_of_rows_change_nothing(method, seed):
    ballots = jury(seed)
    names = dict(zip(FILMS, "zyxwv", strict=True))
    renamed = [
        replace(
            one,
            tiers=tuple(tuple(names[film] for film in tier) for tier in one.tiers),
            recused=frozenset(names[film] for film in one.recused),
        )
        for one in reversed(ballots)
    ]
    terms = Terms(number=3, seats=2)
    there = decide(method, tuple(sorted(names.values())), renamed, terms=terms)
    here = decide(method, FILMS, ballots, terms=terms)
    assert there.places == {names[film]: place for film, place in here.places.items()}


@pytest.mark.parametrize("seed", SEEDS)
def test_raising_a_film_never_lowers_it_by_schulze(seed):
    ballots = jury(seed)
    before = schulze(FILMS, ballots)
    for film in FILMS:
        raised = [raise_film(one, film) for one in ballots]
        after = schulze(FILMS, raised)
        assert after.places[film] <= before.places[film]


def raise_film(one, film):
    if film in one.recused:
        return one
    rest = tuple(tuple(f for f in tier if f != film) for tier in one.tiers)
    return replace(one, tiers=((film,), *(tier for tier in rest if tier)))


@pytest.mark.parametrize("seed", SEEDS)
def test_who_beats_everybody_wins_by_schulze(seed):
    ballots = jury(seed)
    best = condorcet_winner(head_to_head(FILMS, ballots))
    assert best is None or schulze(FILMS, ballots).winners == (best,)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_recusal_is_silence_on_pairs_with_that_film_and_nowhere_else(seed):
    ballots = jury(seed, recusals=False)
    one = ballots[0]
    silent = replace(
        one, tiers=tuple(t for t in (tuple(f for f in tier if f != "A") for tier in one.tiers) if t)
    )
    silent = replace(silent, recused=frozenset("A"))
    before, after = head_to_head(FILMS, ballots), head_to_head(FILMS, [silent, *ballots[1:]])
    pairs = set(before.votes)
    with_it = {pair for pair in pairs if "A" in pair}
    assert {p for p in pairs if before.entitled[p] != after.entitled[p]} == with_it
    assert {p for p in pairs - with_it if before.votes[p] != after.votes[p]} == set()
    without = head_to_head(FILMS, ballots[1:])
    assert {p: after.votes[p] for p in with_it} == {p: without.votes[p] for p in with_it}


@pytest.mark.parametrize("seed", SEEDS)
def test_weight_is_neither_made_nor_lost(seed):
    ballots = jury(seed)
    whole = sum(one.power for one in ballots)
    for turn in instant_runoff(FILMS, ballots).turns:
        assert sum(turn.totals.values()) + turn.exhausted == whole
    for stage in single_transferable_vote(FILMS, ballots, seats=2).stages:
        assert sum(stage.totals.values()) + stage.exhausted == whole
    full = jury(seed, recusals=False)
    heavy = sum(one.power for one in full)
    assert sum(borda(FILMS, full).values()) == heavy * len(FILMS) * (len(FILMS) - 1) / 2


@pytest.mark.parametrize("seed", SEEDS)
def test_one_seat_is_won_by_whoever_passes_half(seed):
    ballots = [replace(one, weight=Fraction(1)) for one in jury(seed)]
    ballots.append(Ballot((("B",),), "crowd", count=8))
    assert decide(SCHULZE, FILMS, ballots).winners == ("B",)
    assert instant_runoff(FILMS, ballots).winner == "B"
    assert single_transferable_vote(FILMS, ballots, seats=1).elected == ("B",)
