from io import BytesIO

import pytest
from django.urls import reverse

from submissions.actions import add_consent
from submissions.consents import Document
from submissions.models import Consent
from tests.factories import making
from tests.factories import submissions as make

PAPER = b"%PDF-1.7\ntrailer<<>>\n%%EOF\n"


def file(data=PAPER, name="rosa.pdf"):
    sent = BytesIO(data)
    sent.name = name
    return sent


@pytest.fixture
def sent(edition, filmmaker):
    """A submitted film with Rosa's consent."""
    entry = make.submitted(edition, filmmaker)
    whole = making.declare(entry, voice="generated")
    type(whole).objects.filter(pk=whole.pk).update(real_people=True)
    add_consent(
        entry, Document(PAPER, "pdf"), person="Rosa Real", kind="voice", name="rosa.pdf", by=filmmaker
    )
    return entry


def own(page, entry, **kwargs):
    return reverse(f"entries:{page}", kwargs={"pk": entry.pk, **kwargs})


def desk(name, entry, **kwargs):
    edition = entry.edition
    place = {"festival": edition.festival.slug, "edition": edition.slug, "pk": entry.pk}
    return reverse(f"entry_desk:{name}", kwargs={**place, **kwargs})


def test_a_maker_sends_a_consent_gets_it_back_and_removes_it(client, edition, filmmaker):
    entry = make.draft(edition, filmmaker)
    client.force_login(filmmaker)
    answer = client.post(own("consents", entry), {"person": "Rosa Real", "kind": "voice", "file": file()})
    assert answer.url == own("step", entry, name="how") + "#consents"
    kept = Consent.objects.get()
    paper = client.get(own("consent", entry, consent=kept.pk))
    assert paper.content == PAPER
    assert {
        name: paper.headers[name] for name in ("Content-Type", "Content-Disposition", "Cache-Control")
    } == {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="rosa.pdf"',
        "Cache-Control": "private, no-store",
    }
    assert "sandbox" in paper.headers["Content-Security-Policy"]
    client.post(own("consent_remove", entry, consent=kept.pk))
    assert Consent.objects.count() == 0


@pytest.mark.parametrize("data", [b"", b"MZ a program", b"<svg onload=alert(1)>"])
def test_what_is_no_paper_is_refused_with_a_sentence(client, edition, filmmaker, data):
    entry = make.draft(edition, filmmaker)
    client.force_login(filmmaker)
    sent = {"person": "Rosa", "kind": "voice", "file": file(data)}
    assert client.post(own("consents", entry), sent).status_code == 422
    assert Consent.objects.count() == 0


def test_another_film_s_consent_is_not_reached_through_mine(client, edition, filmmaker, rival, sent):
    mine = make.draft(edition, rival)
    client.force_login(rival)
    key = Consent.objects.get().pk
    assert client.get(own("consent", mine, consent=key)).status_code == 404
    assert client.post(own("consent_remove", mine, consent=key)).status_code == 404
    assert client.get(own("consent", sent, consent=key)).status_code == 404


def test_the_desk_page_names_them_to_programmers_only(client, sent, programmer, scrutineer, front_of_house):
    seen = {}
    for person in (programmer, scrutineer, front_of_house):
        client.force_login(person)
        page = client.get(desk("entry", sent)).content.decode()
        seen[person.name] = [word in page for word in ("Rosa Real", "rosa.pdf", "AI-generated")]
    assert seen == {
        programmer.name: [True, True, True],
        scrutineer.name: [False, False, True],
        front_of_house.name: [False, False, True],
    }


def test_the_document_opens_to_maker_and_programmers_and_to_nobody_else(
    client,
    sent,
    filmmaker,
    rival,
    programmer,
    director,
    scrutineer,
    front_of_house,
    juror,
    stranger,
    colleague,
):
    key = Consent.objects.get().pk
    doors = [own("consent", sent, consent=key), desk("consent", sent, consent=key)]
    found = {}
    for person in (
        filmmaker,
        rival,
        programmer,
        director,
        scrutineer,
        front_of_house,
        juror,
        stranger,
        colleague,
    ):
        client.force_login(person)
        found[person.name] = [client.get(door).status_code for door in doors]
    assert found == {
        filmmaker.name: [200, 404],
        rival.name: [404, 404],
        programmer.name: [404, 200],
        director.name: [404, 200],
        scrutineer.name: [404, 403],
        front_of_house.name: [404, 403],
        juror.name: [404, 404],
        stranger.name: [404, 404],
        colleague.name: [404, 404],
    }
    client.logout()
    assert [client.get(door).status_code for door in doors] == [302, 302]
