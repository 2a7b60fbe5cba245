"""Letters to many: everybody once, nobody by a decision that is not announced."""

import threading

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from festival.enums import Role
from festival.exceptions import NotReady
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


def from_table(client, edition, films, scope="page", asked=""):
    """Ticked (or all that match) in the table, then written; the mailing that came of it."""
    begun = client.post(
        desk(edition, "bulk_begin"),
        {"deed": "letter", "entry": [film.pk for film in films], "scope": scope, "asked": asked},
    )
    assert "1 film chosen" in client.get(begun.url).content.decode() or len(films) != 1
    client.post(begun.url, {"subject_en": "About {{ titles }}", "body_en": "Dear {{ name }}"})
    return Mailing.objects.get()


def test_a_letter_to_what_is_ticked_in_the_table(client, edition, director, filmmaker, rival):
    films = [make.submitted(edition, owner) for owner in (filmmaker, rival, filmmaker)]
    client.force_login(director)
    found = from_table(client, edition, [films[0], films[2]])
    (reader,) = rehearse(found).readers
    assert (reader.person, reader.films) == (filmmaker, [films[0], films[2]])
    page = client.get(desk(edition, "mailing_letter", pk=found.pk, person=filmmaker.pk)).content.decode()
    assert f"About {films[0].title}, {films[2].title}" in page
    assert client.get(desk(edition, "mailing_letter", pk=found.pk, person=rival.pk)).status_code == 404
    changed = {"subject_en": "Anew", "body_en": "Dear {{ name }}"}
    client.post(desk(edition, "mailing_edit", pk=found.pk), changed)
    found.refresh_from_db()
    assert found.audience == {"entries": [str(films[0].pk), str(films[2].pk)]}
    send_mailing(found, expected=1, by=director)
    write_mailing(found.pk)
    assert written() == [(filmmaker.email, "Anew")]


def test_a_letter_to_all_that_the_filter_finds(client, edition, director, filmmaker, rival):
    make.submitted(edition, filmmaker, countries=["CN"])
    for owner in (filmmaker, rival):
        make.submitted(edition, owner, countries=["IT"])
    client.force_login(director)
    found = from_table(client, edition, [], scope="all", asked="country=CN")
    assert [reader.person for reader in rehearse(found).readers] == [filmmaker]


def test_a_letter_from_which_a_decision_could_be_guessed_waits(client, edition, director, filmmaker, rival):
    films = [
        make.submitted(edition, owner, decision=decision)
        for owner, decision in ((filmmaker, "selected"), (rival, "not_selected"))
    ]
    client.force_login(director)
    found = from_table(client, edition, films[:1])
    assert "Held back" in client.get(desk(edition, "mailing", pk=found.pk)).content.decode()
    with pytest.raises(NotReady):
        send_mailing(found, expected=1, by=director)
    assert (Mailing.objects.get().state, Letter.objects.count()) == ("draft", 0)
    both = Mailing.objects.create(
        edition=edition, **WORDS, audience={"entries": [str(film.pk) for film in films]}
    )
    assert send_mailing(both, expected=2, by=director).state == "sending"
    make.release(edition)
    assert send_mailing(Mailing.objects.get(pk=found.pk), expected=1, by=director).state == "sending"


def test_only_directors_write_from_the_table_and_only_with_their_own_choice(
    client, edition, director, programmer, filmmaker
):
    film = make.submitted(edition, filmmaker)
    client.force_login(director)
    begun = client.post(desk(edition, "bulk_begin"), {"deed": "letter", "entry": [film.pk]})
    other = house.member(edition, Role.DIRECTOR, name="second")
    client.force_login(other)
    assert client.get(begun.url).status_code == 404
    client.force_login(programmer)
    assert client.post(desk(edition, "bulk_begin"), {"deed": "letter", "entry": [film.pk]}).status_code == 403
