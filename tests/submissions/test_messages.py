"""Messages: two sides, one notice each, nobody else."""

import threading
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from festival.enums import Role
from festival.models import Edition, Letter
from festival.models.user import GONE_DOMAIN
from submissions.actions.messages import MOST_AN_HOUR, Words, answer, close_thread, open_thread, read_at_desk
from submissions.attachments import safe_label
from submissions.exceptions import TooManyMessages
from submissions.models import CannedText, Message, MessageThread
from tests.factories import festival as house
from tests.factories import submissions as make

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def entry(edition, filmmaker):
    return make.submitted(edition, filmmaker, title="A Film")


@pytest.fixture
def asked(entry, filmmaker, director):
    return open_thread(entry, "When do we hear?", Words("Soon?"), by=filmmaker, from_desk=False)


def desk(edition, name: str, **kwargs) -> str:
    where = {"festival": edition.festival.slug, "edition": edition.slug}
    return reverse(f"entry_desk:{name}", kwargs={**where, **kwargs})


def own(entry, name: str = "messages", **kwargs) -> str:
    return reverse(f"entries:{name}", kwargs={"pk": entry.pk, **kwargs})


def form(**said):
    return {"text": "Good day", "token": str(uuid4()), **said}


def waiting(edition) -> int:
    return Edition.objects.get(pk=edition.pk).messages_waiting


def test_a_maker_writes_and_the_office_hears_of_it_once(client, edition, entry, filmmaker, director):
    client.force_login(filmmaker)
    secret = "Our producer has left us."
    client.post(own(entry), form(subject="Credits", text=secret))
    thread = MessageThread.objects.get()
    client.post(own(entry, "message_thread", thread=thread.pk), form(text="One more thing"))
    letters = Letter.objects.filter(kind="messages/to_desk")
    assert [(letter.to_email, letter.subject) for letter in letters] == [
        (director.email, f"No. {entry.number}, A Film: Credits")
    ]
    assert secret not in letters[0].text + letters[0].html
    thread.refresh_from_db()
    assert (thread.desk_unread, thread.wants_answer, waiting(edition)) == (2, True, 1)


def test_the_office_answers_and_every_maker_hears_of_it(client, edition, entry, asked, filmmaker, programmer):
    client.force_login(programmer)
    page = client.get(desk(edition, "message_thread", pk=asked.pk))
    assert waiting(edition) == 0
    assert [message.text for message in page.context["written"]] == ["Soon?"]
    client.post(desk(edition, "message_thread", pk=asked.pk), form(text="In May."))
    letter = Letter.objects.get(kind="messages/to_makers")
    assert (letter.to_email, "In May" in letter.text) == (filmmaker.email, False)
    inbox = client.get(desk(edition, "messages")).context["page"]
    assert [(t.last_author_text, t.wants_answer) for t in inbox] == [("Programmer", False)]


def test_a_maker_sees_what_is_new_until_it_is_opened(client, entry, asked, filmmaker, programmer):
    answer(asked, Words("In May."), by=programmer, from_desk=True)
    client.force_login(filmmaker)
    assert "1 new" in client.get(own(entry, "entry")).content.decode()
    assert [thread.news for thread in client.get(own(entry)).context["threads"]] == [True]
    client.get(own(entry, "message_thread", thread=asked.pk))
    assert [thread.news for thread in client.get(own(entry)).context["threads"]] == [False]
    assert "1 new" not in client.get(own(entry, "entry")).content.decode()


def test_only_the_two_sides_read(client, edition, entry, asked, rival, juror, scrutineer, front_of_house):
    hall = client.get
    for person, code in ((rival, 404), (juror, 404), (scrutineer, 403), (front_of_house, 403)):
        client.force_login(person)
        assert hall(desk(edition, "message_thread", pk=asked.pk)).status_code == code
        assert hall(desk(edition, "messages")).status_code == code
        assert hall(own(entry, "message_thread", thread=asked.pk)).status_code == 404


