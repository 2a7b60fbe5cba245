import pytest

from festival.exceptions import Conflict, MoveNotAllowed, NotReady
from festival.models import AuditRecord, Letter
from submissions.actions import (
    decide,
    decide_rest,
    disqualify_entry,
    reinstate_entry,
    release_selection,
    withdraw_entry,
)
from submissions.enums import Decision, Stage
from submissions.exceptions import AlreadyReleased
from submissions.tasks import write_decision_letters
from tests.factories import media
from tests.factories import submissions as make


@pytest.fixture
def films(edition, filmmaker, rival):
    return [make.submitted(edition, owner) for owner in (filmmaker, rival, rival)]


def test_nothing_is_told_before_the_release(films, edition, programmer, director, filmmaker):
    chosen = films[0]
    decide(chosen, Decision.SELECTED, by=programmer)
    chosen.refresh_from_db()
    assert (chosen.decision, chosen.stage, Letter.objects.count()) == ("selected", Stage.IN_CONSIDERATION, 0)
    assert decide_rest(edition, by=programmer) == 2

    write_decision_letters(release_selection(edition, by=director).pk)
    edition.refresh_from_db()
    assert edition.selection_released_at
    told = Letter.objects.order_by("to_email").values_list("kind", "to_email")
    assert list(told) == [
        ("submissions/film_selected", "filmmaker@example.org"),
        ("submissions/film_not_selected", "rival@example.org"),
    ]
    chosen.refresh_from_db()
    assert chosen.stage == Stage.SELECTED
    record = AuditRecord.objects.get(action="edition.selection_released")
    assert (record.actor, record.facts) == (director, {"selected": 1, "not_selected": 2})


def test_the_telling_happens_once(films, edition, programmer, director):
    decide(films[0], Decision.SELECTED, by=programmer)
    decide_rest(edition, by=programmer)
    release = release_selection(edition, by=director)
    with pytest.raises(AlreadyReleased):
        release_selection(edition, by=director)
    for _time in range(2):
        write_decision_letters(release.pk)
    assert Letter.objects.count() == 2


def test_no_release_over_undecided_films(films, edition, programmer, director):
    decide(films[0], Decision.SHORTLISTED, by=programmer)
    with pytest.raises(NotReady) as refusal:
        release_selection(edition, by=director)
    assert refusal.value.problems == ["3 films are not decided about.", "No film is selected."]
    edition.refresh_from_db()
    assert (edition.selection_released_at, Letter.objects.count()) == (None, 0)


def test_a_withdrawn_film_gets_no_decision_letter(films, edition, programmer, director, filmmaker):
    decide(films[1], Decision.SELECTED, by=programmer)
    decide(films[0], Decision.SELECTED, by=programmer)
    withdraw_entry(films[0], by=filmmaker)
    decide_rest(edition, by=programmer)
    write_decision_letters(release_selection(edition, by=director).pk)
    kinds = list(Letter.objects.filter(to_email="filmmaker@example.org").values_list("kind", flat=True))
    assert kinds == ["submissions/entry_withdrawn"]


def test_a_film_that_failed_its_check_cannot_be_selected(edition, filmmaker, programmer):
    entry = make.submitted(edition, filmmaker, film=media.asset(filmmaker, state="refused"))
    with pytest.raises(Conflict):
        decide(entry, Decision.SELECTED, by=programmer)
    assert decide(entry, Decision.NOT_SELECTED, by=programmer).decision == "not_selected"


def test_after_the_telling_a_change_needs_a_reason(films, edition, programmer, director):
    decide(films[0], Decision.SELECTED, by=programmer)
    decide_rest(edition, by=programmer)
    release_selection(edition, by=director)
    with pytest.raises(AlreadyReleased):
        decide(films[1], Decision.SHORTLISTED, by=director)
    with pytest.raises(Conflict):
        decide(films[1], Decision.SELECTED, by=director)
    decide(films[1], Decision.SELECTED, by=director, note="Counted wrongly.")
    assert AuditRecord.objects.filter(action="entry.selected", note="Counted wrongly.").count() == 1


def test_disqualified_with_a_reason_and_back(films, programmer):
    entry = films[0]
    disqualify_entry(entry, by=programmer, reason="Shown before.")
    assert (entry.stage, entry.disqualified_for) == (Stage.DISQUALIFIED, "Shown before.")
    with pytest.raises(MoveNotAllowed):
        disqualify_entry(entry, by=programmer, reason="Again.")
    reinstate_entry(entry, by=programmer, note="It was another film.")
    entry.refresh_from_db()
    assert (entry.stage, entry.disqualified_for) == (Stage.IN_CONSIDERATION, "")
    assert list(Letter.objects.order_by("pk").values_list("kind", flat=True)) == [
        "submissions/entry_disqualified",
        "submissions/entry_reinstated",
    ]
