"""An edition leaves as one file and comes back in an empty installation: all of it, with its hashes, or nothing."""

import io
import json
import zipfile

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import CommandError
from PIL import Image

from festival.archive.packing import packed
from festival.archive.reading import BadArchive, Loading
from festival.archive.writing import files
from festival.exceptions import Conflict
from festival.models import AuditRecord, Edition, User
from submissions.models import Credit, Entry, Picture, Question
from submissions.stills import store_picture
from tests.factories import submissions as make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def rich(edition, filmmaker, rival):
    """An edition in which something of every room has happened."""
    entry = make.submitted(edition, filmmaker, title="他", title_international="Him")
    make.submitted(edition, rival)
    name = store_picture(Image.new("RGB", (900, 600), "red"))
    Picture.objects.create(entry=entry, name=name, caption={"en": "A lamp", "zh-hans": "灯"})
    question = Question.objects.create(edition=edition, key="why", label={"en": "Why?"}, kind="text")
    question.categories.add(entry.category)
    return edition


def archive_of(edition, **options):
    return b"".join(packed(files(edition, with_films=options.get("with_films", False))))


def told(data, name):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [json.loads(line) for line in archive.read(name).splitlines()]


def empty_installation():
    call_command("flush", interactive=False, verbosity=0)


def test_there_and_back(rich):
    data = archive_of(rich)
    entry, picture = Entry.objects.get(title_original="他"), Picture.objects.get()
    kept = (entry.pk, entry.owner.email, entry.submitted_at, entry.created_at)
    empty_installation()
    for width in (480, 900, 1600, 4096):
        default_storage.delete(picture.name.replace(".jpg", f"-{width}.jpg"))
    edition = Loading(io.BytesIO(data)).load()
    back = Entry.objects.get(title_original="他")
    assert (back.pk, back.owner.email, back.submitted_at, back.created_at) == kept
    assert (back.edition, back.category.edition) == (edition, edition)
    assert list(back.credits.values_list("name", flat=True)) == ["Ada Lumen"]
    assert (back.owner.has_usable_password(), User.objects.count()) == (False, 2)
    assert dict(back.pictures.get().caption) == {"en": "A lamp", "zh-hans": "灯"}
    assert default_storage.exists(picture.name.replace(".jpg", "-480.jpg"))
    assert list(Question.objects.get().categories.all()) == [back.category]
    assert AuditRecord.objects.filter(action="edition.loaded").count() == 1


def test_the_second_archive_says_what_the_first_said(rich):
    first = archive_of(rich)
    empty_installation()
    second = archive_of(Loading(io.BytesIO(first)).load())
    for name in ("submissions.Entry", "submissions.Picture", "media_pipeline.Asset"):
        for one, other in zip(*(told(data, f"rows/{name}.jsonl") for data in (first, second)), strict=True):
            same = {key: value for key, value in one.items() if not isinstance(value, int)}
            assert same == {key: value for key, value in other.items() if not isinstance(value, int)}


def test_what_is_here_already_is_refused_and_changes_nothing(rich):
    data, before = archive_of(rich), (Edition.objects.count(), Credit.objects.count())
    with pytest.raises(Conflict):
        Loading(io.BytesIO(data)).load()
    with pytest.raises(Conflict):
        Loading(io.BytesIO(data), edition="copy").load()
    assert (Edition.objects.count(), Credit.objects.count()) == before


def tampered(data, name, change):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.namelist():
            content = old.read(member)
            new.writestr(member, change(content) if member == name else content)
    return io.BytesIO(out.getvalue())


def test_a_damaged_archive_is_refused_whole(rich):
    data = archive_of(rich)
    empty_installation()
    picture = next(name for name in zipfile.ZipFile(io.BytesIO(data)).namelist() if name.endswith(".jpg"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        stored = picture.removeprefix("media/default/")
        default_storage.delete(stored)
        assert archive.testzip() is None
    for name in ("rows/submissions.Credit.jsonl", picture):
        with pytest.raises(BadArchive):
            Loading(tampered(data, name, lambda content: content + b"x")).load()
    for nonsense in (b"", b"PK\x03\x04", b"film"):
        with pytest.raises(BadArchive):
            Loading(io.BytesIO(nonsense))
    assert (Edition.objects.count(), User.objects.count()) == (0, 0)


def test_a_name_that_leads_elsewhere_is_refused(rich):
    data = archive_of(rich)
    empty_installation()

    def mislead(content):
        manifest = json.loads(content)
        manifest["media"] = [{"storage": "default", "name": "../../escaped", "size": 1, "sha256": "0" * 64}]
        return json.dumps(manifest).encode()

    with pytest.raises((BadArchive, Exception)) as refusal:
        Loading(tampered(data, "manifest.json", mislead)).load()
    assert type(refusal.value).__name__ in ("BadArchive", "SuspiciousFileOperation")


def test_the_commands(rich, tmp_path, capsys):
    file = tmp_path / "edition.zip"
    call_command("export_edition", rich.festival.slug, rich.slug, str(file), "--films")
    with pytest.raises(CommandError):
        call_command("load_edition", str(file))
    with pytest.raises(CommandError):
        call_command("export_edition", "nowhere", "2026", str(file))
    empty_installation()
    call_command("load_edition", str(file), "--edition", "again")
    assert Edition.objects.get().slug == "again"
    assert "submissions.Entry" in capsys.readouterr().out
