"""Signing up, in and back in, by the pages that people use; every code travels by a letter of the outbox."""

import re

import pytest
from django.urls import reverse

from festival.accounts.client_address import client_address
from festival.actions.team import invite
from festival.enums import Role
from festival.models import Letter, Membership, User
from tests.factories import festival as make

CODE = re.compile(r"^    ([A-Z0-9-]{6,12})$", re.MULTILINE)
SIGN_UP = {"email": "ada@example.org", "password1": "a rather long pass phrase", "name": "Ada Quirós"}


def code_in(letter: Letter) -> str:
    found = CODE.search(letter.text)
    assert found, letter.text
    return found[1]


@pytest.fixture
def known(db) -> User:
    """Has signed up and confirmed the address."""
    user = make.user("known", email="known@example.org")
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


def test_sign_up_confirm_and_land_where_one_wanted_to_go(client, edition, director):
    link = invite(edition, role=Role.JUROR, name="Ada", email="ada@festival.example", by=director).url
    page = link.removeprefix("http://127.0.0.1:8000")
    start = client.get(page).context["signup_url"]
    response = client.post(start, {**SIGN_UP, "next": page}, headers={"accept-language": "zh-CN"})
    assert response.url == reverse("account_email_verification_sent")
    letter = Letter.objects.get(to_email="ada@example.org")
    assert (letter.kind, letter.language) == ("account/email/email_confirmation_signup", "zh-hans")
    response = client.post(response.url, {"code": code_in(letter)})
    assert response.url == page, "back to the invitation"
    assert client.post(f"{page}accept/").status_code == 302
    user = User.objects.get(email="ada@example.org")
    assert (user.name, user.language) == ("Ada Quirós", "zh-hans")
    assert Membership.objects.get(role=Role.JUROR).user == user


def test_a_second_sign_up_with_the_same_address_tells_only_its_owner(client, known):
    response = client.post(reverse("account_signup"), {**SIGN_UP, "email": known.email})
    assert response.url == reverse("account_email_verification_sent"), "the same answer as for a new address"
    letter = Letter.objects.get()
    assert (letter.kind, letter.to_email) == ("account/email/account_already_exists", known.email)
    assert User.objects.count() == 1


def test_a_code_opens_once(client, known):
    response = client.post(reverse("account_request_login_code"), {"email": known.email})
    assert response.url == reverse("account_confirm_login_code")
    letter = Letter.objects.get()
    assert (letter.kind, letter.subject) == ("account/email/login_code", "Your code to sign in")
    response = client.post(response.url, {"code": code_in(letter)})
    assert response.url == reverse("festival:my_rooms")
    assert client.session["_auth_user_id"] == str(known.pk)
    client.logout()
    client.post(reverse("account_request_login_code"), {"email": known.email})
    client.post(reverse("account_confirm_login_code"), {"code": code_in(letter)})
    assert "_auth_user_id" not in client.session


def test_an_unknown_address_gets_a_letter_and_the_guest_the_same_page(client, db):
    response = client.post(reverse("account_request_login_code"), {"email": "nobody@example.org"})
    assert response.url == reverse("account_confirm_login_code")
    assert Letter.objects.get().kind == "account/email/unknown_account"


def test_a_password_opens_too_and_brings_the_language_along(client, known):
    User.objects.update(language="zh-hans")
    response = client.post(reverse("account_login"), {"login": known.email, "password": make.PASSWORD})
    assert response.url == reverse("festival:my_rooms")
    assert response.cookies["django_language"].value == "zh-hans"


def test_a_lost_password_is_replaced_by_a_link(client, known):
    client.post(reverse("account_reset_password"), {"email": known.email})
    link = re.search(r"http://\S+", Letter.objects.get().text)[0].removeprefix("http://testserver")
    form = client.get(link).url
    new = {"password1": "another long phrase", "password2": "another long phrase"}
    assert client.post(form, new).url == reverse("account_reset_password_from_key_done")
    assert Letter.objects.first().kind == "account/email/password_reset"
    known.refresh_from_db()
    assert known.check_password("another long phrase")


