"""One more juror for a film: who gets it, what stays, what is told."""

import pytest

from festival.exceptions import Conflict, FestivalError
from festival.models import AuditRecord
from judging import actions
from judging.models import Assignment
from tests.factories import judging as make

pytestmark = pytest.mark.django_db


def pairs(judged):
    return sorted(judged.assignments.values_list("juror__display_name", "entry__title_international"))


@pytest.fixture
def three(jury):
    """Three jurors: Ann, Bo and Cy."""
    return [make.seat(jury, name=name, display_name=name) for name in ("Ann", "Bo", "Cy")]


@pytest.fixture
def spread(jury, three, films):
    """A round in which Ann has all three films, Bo the first, Cy none."""
    judged = make.open_round(jury, films)
    judged.assignments.all().delete()
    ann, bo, _cy = three
    for juror, film in [(ann, films[0]), (ann, films[1]), (ann, films[2]), (bo, films[0])]:
        Assignment.objects.create(round=judged, juror=juror, entry=film, position=1)
    return judged


def test_a_further_juror_is_the_least_loaded_who_has_not_the_film(spread, films, director):
    handed = actions.top_up(spread, [films[0]], by=director)
    assert [(made.juror.display_name, made.entry_id) for made in handed.made] == [("Cy", films[0].pk)]
    assert handed.short == {}
    record = AuditRecord.objects.get(action="round.topped_up")
    assert record.facts == {"count": 1, "films": [str(films[0].pk)]}


def test_a_film_that_nobody_is_left_for_is_told(spread, films, director):
    handed = actions.top_up(spread, [films[0]], extra=3, by=director)
    assert (len(handed.made), handed.short) == (1, {films[0].pk: 2})


def test_neither_a_conflict_nor_a_language_nor_a_limit_is_overridden(spread, three, films, director):
    _ann, bo, cy = three
    actions.recuse(bo, films[1], by=director, reason="Cousin")
    cy.languages, cy.capacity_minutes = ["fr"], 1
    cy.save()
    films[1].languages = ["de"]
    films[1].save()
    assert actions.top_up(spread, [films[1]], by=director).short == {films[1].pk: 1}
    films[1].languages = ["fr"]
    films[1].save()
    # One and a half minutes are more than this person can take.
    assert actions.top_up(spread, [films[1]], by=director).short == {films[1].pk: 1}
    cy.capacity_minutes = 2
    cy.save()
    assert [made.juror for made in actions.top_up(spread, [films[1]], by=director).made] == [cy]


def test_an_untouched_film_changes_hands(spread, three, films, director):
    ann, bo, cy = three
    rules = actions.assigning.keep_rules(spread, by=director, reviews_per_film=1)
    assert rules.reviews_per_film == 1
    given = make.assignment(spread, ann, films[1])
    actions.recuse(ann, films[1], by=director, reason="Cousin")
    made = actions.reassign(given, by=director, reason="Cousin")
    assert (made.juror, made.entry_id) == (cy, films[1].pk)
    assert not Assignment.objects.filter(pk=given.pk).exists()
    record = AuditRecord.objects.get(action="round.handed_on")
    assert (record.before, record.after, record.note) == ("Ann", "Cy", "Cousin")
    assert (bo.assignments.count(), cy.assignments.count()) == (1, 1)


def test_begun_work_stays_and_somebody_else_sees_the_film_too(spread, three, films, director):
    ann, _bo, _cy = three
    actions.assigning.keep_rules(spread, by=director, reviews_per_film=2)
    given = make.score(spread, ann, films[0], 7, 8)
    actions.recuse(ann, films[0], by=director, reason="Cousin")
    made = actions.reassign(given, by=director, reason="Cousin")
    assert made.juror.display_name == "Cy"
    assert Assignment.objects.filter(pk=given.pk).exists()


def test_nobody_is_added_where_enough_remain(spread, three, films, director):
    _ann, bo, _cy = three
    actions.assigning.keep_rules(spread, by=director, reviews_per_film=1)
    given = make.assignment(spread, bo, films[0])
    assert actions.reassign(given, by=director, reason="Ill") is None
    assert pairs(spread) == [("Ann", "Him"), ("Ann", "Our Tree"), ("Ann", "Paper Moon")]


def test_who_drops_out_hands_on_what_is_not_begun(spread, three, films, director):
    ann, bo, cy = three
    actions.assigning.keep_rules(spread, by=director, reviews_per_film=1)
    make.score(spread, ann, films[2], 5, 5)
    handed = actions.hand_on(ann, by=director, reason="Fell ill")
    # Bo has the first film already, so only the second one needs a new juror.
    assert [(made.juror, made.entry_id) for made in handed.made] == [(cy, films[1].pk)]
    assert pairs(spread) == [("Ann", "Paper Moon"), ("Bo", "Him"), ("Cy", "Our Tree")]
    assert bo.assignments.get().entry == films[0]


def test_names_of_any_length_are_told_whole_in_the_trail(jury, films, director):
    """Six people with long names take over: a list longer than a column of the trail is no reason to fail."""
    leaving = make.seat(
        jury, name="leaving", display_name="Wolfeschlegelsteinhausenbergerdorff, Hubert Blaine"
    )
    for number in range(3):
        make.seat(jury, name=f"taker{number}", display_name=f"Juror number {number} (technologists)")
    judged = make.open_round(jury, films)
    judged.assignments.exclude(juror=leaving).delete()
    actions.hand_on(leaving, by=director, reason="Ill")
    record = AuditRecord.objects.get(action="round.handed_on")
    assert (len(record.before), len(record.after), record.before[-1]) == (40, 40, "…")
    assert record.facts["before"] == str(leaving)
    assert record.facts["after"].count("(technologists)") == 3


def test_a_closed_round_is_left_alone(spread, three, films, director):
    given = make.assignment(spread, three[0], films[0])
    actions.close_round(spread, by=director)
    with pytest.raises(Conflict, match="closed"):
        actions.top_up(spread, films, by=director)
    with pytest.raises(Conflict, match="closed"):
        actions.reassign(given, by=director, reason="Late")
    assert actions.hand_on(three[0], by=director, reason="Late").made == ()
    assert len(pairs(spread)) == 4


@pytest.mark.parametrize("extra", [0, 61])
def test_a_silly_number_is_refused(spread, films, director, extra):
    with pytest.raises(FestivalError, match="1 to 60"):
        actions.top_up(spread, films, extra=extra, by=director)
