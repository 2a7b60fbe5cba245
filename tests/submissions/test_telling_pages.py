"""Before the telling: letters read one by one, a dry run of all, the hour, sections, and the balance."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from festival.models import DeadAddress, Letter
from submissions.balance import balance_of
from submissions.models import AfterSelection, Rehearsal, Release
from submissions.tasks import rehearse_telling
from tests.factories import festival as house
from tests.factories import submissions as make


@pytest.fixture
def office(client, director):
    client.force_login(director)
    return client


def url(edition, name, *more):
    return reverse(f"entry_desk:{name}", args=[edition.festival.slug, edition.slug, *more])


def test_a_dry_run_renders_everything_and_writes_nothing(office, edition, filmmaker, rival):
    make.submitted(edition, filmmaker, decision="selected")
    make.submitted(edition, rival, decision="not_selected")
    DeadAddress.objects.create(address=rival.email.upper(), reason="unknown")
    assert office.post(url(edition, "rehearse")).status_code == 302
    rehearsal = Rehearsal.objects.get()
    for _time in range(2):
        rehearse_telling(rehearsal.pk)
    rehearsal.refresh_from_db()
    assert (rehearsal.letters, rehearsal.done_at is not None, Letter.objects.count()) == (2, True, 0)
    assert rehearsal.problems == [{"person": "Rival", "text": "Letters to rival@example.org come back."}]
    assert "come back" in office.get(url(edition, "telling")).content.decode()


def test_one_persons_letter_is_read_before_it_goes(office, edition, filmmaker, stranger):
    film = make.submitted(edition, filmmaker, decision="selected", title="Him")
    page = office.get(url(edition, "telling_letter", filmmaker.pk)).content.decode()
    assert ("Selected: Him" in page, Letter.objects.count()) == (True, 0)
    for nobody in (stranger.pk, 10**9):
        assert office.get(url(edition, "telling_letter", nobody)).status_code == 404
    assert film.edition == edition


def test_the_hour_is_set_on_the_wall_of_the_festival_and_called_off(office, edition, filmmaker):
    make.submitted(edition, filmmaker, decision="selected")
    at = (timezone.now() + timedelta(days=2)).astimezone(edition.tz).replace(second=0, microsecond=0)
    office.post(url(edition, "schedule_release"), {"at": at.strftime("%Y-%m-%dT%H:%M")})
    assert Release.objects.get().due_at == at
    office.post(url(edition, "schedule_release"), {"at": "nonsense"})
    office.post(url(edition, "schedule_release"), {"deed": "cancel"})
    assert Release.objects.get().state == "cancelled"


def test_a_film_gets_its_section_with_its_decision(office, edition, filmmaker):
    film = make.submitted(edition, filmmaker)
    section = edition.sections.create(name={"en": "Panorama"}, slug="panorama")
    key = film.pk.hex
    sent = {f"was-{key}": "undecided", f"decision-{key}": "selected", f"section-{key}": section.pk}
    assert office.post(url(edition, "selection"), sent).status_code == 302
    film.refresh_from_db()
    assert (film.decision, film.section) == ("selected", section)


def test_what_is_told_besides(office, edition):
    assert office.post(
        url(edition, "after_selection"),
        {"fair_viewing": "on", "remind_days_before": "3, 1", "remind_overdue_every": "3"},
    ).url
    after = AfterSelection.objects.get()
    assert (after.fair_viewing, after.feedback_marks, after.remind_days_before) == (True, False, [3, 1])
    assert office.post(url(edition, "after_selection"), {"remind_days_before": "x"}).status_code == 422


def test_the_balance_counts_only_what_is_selected(edition, filmmaker, category, django_assert_num_queries):
    for decision in ("selected", "not_selected", "undecided"):
        make.submitted(edition, filmmaker, decision=decision, countries=["IT", "CN"])
    with django_assert_num_queries(2):
        balance = balance_of(edition)
    assert balance.selected == 1
    assert balance.progress == [{"label": "Shorts", "value": 66, "display": "2 / 3", "note": "1 selected"}]
    assert {row["value"] for row in balance.countries} == {1}


@pytest.mark.parametrize("films", [1, 3])
def test_the_pages_ask_a_fixed_number_of_questions(office, edition, films, django_assert_num_queries):
    for n in range(films):
        make.submitted(edition, house.user(f"maker{n}"), decision="selected")
    with django_assert_num_queries(9):
        office.get(url(edition, "telling"))
    with django_assert_num_queries(17):
        office.get(url(edition, "selection"))
