"""Invitations bind to whatever account accepts them; an edition never loses its last director."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from festival import rules
from festival.actions.team import accept_invitation, invite, remove_member, resend_invitation
from festival.enums import Role
from festival.exceptions import Conflict
from festival.models import AuditRecord, Letter, Membership
from tests.factories import festival as make


@pytest.fixture
def invitation(edition, director):
    return invite(edition, role=Role.JUROR, name="Ada", email="ada@example.org", by=director)


def token_of(invitation) -> str:
    return invitation.url.rstrip("/").rsplit("/", 1)[1]


def page_of(invitation) -> str:
    return reverse("festival:invitation", args=[token_of(invitation)])


def actions(edition) -> list[str]:
    return list(AuditRecord.objects.filter(edition=edition).order_by("pk").values_list("action", flat=True))


def test_an_invitation_is_a_letter_with_a_link_and_a_seat_that_waits(invitation, edition, director):
    letter = Letter.objects.get()
    assert (letter.kind, letter.to_email, letter.edition) == (
        "festival/invitation",
        "ada@example.org",
        edition,
    )
    assert letter.subject == "Lumen · Edition 2026: your invitation (Juror)"
    assert next(line for line in letter.text.splitlines() if line.startswith("http")) == invitation.url
    assert letter.html.count(invitation.url) == 1
    assert not invitation.membership.is_taken
    assert token_of(invitation) not in str(Membership.objects.values())
    assert actions(edition) == ["invitation.sent"]


def test_any_account_may_accept_and_the_link_then_is_used(client, invitation, stranger, rival, edition):
    client.force_login(stranger)
    assert client.get(page_of(invitation)).status_code == 200
    response = client.post(f"{page_of(invitation)}accept/")
    assert (response.status_code, response.url) == (302, reverse("festival:my_rooms"))
    seat = Membership.objects.get(role=Role.JUROR)
    assert (seat.user, seat.name, seat.edition) == (stranger, "Ada", edition)
    assert rules.edition_roles(stranger, edition) == {Role.JUROR}

    assert client.post(f"{page_of(invitation)}accept/").status_code == 302, "posting twice does no harm"
    assert actions(edition) == ["invitation.sent", "invitation.accepted"]

    client.force_login(rival)
    for answer in (client.get(page_of(invitation)), client.post(f"{page_of(invitation)}accept/")):
        assert answer.status_code == 410
    assert Membership.objects.get(role=Role.JUROR).user == stranger


def test_the_page_leads_an_anonymous_guest_to_an_account_and_back(client, invitation):
    page = client.get(page_of(invitation))
    assert page.context["login_url"] == f"/accounts/login/?next={page_of(invitation).replace('/', '%2F')}"
    assert page.context["signup_url"] == f"/accounts/signup/?next={page_of(invitation).replace('/', '%2F')}"
    assert client.post(f"{page_of(invitation)}accept/").url == page_of(invitation)
    assert not Membership.objects.get(role=Role.JUROR).is_taken


def test_switching_the_account_signs_out_and_comes_back(client, invitation, stranger):
    client.force_login(stranger)
    response = client.post(f"{page_of(invitation)}switch/")
    assert response.url == f"/accounts/login/?next={page_of(invitation).replace('/', '%2F')}"
    assert "_auth_user_id" not in client.session


def test_an_unknown_or_withdrawn_link_is_not_found(client, invitation, director):
    assert client.get("/invitations/nonsense/").status_code == 404
    remove_member(invitation.membership, by=director)
    assert client.get(page_of(invitation)).status_code == 404


def test_an_expired_link_says_so_until_it_is_sent_again(client, invitation, stranger, director):
    Membership.objects.filter(pk=invitation.membership.pk).update(
        expires_at=timezone.now() - timedelta(seconds=1)
    )
    client.force_login(stranger)
    assert client.get(page_of(invitation)).status_code == 410
    again = resend_invitation(invitation.membership, by=director)
    assert client.get(page_of(invitation)).status_code == 404, "the old link stays dead"
    assert client.get(page_of(again)).status_code == 200


def test_one_person_is_invited_once_per_role(edition, director, juror, invitation):
    for email in ("ADA@example.org", juror.email):
        with pytest.raises(Conflict):
            invite(edition, role=Role.JUROR, email=email, by=director)
    invite(edition, role=Role.SCRUTINEER, email="ada@example.org", by=director)
    assert Letter.objects.count() == 2


def test_one_account_cannot_hold_the_same_role_twice(invitation, juror):
    with pytest.raises(Conflict):
        accept_invitation(token_of(invitation), by=juror)
    invitation.membership.refresh_from_db()
    assert not invitation.membership.is_taken


def test_the_last_director_stays(edition, director):
    seat = Membership.objects.get(user=director)
    invite(edition, role=Role.DIRECTOR, email="next@example.org", by=director)
    with pytest.raises(Conflict):
        remove_member(seat, by=director)
    second = make.member(edition, Role.DIRECTOR, name="second")
    remove_member(seat, by=second)
    remove_member(seat, by=second)
    assert actions(edition) == ["invitation.sent", "member.removed"]


def test_the_link_is_shown_once(client, edition, director):
    client.force_login(director)
    address = {"festival": edition.festival.slug, "edition": edition.slug}
    form = {"role": Role.JUROR, "name": "Ada", "email": "ada@example.org"}
    assert client.post(reverse("desk:invite", kwargs=address), form).status_code == 302
    team = reverse("desk:team", kwargs=address)
    assert client.get(team).context["told_once"]["name"] == "Ada"
    assert client.get(team).context["told_once"] is None
    again = client.post(reverse("desk:invite", kwargs=address), form)
    assert (again.status_code, list(again.context["form"].errors)) == (422, ["email"])
    assert Membership.objects.filter(role=Role.JUROR).count() == 1


@pytest.mark.parametrize("people", [1, 3])
def test_the_team_page_asks_the_database_the_same_for_one_and_for_many(
    client, edition, director, people, django_assert_num_queries
):
    for number in range(people):
        make.member(edition, Role.PROGRAMMER, name=f"programmer{number}")
        invite(edition, role=Role.JUROR, email=f"{number}@example.org", by=director)
    client.force_login(director)
    # session, person, edition, roles, second factor is not asked here, members, rooms
    with django_assert_num_queries(7):
        client.get(reverse("desk:team", kwargs={"festival": edition.festival.slug, "edition": edition.slug}))
