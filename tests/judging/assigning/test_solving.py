"""Who watches what: the rules hold, jurors are linked, what is missing is named, and the seed decides."""

from dataclasses import replace

import numpy as np
import pytest

from judging.assigning import Film, Juror, Problem, Quota, Rules, Short, solve
from judging.assigning.problem import understands
from judging.assigning.search import search
from judging.assigning.solve import violations
from judging.assigning.tables import fair_shares, tables_of
from tests.bench.assigning_instance import instance, optimum


def films(count, **more):
    return tuple(Film(f"film{n}", 2.0 + n % 7, category=str(n % 3), **more) for n in range(count))


def jurors(count, **more):
    return tuple(
        Juror(f"juror{n}", bloc="ab"[n % 2], expertise={str(n % 3): 3}, **more) for n in range(count)
    )


def problem(film_count=40, juror_count=8, **rules):
    return Problem(films(film_count), jurors(juror_count), Rules(**{"per_film": 3, **rules}))


def counts(plan, index):
    found = {}
    for pair in plan.pairs:
        found[pair[index]] = found.get(pair[index], 0) + 1
    return found


def test_each_film_gets_its_jurors_and_minutes_are_even():
    plan = solve(problem())
    assert set(counts(plan, 1).values()) == {3}
    loads = [load.minutes for load in plan.loads]
    even = sum(loads) / len(loads)
    assert all(abs(load - even) <= 0.15 * even + 1e-6 for load in loads)
    assert (plan.short, len(plan.parts)) == ((), 1)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_instance_of_the_design_page_keeps_every_rule_and_links_the_jurors(seed):
    tables = instance(200, 20, 3, seed=seed)
    state = search(tables, seed=seed)
    assert violations(tables, state.held) == []
    from judging.assigning.figures import linking

    links = linking(state.held)
    assert links.count == 1
    assert links.efficiency >= 0.94
    assert state.affinity >= 0.95 * optimum(tables)


def test_the_same_seed_gives_the_same_plan_and_another_seed_another():
    one = problem()
    assert solve(one) == solve(one)
    other = replace(one, rules=replace(one.rules, seed=7))
    assert solve(one).pairs != solve(other).pairs


def test_everybody_sees_everything_but_what_a_conflict_forbids():
    asked = replace(problem(3, 2, per_film=None), forbidden=frozenset({("juror1", "film1")}))
    assert set(solve(asked).pairs) == {
        *(("juror0", f"film{n}") for n in range(3)),
        ("juror1", "film0"),
        ("juror1", "film2"),
    }


def test_expertise_decides_where_nothing_else_does():
    asked = replace(problem(30, 9, within=0.5), films=films(30))
    plan = solve(asked)
    apt = sum(int(film[4:]) % 3 == int(juror[5:]) % 3 for juror, film in plan.pairs)
    assert apt > len(plan.pairs) / 2


def test_fixed_pairs_stay_and_a_film_may_want_more_or_fewer():
    asked = problem(10, 6)
    wishes = (replace(asked.films[0], wanted=5), replace(asked.films[1], wanted=1), *asked.films[2:])
    plan = solve(replace(asked, films=wishes, fixed=frozenset({("juror5", "film1")})))
    found = counts(plan, 1)
    assert (found["film0"], found["film1"], found["film2"]) == (5, 1, 3)
    assert ("juror5", "film1") in plan.pairs


def test_an_anchor_goes_to_everybody():
    asked = problem(10, 6)
    plan = solve(replace(asked, films=(replace(asked.films[0], anchor=True), *asked.films[1:])))
    assert counts(plan, 1)["film0"] == 6


def test_quotas_of_blocs_hold():
    plan = solve(problem(quotas={"a": Quota(1, 2), "b": Quota(1, 2)}))
    for film in {film for _juror, film in plan.pairs}:
        blocs = {int(juror[5:]) % 2 for juror, other in plan.pairs if other == film}
        assert blocs == {0, 1}


def test_personal_limits_hold_and_the_others_share_the_rest():
    asked = problem(30, 5, per_film=2)
    busy = (replace(asked.jurors[0], most_films=4), replace(asked.jurors[1], most_minutes=20.0))
    plan = solve(replace(asked, jurors=(*busy, *asked.jurors[2:])))
    loads = {load.juror: load for load in plan.loads}
    assert loads["juror0"].films <= 4
    assert loads["juror1"].minutes <= 20
    assert set(counts(plan, 1).values()) == {2}


def test_fair_shares_fill_up_who_can_take_less():
    assert fair_shares(90.0, np.array([10.0, 100.0, 100.0])).tolist() == [10, 40, 40]
    assert fair_shares(300.0, np.array([10.0, 100.0, 100.0])).tolist() == [10, 100, 100]


