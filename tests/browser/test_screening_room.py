"""A juror's evening: keys, a lost line, two windows, another person at the same device, and a film on the television."""

import json

import pytest
from playwright.sync_api import expect

from tests.factories.festival import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ROOM = """
import json
from django.urls import reverse
from festival.enums import Role
from tests import clips
from tests.factories import festival as people, judging as make, media_pipeline as films
from media_pipeline.models import Asset
import pathlib, tempfile, time
edition = people.edition(people.festival("screening-room"))
people.category(edition)
jury = make.jury(edition)
seats = [make.seat(jury, people.member(edition, Role.JUROR, name=name)) for name in ("eve", "adam")]
for seat in seats:
    user = seat.membership.user
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
film = pathlib.Path(tempfile.mkdtemp()) / "short.mp4"
clips.run("-f", "lavfi", "-i", "testsrc2=size=320x180:rate=24:duration=24", "-f", "lavfi", "-i",
          "sine=frequency=330:sample_rate=48000:duration=24", "-c:v", "libx264", "-preset", "ultrafast", "-g", "48",
          "-pix_fmt", "yuv420p", "-c:a", "aac", str(film))
maker = people.user("maker_of_dusk")
entries = [make.entry(edition, title, owner=maker) for title in ("Dusk", "Dawn")]
for entry in entries:
    entry.film = films.received(entry.owner, film)
    entry.save()
deadline = time.monotonic() + 120
while Asset.objects.filter(pk__in=[e.film_id for e in entries]).playable().count() < 2 and time.monotonic() < deadline:
    time.sleep(0.5)
judged = make.open_round(jury, entries)
print(json.dumps([reverse("jury:film", args=[judged.pk, make.assignment(judged, seat, entry).pk])
                  for seat in seats for entry in entries]))
"""
CARDS = """
import json
from judging.models import Score, Scorecard
from judging.notes import private_note
cards = Scorecard.objects.filter(assignment__round__edition__festival__slug="screening-room").order_by("pk")
print(json.dumps({str(c.assignment_id): [
    private_note(c.assignment, c, c.assignment.juror.membership.user), c.committee_note, c.remark, c.flag,
    [str(s.value) for s in Score.objects.filter(scorecard=c)], c.state] for c in cards}))
"""


@pytest.fixture(scope="module")
def films(portal):
    return json.loads(portal.run(ROOM).splitlines()[-1])


def state_of(page):
    return page.locator("[data-autosave-state]")


def card(portal, film):
    """What the database holds of the card on this page, whatever the other tests have written."""
    return json.loads(portal.run(CARDS).splitlines()[-1])[film.strip("/").split("/")[-1]]


def kept(page):
    return page.evaluate("() => Object.entries(localStorage).filter(([key]) => key.startsWith('card:'))")


