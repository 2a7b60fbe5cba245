"""Something is missing: back to the maker for the named parts, and into consideration again."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from festival.exceptions import Conflict, MoveNotAllowed
from festival.models import AuditRecord, Letter
from submissions import rules
from submissions.actions import (
    answer_request,
    ask_to_complete,
    disqualify_entry,
    release_selection,
    take_as_it_is,
    withdraw_entry,
)
from submissions.enums import Stage
from submissions.models import CompletionRequest
from tests import pictures
from tests.factories import submissions as make


@pytest.fixture
def entry(edition, filmmaker):
    return make.submitted(edition, filmmaker, title="Him")


@pytest.fixture
def asked(entry, programmer):
    return ask_to_complete(
        entry, parts=["about"], message="A longer synopsis.", due_on=in_a_week(), by=programmer
    )


def in_a_week():
    return (timezone.now() + timedelta(days=7)).date()


def step_url(entry, name):
    return reverse("entries:step", kwargs={"pk": entry.pk, "name": name})


def test_back_to_its_maker_and_into_consideration_again(entry, asked, filmmaker, programmer):
    entry.refresh_from_db()
    assert (entry.stage, rules.asked_parts(entry)) == (Stage.INCOMPLETE, {"about"})
    answer_request(entry, answer="Done.", by=filmmaker)
    entry.refresh_from_db()
    asked.refresh_from_db()
    assert (entry.stage, rules.asked_parts(entry)) == (Stage.IN_CONSIDERATION, frozenset())
    assert (asked.answer, asked.answered_by, asked.closed_at is not None) == ("Done.", filmmaker, True)
    told = Letter.objects.order_by("pk").values_list("kind", "recipient")
    assert list(told) == [
        ("submissions/entry_incomplete", filmmaker.pk),
        ("submissions/request_answered", programmer.pk),
    ]
    with pytest.raises(Conflict):
        answer_request(entry, answer="Again.", by=filmmaker)


def test_taken_as_it_is_without_a_letter(entry, asked, programmer):
    take_as_it_is(entry, by=programmer)
    entry.refresh_from_db()
    assert (entry.state, CompletionRequest.objects.filter(closed_at=None).count()) == ("submitted", 0)
    assert Letter.objects.filter(kind="submissions/request_answered").count() == 0


def test_a_film_that_leaves_is_asked_nothing_more(entry, asked, edition, filmmaker, rival, programmer):
    withdraw_entry(entry, by=filmmaker)
    other = make.submitted(edition, rival)
    ask_to_complete(other, parts=[], message="Who made the music?", due_on=in_a_week(), by=programmer)
    disqualify_entry(other, by=programmer, reason="Not a film.")
    assert CompletionRequest.objects.filter(closed_at=None).count() == 0


def test_twice_is_refused_and_so_is_a_draft(entry, asked, edition, filmmaker, programmer):
    for film in (entry, make.draft(edition, filmmaker)):
        with pytest.raises(MoveNotAllowed):
            ask_to_complete(film, parts=[], message="?", due_on=in_a_week(), by=programmer)


def test_nothing_is_asked_once_the_decision_is_told(entry, edition, programmer, director):
    make.decided(entry, "selected")
    release_selection(edition, by=director)
    with pytest.raises(Conflict):
        ask_to_complete(entry, parts=[], message="A copy.", due_on=in_a_week(), by=programmer)


def test_only_the_named_parts_are_open(client, entry, asked, filmmaker):
    client.force_login(filmmaker)
    titles = {"title_original": "Him", "title_language": "en", "synopsis_en": "Longer."}
    assert client.get(step_url(entry, "about")).status_code == 200
    assert client.post(step_url(entry, "about"), titles).url == reverse("entries:complete", args=[entry.pk])
    for closed in ("credits", "facts", "review"):
        assert client.post(step_url(entry, closed), {"rows": 0}).url == reverse(
            "entries:entry", args=[entry.pk]
        )
    entry.refresh_from_db()
    assert (entry.synopsis, entry.directors) == ({"en": "Longer."}, ["Ada Lumen"])
    sent = {"kind": "still", "files": [pictures.sent(pictures.made())]}
    assert client.post(reverse("entries:pictures_add", args=[entry.pk]), sent).status_code == 409


def test_the_maker_answers_on_a_page(client, entry, asked, filmmaker):
    client.force_login(filmmaker)
    url = reverse("entries:complete", args=[entry.pk])
    page = client.get(url).content.decode()
    assert ("A longer synopsis." in page, step_url(entry, "about") in page) == (True, True)
    assert client.post(url, {"answer": "Done."}).url == reverse("entries:entry", args=[entry.pk])
    assert client.get(url).url == reverse("entries:entry", args=[entry.pk])


def test_the_desk_asks_on_a_page(client, entry, edition, programmer):
    client.force_login(programmer)
    url = reverse("entry_desk:ask_maker", args=[edition.festival.slug, edition.slug, entry.pk])
    assert client.post(url, {"message": "", "due_on": "2020-01-01"}).status_code == 422
    sent = {"message": "Who made the music?", "parts": ["credits"], "due_on": in_a_week().isoformat()}
    assert client.post(url, sent).status_code == 302
    request = CompletionRequest.objects.get()
    assert (request.parts, request.asked_by, request.due_on) == (["credits"], programmer, in_a_week())
    back = reverse("entry_desk:as_it_is", args=[edition.festival.slug, edition.slug, entry.pk])
    assert client.post(back).status_code == 302
    entry.refresh_from_db()
    assert entry.state == "submitted"
    deeds = AuditRecord.objects.filter(target_id=str(entry.pk)).order_by("pk")
    assert list(deeds.values_list("action", flat=True)) == ["entry.incomplete", "entry.submitted"]


def test_a_film_that_was_asked_for_may_be_sent_after_the_call(entry, programmer, filmmaker, edition):
    edition.call_closes_at = timezone.now()
    edition.save()
    assert rules.can_send_film(filmmaker, entry) is False
    ask_to_complete(entry, parts=["film"], message="Without the logo.", due_on=in_a_week(), by=programmer)
    assert rules.can_send_film(filmmaker, entry) is True
