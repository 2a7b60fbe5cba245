"""The maker's home: what happened, what comes, what is to be done; and the statement of fair viewing."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from festival.actions.setup import change
from judging.models import Honour
from media_pipeline import spans
from media_pipeline.models import Viewing
from submissions.actions import ask_to_complete, take_as_it_is
from submissions.fair_viewing import FairViewing, fair_viewing
from submissions.models import AfterSelection, Entry
from submissions.reading import history_of
from tests.factories import festival as house
from tests.factories import judging as jury_room
from tests.factories import media
from tests.factories import screenings as auditorium
from tests.factories import submissions as make


@pytest.fixture
def film(edition, filmmaker):
    asset = media.asset(filmmaker, seconds=100.0)
    return make.submitted(edition, filmmaker, film=asset, title="Him", decision="selected")


def fresh(film):
    return Entry.objects.select_related("edition__festival", "film").get(pk=film.pk)


def labels(film):
    return [(line["label"], line["state"]) for line in history_of(fresh(film))]


def test_a_moved_notification_date_is_shown_with_both_days(film, edition, director):
    edition.decisions_on = date(2027, 2, 3)
    change(edition, fields=["decisions_on"], by=director)
    line = next(line for line in history_of(fresh(film)) if "changed" in line["label"])
    assert line["text"].endswith("to Feb. 3, 2027") or "3 February 2027" in line["text"]


def test_what_was_asked_is_part_of_the_way(film, programmer):
    ask_to_complete(film, parts=[], message="?", due_on=date(2027, 1, 1), by=programmer)
    take_as_it_is(film, by=programmer)
    told = [label for label, _state in labels(film)]
    assert told.index("The festival asked for something") < told.index("In consideration again")


def test_the_decision_is_part_of_the_way_only_once_it_is_told(film, edition):
    assert "Selected" not in [label for label, _state in labels(film)]
    make.release(edition)
    assert ("Selected", "done") in labels(film)
    todo = make.todo(film)
    assert ("Done: Send the copy", "done") not in labels(film)
    type(todo).objects.update(state="done", settled_at=timezone.now())
    assert ("Done: Send the copy", "done") in labels(film)


def watched(film, person, *stretches):
    now = timezone.now()
    Viewing.objects.create(
        asset=film.film,
        viewer=person,
        spans=spans.merge(spans.between(*stretch) for stretch in stretches),
        begun_at=now,
        seen_at=now,
    )


def test_how_many_watched_and_how_much_between_them(film, edition, juror, programmer, stranger):
    watched(film, juror, (0, 60))
    watched(film, stranger, (0, 100))
    AfterSelection.objects.create(edition=edition, fair_viewing=True)
    make.release(edition)
    assert fair_viewing(fresh(film)) is None  # one viewer alone is nobody's business
    watched(film, programmer, (50, 100))
    assert fair_viewing(fresh(film)) == FairViewing(viewers=2, percent=100)
    AfterSelection.objects.update(fair_viewing=False)
    assert fair_viewing(fresh(film)) is None


def test_nothing_of_the_viewing_before_the_announcement(film, edition, juror, programmer):
    AfterSelection.objects.create(edition=edition, fair_viewing=True)
    for person in (juror, programmer):
        watched(film, person, (0, 100))
    assert fair_viewing(fresh(film)) is None


def test_both_makers_see_what_is_to_be_done(client, film, filmmaker, rival):
    make.co_owner(film, rival)
    make.todo(film)
    for person in (filmmaker, rival):
        client.force_login(person)
        assert "Send the copy" in client.get(reverse("entries:home")).content.decode()
        assert "Send the copy" in client.get(reverse("entries:entry", args=[film.pk])).content.decode()
    client.force_login(house.user("visitor"))
    assert "Send the copy" not in client.get(reverse("entries:home")).content.decode()


def test_screenings_and_awards_are_told_once_they_are_public(edition, film):
    auditorium.released_programme(edition, film)
    award = jury_room.award(edition)
    Honour.objects.create(award=award, entry=film)
    assert ("Grand Prix", "done") not in labels(film)
    assert ("Screening", "todo") in labels(film)
    edition.results_published_at = timezone.now()
    edition.save()
    assert ("Grand Prix", "done") in labels(film)
    edition.selection_released_at = None
    edition.save()
    assert ("Screening", "todo") not in labels(film)
