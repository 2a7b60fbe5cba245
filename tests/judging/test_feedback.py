"""The jury's comments: moderated one by one, told all at once, never before the announcement, never with a name."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from festival.exceptions import Conflict
from festival.models import Letter
from judging import actions
from judging.actions.feedback import approve_feedback, collect_feedback, tell_feedback, withhold_feedback
from judging.feedback import averages, feedback_panel
from judging.models import Feedback, Scorecard
from submissions.models import AfterSelection, Entry
from tests.factories import judging as make


@pytest.fixture
def film(edition, filmmaker):
    return make.entry(edition, "Him", owner=filmmaker)


@pytest.fixture
def judged(edition, film):
    """Three jurors have scored and written; the round is closed."""
    jury = make.jury(edition)
    seats = [make.seat(jury, name=f"Juror {n}") for n in range(3)]
    judged = make.open_round(jury, [film])
    for n, seat in enumerate(seats):
        given = make.score(judged, seat, film, 6 + n, 4 + n)
        Scorecard.objects.filter(assignment=given).update(remark=f"Comment {n}.")
    return actions.close_round(judged, by=None)


@pytest.fixture
def queue(judged, edition):
    assert [collect_feedback(edition) for _time in range(2)] == [3, 0]
    return list(Feedback.objects.order_by("text"))


def announce(edition):
    edition.selection_released_at = timezone.now()
    edition.save()


def fresh(film):
    return Entry.objects.select_related("edition", "film").get(pk=film.pk)


def test_nothing_comes_out_of_an_open_round(edition, film):
    jury = make.jury(edition)
    seat = make.seat(jury)
    given = make.score(make.open_round(jury, [film]), seat, film, 6, 7)
    Scorecard.objects.filter(assignment=given).update(remark="Too early.")
    assert collect_feedback(edition) == 0


def test_approved_ones_are_told_the_others_never(queue, edition, film, director, filmmaker):
    first, second, third = queue
    approve_feedback(first, text="Comment 0, shortened.", by=director)
    withhold_feedback(second, by=director)
    with pytest.raises(Conflict):
        tell_feedback(edition, by=director)
    announce(edition)
    assert feedback_panel(fresh(film)) is None
    assert [tell_feedback(edition, by=director) for _time in range(2)] == [1, 0]
    panel = feedback_panel(fresh(film))
    assert panel.values == {"comments": ["Comment 0, shortened."], "marks": []}
    (letter,) = Letter.objects.filter(kind="judging/feedback_ready")
    assert letter.recipient == filmmaker
    assert "Him" in letter.text
    with pytest.raises(Conflict):
        withhold_feedback(Feedback.objects.get(pk=first.pk), by=director)
    approve_feedback(third, text=third.text, by=director)
    assert tell_feedback(edition, by=director) == 1
    assert Letter.objects.filter(recipient=filmmaker).count() == 2


def test_the_database_tells_only_what_is_approved(queue):
    with pytest.raises(IntegrityError), transaction.atomic():
        Feedback.objects.filter(pk=queue[0].pk).update(told_at=timezone.now())


def test_averages_only_where_wished_for_and_of_three_cards(judged, edition, film):
    assert averages(film) == []
    AfterSelection.objects.create(edition=edition, feedback_marks=True)
    assert averages(film) == [
        {"label": "Story", "value": "7.0 / 10"},
        {"label": "Editing", "value": "5.0 / 10"},
    ]
    Scorecard.objects.filter(pk=Scorecard.objects.first().pk).update(abstained=True)
    assert averages(film) == []


def test_the_queue_and_the_makers_page(client, queue, edition, film, director, filmmaker):
    here = [edition.festival.slug, edition.slug]
    client.force_login(director)
    page = client.get(reverse("jury_desk:feedback", args=here)).content.decode()
    assert [f"Comment {n}." in page for n in range(3)] == [True] * 3
    first, second, _third = queue
    url = reverse("jury_desk:moderate_feedback", args=[*here, first.pk])
    client.post(url, {f"c{first.pk}-text": ""})
    client.post(url, {f"c{first.pk}-text": "Warm words."})
    client.post(reverse("jury_desk:moderate_feedback", args=[*here, second.pk]), {"deed": "withhold"})
    announce(edition)
    client.post(reverse("jury_desk:tell_feedback", args=here))
    client.force_login(filmmaker)
    page = client.get(reverse("entries:entry", args=[film.pk])).content.decode()
    told = [words in page for words in ("Warm words.", "Comment 1.", "Comment 2.", "Juror 0")]
    assert told == [True, False, False, False]
