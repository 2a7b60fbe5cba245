from judging.assignment import Film, Plan, everybody, spread

FILMS = [Film(f"film{n}", minutes) for n, minutes in enumerate((12, 3, 7, 7, 1, 9, 4, 11))]
JURORS = ["1", "2", "3", "4"]


def minutes_of(plan: Plan) -> dict[str, float]:
    length = {film.key: film.minutes for film in FILMS}
    return {juror: sum(length[film] for who, film in plan.pairs if who == juror) for juror in JURORS}


def test_everybody_sees_everything_but_what_a_conflict_forbids():
    plan = everybody(FILMS[:2], ["1", "2"], forbidden={("1", "film1")})
    assert plan.pairs == (("1", "film0"), ("2", "film0"), ("2", "film1"))


def test_spread_gives_each_film_its_jurors_and_keeps_minutes_even():
    plan = spread(FILMS, JURORS, 2)
    assert sorted(film for _juror, film in plan.pairs) == sorted([film.key for film in FILMS] * 2)
    assert len(set(plan.pairs)) == 16
    loads = minutes_of(plan).values()
    assert max(loads) - min(loads) <= 6


def test_spread_keeps_what_stands_and_adds_only_what_is_missing():
    first = spread(FILMS, JURORS, 1)
    second = spread(FILMS, JURORS, 2, standing=first.pairs)
    assert set(first.pairs) & set(second.pairs) == set()
    assert len(second.pairs) == len(FILMS)


def test_a_film_with_too_few_free_jurors_is_named():
    plan = spread(FILMS[:1], ["1", "2"], 2, forbidden={("1", "film0")})
    assert (plan.pairs, plan.short) == ((("2", "film0"),), {"film0": 1})
