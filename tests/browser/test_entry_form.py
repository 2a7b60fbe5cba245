"""The entry form as a maker meets it: typing survives a lost line, windows notice each other, rows and pictures move."""

import re
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from tests import pictures
from tests.factories.festival import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

STAGE = """
from allauth.account.models import EmailAddress
from tests.factories import festival as make, submissions as films
house = make.festival("lumen-form")
edition = make.edition(house, slug="2026")
maker = make.user("form")
EmailAddress.objects.create(user=maker, email=maker.email, verified=True, primary=True)
print(films.draft(edition, maker, title="Him", director="Ada Lumen").pk)
"""


@pytest.fixture(scope="module")
def draft(portal) -> str:
    return portal.run(STAGE).splitlines()[-1]


@pytest.fixture
def maker(person):
    somebody = person("maker")
    somebody.sign_in("form@example.org", PASSWORD)
    return somebody


def state(page: Page):
    return page.locator("[data-autosave-state]")


def test_what_is_typed_without_a_line_is_kept_and_saved_when_it_is_back(maker, draft):
    page = maker.visit(f"/entries/{draft}/about/", look="form-about")
    page.fill("[name=title_original]", "A lamp")
    expect(state(page)).to_contain_text("Saved at")

    maker.window.set_offline(True)
    page.fill("[name=synopsis_en]", "A lamp waits.")
    expect(state(page)).to_contain_text("Not saved: no connection.")
    page.fill("[name=synopsis_en]", "A lamp waits for its electricity.")
    maker.look("form-offline")
    maker.window.set_offline(False)
    expect(state(page)).to_contain_text("Saved at")
    again = maker.window.new_page()
    again.goto(f"/entries/{draft}/about/")
    expect(again.locator("[name=synopsis_en]")).to_have_value("A lamp waits for its electricity.")
    expect(again.locator("[data-draft-restored]")).to_be_hidden()


def test_a_window_that_was_closed_without_a_line_gives_back_what_was_typed(maker, draft):
    page = maker.visit(f"/entries/{draft}/about/")
    maker.window.set_offline(True)
    page.fill("[name=logline_en]", "Light, late.")
    expect(state(page)).to_contain_text("Not saved: no connection.")
    page.close(run_before_unload=False)
    maker.window.set_offline(False)
    maker.page = maker.window.new_page()
    page = maker.visit(f"/entries/{draft}/about/")
    expect(page.locator("[data-draft-restored]")).to_be_visible()
    expect(page.locator("[name=logline_en]")).to_have_value("Light, late.")
    expect(state(page)).to_contain_text("Saved at")


def test_two_windows_do_not_overwrite_each_other(maker, person, draft):
    other = person("other")
    other.sign_in("form@example.org", PASSWORD)
    one, two = (somebody.visit(f"/entries/{draft}/about/") for somebody in (maker, other))
    one.fill("[name=title_original]", "Of the first window")
    expect(state(one)).to_contain_text("Saved at")
    two.fill("[name=title_original]", "Of the second window")
    expect(two.locator("[data-draft-conflict]")).to_be_visible()
    other.look("form-conflict")
    one.reload()
    expect(one.locator("[name=title_original]")).to_have_value("Of the first window")
    two.get_by_role("button", name="Drop mine and show the other").click()
    expect(two.locator("[name=title_original]")).to_have_value("Of the first window")
    two.fill("[name=title_original]", "Of the second window, knowingly")
    expect(state(two)).to_contain_text("Saved at")


def test_credits_are_put_in_order_by_buttons(maker, draft):
    page = maker.visit(f"/entries/{draft}/credits/")
    rows = page.locator("[data-rows-list] > [data-row]")
    before = rows.count()
    for name in ("Bo", "Cy"):
        page.get_by_role("button", name="Add another row").click()
        rows.last.locator("[name$=-name]").fill(name)
        expect(state(page)).to_contain_text("Saved at")
    up = rows.last.locator("[data-row-up]")
    up.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-rows-told]")).to_have_text(f"Moved to place {before + 1}")
    expect(state(page)).to_contain_text("Saved at")
    maker.look("form-credits")
    page.get_by_role("button", name="Save and go on").click()
    page.wait_for_url("**/facts/")
    maker.visit(f"/entries/{draft}/credits/")
    names = [box.input_value() for box in rows.locator("[name$=-name]").all()]
    assert [name for name in names if name] == ["Ada Lumen", "Cy", "Bo"]
    expect(page.locator("[data-draft-restored]")).to_be_hidden()


def test_a_picture_is_sent_as_soon_as_it_is_chosen(maker, draft):
    page = maker.visit(f"/entries/{draft}/pictures/", look="form-pictures-empty")
    still = SimpleNamespace(name="still.jpg", mimeType="image/jpeg", buffer=pictures.with_camera_data())
    page.set_input_files("#files-still", vars(still))
    expect(page.locator(".pictures .picture")).to_have_count(1)
    image = page.locator(".picture__image")
    page.wait_for_function("() => document.querySelector('.picture__image').naturalWidth > 0")
    expect(image).to_have_attribute("src", re.compile("/stills?/"))
    page.locator(".picture [name$=alt_0], .picture [name$=alt_en]").first.fill("A lamp")
    expect(state(page)).to_contain_text("Saved at")
    maker.look("form-pictures")
