from itertools import product

import pytest
from django.utils import timezone

from media_pipeline.enums import AssetState
from submissions.enums import Decision, EntryState, Stage
from submissions.models import Entry
from tests.factories import festival as house
from tests.factories import media
from tests.factories import submissions as make

FILMS = [None, *AssetState]


@pytest.fixture
def every_situation(filmmaker):
    """One entry per state × film × decision, in an edition before and in one after the telling."""
    before = house.edition()
    after = house.edition(before.festival, slug="2025", selection_released_at=timezone.now())
    for edition, state, film, decision in product((before, after), EntryState, FILMS, Decision):
        if film is None and state in (EntryState.SUBMITTED, EntryState.INCOMPLETE, EntryState.DISQUALIFIED):
            continue  # the database refuses it
        asset = media.asset(filmmaker, state=film) if film else None
        entry = make.entry(edition, filmmaker, state=state, decision=decision, film=asset)
        if film is None:
            Entry.objects.filter(pk=entry.pk).update(film=None)


def test_the_property_and_the_filter_agree_in_every_situation(every_situation):
    entries = list(Entry.objects.select_related("edition", "film"))
    assert len(entries) == 2 * 6 * (2 * 7 + 3 * 6)
    for stage in Stage:
        told = {entry.pk for entry in entries if entry.stage == stage}
        assert set(Entry.objects.at(stage).values_list("pk", flat=True)) == told, stage
        assert told, f"no situation shows {stage}"


@pytest.mark.parametrize(
    ("state", "film", "decision", "told", "stage"),
    [
        ("draft", None, "undecided", False, Stage.DRAFTING),
        ("draft", "refused", "undecided", False, Stage.NEEDS_FILM),
        ("submitted", "checking", "undecided", False, Stage.CHECKING),
        ("submitted", "preparing", "undecided", False, Stage.CHECKING),
        ("submitted", "refused", "undecided", False, Stage.NEEDS_FILM),
        ("submitted", "ready", "selected", False, Stage.IN_CONSIDERATION),
        ("submitted", "ready", "not_selected", False, Stage.IN_CONSIDERATION),
        ("submitted", "ready", "shortlisted", True, Stage.IN_CONSIDERATION),
        ("submitted", "ready", "selected", True, Stage.SELECTED),
        ("submitted", "ready", "not_selected", True, Stage.NOT_SELECTED),
        ("incomplete", "ready", "selected", False, Stage.INCOMPLETE),
        ("incomplete", "ready", "selected", True, Stage.INCOMPLETE),
        ("withdrawn", "ready", "selected", True, Stage.WITHDRAWN),
        ("disqualified", "ready", "selected", True, Stage.DISQUALIFIED),
    ],
)
def test_the_stage_in_words(edition, filmmaker, state, film, decision, told, stage):
    edition.selection_released_at = timezone.now() if told else None
    edition.save()
    asset = media.asset(filmmaker, state=film) if film else None
    assert make.entry(edition, filmmaker, state=state, decision=decision, film=asset).stage == stage
