from judging.awards import (
    AwardRule,
    FilmFacts,
    TooManyAwards,
    Win,
    eligible_films,
    over_limit,
    shared_without_leave,
)

HIM = FilmFacts("him", category="shorts", orientation="horizontal")
PUPPET = FilmFacts("puppet", category="shorts", orientation="vertical")
UNMEASURED = FilmFacts("unmeasured", category="student")


def test_eligibility_by_category_and_format():
    films = [HIM, PUPPET, UNMEASURED]
    assert eligible_films(AwardRule("best"), films) == films
    assert eligible_films(AwardRule("best-vertical", orientation="vertical"), films) == [PUPPET]
    assert eligible_films(AwardRule("best-student", category="student"), films) == [UNMEASURED]


def test_the_award_limit_leaves_out_what_does_not_count():
    awards = [AwardRule("best"), AwardRule("editing"), AwardRule("audience", outside_limit=True)]
    wins = [Win(award.key, "him") for award in awards]
    assert over_limit(wins, awards, 1) == [TooManyAwards("him", ("best", "editing"), 1)]
    assert over_limit(wins, awards, 2) == []
    assert over_limit(wins, awards, None) == []


def test_two_winners_need_an_award_that_may_be_shared():
    awards = [AwardRule("best"), AwardRule("editing", ex_aequo=True)]
    wins = [Win(award, film) for award in ("best", "editing") for film in ("him", "tree")]
    assert shared_without_leave(wins, awards) == ["best"]
