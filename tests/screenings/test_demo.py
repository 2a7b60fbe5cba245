"""A pocket festival goes through the demo's own builder: real clips, real uploads, real checks, published awards."""

from dataclasses import replace

import pytest
from django.core.management import CommandError

from festival.models import AuditRecord
from media_pipeline.enums import AssetState
from media_pipeline.models import Asset
from screenings.demo import aiff, verdicts
from screenings.demo.build import build
from screenings.models import ScheduleVersion
from submissions.models import Entry

SMALL = {"seconds": 4, "width": 192, "height": 108, "codec": "h264", "fps": "24"}
TITLES = ("Total Pixel Space", "Jailbird", "Quiet Hours")
LINES = {"en": ("(Demonstration subtitles)",), "zh-hans": ("(演示字幕)",)}
FILMS = tuple(
    replace(film, **SMALL, subtitles=LINES if film.title == "Quiet Hours" else {})
    for film in aiff.FILMS
    if film.title in TITLES
)
TOO_LONG = replace(aiff.FILMS[-1], **{**SMALL, "seconds": 9})
POCKET = replace(
    aiff.PLAN,
    films=(*FILMS, TOO_LONG),
    categories=(replace(aiff.PLAN.categories[0], max_duration_s=6, min_short_side=100),),
    blocks=(replace(aiff.PLAN.blocks[0], films=TITLES),),
    blocs=tuple(replace(bloc, jurors=1) for bloc in aiff.PLAN.blocs),
)

pytestmark = [pytest.mark.media, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def at_once(settings) -> None:
    """Work that is enqueued after a commit happens right there, by the same tasks."""
    settings.CELERY_TASK_ALWAYS_EAGER = True


def test_the_published_awards_are_reached_and_a_second_run_changes_nothing(at_once):
    said: list[str] = []
    edition = build(POCKET, said.append)
    assert verdicts.published_table(edition) == {("Total Pixel Space", "grand-prix"), ("Jailbird", "gold")}
    assert edition.results_published_at is not None
    assert edition.public
    assert str(edition.starts_on) == "2025-06-05"
    refused = Asset.objects.get(upload__film_upload__entry__title_international=TOO_LONG.title)
    assert refused.state == AssetState.REFUSED
    published = Entry.objects.get(edition=edition, title_international="Jailbird")
    assert (list(published.countries), published.languages, published.completed_on) == ([], [], None)
    spoken = Entry.objects.get(edition=edition, title_international="Quiet Hours").film.subtitle_tracks
    assert [track.name for track in spoken.shown()] == ["English", "简体中文"]
    assert ScheduleVersion.objects.released_for(edition).number == 1
    before = AuditRecord.objects.count()
    build(POCKET, said.append)
    assert said[-1] == "AIFF: already there"
    assert AuditRecord.objects.count() == before


def test_a_jury_that_arrives_elsewhere_stops_the_build(at_once):
    other = replace(POCKET.awards[0], winner="Quiet Hours")
    with pytest.raises(CommandError, match="Grand Prix went to Total Pixel Space, not to Quiet Hours"):
        build(replace(POCKET, films=FILMS, awards=(other,)), lambda sentence: None)
