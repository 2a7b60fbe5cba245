"""Calibration films: first for everybody, declared before the opening, kept by the database from then on."""

import pytest
from django.db import InternalError, transaction

from festival.exceptions import Conflict, FestivalError
from judging import actions
from judging.models import Assignment, CalibrationRules, calibration_rules
from judging.modes.scored import inputs_of
from judging.queue import juror_round
from tests.factories import judging as make_judging


@pytest.fixture
def draft(jury, seat, films):
    made = make_judging.draft_round(jury, films)
    Assignment.objects.filter(round=made, entry=films[2]).delete()
    Assignment.objects.create(round=made, juror=make_judging.seat(jury, name="other"), entry=films[2])
    return made


def declare(draft, *films, **rules):
    given = {"shows_others": True, "counts": True, **rules}
    return actions.declare_calibration(draft, [film.pk for film in films], by=None, **given)


def test_everybody_gets_them_and_first(draft, films, juror):
    declare(draft, films[2])
    actions.open_round(draft, by=None)
    assert Assignment.objects.filter(round=draft, entry=films[2]).count() == 2
    queue = juror_round(juror, draft).queue
    assert [slip.calibration for slip in queue] == [True, False, False]
    assert queue[0].number == 3


def test_a_recused_juror_does_not_get_them(draft, films, seat, juror):
    actions.recuse(seat, films[2], by=None, reason="A cousin")
    declare(draft, films[2])
    actions.open_round(draft, by=None)
    assert [slip.calibration for slip in juror_round(juror, draft).queue] == [False, False]


def test_they_are_chosen_among_the_films_of_the_round(draft, edition, films):
    with pytest.raises(FestivalError):
        declare(draft, make_judging.entry(edition))
    declare(draft, films[0], films[1])
    declare(draft, films[1])
    assert list(draft.round_entries.filter(calibration=True).values_list("entry", flat=True)) == [films[1].pk]


def test_after_the_opening_nothing_of_it_changes(draft, films):
    declare(draft, films[0], counts=False)
    actions.open_round(draft, by=None)
    with pytest.raises(Conflict):
        declare(draft, films[1])
    rules = CalibrationRules.objects.filter(round=draft)
    for attempt in (
        lambda: rules.update(counts=True),
        rules.delete,
        lambda: draft.round_entries.update(calibration=False),
    ):
        with pytest.raises(InternalError), transaction.atomic():
            attempt()
    assert rules.get().counts is False


def test_every_round_that_opens_has_declared(judged):
    assert CalibrationRules.objects.filter(round=judged).count() == 1
    assert calibration_rules(judged).shows_others is True


@pytest.mark.parametrize(("counts", "places"), [(True, 3), (False, 2)])
def test_they_count_as_declared(draft, films, seat, counts, places):
    declare(draft, films[0], counts=counts)
    actions.open_round(draft, by=None)
    for film in films[:2]:
        make_judging.score(draft, seat, film, 7, 8)
    found = inputs_of(draft)
    assert (len(found.films), len(found.cards)) == (places, places - 1)


def test_a_draft_with_rules_can_be_deleted(draft, films):
    declare(draft, films[0])
    actions.delete_round(draft, by=None)
    assert not CalibrationRules.objects.exists()
