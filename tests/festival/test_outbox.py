"""The office sees what was sent and what was done, and never a secret."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from festival.actions.delivering import bury
from festival.actions.team import invite
from festival.enums import Role
from festival.models import DeadAddress, Letter
from festival.outbox import readable_text
from festival.tasks import send_letter


def address(edition) -> dict[str, str]:
    return {"festival": edition.festival.slug, "edition": edition.slug}


def test_a_personal_link_is_blotted_out(client, edition, director):
    url = invite(edition, role=Role.JUROR, name="Ada", email="ada@example.org", by=director).url
    secret = url.rstrip("/").rsplit("/", 1)[1]
    letter = Letter.objects.get()
    assert secret in letter.text
    client.force_login(director)
    page = client.get(reverse("desk:letter", kwargs={**address(edition), "pk": letter.pk})).content.decode()
    assert "http://127.0.0.1:8000/invitations/████████/" in page
    assert secret not in page


@pytest.mark.parametrize("kind", ["account/email/login_code", "judging/vote_code"])
def test_a_code_is_never_shown(kind):
    letter = Letter(kind=kind, text="    ABCDEF")
    assert readable_text(letter) == "This letter may carry a code. Only its addressee may read it."


def test_ordinary_addresses_stay_readable():
    text = "https://a-rather-long-host-name.festival.example.org/lumen/2026/films/a-film/"
    assert readable_text(Letter(kind="submissions/x", text=text)) == text


def test_letters_of_another_edition_and_of_accounts_stay_away(client, edition, director, colleague):
    elsewhere = colleague.memberships.get().edition
    for of, subject in ((edition, "ours"), (elsewhere, "theirs"), (None, "a code")):
        Letter.objects.create(
            edition=of, subject=subject, to_email="x@example.org", kind="k", language="en", text="t"
        )
    client.force_login(director)
    page = client.get(reverse("desk:letters", kwargs=address(edition)))
    assert [letter.subject for letter in page.context["page"]] == ["ours"]


def test_the_trail_is_filtered_by_noun_and_paged(client, edition, director, category):
    for number in range(55):
        invite(edition, role=Role.JUROR, name="A", email=f"{number}@example.org", by=director)
    client.force_login(director)
    show = {"public": "no"}
    client.post(reverse("desk:publish_edition", kwargs=address(edition)), show)
    url = reverse("desk:audit", kwargs=address(edition))
    page = client.get(url)
    assert page.context["nouns"] == ["edition", "invitation"]
    assert (len(page.context["page"]), page.context["page"].paginator.count) == (50, 56)
    assert len(client.get(url, {"page": 2}).context["page"]) == 6
    narrowed = client.get(url, {"noun": "edition"}).context["page"]
    assert [record.action for record in narrowed] == ["edition.hidden"]


def letter_to(edition, person, **fields):
    values = {"kind": "submissions/entry_received", "language": "en", "subject": "S", "text": "T\n"}
    return Letter.objects.create(
        edition=edition, recipient=person, to_email=person.email, **{**values, **fields}
    )


def test_letters_are_found_by_words_state_and_kind(client, edition, director, filmmaker, rival):
    letter_to(edition, filmmaker, subject="收到《短片》", state="sent", sent_at=timezone.now())
    letter_to(edition, rival, subject="Other", kind="festival/invitation")
    client.force_login(director)
    url = reverse("desk:letters", kwargs=address(edition))
    for query, found in (
        ({"q": "短片"}, ["收到《短片》"]),
        ({"q": "rival other"}, ["Other"]),
        ({"state": "sent"}, ["收到《短片》"]),
        ({"kind": "festival/invitation"}, ["Other"]),
        ({"state": "nonsense", "q": "nobody"}, []),
    ):
        page = client.get(url, query)
        assert [letter.subject for letter in page.context["page"]] == found
    assert "No letter like this" in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_outbox_asks_the_same_number_of_questions(
    client, edition, director, filmmaker, django_assert_num_queries, count
):
    for _number in range(count):
        letter_to(edition, filmmaker)
    client.force_login(director)
    url = reverse("desk:letters", kwargs=address(edition))
    client.get(url)
    with django_assert_num_queries(9):
        client.get(url)


def test_a_letter_that_has_not_left_is_cancelled_and_never_sent(client, edition, director, filmmaker):
    letter = letter_to(edition, filmmaker)
    client.force_login(director)
    kwargs = {**address(edition), "pk": letter.pk}
    client.post(reverse("desk:letter_cancel", kwargs=kwargs))
    send_letter(letter.pk)
    letter.refresh_from_db()
    assert (letter.state, len(mail.outbox)) == ("cancelled", 0)
    assert client.post(reverse("desk:letter_cancel", kwargs=kwargs)).status_code == 409


def test_a_letter_sent_again_is_a_letter_of_its_own_to_the_present_address(
    client, edition, director, filmmaker, django_capture_on_commit_callbacks
):
    letter = letter_to(edition, filmmaker, state="sent", sent_at=timezone.now(), key="receipt:1")
    filmmaker.email = "new@example.org"
    filmmaker.save()
    client.force_login(director)
    client.post(reverse("desk:letter_again", kwargs={**address(edition), "pk": letter.pk}))
    copy = Letter.objects.get(again_for=letter)
    assert (copy.to_email, copy.key, copy.text, copy.state) == ("new@example.org", "", "T\n", "queued")
    page = client.get(reverse("desk:letter", kwargs={**address(edition), "pk": letter.pk}))
    assert list(page.context["copies"]) == [copy]


def test_failed_letters_are_tried_again_all_at_once(client, edition, director, filmmaker, rival):
    for person in (filmmaker, rival):
        letter_to(edition, person, state="failed", attempts=8, last_error="no")
    done = letter_to(edition, filmmaker, state="sent", sent_at=timezone.now())
    client.force_login(director)
    client.post(reverse("desk:letters_retry", kwargs=address(edition)))
    assert sorted(Letter.objects.values_list("state", "attempts", "paced")) == [
        ("queued", 0, True),
        ("queued", 0, True),
        ("sent", 0, False),
    ]
    done.refresh_from_db()
    assert done.state == "sent"


def test_a_dead_address_is_shown_until_somebody_knows_better(client, edition, director, filmmaker):
    letter = letter_to(edition, filmmaker, state="failed")
    bury(filmmaker.email.upper(), "closed", "550 5.2.1")
    client.force_login(director)
    url = reverse("desk:letter", kwargs={**address(edition), "pk": letter.pk})
    assert "does not accept mail" in client.get(url).content.decode()
    client.post(reverse("desk:letter_trust", kwargs={**address(edition), "pk": letter.pk}))
    assert (DeadAddress.objects.count(), "does not accept mail" in client.get(url).content.decode()) == (
        0,
        False,
    )


def test_a_letter_of_another_edition_cannot_be_touched(client, edition, director, colleague, filmmaker):
    elsewhere = letter_to(colleague.memberships.get().edition, filmmaker)
    client.force_login(director)
    for name in ("letter", "letter_cancel", "letter_retry", "letter_again", "letter_trust"):
        url = reverse(f"desk:{name}", kwargs={**address(edition), "pk": elsewhere.pk})
        assert (client.get(url) if name == "letter" else client.post(url)).status_code == 404
