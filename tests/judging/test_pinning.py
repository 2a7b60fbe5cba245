"""Jurors see each film as it was when the round opened; the office moves one to its newest version, with a reason."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from festival.exceptions import Conflict, FestivalError
from festival.models import AuditRecord
from judging import actions
from judging.assignable import films_of
from judging.doors import may_pass_on_duty
from judging.models import Assignment, RoundEntry, Viewing
from judging.pinning import changes_in
from media_pipeline.models import SubtitleTrack
from submissions import snapshots
from submissions.models import Entry, SnapshotCause
from tests.factories import judging as make_judging


def change(entry, **fields) -> None:
    Entry.objects.filter(pk=entry.pk).update(**fields)
    snapshots.keep(entry, SnapshotCause.MAKER, by=entry.owner)


@pytest.fixture
def judged(jury, seat, other_seat, films):
    return make_judging.open_round(jury, films)


@pytest.fixture
def assignment(judged, seat, films):
    return make_judging.assignment(judged, seat, films[0])


@pytest.fixture
def other_seat(jury):
    return make_judging.seat(jury, name="Second")


@pytest.fixture
def row(judged, films):
    return judged.round_entries.get(entry=films[0])


def film_page(client, juror, assignment):
    client.force_login(juror)
    return client.get(reverse("jury:film", args=[assignment.round_id, assignment.pk]))


def test_opening_pins_the_newest_version_of_each_film(judged, films):
    pinned = judged.round_entries.select_related("snapshot")
    assert [(row.snapshot.entry_id, row.snapshot.version) for row in pinned] == [
        (film.pk, 1) for film in films
    ]


def test_page_list_overview_and_api_show_the_pinned_words(client, juror, judged, assignment, films):
    change(films[0], title_international="Renamed", synopsis={"en": "Entirely other words"})
    pages = [
        film_page(client, juror, assignment),
        client.get(reverse("jury:home")),
        client.get(reverse("jury:overview", args=[judged.pk])),
        client.get("/api/v1/scorecards/"),
        client.get(f"/api/v1/scorecards/{assignment.pk}/"),
    ]
    for page in pages:
        words = page.content.decode()
        assert ("Him" in words, "Renamed" in words, "Entirely other" in words) == (True, False, False)
    assert pages[0].context["film"].title == "Him"


def test_a_replaced_film_stays_playable_for_the_round_and_the_new_one_does_not_open(
    client, juror, judged, assignment, films
):
    former, newer = films[0].film, make_judging.film(films[0].owner, seconds=30.0)
    change(films[0], film=newer)
    assert may_pass_on_duty(juror, former.pk, str(assignment.pk))
    assert not may_pass_on_duty(juror, newer.pk, str(assignment.pk))
    shown = film_page(client, juror, assignment)
    assert former.pk.hex in shown.context["playback"].hls or shown.context["playback"] is not None
    assert shown.context["film"].runtime_s == 90.0
    (mine,) = client.get(reverse("jury:home")).context["rounds"]
    assert {slip.duration_s for slip in mine["mine"].slips} == {90.0}


def test_moving_shows_the_new_version_keeps_marks_and_tells_those_who_had_begun(
    client, juror, seat, other_seat, judged, assignment, films, row, director
):
    make_judging.score(judged, seat, films[0], 5, 5, confirm=False)
    change(films[0], title_international="Renamed")
    (found,) = changes_in(judged)
    assert (found.row, found.newest.version) == (row, 2)
    actions.move_to_newest(row, by=director, reason="The title was misspelt")
    actions.move_to_newest(row, by=director, reason="Pressed twice")
    assert changes_in(judged) == []
    page = film_page(client, juror, assignment)
    assert (page.context["film"].title, page.context["moved"]) == ("Renamed", row)
    assert "The film's data changed after you began" in page.content.decode()
    other = make_judging.assignment(judged, other_seat, films[0])
    assert film_page(client, other_seat.membership.user, other).context["moved"] is None
    record = AuditRecord.objects.get(action="round.film_moved")
    assert (record.before, record.after, record.note) == ("1", "2", "The title was misspelt")
    assert assignment.scorecard.scores.count() == 2


def test_moving_to_another_film_begins_the_watching_anew(client, juror, judged, assignment, films, row):
    actions.record_watching(assignment, [(0, 80)])
    change(films[0], film=make_judging.film(films[0].owner, seconds=30.0))
    actions.move_to_newest(row, by=None, reason="The first file had no sound")
    assert Viewing.objects.get().seconds == 0
    assert "The film was replaced after you began" in film_page(client, juror, assignment).content.decode()
    assert not may_pass_on_duty(juror, films[0].film.pk, str(assignment.pk))


def test_moving_wants_a_reason_and_an_open_round(judged, films, row):
    change(films[0], title_international="Renamed")
    with pytest.raises(FestivalError) as refusal:
        actions.move_to_newest(row, by=None, reason=" \x00 ")
    assert refusal.value.status == 422
    actions.close_round(judged, by=None)
    with pytest.raises(Conflict):
        actions.move_to_newest(row, by=None, reason="Late")
    assert RoundEntry.objects.get(pk=row.pk).snapshot.version == 1
    actions.reopen_round(judged, by=None, reason="A mark was missing")
    assert RoundEntry.objects.get(pk=row.pk).snapshot.version == 1


def test_a_round_from_before_versions_shows_the_entry_as_it_is(client, juror, judged, assignment, films):
    RoundEntry.objects.update(snapshot=None)
    Entry.objects.filter(pk=films[0].pk).update(title_international="Renamed")
    assert film_page(client, juror, assignment).context["film"].title == "Renamed"
    assert may_pass_on_duty(juror, films[0].film.pk, str(assignment.pk))


def test_the_desk_sees_what_changed_and_moves_it(client, edition, judged, films, row, programmer, director):
    change(films[0], title_international="Renamed")
    client.force_login(programmer)
    here = [edition.festival.slug, edition.slug, judged.pk]
    page = client.get(reverse("jury_desk:round", args=here))
    assert [change.row for change in page.context["changes"]] == [row]
    client.post(reverse("jury_desk:move_film", args=[*here, row.pk]), {"reason": "Misspelt"})
    assert RoundEntry.objects.get(pk=row.pk).snapshot.version == 2
    assert client.get(reverse("jury_desk:round", args=here)).context["changes"] == []


def test_the_database_wants_a_reason(row):
    with pytest.raises(IntegrityError), transaction.atomic():
        RoundEntry.objects.filter(pk=row.pk).update(moved_at=row.snapshot.kept_at)


@pytest.mark.parametrize("more", [0, 4])
def test_opening_costs_a_fixed_number_of_queries(
    jury, seat, films, edition, django_assert_max_num_queries, more
):
    films += [make_judging.entry(edition) for _number in range(more)]
    for film in films:
        snapshots.keep(film, SnapshotCause.SUBMITTED, by=None)
    judged = make_judging.draft_round(jury, films)
    with django_assert_max_num_queries(45):
        actions.open_round(judged, by=None)
    assert Assignment.objects.count() == len(films)


def test_the_assignment_reckons_with_the_minutes_that_jurors_will_watch(judged, films, row):
    """Also with the format and the subtitles of that file, until the film is moved to its newest version."""
    longer = make_judging.film(films[0].owner, seconds=600, width=1080, height=1920)
    SubtitleTrack.objects.create(
        asset=longer, language="fr", source="embedded", stream_index=2, state="ready", vtt="v.vtt"
    )
    change(films[0], film=longer)
    first = films_of(judged)[0]
    assert (first.minutes, first.orientation, first.subtitles) == (1.5, "horizontal", frozenset())
    actions.move_to_newest(row, by=None, reason="The maker sent a better file")
    first = films_of(judged)[0]
    assert (first.minutes, first.orientation, first.subtitles) == (10, "vertical", {"fr"})
    assert films_of(judged)[1].minutes == 1.5
