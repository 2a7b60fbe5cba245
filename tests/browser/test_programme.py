"""A programmer plans an evening by hand, with the mouse and without, and a visitor reads it after the release."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PASSWORD = "a rather long pass phrase"
WORLD = f"""
from datetime import date
from tests.factories import festival as house, screenings as make
from festival.models import User
paula = User.objects.create_user("paula@programme.example", "{PASSWORD}", name="Paula")
paula.emailaddress_set.create(email=paula.email, verified=True, primary=True)
edition = house.edition(house.festival("evening"), slug="2027", starts_on=date(2027, 7, 2), ends_on=date(2027, 7, 3))
edition.memberships.create(user=paula, role="programmer", name="Paula")
category, maker = house.category(edition), house.user("maker", email="maker@programme.example")
for title in ("First Light", "Second Sight", "Third Man"):
    make.film(category, maker, title)
make.film(category, maker, "Left Out", decision="not_selected")
make.announce_selection(edition)
"""
DESK = "/desk/evening/2027"


def fill(page, **values: str) -> None:
    for name, value in values.items():
        field = page.locator(f"main [name={name}]")
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def titles(page) -> list[str]:
    return [text.strip() for text in page.locator(".sortable__item b").all_inner_texts()]


def drag(page, source: int, target: int) -> None:
    """Step by step, as a hand would: a jump does not wake the sorting."""
    handles = page.locator("[data-handle]")
    start, end = handles.nth(source).bounding_box(), handles.nth(target).bounding_box()
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    for step in range(1, 11):
        page.mouse.move(start["x"] + 8, start["y"] + 8 + (end["y"] - start["y"]) * step / 10 + step)
        page.wait_for_timeout(30)
    page.mouse.up()


def test_an_evening_is_planned_released_and_read(person, portal):
    portal.run(WORLD)
    visitor = person("visitor")
    assert visitor.visit("/evening/2027/programme/").title() == "Not found · Evening"
    paula = person("paula")
    paula.sign_in("paula@programme.example", PASSWORD)
    page = paula.visit(f"{DESK}/", look="desk-overview")

    paula.visit(f"{DESK}/venues/new/")
    fill(page, name_en="Lumen Cinema", name_zh_hans="光影影院")
    paula.press("Save")
    fill(page, name_en="Grand Hall", name_zh_hans="大厅", seats="300")
    paula.press("Save")
    paula.look("venues")
    paula.sees("Grand Hall")

    paula.visit(f"{DESK}/programme/blocks/new/")
    fill(page, title_en="Opening night", title_zh_hans="开幕之夜")
    paula.press("Save")
    assert page.get_by_text("Left Out").count() == 0
    for box in page.locator("[name=entry]").all():
        box.check()
    paula.press("Add the ticked films")
    assert titles(page) == ["First Light", "Second Sight", "Third Man"]
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        drag(page, 0, 2)
    page.reload()
    assert titles(page) == ["Second Sight", "Third Man", "First Light"]
    paula.press("Move “First Light” up")
    assert titles(page) == ["Second Sight", "First Light", "Third Man"]
    paula.look("block")
    paula.press("Add a showing")

    paula.visit(f"{DESK}/programme/")
    paula.press("Place Opening night")
    page.locator("[name=screen]").select_option(index=1)
    fill(page, day="2027-07-02", time="20:00", status="confirmed", qa_min="20")
    paula.press("Place")
    paula.look("schedule")
    paula.sees("20:00–20:40")
    paula.press("Release")
    paula.look("release")
    paula.press("Release")
    paula.sees("Programme 1 is released.")

    read = visitor.visit("/evening/2027/programme/", look="programme")
    expect(read.get_by_role("heading", name="Opening night")).to_be_visible()
    assert read.locator(".slot__film a").all_inner_texts() == ["Second Sight", "First Light", "Third Man"]
    feed = visitor.window.request.get("/evening/2027/programme.ics")
    assert "SUMMARY;LANGUAGE=en:Opening night" in feed.text()
    visitor.press("Opening night")
    visitor.look("screening")
    visitor.press("First Light")
    visitor.look("film")
