"""Next year begins with what this year declared: rules of rounds and how they follow one another, nothing else."""

import pytest

from judging.actions import polls
from judging.actions.feeding import declare_feed
from judging.models import (
    Assignment,
    AssignmentRules,
    BlocQuota,
    CalibrationRules,
    Feed,
    FollowUp,
    Juror,
    Poll,
    Round,
    RoundReminder,
    Score,
    Tally,
)
from judging.setup import copy_judging_setup
from tests.factories import festival as house
from tests.factories import funnel as make_funnel
from tests.factories import judging as make
from tests.factories import votes as make_votes


@pytest.fixture
def year(edition, category):
    """A year with a bit of everything, and people and films that must not travel."""
    jury = make.jury(edition, blocs={"professional": 60, "community": 40})
    seats = [make.seat(jury, bloc=bloc) for bloc in ("professional", "community")]
    films = [make.entry(edition, category=category) for _ in range(2)]
    first = make_funnel.qualifying_draft(jury, films, rules={"least_yes": 2, "comment_with_no": True})
    scored = make.draft_round(jury, [], name={"en": "Scored"})
    AssignmentRules.objects.create(round=scored, reviews_per_film=3, heed_languages=False, seed=4711)
    BlocQuota.objects.create(round=scored, bloc=jury.blocs.first(), least=1, most=2)
    RoundReminder.objects.create(round=scored, kind="deadline", days=3, percent_left=20)
    CalibrationRules.objects.create(round=scored, shows_others=False, counts=False)
    declare_feed(scored, [first], by=None, kind="top", top=20, category=category)
    make_votes.open_vote(jury, films, seats=1)
    FollowUp.objects.create(round=Round.objects.get(mode="ranked"), of=scored)
    polls.create_poll(edition, name={"en": "Audience"}, by=None, form="rate", tickets=True, keep_days=7)
    done = make.open_round(jury, films, name={"en": "Done"})
    make.score(done, seats[0], films[0], 7, 8)
    return edition


@pytest.fixture
def copied(year):
    target = house.edition(year.festival, slug="2027")
    house.category(target, year.categories.get().slug)
    copy_judging_setup(year, target)
    return target


def of(copied, name):
    return next(one for one in Round.objects.filter(edition=copied) if str(one.name) == name)


def test_rules_travel(copied):
    scored = of(copied, "Scored")
    rules = scored.assignment_rules
    assert (rules.reviews_per_film, rules.heed_languages, rules.seed) == (3, False, scored.pk)
    (quota,) = scored.bloc_quotas.all()
    assert (quota.least, quota.most, quota.bloc.jury.edition) == (1, 2, copied)
    assert list(scored.reminders.values_list("kind", "days", "percent_left", "paused")) == [
        ("deadline", 3, 20, False)
    ]
    assert (scored.calibration_rules.shows_others, scored.calibration_rules.counts) == (False, False)
    first = of(copied, "First look").qualifying
    assert (first.least_yes, first.comment_with_no) == (2, True)


def test_a_poll_travels_without_its_secret(copied, year):
    old, new = (Poll.objects.get(round__edition=one) for one in (year, copied))
    assert (new.form, new.tickets, new.keep_days, new.forgotten_at) == ("rate", True, 7, None)
    assert (len(new.salt), new.salt == old.salt) == (32, False)


def test_rounds_follow_one_another_as_before(copied):
    feed = Feed.objects.get(round__edition=copied)
    assert (str(feed.round), feed.top, feed.category.edition) == ("Scored", 20, copied)
    assert [str(source) for source in feed.sources.all()] == ["First look"]
    assert feed.sources.get().edition == copied
    row = FollowUp.objects.get(round__edition=copied)
    assert (str(row.round), str(row.of)) == ("Final vote", "Scored")


def test_neither_people_nor_films_nor_marks_travel(copied):
    rounds = Round.objects.filter(edition=copied)
    assert set(rounds.values_list("state", flat=True)) == {"draft"}
    assert [Juror.objects.filter(jury__edition=copied).count(), rounds.exclude(entries=None).count()] == [
        0,
        0,
    ]
    assert [model.objects.filter(round__in=rounds).count() for model in (Assignment, Score, Tally)] == [
        0,
        0,
        0,
    ]


def test_a_way_for_a_category_that_is_gone_is_left_out(year):
    target = house.edition(year.festival, slug="2027")
    copy_judging_setup(year, target)
    assert Feed.objects.filter(round__edition=target).count() == 0
