"""The whole street, walked by people: a film is registered, uploaded, checked, judged, awarded and read about."""

import re
import time
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import clips
from tests.factories.festival import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.media, pytest.mark.xdist_group("browser")]

TITLE, ORIGINAL = "The Patient Lamp", "耐心的灯"
STAGE = """
from datetime import timedelta
from allauth.account.models import EmailAddress
from tests.factories import festival as make
house = make.festival("lumen")
edition = make.edition(house, slug="2026")
make.category(edition, "shorts", min_duration_s=2, max_duration_s=60, min_short_side=100)
for role in ("director", "juror"):
    person = make.member(edition, role)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
from judging.actions.awards import create_award
create_award(edition, name={"en": "Grand Prix", "zh-hans": "大奖"}, slug="grand-prix", by=person)
"""
EDITION = """
from festival.models import Edition
print(Edition.objects.get(festival__slug="lumen").pk)
"""
SUBMITTED = """
from submissions.models import Entry
print(Entry.objects.filter(edition__festival__slug="lumen", state="submitted").count())
"""
ROUND = """
from festival.models import Edition, User
from judging.actions import assigning, juries, rounds, seats
from submissions.models import Entry
edition = Edition.objects.get(festival__slug="lumen")
director = User.objects.get(email="director@example.org")
jury = juries.create_jury(edition, name={"en": "Jury"}, by=director)
seat = juries.seat_juror(jury, edition.memberships.get(role="juror"), by=director)
seats.accept_seat(seat, by=seat.membership.user)
criteria = [{"key": key, "name": {"en": key.title()}, "weight": 50} for key in ("story", "craft")]
judged = rounds.create_round(edition, jury=jury, name={"en": "Final"}, by=director, criteria=criteria,
                             entries=Entry.objects.filter(edition=edition, state="submitted"))
assigning.assign_all(judged, by=director)
rounds.open_round(judged, by=director)
"""


@pytest.fixture
def long_clip(tmp_path) -> Path:
    """Some megabytes of noise, so that there is a middle of the upload to reload in."""
    target = tmp_path / "lamp.mp4"
    noise = "nullsrc=size={size}:rate={rate}:duration={seconds},geq=random(1)*255:128:128"
    clips.film(target, "-preset", "veryfast", "-crf", "18", size="320x180", seconds=4, picture=noise)
    return target


def code_in(letters: list[EmailMessage], address: str) -> str:
    """From the latest letter, which a worker may still be about to send."""
    deadline = time.monotonic() + 30
    while not (received := [letter for letter in letters if address in str(letter["To"])]):
        assert time.monotonic() < deadline, f"no letter reached {address}"
        time.sleep(0.1)
    body = str(received[-1].get_body(("plain",)).get_content())
    found = re.search(r"^\s*([A-Z0-9]{4,}-?[A-Z0-9]{2,})\s*$", body, re.MULTILINE)
    assert found, body
    return found.group(1)


def slow_the_line(page: Page, bytes_per_second: int) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 5, "downloadThroughput": -1, "uploadThroughput": bytes_per_second},
    )


