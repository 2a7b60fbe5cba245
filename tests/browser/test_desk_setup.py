"""An administrator founds a festival and invites a director; the director opens it for films. All by hand."""

import re
import time

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PASSWORD = "a rather long pass phrase"
PEOPLE = f"""
from festival.models import User
for name, boss in (("admin", True), ("dora", False)):
    email = name + "@setup.example"
    user = User.objects.create_user(email, "{PASSWORD}", name=name.title(), is_superuser=boss, is_staff=boss)
    user.emailaddress_set.create(email=email, verified=True, primary=True)
"""


def fill(page, **values: str) -> None:
    for name, value in values.items():
        field = page.locator(f"main [name={name}]")
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def link_in_letter_to(post, address: str) -> str:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for message in list(post[0].messages):
            if message["To"] == address:
                words = message.get_body(("plain",)).get_content()
                return re.search(r"http://\S+/invitations/\S+", words)[0]
        time.sleep(0.1)
    raise AssertionError(f"no invitation reached {address}")


def test_from_nothing_to_an_open_call(person, portal, post):
    portal.run(PEOPLE)
    admin = person("admin")
    admin.sign_in("admin@setup.example", PASSWORD)
    page = admin.visit("/desk/", look="desk-chooser")
    admin.press("Found a festival")
    admin.look("found-festival")
    fill(page, name_en="Lantern", name_zh_hans="灯影", slug="lantern", accent="pine")
    admin.press("Save")
    fill(page, name_en="Lantern 2027", name_zh_hans="灯影 2027", slug="2027", time_zone="Asia/Shanghai")
    fill(page, call_opens_at="2026-01-10T09:00", call_closes_at="2027-05-31T23:59", decisions_on="2027-08-01")
    fill(page, starts_on="2027-09-12", ends_on="2027-09-10")
    page.locator("[name=languages]").first.check()
    admin.press("Save")
    admin.look("edition-form-refused")
    admin.sees("The last day cannot come before the first.")
    fill(page, ends_on="2027-09-14")
    admin.press("Save")
    page.wait_for_url("**/desk/lantern/2027/setup/")

    admin.visit("/desk/lantern/2027/team/")
    fill(page, role="director", name="Dora", email="dora@letters.example")
    admin.press("Send the invitation")
    page.wait_for_selector("#invitation-link")
    admin.look("team-told-once")

    dora = person("dora", viewport={"width": 390, "height": 844}, color_scheme="dark")
    link = link_in_letter_to(post, "dora@letters.example")
    assert page.locator("#invitation-link").input_value() == link
    page = dora.visit(link, look="invitation-anonymous")
    dora.page.locator("main").get_by_role("link", name="Sign in").click()
    page.locator("[name=login]").fill("dora@setup.example")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form:has([name=password]) [type=submit]").first.click()
    page.wait_for_url(link)
    dora.look("invitation")
    dora.press("Accept as Dora")
    page.wait_for_url("**/desk/**")

    dora.visit("/desk/lantern/2027/setup/categories/new/", look="category-form")
    fill(page, name_en="Vertical", name_zh_hans="竖屏", slug="vertical", max_duration_s="3:00")
    fill(page, orientation="vertical", min_short_side="720")
    dora.press("Save")
    dora.look("setup")
    dora.sees("The film runs no longer than 3:00 minutes.")
    dora.press("Show to the public")
    dora.sees("The edition is public now.")
    for name in ("team", "letters", "audit", "setup/edition"):
        dora.visit(f"/desk/lantern/2027/{name}/", look=f"desk-{name.replace('/', '-')}")
        admin.visit(f"/desk/lantern/2027/{name}/", look=f"desk-{name.replace('/', '-')}-wide")