@pytest.mark.parametrize(
    ("known", "spoken", "subtitles", "can"),
    [
        ((), ("fr",), (), True),
        (("en",), (), (), True),
        (("en",), ("fr",), (), False),
        (("en",), ("fr",), ("en",), True),
        (("pt",), ("pt-br",), (), True),
        (("zh-hans",), ("zh-hant",), (), True),
        (("en",), ("fr", "en"), (), True),
    ],
)
def test_a_juror_understands_a_language_or_its_subtitles(known, spoken, subtitles, can):
    juror = Juror("j", languages=frozenset(known))
    assert understands(juror, Film("f", 1, spoken=frozenset(spoken), subtitles=frozenset(subtitles))) is can


def lacking(rule):
    """A problem in which exactly this rule leaves the first film short of one juror."""
    asked = problem(4, 4, per_film=3, within=None)
    if rule == "conflict":
        return replace(asked, forbidden=frozenset({("juror0", "film0"), ("juror1", "film0")}))
    if rule == "language":
        french = tuple(replace(juror, languages=frozenset({"fr"})) for juror in asked.jurors[:2])
        german = tuple(replace(juror, languages=frozenset({"de"})) for juror in asked.jurors[2:])
        film = replace(asked.films[0], spoken=frozenset({"fr"}))
        return replace(asked, films=(film, *asked.films[1:]), jurors=(*french, *german))
    if rule == "bloc":
        blocs = tuple(replace(juror, bloc="a") for juror in asked.jurors)
        rules = replace(asked.rules, quotas={"a": Quota(0, 2)})
        return replace(asked, films=asked.films[:1], jurors=blocs, rules=rules)
    idle = tuple(replace(juror, most_films=0) for juror in asked.jurors[:2])
    return replace(asked, films=asked.films[:1], jurors=(*idle, *asked.jurors[2:]))


@pytest.mark.parametrize("rule", ["conflict", "language", "bloc", "load"])
def test_a_film_that_lacks_jurors_is_named_with_the_rule(rule):
    plan = solve(lacking(rule))
    assert plan.short == (Short("film0", 1, rule),)
    assert counts(plan, 1)["film0"] == 2


@pytest.mark.parametrize("rule", ["language", "bloc", "load"])
def test_a_rule_gives_way_where_that_is_wished(rule):
    asked = lacking(rule)
    plan = solve(replace(asked, rules=replace(asked.rules, fill_gaps=True)))
    assert plan.short == ()
    assert [(gap.film, gap.rule) for gap in plan.relaxed] == [("film0", rule)]
    assert counts(plan, 1)["film0"] == 3


def test_a_conflict_never_gives_way():
    asked = lacking("conflict")
    plan = solve(replace(asked, rules=replace(asked.rules, fill_gaps=True)))
    assert (plan.short, plan.relaxed) == ((Short("film0", 1, "conflict"),), ())


def test_closed_panels_are_seen_as_parts():
    asked = problem(8, 4, per_film=2)
    pairs = frozenset((f"juror{n}", f"film{m}") for n in range(4) for m in range(8) if n // 2 == m // 4)
    plan = solve(replace(asked, fixed=pairs))
    assert plan.parts == (("juror0", "juror1"), ("juror2", "juror3"))
    assert (plan.lambda2, plan.efficiency) == (0.0, 0.0)
    assert plan.pairs_linked == pytest.approx(2 / 6)
    assert plan.weakest[0] == ("juror0", "juror2", 0)


def test_a_balanced_block_design_has_all_there_is_to_have():
    # Seven films, seven jurors, three each, any two jurors share one film: Fano's plane.
    lines = [(0, 1, 2), (0, 3, 4), (0, 5, 6), (1, 3, 5), (1, 4, 6), (2, 3, 6), (2, 4, 5)]
    asked = problem(7, 7)
    pairs = frozenset((f"juror{n}", f"film{line}") for line, on in enumerate(lines) for n in on)
    plan = solve(replace(asked, fixed=pairs))
    assert plan.efficiency == pytest.approx(1.0)
    assert plan.lambda2 == pytest.approx(7 / 3)
    assert (plan.pairs_linked, plan.weakest[0][2]) == (1.0, 1)


@pytest.mark.parametrize(("film_count", "juror_count"), [(0, 3), (3, 0), (1, 1), (2, 1)])
def test_nothing_or_nobody_is_no_trouble(film_count, juror_count):
    plan = solve(problem(film_count, juror_count))
    assert len(plan.pairs) == film_count * juror_count


def test_tight_rules_are_still_met():
    # Six jurors, twelve films, two each: everybody exactly four, which greedy choices alone do not find.
    asked = problem(12, 6, per_film=2, by_minutes=False, within=0.0)
    tables = tables_of(asked)
    tables.least[:] = 4
    tables.most[:] = 4
    state = search(tables)
    assert violations(tables, state.held) == []