def test_an_evening(person, portal, films):
    juror = person("eve", color_scheme="dark")
    juror.sign_in("eve@example.org", PASSWORD)
    page = juror.visit(films[0], look="screening-room")
    page.keyboard.press("?")
    expect(page.locator("#booth-keys")).to_be_visible()
    juror.look("screening-room-keys")
    page.keyboard.press("Escape")

    # Digits mean marks on the card only; flags and the next film are one key everywhere.
    story = page.locator("[data-criterion]").first
    story.locator("input").first.focus()
    page.keyboard.press("7")
    expect(state_of(page)).to_have_text("Saved")
    page.locator("film-player").focus()
    page.keyboard.press("5")
    page.keyboard.press("g")
    expect(page.locator('[name=flag][value="green"]')).to_be_checked()
    expect(story.locator("input:checked")).to_have_value("7")
    page.wait_for_function("() => document.querySelector('video').currentTime > 11")

    # The present moment goes into the words, and leads back.
    note = page.locator("#private-note")
    page.get_by_role("button", name="At this moment").first.click()
    expect(note).to_have_value("at 0:12 ")
    expect(page.locator(".film-player__mark")).to_have_count(1)
    page.evaluate("() => document.querySelector('film-player').seek(2)")
    page.get_by_role("button", name="Go to 0:12").click()
    page.wait_for_function("() => document.querySelector('video').currentTime > 11")
    expect(state_of(page)).to_have_text("Saved")

    # The line is lost: nothing else is. A reload brings the words back, locked away meanwhile.
    juror.window.set_offline(True)
    page.locator("#remark").fill("Written without a line")
    expect(state_of(page)).to_contain_text("Kept on this device, not sent yet")
    (locked,) = kept(page)
    assert "Written" not in locked[1]
    page.on("dialog", lambda dialog: dialog.accept())
    juror.window.set_offline(False)
    page.reload()
    expect(page.locator("#remark")).to_have_value("Written without a line")
    expect(state_of(page)).to_have_text("Saved")
    assert kept(page) == []

    # After the last criterion the next film is offered, and Shift+Enter confirms.
    offer = page.get_by_role("button", name="Confirm, and on to the next film")
    expect(offer).to_be_hidden()
    page.locator("[data-criterion]").nth(1).locator("input").first.focus()
    page.keyboard.press("9")
    expect(offer).to_be_visible()
    with page.expect_navigation():
        offer.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dawn")
    marks = ["7.00", "9.00"]
    assert card(portal, films[0]) == ["at 0:12 ", "", "Written without a line", "green", marks, "confirmed"]


def test_two_windows_and_another_person(person, portal, films):
    juror = person("eve")
    juror.sign_in("eve@example.org", PASSWORD)
    first = juror.visit(films[1])
    second = juror.window.new_page()
    second.goto(films[1])
    first.locator("#committee-note").fill("From the first window")
    expect(state_of(first)).to_have_text("Saved")
    second.locator("#committee-note").fill("From the second window")
    expect(second.locator(".card-conflicts__one")).to_contain_text("From the first window")
    assert card(portal, films[1])[1] == "From the first window"
    second.get_by_role("button", name="Keep what is here").click()
    expect(state_of(second)).to_have_text("Saved")
    assert card(portal, films[1])[1] == "From the second window"

    # Something waits on this device; signing out asks, and leaves nothing of it behind.
    juror.window.set_offline(True)
    second.locator("#remark").fill("Nobody shall find this")
    expect(state_of(second)).to_contain_text("Kept on this device")
    assert len(kept(second)) == 1
    asked = []
    second.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    second.evaluate(
        "() => { const form = document.querySelector('form[action$=\"/logout/\"]');"
        " form.addEventListener('submit', event => event.preventDefault()); form.requestSubmit(); }"
    )
    assert asked == [
        "Something is not sent yet. Signing out removes it from this device. Sign out all the same?"
    ]
    assert kept(second) == []
    juror.window.set_offline(False)
    second.close()


def test_the_film_on_the_television(person, films):
    juror = person("eve")
    juror.sign_in("eve@example.org", PASSWORD)
    television = juror.visit("/jury/screen/")
    juror.send("Show the films here")
    code = juror.look("second-screen-code").locator(".tv__code").inner_text()
    phone = juror.window.new_page()
    phone.set_viewport_size({"width": 390, "height": 844})
    phone.goto("/jury/pair/")
    phone.locator("#code").fill(code.lower())
    with phone.expect_navigation():
        phone.get_by_role("button", name="Steer it from here").click()
    phone.goto(films[1])
    expect(television.locator("film-player")).to_be_attached(timeout=30_000)
    television.evaluate("() => { document.querySelector('video').muted = true; }")
    phone.get_by_role("button", name="Play", exact=True).click()
    television.wait_for_function("() => document.querySelector('video').currentTime > 1", timeout=30_000)
    expect(phone.get_by_role("button", name="Pause", exact=True)).to_be_visible(timeout=30_000)
    phone.get_by_role("button", name="Pause", exact=True).click()
    television.wait_for_function("() => document.querySelector('video').paused", timeout=30_000)
    with phone.expect_navigation():
        phone.get_by_role("button", name="Switch the second screen off").click()
    expect(television.get_by_role("button", name="Show the films here")).to_be_visible(timeout=30_000)