def test_staff_do_not_sit_on_both_sides(client, edition, director):
    film = make.submitted(edition, director)
    thread = open_thread(film, "Mine", Words("Hello"), by=director, from_desk=False)
    client.force_login(director)
    assert client.get(desk(edition, "message_thread", pk=thread.pk)).status_code == 403
    assert client.get(desk(edition, "message_new", pk=film.pk)).status_code == 403
    assert client.get(own(film, "message_thread", thread=thread.pk)).status_code == 200


def test_a_thread_of_another_film_or_edition_is_not_there(client, edition, entry, asked, rival, colleague):
    other = make.submitted(edition, rival)
    client.force_login(rival)
    assert client.get(own(other, "message_thread", thread=asked.pk)).status_code == 404
    elsewhere = colleague.memberships.get().edition
    client.force_login(colleague)
    assert client.get(desk(elsewhere, "message_thread", pk=asked.pk)).status_code == 404


def test_a_draft_has_no_conversation(client, edition, filmmaker):
    client.force_login(filmmaker)
    assert client.get(own(make.draft(edition, filmmaker))).status_code == 403


def test_a_form_sent_twice_writes_once(client, edition, entry, filmmaker, director):
    client.force_login(filmmaker)
    said = form(subject="Once")
    for _time in range(2):
        client.post(own(entry), said)
    assert (MessageThread.objects.count(), Message.objects.count(), Letter.objects.count()) == (1, 1, 1)


def test_closing_settles_and_an_answer_opens_again(client, edition, entry, asked, filmmaker, programmer):
    client.force_login(programmer)
    client.post(desk(edition, "message_close", pk=asked.pk))
    assert waiting(edition) == 0
    assert list(client.get(desk(edition, "messages")).context["page"]) == []
    assert client.post(desk(edition, "message_close", pk=asked.pk)).status_code == 409
    client.force_login(filmmaker)
    client.post(own(entry, "message_thread", thread=asked.pk), form())
    asked.refresh_from_db()
    assert (asked.state, waiting(edition)) == ("open", 1)


def test_what_people_write_is_text_and_no_markup(client, edition, entry, filmmaker, programmer):
    filmmaker.name = "<b>Ada</b>"
    filmmaker.save()
    attack = "<script>alert(1)</script>\nhttps://x.example"
    thread = open_thread(entry, "<i>\r\nBcc: x@y.z", Words(attack), by=filmmaker, from_desk=False)
    client.force_login(programmer)
    for url in (desk(edition, "message_thread", pk=thread.pk), desk(edition, "messages")):
        page = client.get(url).content.decode()
        assert (page.count("<script>alert"), page.count("<b>Ada"), page.count("<i>")) == (0, 0, 0)
    assert thread.subject == "<i> Bcc: x@y.z"


def test_an_attachment_is_looked_at_renamed_and_sent_as_a_file(client, edition, entry, filmmaker, rival):
    client.force_login(filmmaker)
    bad = SimpleUploadedFile("x.pdf", b"<html><script>alert(1)</script>", content_type="application/pdf")
    refused = client.post(own(entry), form(subject="A", file=bad))
    assert (refused.status_code, MessageThread.objects.count()) == (422, 0)
    good = SimpleUploadedFile("../../C:\\a<b>\r\n.exe.html", PDF, content_type="text/html")
    client.post(own(entry), form(subject="A", file=good))
    message = Message.objects.get()
    assert (message.file_label, message.file_size) == ("a b.pdf", len(PDF))
    url = own(entry, "message_file", message=message.pk)
    response = client.get(url)
    assert (b"".join(response.streaming_content), response["Content-Type"]) == (PDF, "application/pdf")
    assert response["Content-Disposition"] == 'attachment; filename="a b.pdf"'
    client.force_login(rival)
    assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("", "file.pdf"),
        ("...", "file.pdf"),
        ("剧照 1.PNG", "剧照 1.pdf"),
        ("a/b\\c", "c.pdf"),
        ("x" * 300, "x" * 80 + ".pdf"),
    ],
)
def test_names_of_files_are_safe(name, label):
    assert safe_label(name, "pdf") == label


