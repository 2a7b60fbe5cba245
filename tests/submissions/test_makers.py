"""Several people make one film: invitations bind to whatever account accepts; one of them answers for it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from festival.exceptions import Conflict, FestivalError, Refused
from festival.models import AuditRecord, Letter
from festival.outbox import readable_text
from submissions import rules
from submissions.actions import (
    accept_ownership,
    accept_share,
    begin_film_upload,
    invite_co_owner,
    offer_ownership,
    remove_share,
    resend_share,
    withdraw_entry,
)
from submissions.actions.co_owners import MOST_INVITATIONS_A_DAY, MOST_MAKERS
from submissions.models import CoOwner, Entry
from tests.factories import festival as house
from tests.factories import submissions as make


@pytest.fixture
def entry(edition, filmmaker):
    return make.submitted(edition, filmmaker, title="Our Tree")


@pytest.fixture
def partner(db):
    return house.user("partner", language="zh-hans")


def token_of(invitation) -> str:
    return invitation.url.rstrip("/").rsplit("/", 1)[1]


def deeds(entry) -> list[str]:
    return list(
        AuditRecord.objects.filter(target_id=str(entry.pk)).order_by("pk").values_list("action", flat=True)
    )


def told() -> list[tuple[str, str]]:
    return list(Letter.objects.order_by("pk").values_list("kind", "to_email"))


def test_an_invitation_is_a_secret_letter_and_whatever_account_accepts_it_makes_the_film(
    client, entry, filmmaker, partner, rival
):
    client.force_login(filmmaker)
    answer = client.post(
        reverse("entries:makers_invite", args=[entry.pk]), {"email": "joey@example.org"}, follow=True
    )
    url = answer.context["told_once"]["url"]
    letter = Letter.objects.get()
    assert (letter.kind, letter.to_email, letter.subject) == (
        "makers/invited",
        "joey@example.org",
        "Work with us on “Our Tree”",
    )
    assert url in letter.text
    assert "█" in readable_text(letter)
    assert url not in readable_text(letter)
    assert url.rsplit("/", 2)[1] not in str(CoOwner.objects.values())
    assert client.get(reverse("entries:makers", args=[entry.pk])).context["told_once"] is None

    client.force_login(partner)
    page = url.removeprefix("http://localhost:8000")
    page = "/" + page.split("/", 3)[3] if page.startswith("http") else page
    assert client.get(page).status_code == 200
    assert client.post(f"{page}accept/").url == reverse("entries:entry", args=[entry.pk])
    assert client.post(f"{page}accept/").status_code == 302, "pressing twice does no harm"
    assert client.get(reverse("entries:entry", args=[entry.pk])).status_code == 200
    assert client.get(page).url == reverse("entries:entry", args=[entry.pk])
    client.force_login(rival)
    assert client.get(page).status_code == 410
    assert client.post(f"{page}accept/").status_code == 410
    assert deeds(entry) == ["maker.invited", "maker.joined"]
    assert told()[1:] == [("makers/joined", filmmaker.email)]


def test_a_co_owner_fills_in_and_sends_but_does_not_withdraw_or_invite(client, edition, filmmaker, partner):
    draft = make.draft(edition, filmmaker)
    make.co_owner(draft, partner)
    begin_film_upload(draft, by=filmmaker, filename="a.mp4", size=10)
    client.force_login(partner)
    shown = client.get(reverse("entries:step", args=[draft.pk, "film"])).context["uploader"]
    assert "resume_url" not in shown, "the other maker's upload cannot be gone on with from here"
    begin_film_upload(draft, by=partner, filename="b.mp4", size=10)
    assert "resume_url" in client.get(reverse("entries:step", args=[draft.pk, "film"])).context["uploader"]
    assert client.get(reverse("entries:withdraw", args=[draft.pk])).status_code == 403
    invitation = reverse("entries:makers_invite", args=[draft.pk])
    assert client.post(invitation, {"email": "x@example.org"}).status_code == 403
    assert client.post(reverse("entries:makers_offer", args=[draft.pk])).status_code == 403
    with pytest.raises(Refused):
        invite_co_owner(draft, email="x@example.org", by=partner)
    assert told() == []


def test_the_api_keeps_withdrawal_to_the_owner(client, entry, partner):
    make.co_owner(entry, partner)
    client.force_login(partner)
    answer = client.post(f"/api/v1/entries/{entry.pk}/withdraw/", {"reason": ""}, "application/json")
    assert (answer.status_code, Entry.objects.get().state) == (403, "submitted")


def test_nobody_is_asked_twice_nor_without_end(entry, filmmaker):
    invite_co_owner(entry, email="joey@example.org", by=filmmaker)
    for again in ("JOEY@example.org", filmmaker.email.upper()):
        with pytest.raises(Conflict):
            invite_co_owner(entry, email=again, by=filmmaker)
    for number in range(MOST_MAKERS - 1):
        invite_co_owner(entry, email=f"p{number}@example.org", by=filmmaker)
    with pytest.raises(Conflict, match="at most"):
        invite_co_owner(entry, email="late@example.org", by=filmmaker)
    share = CoOwner.objects.first()
    for _time in range(MOST_INVITATIONS_A_DAY - MOST_MAKERS):
        resend_share(share, by=filmmaker)
    with pytest.raises(Conflict, match="tomorrow"):
        resend_share(share, by=filmmaker)
    assert Letter.objects.count() == MOST_INVITATIONS_A_DAY


def test_a_new_link_makes_the_old_one_void_and_links_end(entry, filmmaker, partner):
    old = invite_co_owner(entry, email="joey@example.org", by=filmmaker)
    new = resend_share(old.share, by=filmmaker)
    with pytest.raises(FestivalError) as refusal:
        accept_share(token_of(old), by=partner)
    assert refusal.value.status == 404
    CoOwner.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(FestivalError) as refusal:
        accept_share(token_of(new), by=partner)
    assert refusal.value.status == 410
    with pytest.raises(Conflict):
        accept_share(token_of(resend_share(new.share, by=filmmaker)), by=filmmaker)
    assert CoOwner.objects.get().user is None


def test_a_co_owner_leaves_or_is_let_go(client, entry, filmmaker, partner, rival):
    mine, other = make.co_owner(entry, partner), make.co_owner(entry, rival)
    with pytest.raises(Refused):
        remove_share(other, by=partner)
    client.force_login(partner)
    away = reverse("entries:makers_remove", args=[entry.pk, mine.pk])
    assert client.get(away).status_code == 200
    assert client.post(away).url == reverse("entries:home")
    assert client.get(reverse("entries:entry", args=[entry.pk])).status_code == 404
    remove_share(other, by=filmmaker)
    remove_share(other, by=filmmaker)
    assert not rules.owns(rival, entry)
    assert deeds(entry) == ["maker.left", "maker.removed"]
    assert told() == [("makers/removed", rival.email)]


def test_ownership_passes_when_the_other_accepts_and_the_former_owner_stays(entry, filmmaker, partner):
    make.co_owner(entry, partner)
    offer = offer_ownership(entry, email=partner.email, by=filmmaker)
    assert Entry.objects.get().owner == filmmaker
    with pytest.raises(Conflict):
        offer_ownership(entry, email="other@example.org", by=filmmaker)
    accept_ownership(token_of(offer), by=partner)
    now = Entry.objects.get()
    assert (now.owner, [share.user for share in now.co_owners.all()]) == (partner, [filmmaker])
    assert [rules.can_withdraw(person, now) for person in (filmmaker, partner)] == [False, True]
    assert rules.owns(filmmaker, now)
    assert deeds(entry) == ["ownership.offered", "ownership.passed"]
    assert told() == [
        ("makers/offered", partner.email),
        ("makers/passed_on", filmmaker.email),
        ("makers/taken_over", partner.email),
    ]
    assert Letter.objects.get(kind="makers/offered").language == "zh-hans"


def test_the_office_passes_a_film_on_with_a_reason_and_not_behind_the_owners_back(
    client, edition, entry, filmmaker, partner, director, programmer
):
    here = reverse("entry_desk:pass_on", args=[edition.festival.slug, edition.slug, entry.pk])
    client.force_login(director)
    assert client.post(here, {"email": partner.email}).status_code == 422
    assert client.post(here, {"email": partner.email, "reason": "Has left the school."}).status_code == 302
    notice = Letter.objects.get(kind="makers/offered_by_office")
    assert (notice.recipient, "Has left the school." in notice.text) == (filmmaker, True)
    link = next(
        line for line in Letter.objects.get(kind="makers/offered").text.splitlines() if "/shares/" in line
    )
    accept_ownership(link.rstrip("/").rsplit("/", 1)[1], by=partner)
    assert (Entry.objects.get().owner, CoOwner.objects.count()) == (partner, 0)
    assert not rules.owns(filmmaker, Entry.objects.get())
    passed = AuditRecord.objects.get(action="ownership.passed")
    assert (passed.note, passed.facts) == (
        "Has left the school.",
        {"former": filmmaker.email, "heir": partner.email},
    )
    with pytest.raises(Refused):
        offer_ownership(entry, email="x@example.org", by=programmer, reason="Because")


def test_nobody_of_the_office_passes_on_a_film_of_their_own(edition, director):
    own = make.submitted(edition, house.user("somebody"))
    make.co_owner(own, director)
    assert not rules.can_pass_on(director, own)


def test_an_offer_is_taken_back_by_whoever_made_it_or_by_the_owner(
    client, edition, entry, filmmaker, director
):
    own = offer_ownership(entry, email="x@example.org", by=filmmaker)
    with pytest.raises(Refused):
        remove_share(own.share, by=director)
    remove_share(own.share, by=filmmaker)
    offer_ownership(entry, email="x@example.org", by=director, reason="Gone")
    client.force_login(director)
    client.post(reverse("entry_desk:take_back_offer", args=[edition.festival.slug, edition.slug, entry.pk]))
    assert CoOwner.objects.count() == 0
    offer = offer_ownership(entry, email="x@example.org", by=director, reason="Gone")
    remove_share(offer.share, by=filmmaker)
    assert deeds(entry) == ["ownership.offered", "ownership.taken_back"] * 3


def test_a_co_owner_turns_copies_off(client, entry, filmmaker, partner):
    make.co_owner(entry, partner)
    client.force_login(partner)
    client.post(reverse("entries:makers_letters", args=[entry.pk]), {"wanted": "no"})
    withdraw_entry(entry, by=filmmaker)
    assert told() == [("submissions/entry_withdrawn", filmmaker.email)]


def test_the_database_keeps_the_promise(entry, partner, rival):
    make.co_owner(entry, partner)
    for wrong in (
        {"user": partner, "accepted_at": timezone.now()},
        {"user": rival},
        {"user": rival, "accepted_at": timezone.now(), "offers_ownership": True},
        {},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            CoOwner.objects.create(entry=entry, **wrong)


@pytest.mark.parametrize("count", [1, 3])
def test_the_makers_page_costs_a_fixed_number_of_queries(
    client, entry, filmmaker, django_assert_num_queries, count
):
    for number in range(count):
        make.co_owner(entry, house.user(f"partner{number}"))
    client.force_login(filmmaker)
    with django_assert_num_queries(8):
        client.get(reverse("entries:makers", args=[entry.pk]))
