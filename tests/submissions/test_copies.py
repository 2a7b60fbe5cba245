"""Exhibition copies: sent by the makers of selected films, looked at by the festival, and nothing before it is told."""

import json
import zipfile
from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from festival.exceptions import Conflict, FestivalError, Refused
from festival.models import AuditRecord, Letter
from media_pipeline.models import Asset, Master, Upload
from media_pipeline.models.asset import originals
from submissions.actions.copies import (
    Place,
    accept_copy,
    adopt_copy,
    ask_again,
    begin_copy_upload,
    forget_copies,
    remove_copy,
    send_link,
    settle_copy,
)
from submissions.copies import asked_for, copy_of, standing_counts
from submissions.copy_facts import sheet_of
from submissions.models import Entry, ExhibitionCopy, Todo
from tests import clips
from tests.factories import copies, media
from tests.factories import submissions as make

PLACE = Place("https://files.example.org/him.mov?key=s3cret", "open sesame", note="ProRes.")


@pytest.fixture
def film(edition, filmmaker):
    return copies.selected(edition, filmmaker, title="Him")


def present(film):
    return copy_of(Entry.objects.select_related("edition", "film").get(pk=film.pk))


def todo_state(film):
    return film.todos.get(kind__check_by="exhibition_copy").state


def letters():
    return list(Letter.objects.order_by("pk").values_list("kind", flat=True))


def test_a_film_comes_by_the_upload_of_films_and_is_kept_as_it_is(film, filmmaker):
    clip = clips.horizontal_h264()
    master = copies.read(copies.arrive(film, filmmaker, clip))
    settle_copy(master)
    settle_copy(master)  # news may come twice
    copy = present(film)
    assert (copy.state, copy.master, copy.sent_by) == ("sent", master, filmmaker)
    assert (master.size, master.sha256) == (clip.stat().st_size, sha256(clip.read_bytes()).hexdigest())
    assert (Asset.objects.exclude(pk=film.film_id).count(), todo_state(film)) == (0, "done")
    assert letters() == ["copies/received"]
    assert master.sha256 in Letter.objects.get().text


def test_a_dcp_in_a_zip_is_known_for_one(film, filmmaker, tmp_path):
    with zipfile.ZipFile(tmp_path / "dcp.zip", "w") as archive:
        for name in ("ASSETMAP", "reel.mxf"):
            archive.writestr(name, "x")
    copies.read(copies.arrive(film, filmmaker, tmp_path / "dcp.zip", name="Him.zip"))
    sheet = sheet_of(adopt_copy(film), timezone.now().date())
    assert (sheet.lines[0].value, sheet.warnings) == ("DCP, ZIP · 2 files", ())


def test_what_is_neither_film_nor_dcp_is_said_in_words(film, filmmaker):
    master = copies.read(copies.arrive(film, filmmaker, b"no film at all"))
    assert master.state == "read"
    assert (
        "could not read this file as a film" in sheet_of(adopt_copy(film), timezone.now().date()).warnings[0]
    )


def test_a_file_of_another_kind_is_refused_before_its_first_byte(film, filmmaker):
    for name, size in (("him.exe", 10), ("him", 10), ("him.mov", 0)):
        with pytest.raises(FestivalError):
            begin_copy_upload(film, by=filmmaker, filename=name, size=size)
    assert Upload.objects.count() == 0


def test_the_newest_takes_the_place_and_the_file_before_it_goes(
    film, filmmaker, django_capture_on_commit_callbacks
):
    send_link(film, PLACE, by=filmmaker)
    copies.arrive(film, filmmaker, b"one")
    first = adopt_copy(film)
    left_out, second = copies.arrive(film, filmmaker, b"two"), copies.arrive(film, filmmaker, b"three")
    with django_capture_on_commit_callbacks(execute=True):
        adopt_copy(film)
    assert present(film).master == second
    assert [originals().exists(each.original.name) for each in (first.master, left_out, second)] == [
        False,
        False,
        True,
    ]
    gone = ExhibitionCopy.objects.filter(state="gone").values_list("url", "passphrase", "master")
    assert list(gone) == [("", "", None)] * 2


def test_a_link_ticks_the_to_do_and_its_secrets_stay_out_of_the_trail(film, filmmaker):
    send_link(film, PLACE, by=filmmaker)
    told = " ".join(map(str, AuditRecord.objects.values_list("facts", "target_text", "note")))
    assert (present(film).passphrase, todo_state(film)) == ("open sesame", "done")
    assert ("files.example.org" in told, "s3cret" in told, "sesame" in told) == (True, False, False)


