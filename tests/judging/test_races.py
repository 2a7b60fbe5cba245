"""Two people press at the same moment: real threads, real transactions."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from festival.exceptions import FestivalError
from festival.models import AuditRecord
from judging import actions
from judging.models import Criterion, Score, Scorecard, Tally
from tests.factories import judging as make_judging

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds):
    """Each deed in a thread of its own, started together; their results, a refusal as its class."""
    start = Barrier(len(deeds))

    def run(deed):
        start.wait(5)
        try:
            return deed()
        except FestivalError as refusal:
            return type(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def test_of_two_who_publish_one_is_refused(edition, films, director):
    actions.prepare_award(make_judging.award(edition), films[0], by=director)
    results = at_once(*[lambda: actions.publish_results(edition, by=director)] * 2)
    assert sorted(str(result) for result in results) == [
        "<class 'judging.exceptions.ResultsAreOut'>",
        "Edition 2026",
    ]
    assert AuditRecord.objects.filter(action="edition.results_published").count() == 1


def test_two_tabs_begin_one_scorecard_and_give_one_mark(assignment, juror):
    story = Criterion.objects.get(round=assignment.round, key="story")
    at_once(*[lambda: actions.save_score(assignment, story, 7, by=juror)] * 4)
    assert (Scorecard.objects.count(), Score.objects.count()) == (1, 1)


def test_a_card_confirmed_while_the_round_closes_counts_or_is_refused(judged, seat, films, juror, director):
    given = make_judging.score(judged, seat, films[0], 7, 7, confirm=False)
    at_once(
        lambda: actions.confirm_scorecard(given, by=juror),
        lambda: actions.close_round(judged, by=director),
    )
    confirmed = Scorecard.objects.filter(confirmed_at__isnull=False).count()
    assert len(Tally.objects.get().inputs["cards"]) == confirmed
