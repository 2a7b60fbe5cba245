"""Letters to the office about films that failed in our workshop."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from festival.enums import Role
from festival.models import Letter
from media_pipeline.models import Attempt
from submissions.failures import tell_failures
from tests.factories import festival as house
from tests.factories import media
from tests.factories import submissions as make

pytestmark = pytest.mark.django_db


def failed(edition, owner, title="Him", *, ago=timedelta(0), draft=False):
    film = media.asset(owner, state="failed")
    ended = timezone.now() - ago
    Attempt.objects.create(
        asset=film, step="play", worker="w", started_at=ended, ended_at=ended, outcome="failed"
    )
    (make.draft if draft else make.submitted)(edition, owner, title=title, film=film)
    return film


def test_every_director_gets_one_letter_about_all_films(edition, director, programmer, filmmaker, settings):
    house.member(edition, Role.DIRECTOR, name="second director")
    for number in range(12):
        failed(edition, filmmaker, f"Film number {number}", ago=timedelta(minutes=number))
    failed(edition, filmmaker, "Secret", ago=timedelta(hours=1), draft=True)
    assert tell_failures(timezone.now()) == 1
    letters = Letter.objects.order_by("pk")
    assert len(letters) == 2
    assert director.email in {letter.to_email for letter in letters}
    assert programmer.email not in {letter.to_email for letter in letters}
    here = {"festival": edition.festival.slug, "edition": edition.slug}
    assert letters[0].subject == "Lumen: 13 films failed in our workshop"
    assert "– Film number 0\n" in letters[0].text
    assert "– and 3 more\n" in letters[0].text
    assert "Film number 11" not in letters[0].text
    assert settings.PORTAL_URL + reverse("entry_desk:workshop", kwargs=here) in letters[0].text


def test_a_drafts_title_is_not_told(edition, director, filmmaker):
    failed(edition, filmmaker, "Secret", draft=True)
    tell_failures(timezone.now())
    letter = Letter.objects.get()
    assert ("Secret" in letter.text, "A film that is not submitted yet" in letter.text) == (False, True)


def test_titles_are_plain_in_text_and_escaped_in_html(edition, director, filmmaker):
    failed(edition, filmmaker, "You & <Me>")
    tell_failures(timezone.now())
    letter = Letter.objects.get()
    assert ("– You & <Me>\n" in letter.text, "<li>You &amp; &lt;Me&gt;</li>" in letter.html) == (True, True)


def test_the_same_failure_is_told_once(edition, director, filmmaker):
    failed(edition, filmmaker, ago=timedelta(minutes=1))
    now = timezone.now()
    assert [tell_failures(now + timedelta(hours=hours)) for hours in (0, 1, 9)] == [1, 0, 0]


def test_what_fails_after_a_letter_waits_for_the_next_one(edition, director, filmmaker):
    failed(edition, filmmaker, "First", ago=timedelta(minutes=1))
    tell_failures(timezone.now())
    failed(edition, filmmaker, "Second", ago=-timedelta(minutes=1))
    later = timezone.now()
    assert [tell_failures(later + timedelta(hours=hours)) for hours in (1, 5)] == [0, 1]
    assert "– Second\n– First\n" in Letter.objects.first().text


def test_each_edition_hears_of_its_own(edition, director, filmmaker, rival):
    other = house.edition(house.festival("elsewhere"))
    house.member(other, Role.DIRECTOR, name="colleague")
    failed(edition, filmmaker, "Ours")
    failed(other, rival, "Theirs")
    assert tell_failures(timezone.now()) == 2
    ours = Letter.objects.get(edition=edition)
    assert ("Ours" in ours.text, "Theirs" in ours.text) == (True, False)


def test_a_quiet_portal_costs_one_query(edition, director, filmmaker, django_assert_num_queries):
    make.submitted(edition, filmmaker)
    failed(edition, filmmaker, ago=timedelta(days=4))
    with django_assert_num_queries(1):
        assert tell_failures(timezone.now()) == 0


@pytest.mark.parametrize("count", [1, 3])
def test_what_is_told_already_costs_a_fixed_number_of_queries(
    edition, director, filmmaker, django_assert_num_queries, count
):
    for number in range(count):
        failed(edition, filmmaker, f"Film {number}", ago=timedelta(minutes=1))
    tell_failures(timezone.now())
    with django_assert_num_queries(7):
        tell_failures(timezone.now())
