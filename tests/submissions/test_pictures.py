"""Pictures in: real ones only, and nothing of what else stood in the file. Pictures out: the same few doors."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from festival.exceptions import Conflict
from media_pipeline.enums import AssetState, RenditionKind
from media_pipeline.models import Rendition
from submissions.actions import add_pictures, arrange_stills, remove_picture, set_press_kit
from submissions.exceptions import BadStill, EntryLocked
from submissions.models import Entry, Picture, PressKit
from submissions.picture_reading import read_picture
from submissions.press_kits import kit_filename
from submissions.stills import LARGE, PRINT, SMALL, poster_of, sized
from tests import pictures
from tests.factories import media
from tests.factories import submissions as make

SENTENCES = {
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "a drawing (SVG)"),
    "html": (b"<!DOCTYPE html><title>x</title>", "a drawing (SVG) or a page"),
    "heic": (b"\0\0\0\x18ftypheic" + b"\0" * 40, "(HEIC, AVIF)"),
    "gif": (b"GIF89a" + b"\0" * 60, "(GIF, TIFF, BMP, PSD)"),
    "pdf": (b"%PDF-1.7 polyglot", "This is a PDF"),
    "empty": (b"", "The file is empty."),
    "words": (b"not a picture", "not a picture that we can read"),
    "bomb": (pictures.bomb(), "has too many pixels. Send one of at most 80 megapixels."),
    "wide": (pictures.made("PNG", mode="1", size=(9000, 9000)), "has too many pixels"),
    "small": (pictures.made(size=(190, 900)), "too small (190 × 900)"),
    "cut short": (pictures.with_camera_data()[:900], "damaged or cut short"),
    "heavy": (b"\xff\xd8" + b"\0" * (25 * 1024**2), "larger than 25 MB"),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_what_is_no_good_picture_gets_a_plain_sentence(name):
    content, words = SENTENCES[name]
    with pytest.raises(BadStill) as refusal:
        read_picture(BytesIO(content))
    assert str(refusal.value.message).count(words) == 1


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (pictures.made("PNG", mode="1"), (800, 400)),
        (pictures.made("PNG", mode="P"), (800, 400)),
        (pictures.made("PNG", mode="LA", colour=(0, 0)), (800, 400)),
        (pictures.made("PNG", mode="RGBA", colour=(0, 0, 0, 0)), (800, 400)),
        (pictures.made("PNG", mode="I;16"), (800, 400)),
        (pictures.made("JPEG", mode="CMYK"), (800, 400)),
        (pictures.made("JPEG", mode="L", colour=9), (800, 400)),
        (pictures.in_other_colours(), (800, 400)),
        (pictures.made("PNG", icc_profile=b"no profile at all"), (800, 400)),
        (pictures.with_camera_data(), (400, 800)),
        (pictures.moving(), (300, 300)),
        (pictures.made("PNG", size=(5000, 2500)), (4096, 2048)),
    ],
    ids=[
        "one-bit",
        "palette",
        "grey-alpha",
        "clear",
        "sixteen-bit",
        "cmyk",
        "grey",
        "profile",
        "bad-profile",
        "turned",
        "moving",
        "large",
    ],
)
def test_every_kind_of_real_picture_becomes_plain_rgb(content, size):
    picture = read_picture(BytesIO(content))
    assert (picture.mode, picture.size, picture.info) == ("RGB", size, {})


def test_colours_are_what_they_were():
    assert read_picture(BytesIO(pictures.moving())).getpixel((5, 5)) == (255, 0, 0)  # the first frame
    clear = read_picture(BytesIO(pictures.made("PNG", mode="RGBA", colour=(0, 0, 0, 0))))
    assert clear.getpixel((5, 5)) == (255, 255, 255)
    deep = read_picture(BytesIO(pictures.made("PNG", mode="I;16", colour=0x8000)))
    assert deep.getpixel((5, 5)) == (128, 128, 128)


@pytest.fixture
def draft(edition, filmmaker):
    return make.draft(edition, filmmaker)


def add(entry, *contents, kind="still"):
    files = [pictures.sent(content) for content in contents or [pictures.made()]]
    return add_pictures(entry, files, kind=kind, by=entry.owner)


def files_of(name):
    return [default_storage.exists(sized(name, width)) for width in (PRINT, LARGE, SMALL)]


def test_nothing_of_the_original_reaches_a_reader(client, draft):
    polyglot = pictures.with_camera_data() + b"<script>alert('Ada lives at 1 Main Street')</script>"
    (still,) = add(draft, polyglot)
    for url in (still.url, still.thumb_url):
        answer = client.get(url)
        kept = Image.open(BytesIO(answer.content))
        assert (answer.headers["Content-Type"], dict(kept.getexif())) == ("image/jpeg", {})
        assert [word in answer.content for word in (b"Ada", b"script", b"written at home", b"Exif")] == [
            False
        ] * 4
    assert (draft.still_url, draft.thumb_url) == (still.url, still.thumb_url)
    hidden = still.url.replace(f"-{LARGE}", f"-{PRINT}")
    assert client.get(hidden).status_code == 404


def test_the_first_still_is_the_films_own(draft, django_capture_on_commit_callbacks):
    first, second, third = add(draft, *[pictures.made()] * 3)
    assert Entry.objects.get(pk=draft.pk).still.name == first.name
    arrange_stills(draft, [third.pk, 999_999, first.pk], by=draft.owner)
    assert list(draft.pictures.values_list("pk", flat=True)) == [third.pk, first.pk, second.pk]
    assert draft.still.name == third.name
    with django_capture_on_commit_callbacks(execute=True):
        remove_picture(third, by=draft.owner)
        assert files_of(third.name) == [True] * 3  # not before the commit
    assert (files_of(third.name), files_of(first.name)) == ([False] * 3, [True] * 3)
    assert Entry.objects.get(pk=draft.pk).still.name == first.name
    for picture in draft.pictures.all():
        remove_picture(picture, by=draft.owner)
    assert Entry.objects.get(pk=draft.pk).still_url == ""


def test_one_poster_and_one_portrait(draft, django_capture_on_commit_callbacks):
    (former,) = add(draft, kind="poster")
    with django_capture_on_commit_callbacks(execute=True):
        (poster,) = add(draft, kind="poster")
    add(draft, kind="portrait")
    assert sorted(draft.pictures.values_list("kind", flat=True)) == ["portrait", "poster"]
    assert (files_of(former.name), files_of(poster.name)) == ([False] * 3, [True] * 3)
    assert Entry.objects.get(pk=draft.pk).still.name == ""


def test_all_or_none_and_nothing_is_left_lying(draft, tmp_path, settings):
    before = set(stored())
    with pytest.raises(BadStill):
        add(draft, pictures.made(), b"not a picture")
    with pytest.raises(Conflict):
        add(draft, *[pictures.made(size=(200, 200))] * 13)
    locked = make.submitted(draft.edition, draft.owner)
    Entry.objects.filter(pk=locked.pk).update(state="withdrawn", withdrawn_at=locked.submitted_at)
    with pytest.raises(EntryLocked):
        add(locked)
    assert (Picture.objects.count(), set(stored()) - before) == (0, set())


def stored():
    folder = "stills"
    return default_storage.listdir(folder)[1] if default_storage.exists(folder) else []


@pytest.fixture
def room(client, filmmaker):
    client.force_login(filmmaker)
    return client


def step(entry):
    return reverse("entries:step", kwargs={"pk": entry.pk, "name": "pictures"})


def send(room, entry, *contents, kind="still"):
    url = reverse("entries:pictures_add", kwargs={"pk": entry.pk})
    return room.post(url, {"kind": kind, "files": [pictures.sent(content) for content in contents]})


def test_pictures_by_the_page(room, draft):
    assert send(room, draft, pictures.made(), pictures.made()).url == step(draft)
    assert send(room, draft, b"<svg>", kind="poster").status_code == 422
    assert send(room, draft).status_code == 422
    assert send(room, draft, pictures.made(), kind="selfie").status_code == 422
    one, two = draft.pictures.all()
    words = {
        f"pic{one.pk}-caption_en": "The lamp",
        f"pic{one.pk}-alt_zh_hans": "一盏灯",
        f"pic{one.pk}-credit": "Ada",
    }
    room.post(step(draft), {**words, "deed": f"up-{two.pk}"})
    room.post(step(draft), {**words, "still-order": [str(two.pk), str(one.pk)]})
    assert [picture.pk for picture in draft.pictures.all()] == [two.pk, one.pk]
    one.refresh_from_db()
    assert (one.caption, one.alt, one.credit) == ({"en": "The lamp"}, {"zh-hans": "一盏灯"}, "Ada")
    room.post(step(draft), {"deed": f"first-{one.pk}"})
    assert Entry.objects.get(pk=draft.pk).still.name == one.name
    room.post(step(draft), {"deed": f"remove-{one.pk}"})
    assert [picture.pk for picture in draft.pictures.all()] == [two.pk]


@pytest.mark.parametrize("count", [1, 3])
def test_the_pictures_page_costs_a_fixed_number_of_queries(room, draft, django_assert_num_queries, count):
    add(draft, *[pictures.made(size=(200, 200))] * count)
    with django_assert_num_queries(QUERIES):
        assert room.get(step(draft)).status_code == 200


QUERIES = 18


def zipped():
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("press.txt", "A lamp waits.")
    return out.getvalue()


def kit_url(entry, name="press_kit"):
    return reverse(f"entries:{name}", kwargs={"pk": entry.pk})


@pytest.mark.parametrize(
    ("content", "name", "kept"),
    [
        (b"%PDF-1.7\n", "../../etc/Presse\x00 Mappe.exe", ("Presse Mappe.pdf", "application/pdf")),
        (zipped(), "kit.pdf", ("kit.zip", "application/zip")),
    ],
)
def test_a_press_kit_is_only_ever_a_download(room, draft, content, name, kept):
    room.post(kit_url(draft, "press_kit_set"), {"file": pictures.sent(content, name.replace("\x00", ""))})
    answer = room.get(kit_url(draft))
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{kept[0]}"'
    assert answer.headers["Content-Type"] == kept[1]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content) == content


@pytest.mark.parametrize("content", [b"MZ\x90\0", b"PK\x03\x04 but no archive", b"<html>", b""])
def test_what_is_neither_pdf_nor_zip_is_refused(room, draft, content):
    assert room.post(kit_url(draft, "press_kit_set"), {"file": pictures.sent(content)}).status_code == 422
    assert PressKit.objects.count() == 0


def test_a_press_kit_is_replaced_and_removed_with_its_file(
    room, draft, rival, django_capture_on_commit_callbacks
):
    former = set_press_kit(draft, pictures.sent(b"%PDF-1"), by=draft.owner).name
    with django_capture_on_commit_callbacks(execute=True):
        present = set_press_kit(draft, pictures.sent(b"%PDF-2"), by=draft.owner).name
    assert [default_storage.exists(name) for name in (former, present)] == [False, True]
    with django_capture_on_commit_callbacks(execute=True):
        room.post(kit_url(draft, "press_kit_set"), {"remove": "1"})
    assert (default_storage.exists(present), room.get(kit_url(draft)).status_code) == (False, 404)


def test_a_press_kit_is_its_makers_and_the_offices(client, edition, filmmaker, rival, programmer, scrutineer):
    entry = make.submitted(edition, filmmaker)
    set_press_kit(entry, pictures.sent(b"%PDF-1"), by=filmmaker)
    answers = {}
    for person in (filmmaker, programmer, scrutineer, rival):
        client.force_login(person)
        answers[person] = client.get(kit_url(entry)).status_code
    assert list(answers.values()) == [200, 200, 403, 404]


def test_names_for_saving_have_no_path():
    assert [kit_filename(name, "pdf") for name in ("a/b\\c.zip", "..", 'x"<y>.pdf', "")] == [
        "c.pdf",
        "press-kit.pdf",
        "xy.pdf",
        "press-kit.pdf",
    ]


def test_a_poster_whose_file_is_lost_is_not_found_and_no_fault(client, filmmaker):
    film = media.asset(filmmaker, state=AssetState.READY, playable_at=timezone.now())
    Rendition.objects.create(
        asset=film, kind=RenditionKind.POSTER, name="poster", prefix="lost/poster", width=640, height=360
    )
    assert client.get(poster_of(film)).status_code == 404
