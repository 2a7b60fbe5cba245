"""The office sees what was sent and what was done, and never a secret."""

from django.urls import reverse

from festival.actions.team import invite
from festival.enums import Role
from festival.models import Letter
from festival.outbox import readable_text


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


def test_a_code_is_never_shown(edition):
    letter = Letter(kind="account/email/login_code", text="    ABCDEF")
    assert readable_text(letter) == "This letter is about signing in. Only its addressee may read it."


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