def test_a_flood_is_stopped(entry, filmmaker, director):
    thread = open_thread(entry, "A", Words("1"), by=filmmaker, from_desk=False)
    for number in range(MOST_AN_HOUR - 1):
        answer(thread, Words(str(number)), by=filmmaker, from_desk=False)
    with pytest.raises(TooManyMessages):
        answer(thread, Words("too much"), by=filmmaker, from_desk=False)


def test_a_ready_made_text_begins_in_the_language_of_the_maker(client, edition, entry, filmmaker, programmer):
    filmmaker.language = "zh-hans"
    filmmaker.save()
    ready = CannedText.objects.create(
        edition=edition, title="Copy", text={"en": "Send the copy.", "zh-hans": "请寄拷贝。"}
    )
    client.force_login(programmer)
    page = client.get(desk(edition, "message_new", pk=entry.pk), {"text": ready.pk})
    assert page.context["form"].initial["text"] == "请寄拷贝。"
    assert page.context["embargo"] is True


def test_ready_made_texts_are_written_changed_and_deleted(client, edition, programmer):
    client.force_login(programmer)
    texts = desk(edition, "canned_texts")
    client.post(texts, {"title": "Copy", "text_en": "Send it."})
    assert client.post(texts, {"title": "Copy", "text_en": "Again."}).status_code == 422
    one = CannedText.objects.get()
    client.post(desk(edition, "canned_text", pk=one.pk), {"title": "Copies", "text_en": "Send them."})
    one.refresh_from_db()
    assert (one.title, str(one.text)) == ("Copies", "Send them.")
    client.post(desk(edition, "canned_text", pk=one.pk), {"delete": "1"})
    assert CannedText.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_inbox_asks_the_same_number_of_questions(
    client, edition, filmmaker, programmer, django_assert_num_queries, count
):
    for number in range(count):
        film = make.submitted(edition, house.user(f"maker{number}"))
        open_thread(film, "A", Words("1"), by=film.owner, from_desk=False)
    client.force_login(programmer)
    client.get(desk(edition, "messages"))
    with django_assert_num_queries(7):
        assert len(client.get(desk(edition, "messages")).context["page"]) == count


def test_the_badge_of_the_desk_counts_conversations_with_news(client, edition, entry, asked, programmer):
    client.force_login(programmer)
    page = client.get(desk(edition, "entries"))
    door = next(door for door in page.context["desk_nav"] if door["url"] == desk(edition, "messages"))
    assert door["count"] == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_read_and_one_who_writes_leave_the_right_count():
    edition = house.edition()
    director = house.member(edition, Role.DIRECTOR)
    film = make.submitted(edition, house.user("maker"))
    thread = open_thread(film, "A", Words("1"), by=film.owner, from_desk=False)
    start = threading.Barrier(4)

    def at_once(deed):
        start.wait()
        deed()
        connection.close()

    deeds = [
        lambda: read_at_desk(MessageThread.objects.get(pk=thread.pk)),
        lambda: read_at_desk(MessageThread.objects.get(pk=thread.pk)),
        lambda: answer(thread, Words("2"), by=film.owner, from_desk=False),
        lambda: answer(thread, Words("3"), by=film.owner, from_desk=False),
    ]
    workers = [threading.Thread(target=at_once, args=(deed,)) for deed in deeds]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    thread.refresh_from_db()
    assert waiting(edition) == (1 if thread.desk_unread else 0)
    close_thread(thread, by=director)
    assert waiting(edition) == 0


@pytest.mark.parametrize("shared", [True, False])
def test_the_office_is_told_who_still_reads_when_the_owner_is_gone(
    client, edition, entry, filmmaker, rival, programmer, shared
):
    if shared:
        make.co_owner(entry, rival)
    filmmaker.email, filmmaker.is_active = f"x{GONE_DOMAIN}", False
    filmmaker.save()
    client.force_login(programmer)
    page = client.get(desk(edition, "entry", pk=entry.pk)).content.decode()
    told = ("the co-owners still read messages" in page, "nobody reads messages" in page)
    assert told == (shared, not shared)