def test_a_film_walks_down_the_street(portal, post, person, long_clip):
    letters = post[0].messages
    portal.run(STAGE)

    # A filmmaker registers; the code comes by real mail.
    maker = person("filmmaker")
    maker.visit("/lumen/2026/", look="01-call")
    maker.visit("/accounts/signup/", look="02-sign-up")
    maker.page.fill("input[name=email]", "maker@example.org")
    maker.page.fill("input[name=name]", "Maker")
    maker.page.fill("input[name=password1]", PASSWORD)
    maker.page.locator("form:has(input[name=password1]) [type=submit]").click()
    maker.page.wait_for_selector("input[name=code]")
    for _attempt in range(100):
        if any("maker@example.org" in str(letter["To"]) for letter in letters):
            break
        maker.page.wait_for_timeout(200)
    maker.page.fill("input[name=code]", code_in(letters, "maker@example.org"))
    maker.page.locator("form:has(input[name=code]) [type=submit]").first.click()
    maker.page.wait_for_url(re.compile("/entries/"))

    # The draft, and the upload with a reload in its middle.
    maker.visit(f"/entries/new/?edition={portal.run(EDITION)}", look="03-begin")
    maker.send("Begin a draft")
    entry = re.search(r"/entries/([0-9a-f-]{36})/", maker.page.url).group(1)
    maker.visit(f"/entries/{entry}/film/", look="04-film")
    slow_the_line(maker.page, 250_000)
    maker.page.set_input_files("[data-file]", long_clip)
    expect(maker.page.locator("[data-percent]")).to_have_text(re.compile(r"[2-9]\d"), timeout=40_000)
    maker.look("05-uploading")
    maker.page.on("dialog", lambda dialog: dialog.accept())
    maker.page.reload()
    expect(maker.page.locator("[data-resume]")).to_contain_text("are here")
    maker.look("06-resume")
    maker.page.set_input_files("[data-file]", long_clip)
    expect(maker.page.locator("#film-status")).to_contain_text("lamp.mp4", timeout=60_000)

    # Meanwhile the other steps.
    page = maker.visit(f"/entries/{entry}/about/", look="07-about")
    page.fill("[name=title_original]", ORIGINAL)
    page.select_option("[name=title_language]", "zh-hans")
    page.fill("[name=title_international]", TITLE)
    page.fill("[name=synopsis_en]", "A lamp waits for its electricity.")
    page.fill("[name=synopsis_zh_hans]", "一盏灯等待它的电。")
    with page.expect_navigation():
        page.locator("main form [type=submit]").last.click()
    page = maker.visit(f"/entries/{entry}/credits/", look="08-credits")
    page.select_option("[name=row0-role]", "director")
    page.fill("[name=row0-name]", "Maker")
    with page.expect_navigation():
        page.locator("main form [type=submit]").last.click()
    page = maker.visit(f"/entries/{entry}/facts/", look="09-facts")
    page.locator("select[name^=countries]").first.select_option("CN")
    page.locator("select[name^=languages]").first.select_option(label="No dialogue")
    page.fill("[name=completed_on]", "2026-01-15")
    with page.expect_navigation():
        page.locator("main form [type=submit]").last.click()
    for step in ("how", "pictures"):
        maker.visit(f"/entries/{entry}/{step}/", look=f"10-{step}")

    # Settled, then submitted.
    page = maker.visit(f"/entries/{entry}/film/")
    expect(page.locator("#film-status")).to_contain_text("passed the check", timeout=90_000)
    maker.look("11-checked")
    maker.visit(f"/entries/{entry}/review/", look="12-review")
    page.check("[name=regulations]")
    maker.send("Submit the film")
    maker.visit(f"/entries/{entry}/", look="13-submitted")
    maker.sees("In consideration")
    assert portal.run(SUBMITTED) == "1"
    maker.visit("/entries/", look="14-my-films")

    # The jury: watch, score by keyboard, confirm.
    portal.run(ROUND)
    juror = person("juror")
    juror.sign_in("juror@example.org", PASSWORD)
    juror.visit("/jury/", look="15-jury-room")
    juror.press("Watch the first film")
    juror.page.wait_for_selector("film-player video")
    juror.page.locator("film-player").focus()
    juror.page.keyboard.press("k")
    juror.page.wait_for_function(
        "() => document.querySelector('film-player video').currentTime > 1", timeout=60_000
    )
    juror.look("16-booth")
    for criterion in range(2):
        juror.page.locator("[data-criterion]").nth(criterion).locator("input").first.focus()
        juror.page.keyboard.press("8")
        expect(juror.page.locator("[data-criterion]").nth(criterion).locator("input:checked")).to_have_value(
            "8"
        )
    expect(juror.page.locator("[data-autosave-state]")).to_contain_text("Saved")
    juror.page.keyboard.press("Shift+Enter")
    expect(juror.page.locator(".scorecard__state")).to_contain_text("Confirmed")
    juror.visit(juror.page.url, look="17-confirmed")

    # The chair closes, chooses, writes and publishes; nobody saw anything before.
    reader = person("reader", viewport={"width": 390, "height": 844}, color_scheme="dark")
    for path in ("awards/", "films/"):
        assert reader.page.goto(f"/lumen/2026/{path}").status == 404
    chair = person("chair")
    chair.sign_in("director@example.org", PASSWORD)
    desk = "/desk/lumen/2026"
    chair.visit(f"{desk}/", look="18-desk")
    chair.visit(f"{desk}/entries/", look="19-entries")
    chair.page.get_by_role("link", name=TITLE).first.click()
    chair.look("20-entry")
    chair.visit(f"{desk}/rounds/", look="21-rounds")
    chair.page.get_by_role("link", name="Final", exact=True).first.click()
    chair.look("22-round")
    chair.send("Close the round")
    chair.look("22-close")
    for missing in chair.page.locator("[name=accepted]").all():
        missing.check()
    chair.send("Close the round")
    chair.visit(f"{desk}/standings/", look="23-standings")
    chair.visit(f"{desk}/awards/", look="24-awards")
    chair.page.get_by_role("link", name="Grand Prix").first.click()
    chair.look("25-award")
    chair.send("Choose")
    chair.page.fill("[name=citation_en]", "For patience.")
    chair.page.fill("[name=citation_zh_hans]", "献给耐心。")
    with chair.page.expect_navigation():
        chair.page.locator("main form:has([name=citation_en]) [type=submit]").first.click()
    assert reader.page.goto("/lumen/2026/awards/").status == 404
    chair.visit(f"{desk}/awards/publish/", look="26-publish")
    chair.page.check("[name=understood]")
    chair.send("Publish the results")

    # The audience reads it, on a phone, at night, in both languages.
    reader.visit("/lumen/2026/awards/", look="27-awards-phone-dark")
    reader.sees(TITLE)
    reader.sees("For patience.")
    guest = person("guest", locale="zh-CN")
    guest.visit("/lumen/2026/", look="28-home-zh")
    guest.visit("/lumen/2026/awards/", look="29-awards-zh")
    guest.sees("献给耐心。")
    guest.sees(ORIGINAL)