def test_another_is_asked_for_with_a_reason_and_the_to_do_opens_again(film, filmmaker, programmer):
    copy = copies.sent(film)
    ask_again(copy, "The sound is on one side only.", by=programmer)
    assert (present(film).state, todo_state(film), letters()) == ("wanted", "open", ["copies/wanted"])
    assert "one side only" in Letter.objects.get().text
    send_link(film, PLACE, by=filmmaker)
    assert (present(film).state, todo_state(film)) == ("sent", "done")
    accept_copy(present(film), by=programmer)
    assert letters() == ["copies/wanted", "copies/accepted"]


def test_an_accepted_copy_is_no_longer_its_makers_to_change(film, filmmaker, programmer):
    begin_copy_upload(film, by=filmmaker, filename="late.mov", size=10)
    accept_copy(copies.sent(film), by=programmer)
    deeds = (
        lambda: send_link(film, PLACE, by=filmmaker),
        lambda: remove_copy(film, by=filmmaker),
        lambda: begin_copy_upload(film, by=filmmaker, filename="him.mov", size=10),
    )
    for deed in deeds:
        with pytest.raises(Conflict):
            deed()
    assert (present(film).state, Upload.objects.get().state) == ("accepted", "terminated")
    ask_again(present(film), "It stops in the middle.", by=programmer)
    send_link(film, PLACE, by=filmmaker)


def test_a_maker_takes_it_back(film, filmmaker):
    copies.sent(film)
    Todo.objects.update(state="done", settled_at=timezone.now())
    remove_copy(film, by=filmmaker)
    assert (present(film), todo_state(film), Master.objects.count()) == (None, "open", 0)


def test_strangers_and_rivals_send_nothing_and_nobody_judges_their_own(film, filmmaker, rival, programmer):
    with pytest.raises(Refused):
        send_link(film, PLACE, by=rival)
    copy = copies.sent(film)
    for somebody in (filmmaker, rival):
        with pytest.raises(Refused):
            accept_copy(copy, by=somebody)
    Entry.objects.filter(pk=film.pk).update(owner=programmer)
    with pytest.raises(Refused):
        ask_again(copy, "No.", by=programmer)


@pytest.mark.parametrize("column", ["decision", "state"])
def test_a_film_that_drops_out_sends_nothing_any_more(film, filmmaker, column):
    values = (
        {"decision": "not_selected"}
        if column == "decision"
        else {"state": "withdrawn", "withdrawn_at": timezone.now()}
    )
    copies.arrive(film, filmmaker, b"on its way")
    Entry.objects.filter(pk=film.pk).update(**values)
    assert adopt_copy(film) is None
    with pytest.raises(Conflict):
        send_link(film, PLACE, by=filmmaker)


def test_there_is_no_room_for_it_before_the_announcement(client, edition, filmmaker):
    """Selected or not: the same nothing."""
    copies.asking_kind(edition)
    client.force_login(filmmaker)
    answers = []
    for decision in ("selected", "not_selected", "undecided"):
        film = make.submitted(edition, filmmaker, decision=decision)
        Todo.objects.create(entry=film, kind=copies.asking_kind(edition))  # an early one could leak
        address = reverse("entries:copy", kwargs={"pk": film.pk})
        page = client.get(reverse("entries:entry", kwargs={"pk": film.pk}))
        answers.append((client.get(address).status_code, "Exhibition copy" in page.content.decode()))
        assert asked_for(film) is None
    assert answers == [(404, False)] * 3


