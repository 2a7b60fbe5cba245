"""Letters to many: everybody once, nobody by a decision that is not announced."""

import threading

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from festival.enums import Role
from festival.models import Letter
from submissions.actions.mailing import finish, rehearse, send_mailing, stop_mailing, write_next
from submissions.models import Mailing
from submissions.tasks import carry_on_mailings, write_mailing
from tests.factories import festival as house
from tests.factories import submissions as make

WORDS = {
    "subject": {"en": "About {{ titles }}", "zh-hans": "关于 {{ titles }}"},
    "body": {"en": "Dear {{ name }},\n\n{{ films }}", "zh-hans": "{{ name }}，您好"},
}


def mailing(edition, **fields) -> Mailing:
    return Mailing.objects.create(edition=edition, **{**WORDS, "audience": {"state": "submitted"}, **fields})


def desk(edition, name, **kwargs) -> str:
    where = {"festival": edition.festival.slug, "edition": edition.slug}
    return reverse(f"entry_desk:{name}", kwargs={**where, **kwargs})


def written() -> list[tuple[str, str]]:
    return sorted(Letter.objects.values_list("to_email", "subject"))


def test_a_person_with_several_films_gets_one_letter_in_their_language(edition, director, filmmaker, rival):
    rival.language = "zh-hans"
    rival.save()
    for title in ("One", "Two"):
        make.submitted(edition, filmmaker, title=title)
    make.submitted(edition, rival, title="三")
    make.draft(edition, house.user("nobody"))
    found = mailing(edition)
    assert len(rehearse(found).readers) == 2
    send_mailing(found, expected=2, by=director)
    for _time in range(2):
        write_mailing(found.pk)
        carry_on_mailings()
    assert written() == [(filmmaker.email, "About One, Two"), (rival.email, "关于 三")]
    found.refresh_from_db()
    assert found.state == "sent"


def test_a_trial_finds_every_gap_and_sends_nothing(edition, filmmaker, rival):
    filmmaker.name = ""
    filmmaker.save()
    make.submitted(edition, filmmaker)
    make.submitted(edition, rival)
    trial = rehearse(mailing(edition))
    assert [(reader.person, empty) for reader, empty in trial.empty] == [(filmmaker, ("name",))]
    assert Letter.objects.count() == 0


def test_nobody_is_chosen_by_a_decision_before_it_is_told(client, edition, director, filmmaker, rival):
    make.submitted(edition, filmmaker, decision="selected")
    make.submitted(edition, rival, decision="not_selected")
    client.force_login(director)
    url = desk(edition, "mailing_new")
    assert "decision" not in client.get(url).context["audience"].fields
    said = {"subject_en": "S", "body_en": "B", "state": "", "category": "", "country": ""}
    client.post(url, {**said, "decision": "selected"})
    assert Mailing.objects.get().audience == {}
    sneaked = mailing(edition, audience={"decision": "selected"})
    assert client.get(desk(edition, "mailing", pk=sneaked.pk)).status_code == 403
    edition.selection_released_at = timezone.now()
    edition.save()
    page = client.get(desk(edition, "mailing", pk=sneaked.pk))
    assert [reader.person for reader in page.context["trial"].readers] == [filmmaker]


def test_an_audience_that_is_not_understood_is_refused(client, edition, director, filmmaker):
    make.submitted(edition, filmmaker)
    client.force_login(director)
    said = {"subject_en": "S", "body_en": "B", "state": "nonsense"}
    assert client.post(desk(edition, "mailing_new"), said).status_code == 422
    wrong = {"subject_en": "S", "body_en": "{{ password }}", "state": "submitted"}
    assert client.post(desk(edition, "mailing_new"), wrong).status_code == 422
    half = {"subject_en": "S", "body_zh_hans": "文", "state": "submitted"}
    assert client.post(desk(edition, "mailing_new"), half).status_code == 422
    assert Mailing.objects.count() == 0


def test_it_is_sent_to_those_who_were_shown_and_only_once(client, edition, director, filmmaker, rival):
    make.submitted(edition, filmmaker)
    found = mailing(edition)
    client.force_login(director)
    make.submitted(edition, rival)
    url = desk(edition, "mailing_send", pk=found.pk)
    assert client.post(url, {"expected": "1"}).status_code == 409
    found.refresh_from_db()
    assert (found.state, found.readers.count()) == ("draft", 0)
    assert client.post(url, {"expected": "2"}).status_code == 302
    assert client.post(url, {"expected": "2"}).status_code == 409
    assert found.readers.count() == 2
    assert client.get(desk(edition, "mailing_edit", pk=found.pk)).status_code == 409


def test_a_stopped_one_writes_no_more(edition, director, filmmaker, rival):
    make.submitted(edition, filmmaker)
    make.submitted(edition, rival)
    found = mailing(edition)
    send_mailing(found, expected=2, by=director)
    write_next(found)
    stop_mailing(found, by=director)
    write_mailing(found.pk)
    finish(found)
    found.refresh_from_db()
    assert (found.state, Letter.objects.count()) == ("stopped", 1)


@pytest.mark.django_db(transaction=True)
def test_two_workers_and_a_dead_one_write_each_letter_once(monkeypatch):
    edition = house.edition()
    director = house.member(edition, Role.DIRECTOR)
    for number in range(6):
        make.submitted(edition, house.user(f"maker{number}"), title=f"Film of {number}")
    found = mailing(edition)
    send_mailing(found, expected=6, by=director)
    write_next(found)  # this worker dies here
    start = threading.Barrier(2)

    def work():
        start.wait()
        mine = Mailing.objects.select_related("edition__festival").get(pk=found.pk)
        while write_next(mine):
            pass
        connection.close()

    workers = [threading.Thread(target=work) for _number in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    finish(found)
    assert written() == [(f"maker{n}@example.org", f"About Film of {n}") for n in range(6)]
    found.refresh_from_db()
    assert found.state == "sent"
