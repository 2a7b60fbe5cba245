"""Every way into an account in a real Chromium, under the strict policy: code, password, passkey, authenticator app."""

import base64
import hmac
import re
import struct
import time
from email.utils import parseaddr
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PASSWORD = "a rather long pass phrase"


def code_for(post: Any, address: str, *, seen: int = 0) -> str:
    """The code in the newest letter to this address; `seen` letters have been read before."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        letters = [message for message in list(post[0].messages) if parseaddr(message["To"])[1] == address]
        codes = [
            found[1]
            for m in letters
            if (found := re.search(r"^    (\S+)\s*$", m.get_content(), re.MULTILINE))
        ]
        if len(codes) > seen:
            return codes[-1]
        time.sleep(0.1)
    raise AssertionError(f"no letter with a code reached {address}")


def give_passkey(page: Page) -> None:
    """A virtual authenticator that lives in the browser and always says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def submit(page: Page, field: str) -> None:
    page.locator(f"form:has([name={field}]) [type=submit]").first.click()


def sign_up(somebody, post, address: str, *, look: bool = False) -> Page:
    page = somebody.visit("/accounts/signup/", look="sign-up" if look else "")
    page.locator("[name=name]").fill("Ada Example")
    page.locator("[name=email]").fill(address)
    page.locator("[name=password1]").fill(PASSWORD)
    submit(page, "password1")
    page.wait_for_url("**/confirm-email/")
    if look:
        somebody.look("confirm-address")
    page.locator("[name=code]").fill(code_for(post, address))
    submit(page, "code")
    page.wait_for_url(lambda url: "/accounts/" not in url)
    return page


def sign_out(somebody) -> None:
    somebody.page.context.clear_cookies()


def test_sign_up_by_code_and_come_back_by_code(person, post):
    ada = person("ada")
    sign_up(ada, post, "ada@example.org", look=True)
    sign_out(ada)
    page = ada.visit("/accounts/login/code/", look="ask-for-code")
    page.locator("[name=email]").fill("ada@example.org")
    submit(page, "email")
    page.wait_for_url("**/accounts/login/code/confirm/")
    ada.look("type-code")
    page.locator("[name=code]").fill(code_for(post, "ada@example.org", seen=1))
    submit(page, "code")
    page.wait_for_url(lambda url: "/accounts/" not in url)
    ada.visit("/me/", look="profile")


@pytest.fixture
def ben(chrome, portal, shots):
    """Comes by a name, because passkeys belong to names: the address 127.0.0.1 has none."""
    window = {"viewport": {"width": 390, "height": 844}}
    somebody = Person(chrome, portal.address.replace("127.0.0.1", "localhost"), shots, "ben", **window)
    yield somebody
    somebody.leave()
    assert somebody.complaints == []


def test_a_passkey_replaces_the_password(ben, post):
    page = sign_up(ben, post, "ben@example.org")
    give_passkey(page)
    ben.visit("/accounts/2fa/", look="second-factors")
    ben.visit("/accounts/2fa/webauthn/add/")
    if "reauthenticate" in page.url:
        page.locator("[name=password]").fill(PASSWORD)
        submit(page, "password")
        page.wait_for_url("**/webauthn/add/**")
    ben.look("add-passkey")
    page.locator("[name=name]").fill("My phone")
    page.locator("[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(lambda url: "/webauthn/add/" not in url)
    ben.look("passkey-added")
    sign_out(ben)
    ben.visit("/accounts/login/")
    page.locator("#passkey_login").click()
    page.wait_for_url(lambda url: "/accounts/" not in url)
    ben.visit("/me/")
    ben.sees("ben@example.org")


def six_digits(secret: str) -> str:
    """RFC 6238, as an authenticator app reckons."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), "sha1").digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def test_an_authenticator_app_is_asked_after_the_password(person, post):
    cleo = person("cleo", color_scheme="dark")
    page = sign_up(cleo, post, "cleo@example.org")
    cleo.visit("/accounts/2fa/totp/activate/")
    if "reauthenticate" in page.url:
        page.locator("[name=password]").fill(PASSWORD)
        submit(page, "password")
        page.wait_for_url("**/totp/activate/**")
    cleo.look("authenticator-app")
    secret = page.locator("main input[disabled], main input[readonly]").first.input_value()
    page.locator("[name=code]").fill(six_digits(secret))
    submit(page, "code")
    page.wait_for_url(lambda url: "/activate/" not in url)
    cleo.look("recovery-codes")
    recovery = page.locator("main textarea").input_value().split()[0]
    sign_out(cleo)
    cleo.visit("/accounts/login/")
    page.locator("[name=login]").fill("cleo@example.org")
    page.locator("[name=password]").fill(PASSWORD)
    submit(page, "password")
    page.wait_for_url("**/accounts/2fa/authenticate/**")
    cleo.look("second-factor-asked")
    # The app's code of this half minute has been used; a recovery code stands in.
    page.locator("[name=code]").fill(recovery)
    submit(page, "code")
    page.wait_for_url(lambda url: "/accounts/" not in url)


def test_a_passkey_that_cannot_work_says_why(person):
    guest = person("guest")
    page = guest.visit("/accounts/login/")
    page.locator("#passkey_login").click()
    guest.sees("Passkeys belong to a name")