def test_a_new_address_counts_once_its_code_is_typed(client, known):
    client.post(reverse("account_login"), {"login": known.email, "password": make.PASSWORD})
    asked = client.post(reverse("account_email"), {"email": "new@example.org", "action_add": ""})
    assert asked.url == f"{reverse('account_reauthenticate')}?next=%2Faccounts%2Femail%2F"
    assert f'href="{reverse("festival:profile")}">Back to your account' in client.get(asked.url).text
    client.post(asked.url, {"password": make.PASSWORD})
    known.refresh_from_db()
    assert known.email == "known@example.org"
    letter = Letter.objects.get(to_email="new@example.org")
    client.post(reverse("account_email_verification_sent"), {"code": code_in(letter)})
    known.refresh_from_db()
    assert known.email == "new@example.org"
    assert Letter.objects.first().kind == "account/email/email_changed"


def test_the_language_switch_is_remembered_on_the_account(client, stranger):
    client.force_login(stranger)
    response = client.post(reverse("set_language"), {"language": "zh-hans", "next": "/me/"})
    assert (response.url, response.cookies["django_language"].value) == ("/me/", "zh-hans")
    stranger.refresh_from_db()
    assert stranger.language == "zh-hans"
    client.post(reverse("set_language"), {"language": "tlh", "next": "/me/"})
    stranger.refresh_from_db()
    assert stranger.language == "zh-hans"


def test_the_profile_keeps_name_language_and_theme(client, stranger):
    client.force_login(stranger)
    response = client.post(
        reverse("festival:profile"), {"name": "Sam", "language": "zh-hans", "theme": "dark"}
    )
    cookies = {name: morsel.value for name, morsel in response.cookies.items()}
    assert (cookies["theme"], cookies["django_language"]) == ("dark", "zh-hans")
    stranger.refresh_from_db()
    assert (stranger.name, stranger.language) == ("Sam", "zh-hans")


def test_a_token_is_shown_once_and_can_be_revoked(client, stranger):
    client.force_login(stranger)
    client.post(reverse("festival:create_token"))
    assert client.post(reverse("festival:create_token")).status_code == 409, "the first one stays good"
    page = client.get(reverse("festival:profile"))
    assert page.context["told_once"] == stranger.auth_token.key
    assert stranger.auth_token.key not in client.get(reverse("festival:profile")).content.decode()
    for _twice in range(2):
        assert client.post(reverse("festival:revoke_token")).status_code == 302
    assert client.get(reverse("festival:profile")).context["token"] is None


def test_the_desk_can_insist_on_a_second_factor(client, director, edition, settings):
    team = reverse("desk:team", kwargs={"festival": edition.festival.slug, "edition": edition.slug})
    client.force_login(director)
    assert client.get(team).status_code == 200
    settings.REQUIRE_MFA_FOR_DESK = True
    page = client.get(team)
    assert (page.status_code, str(page.context["way_out"])) == (403, reverse("mfa_index"))
    director.authenticator_set.create(type="totp", data={"secret": "S"})
    assert client.get(team).status_code == 200


@pytest.mark.parametrize(
    ("proxies", "header", "address"),
    [
        (0, "6.6.6.6", "127.0.0.1"),  # nobody of ours wrote it
        (1, "6.6.6.6, 9.9.9.9", "9.9.9.9"),
        (2, "6.6.6.6, 9.9.9.9, 10.0.0.1", "9.9.9.9"),
        (2, "9.9.9.9", "9.9.9.9"),
        (2, "", "127.0.0.1"),
    ],
)
def test_limits_count_by_the_address_that_our_outermost_proxy_saw(rf, settings, proxies, header, address):
    settings.TRUSTED_PROXIES = proxies
    assert client_address(rf.get("/", headers={"x-forwarded-for": header})) == address
