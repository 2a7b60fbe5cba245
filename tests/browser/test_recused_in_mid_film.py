"""A juror watches four seconds, which the server writes down, and is recused in the middle of the film."""

import json

import pytest
from playwright.sync_api import expect

from tests.factories.festival import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

# Long enough that most of it is still to be fetched when the juror is taken off it.
ROOM = """
import json, pathlib, tempfile, time
from django.urls import reverse
from festival.enums import Role
from media_pipeline.models import Asset
from tests import clips
from tests.factories import festival as people, judging as make, media_pipeline as films
film = pathlib.Path(tempfile.mkdtemp()) / "long.mp4"
clips.run("-f", "lavfi", "-i", "testsrc2=size=320x180:rate=24:duration=90",
          "-f", "lavfi", "-i", "sine=frequency=330:sample_rate=48000:duration=90",
          "-c:v", "libx264", "-preset", "ultrafast", "-g", "48", "-pix_fmt", "yuv420p", "-c:a", "aac", str(film))
edition = people.edition(people.festival("midway"))
people.category(edition)
jury = make.jury(edition)
seat = make.seat(jury, people.member(edition, Role.JUROR, name="mira"))
office = people.member(edition, Role.PROGRAMMER, name="otto")
for user in (seat.membership.user, office):
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
entry = make.entry(edition, "Midway", owner=people.user("maker_of_midway"))
entry.film = films.received(entry.owner, film)
entry.save()
deadline = time.monotonic() + 120
while not Asset.objects.filter(pk=entry.film_id).playable().exists() and time.monotonic() < deadline:
    time.sleep(0.5)
judged = make.open_round(jury, [entry])
duty = make.assignment(judged, seat, entry)
print(json.dumps({"film": reverse("jury:film", args=[judged.pk, duty.pk]), "round": judged.pk, "duty": duty.pk,
                  "desk": f"/desk/midway/2026/entries/{entry.pk}/"}))
"""
SEEN = """
import json
from media_pipeline.models import Viewing
seen = Viewing.objects.get(viewer__email="mira@example.org")
print(json.dumps([Viewing.objects.watched_spans(seen.asset, seen.viewer), seen.bytes]))
"""
RECUSE = """
from judging import actions
from judging.models import Assignment
from festival.models import User
duty = Assignment.objects.get(pk={duty})
actions.recuse(duty.juror, duty.entry, by=User.objects.get(email="otto@example.org"), reason="A cousin of the maker.")
"""


def test_a_recused_juror_stops(person, portal):
    room = json.loads(portal.run(ROOM).splitlines()[-1])
    juror = person("mira")
    juror.sign_in("mira@example.org", PASSWORD)
    page = juror.visit(room["film"], look="juror-with-watermark")
    expect(page.locator(".film-player__watermark")).to_have_text(
        page.locator("film-player").get_attribute("data-watermark")
    )
    page.wait_for_function("() => document.querySelector('video').readyState >= 2", timeout=30_000)
    page.evaluate("() => { document.querySelector('video').muted = true; }")
    page.locator("film-player").focus()
    page.keyboard.press("k")
    page.wait_for_function("() => document.querySelector('video').currentTime >= 4", timeout=30_000)
    page.keyboard.press("k")

    spans, size = json.loads(portal.run(SEEN))
    assert (len(spans), spans[0][0]) == (1, 0.0)
    assert 4 <= spans[0][1] <= 4 + 12 + 14  # little is fetched ahead at first, to the end of a segment
    assert size > 10_000

    desk = person("otto")
    desk.sign_in("otto@example.org", PASSWORD)
    page_of_desk = desk.visit(room["desk"], look="who-has-watched")
    expect(page_of_desk.get_by_role("region", name="Who has watched").get_by_text("Mira")).to_be_visible()

    portal.run(RECUSE.format(**room))
    page.locator("film-player").focus()
    page.keyboard.press("9")
    expect(page.get_by_text("You can no longer watch this film.")).to_be_visible(timeout=30_000)
    assert page.evaluate("() => document.querySelector('video').paused") is True
    assert page.evaluate("() => document.querySelector('video').buffered.length") == 0
    page.goto(room["film"])
    assert "Midway" not in page.content()