def test_the_database_keeps_one_copy_a_film_and_a_reason(film):
    copies.sent(film)
    for values in ({}, {"state": "gone"}, {"state": "wanted"}, {"url": "https://a.example", "state": "gone"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            copies.sent(film, **values)


def test_the_makers_page_sends_a_link_and_shows_what_is_wrong(client, film, filmmaker):
    client.force_login(filmmaker)
    todo = film.todos.get()
    answer = client.get(reverse("entries:todo", kwargs={"pk": film.pk, "todo": todo.pk}))
    assert answer.url == reverse("entries:copy", kwargs={"pk": film.pk})
    address = reverse("entries:copy_link", kwargs={"pk": film.pk})
    yesterday = (timezone.now() - timedelta(days=2)).date().isoformat()
    refused = client.post(address, {"url": PLACE.url, "expires_on": yesterday})
    assert (refused.status_code, present(film)) == (422, None)
    assert client.post(address, {"url": PLACE.url, "passphrase": " a b "}).status_code == 302
    assert present(film).passphrase == " a b "
    assert PLACE.url in client.get(answer.url).content.decode()


def test_the_upload_begins_by_json_and_is_gone_on_with(client, film, filmmaker):
    client.force_login(filmmaker)
    address = reverse("entries:copy_begin", kwargs={"pk": film.pk})
    answer = client.post(address, json.dumps({"filename": "him.mov", "size": 9}), "application/json")
    upload = Upload.objects.get()
    assert (answer.status_code, answer.json()["upload_url"]) == (201, f"/uploads/{upload.pk.hex}")
    page = client.get(reverse("entries:copy", kwargs={"pk": film.pk})).content.decode()
    assert f'data-resume-url="/uploads/{upload.pk.hex}"' in page


def test_the_desk_reads_the_figures_beside_the_screeners(client, edition, film, programmer):
    film.film.probe = media.measured(545, "1920x1080")
    film.film.save(update_fields=["probe"])
    copies.sent(film, master=copies.master(film.owner, seconds=540, size="1280x720"))
    client.force_login(programmer)
    page = client.get(reverse("entry_desk:entry", args=[edition.festival.slug, edition.slug, film.pk]))
    text = page.content.decode()
    assert ("1280 × 720" in text, "Its picture has fewer pixels than the screener." in text) == (True, True)
    assert "Its running time is not that of the screener." in text


def test_the_very_file_that_was_judged_is_recognised(film):
    film.film.sha256 = sha256(b"film").hexdigest()
    film.film.save(update_fields=["sha256"])
    copy = copies.sent(film)
    copy.entry.refresh_from_db()
    assert sheet_of(copy, timezone.now().date()).note == "It is the very file that was judged."


def test_a_link_that_has_run_out_is_told(film):
    copy = copies.sent(film, url="https://a.example/x", expires_on=timezone.now().date() - timedelta(days=1))
    assert len(sheet_of(copy, timezone.now().date()).warnings) == 1


def test_the_download_is_written_down_and_its_link_is_for_one_person(
    client, edition, film, programmer, director, filmmaker
):
    copies.sent(film, master=copies.master(film.owner, data=b"0123456789", original_name="Him 他.mov"))
    base = [edition.festival.slug, edition.slug, film.pk]
    client.force_login(programmer)
    led = client.post(reverse("entry_desk:copy_fetch", args=base))
    whole = client.get(led.url)
    assert (whole.status_code, b"".join(whole.streaming_content)) == (200, b"0123456789")
    assert whole["Content-Disposition"] == "attachment; filename*=utf-8''Him%20%E4%BB%96.mov"
    part = client.get(led.url, headers={"Range": "bytes=8-"})
    assert (part.status_code, b"".join(part.streaming_content)) == (206, b"89")
    assert AuditRecord.objects.get(action="entry.copy_fetched").actor == programmer
    client.force_login(director)
    assert client.get(led.url).status_code == 404
    client.force_login(filmmaker)
    assert client.get(led.url).status_code == 404


@pytest.mark.parametrize("more", [0, 2])
def test_the_list_says_who_lacks_a_copy(
    client, edition, film, filmmaker, rival, programmer, more, django_assert_num_queries
):
    other = copies.selected(edition, rival, title="Jailbird")
    make.submitted(edition, rival, decision="not_selected", title="Not this one")
    for number in range(more):
        copies.sent(copies.selected(edition, filmmaker, title=f"Film {number}"))
    copies.sent(other)
    assert standing_counts(edition) == {"all": 2 + more, "lacking": 1, "sent": 1 + more, "accepted": 0}
    client.force_login(programmer)
    address = reverse("entry_desk:copies", args=[edition.festival.slug, edition.slug])
    titles = {}
    for standing in ("", "?standing=all", "?standing=sent", "?standing=accepted"):
        rows = client.get(address + standing).context["rows"]
        titles[standing] = sorted(row["film"].title for row in rows)
    films = [f"Film {number}" for number in range(more)]
    assert titles == {
        "": ["Him"],
        "?standing=all": [*films, "Him", "Jailbird"],
        "?standing=sent": [*films, "Jailbird"],
        "?standing=accepted": [],
    }
    with django_assert_num_queries(15):
        client.get(address + "?standing=all")


def test_those_who_lack_one_are_reminded(client, edition, film, rival, programmer):
    copies.sent(copies.selected(edition, rival, title="Jailbird"))
    client.force_login(programmer)
    client.post(reverse("entry_desk:copies", args=[edition.festival.slug, edition.slug]))
    assert [letter.recipient for letter in Letter.objects.all()] == [film.owner]


def test_an_emptied_entry_leaves_no_copy_behind(film, filmmaker, django_capture_on_commit_callbacks):
    copies.arrive(film, filmmaker, b"one")
    kept = adopt_copy(film).master
    left_out = copies.arrive(film, filmmaker, b"two")
    with django_capture_on_commit_callbacks(execute=True):
        forget_copies(film)
    assert [model.objects.count() for model in (ExhibitionCopy, Master, Upload)] == [0, 0, 0]
    assert [originals().exists(each.original.name) for each in (kept, left_out)] == [False, False]
