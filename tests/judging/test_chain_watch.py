"""Every night the marks are worked out again, and a break is told once to those who answer for the result."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from festival.enums import Role
from festival.models import AuditRecord, Letter, Membership
from judging import tasks
from judging.actions.chain_watch import watch_chains
from judging.models import ChainCheck, Score
from tests.factories import festival as house
from tests.factories import judging as make
from tests.judging.test_score_chain import behind_the_trigger

KIND = "jury/chain_broken"


@pytest.fixture
def marks(judged, seat, films):
    for film in films:
        make.score(judged, seat, film, 5, 7)
    return list(Score.objects.order_by("number"))


@pytest.fixture
def readers(edition, director):
    """One director sits as scrutineer too: one letter each."""
    scrutineer = house.member(edition, Role.SCRUTINEER)
    Membership.objects.create(
        edition=edition, role=Role.SCRUTINEER, user=director, name=director.name, accepted_at=timezone.now()
    )
    house.member(edition, Role.PROGRAMMER)
    return {director.email, scrutineer.email}


def told():
    return AuditRecord.objects.filter(action="round.marks_broken")


def test_sound_marks_are_noted_and_nobody_is_written_to(judged, marks, readers):
    tasks.verify_scores()
    check = ChainCheck.objects.get()
    assert (check.round_id, check.broken_at, check.score, check.what) == (judged.pk, None, None, "")
    assert (told().count(), Letter.objects.filter(kind=KIND).count()) == (0, 0)


def test_a_break_is_told_once(judged, marks, readers):
    behind_the_trigger("UPDATE judging_score SET value = 10 WHERE id = %s", marks[2].pk)
    assert [watch_chains(), watch_chains()] == [1, 0]
    letters = Letter.objects.filter(kind=KIND)
    assert sorted(letter.to_email for letter in letters) == sorted(readers)
    assert {"Mark number 3 is not the one that was given" in letter.text for letter in letters} == {True}
    record = told().get()
    assert (record.target_id, record.facts, record.actor_text) == (
        str(judged.pk),
        {"number": 3, "what": "changed"},
        "portal",
    )


def test_another_break_is_told_again_and_a_mended_chain_is_sound(judged, marks, readers):
    behind_the_trigger("UPDATE judging_score SET value = 10 WHERE id = %s", marks[2].pk)
    watch_chains()
    behind_the_trigger("DELETE FROM judging_score WHERE id = %s", marks[0].pk)
    assert watch_chains() == 1
    assert [record.facts["number"] for record in told().order_by("pk")] == [3, 1]
    ChainCheck.objects.update(broken_at=None, score=None, what="")
    assert watch_chains() == 1


def test_a_programmer_reads_it_nowhere_and_the_scrutineer_at_the_round(
    client, edition, judged, marks, readers
):
    url = reverse("jury_desk:scrutiny", args=[edition.festival.slug, edition.slug])
    scrutineer = edition.memberships.filter(role=Role.SCRUTINEER).order_by("pk").first().user
    client.force_login(scrutineer)
    pages = [client.get(url).content.decode()]
    watch_chains()
    pages.append(client.get(url).content.decode())
    behind_the_trigger("UPDATE judging_score SET value = 10 WHERE id = %s", marks[2].pk)
    watch_chains()
    pages.append(client.get(url).content.decode())
    sound, broken = "Every mark is as it was given", "Mark number 3 of this round is not as it was given"
    assert [(sound in page, broken in page) for page in pages] == [
        (False, False),
        (True, False),
        (False, True),
    ]
    client.force_login(edition.memberships.get(role=Role.PROGRAMMER).user)
    assert client.get(url).status_code == 403


def test_it_runs_every_night():
    assert [row["task"] for row in settings.CELERY_BEAT_SCHEDULE.values()].count(
        "judging.tasks.verify_scores"
    ) == 1
