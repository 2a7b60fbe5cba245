"""Is every film still what it was when it came?"""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from festival.models import AuditRecord, Letter
from festival.settings import stores
from media_pipeline import fixity, tasks
from media_pipeline.enums import Fixity
from media_pipeline.models import Asset, FixityCheck
from tests.factories import festival as make_festival
from tests.factories import media_pipeline as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def film(filmmaker) -> Asset:
    return stored(filmmaker)


@pytest.fixture
def keeper(db):
    """Runs the portal."""
    person = make_festival.user("keeper")
    person.is_superuser = True
    person.save()
    return person


def stored(owner) -> Asset:
    asset = make.stored_without_work(owner)
    assert asset.sha256 != ""
    return asset


def path_of(asset: Asset) -> Path:
    return Path(asset.original.path)


def written(asset: Asset) -> list[tuple[str, str]]:
    records = AuditRecord.objects.filter(target_id=str(asset.pk), action="original.verified")
    return list(records.order_by("pk").values_list("before", "after"))


def test_an_intact_film_is_noted_and_nobody_is_bothered(film, keeper):
    check = fixity.verify(film)
    assert (check.outcome, check.size, check.sha256) == (Fixity.INTACT, 4, film.sha256)
    assert (written(film), Letter.objects.count()) == ([], 0)


@pytest.mark.parametrize(
    ("harm", "outcome"),
    [
        (lambda path: path.write_bytes(b"fiLm"), Fixity.DAMAGED),
        (lambda path: path.write_bytes(b"fil"), Fixity.DAMAGED),
        (lambda path: path.unlink(), Fixity.MISSING),
    ],
    ids=["one bit", "one byte less", "gone"],
)
def test_harm_goes_on_the_record_and_into_one_letter(film, keeper, harm, outcome):
    fixity.verify(film)
    harm(path_of(film))
    assert [fixity.verify(film).outcome, fixity.verify(film).outcome] == [outcome, outcome]
    assert written(film) == [("intact", outcome)]
    letter = Letter.objects.get()
    assert (letter.recipient, letter.subject) == (
        keeper,
        "The original of a film is no longer as it came: film.mp4",
    )
    assert f"manage.py verify_originals {film.pk}" in letter.text.splitlines()
    assert f"<code>{film.sha256}</code>" in letter.html
    path_of(film).write_bytes(b"film")
    fixity.verify(film)
    assert written(film) == [("intact", outcome), (outcome, "intact")]
    assert FixityCheck.objects.broken().count() == 0


def test_the_one_that_waits_longest_is_read_first_and_none_too_often(filmmaker, settings):
    now = timezone.now()
    never, long_ago, lately, wrong, unknown = (stored(filmmaker) for _ in range(5))
    Asset.objects.filter(pk=unknown.pk).update(sha256="")
    for asset, days, outcome in (
        (long_ago, 40, Fixity.INTACT),
        (lately, 20, Fixity.INTACT),
        (wrong, 1, Fixity.DAMAGED),
    ):
        FixityCheck.objects.create(asset=asset, outcome=outcome, checked_at=now - timedelta(days=days))
    assert list(fixity.due(now)) == [never, long_ago, wrong]
    settings.FIXITY_BYTES_A_NIGHT = 8
    assert fixity.verify_next(None) == 4
    assert fixity.verify_next(4) == 0
    assert list(fixity.due(now)) == [wrong]
    assert fixity.verify_next(4) == 0
    assert (fixity.verify_next(None), list(fixity.due(now))) == (0, [])


def test_a_night_ends_when_nothing_is_due(film, settings, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        tasks.verify_originals()
    assert len(callbacks) == 1
    with django_capture_on_commit_callbacks() as callbacks:
        tasks.verify_originals(1000)
    assert (len(callbacks), film.fixity_checks.count()) == (0, 1)


def test_the_desk_sees_how_the_originals_are(filmmaker, django_assert_num_queries):
    films = [stored(filmmaker) for _ in range(3)]
    path_of(films[1]).unlink()
    checks = [fixity.verify(film) for film in films[:2]]
    with django_assert_num_queries(2):
        summary = fixity.summary()
    assert summary == fixity.Summary(
        films=3, verified=2, damaged=0, missing=1, last_verified_at=checks[1].checked_at
    )
    assert summary.never_verified == 1
    with django_assert_num_queries(1):
        assert [check.asset for check in FixityCheck.objects.broken()] == [films[1]]


def command(*arguments: str) -> tuple[int, str]:
    out, code = StringIO(), 0
    try:
        call_command("verify_originals", *arguments, stdout=out, stderr=out)
    except SystemExit as end:
        code = end.code
    return code, out.getvalue()


def test_the_command_says_what_it_found_and_ends_with_a_code(filmmaker, settings):
    good, bad = stored(filmmaker), stored(filmmaker)
    assert command() == (0, "2 originals verified, 0 damaged or missing\n")
    assert command() == (0, "0 originals verified, 0 damaged or missing\n")
    path_of(bad).write_bytes(b"FILM")
    found = f"{bad.pk} film.mp4: damaged\n"
    assert command("--all") == (1, f"{found}2 originals verified, 1 damaged or missing\n")
    assert command(str(good.pk)) == (0, "1 originals verified, 0 damaged or missing\n")


def test_a_store_that_cannot_be_read_says_nothing_about_the_film(film):
    path_of(film).unlink()
    path_of(film).mkdir()
    code, words = command("--all")
    assert (code, words) == (2, f"{film.pk} film.mp4: [Errno 21] Is a directory: '{film.original.path}'\n")
    assert film.fixity_checks.count() == 0
    path_of(film).rmdir()


def test_a_disk_that_is_not_mounted_is_no_lost_film(film, settings, tmp_path):
    settings.STORAGES = {**settings.STORAGES, **stores.in_folders(tmp_path)}
    (tmp_path / "originals").mkdir()
    code, _words = command("--all")
    assert (code, film.fixity_checks.count()) == (2, 0)
