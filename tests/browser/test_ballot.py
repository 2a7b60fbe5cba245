"""A juror orders the finalists by keyboard, by hand and by number; the list saves itself."""

import json

import pytest
from playwright.sync_api import expect

from tests.factories.festival import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ROOM = """
import json
from django.urls import reverse
from festival.enums import Role
from tests.factories import festival as people, judging as make, votes
edition = people.edition(people.festival("final"))
people.category(edition)
jury = make.jury(edition)
seat = make.seat(jury, people.member(edition, Role.JUROR, name="vera"))
user = seat.membership.user
user.emailaddress_set.create(email=user.email, verified=True, primary=True)
maker = people.user("maker_of_final")
films = [make.entry(edition, title, owner=maker) for title in ("Amber", "Birch", "Cobalt")]
vote = votes.open_vote(jury, films)
print(json.dumps({"ballot": reverse("jury:ballot", args=[vote.pk])}))
"""
ORDER = """
import json
from judging.models import BallotOrder
from submissions.models import Entry
order = BallotOrder.objects.filter(ballot__juror__membership__user__email="vera@example.org").latest("number")
print(json.dumps([[Entry.objects.get(pk=film).title for film in tier] for tier in order.tiers]))
"""


def test_a_juror_orders_the_finalists(person, portal):
    room = json.loads(portal.run(ROOM).splitlines()[-1])
    juror = person("vera")
    juror.sign_in("vera@example.org", PASSWORD)
    page = juror.visit(room["ballot"], look="ballot-empty")
    saved = page.locator("form[data-saving=saved]")
    ranked = page.locator("[data-ballot-list=ranked] .ranking__title")

    # By keyboard: a button, then keys on the film's number.
    page.get_by_role("button", name="Rank “Cobalt”").press("Enter")
    expect(ranked).to_have_text(["Cobalt"])
    page.get_by_role("button", name="Rank “Amber”").press("Enter")
    number = page.get_by_label("Number of “Amber”")
    number.press("Alt+ArrowUp")
    expect(ranked).to_have_text(["Amber", "Cobalt"])
    expect(page.get_by_text("Amber: number 1", exact=True)).to_be_attached()

    # By number: typed as it should stand.
    page.get_by_label("Number of “Birch”").fill("2")
    page.get_by_label("Number of “Birch”").press("Tab")
    expect(page.locator(".ranking__row--equal")).to_have_count(1)

    # By hand: Cobalt is dragged to the top.
    grip = page.locator("[data-ballot-row]").filter(has_text="Cobalt").locator("[data-handle]").bounding_box()
    top = page.locator("[data-ballot-row]").filter(has_text="Amber").bounding_box()
    page.mouse.move(grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2)
    page.mouse.down()
    page.mouse.move(top["x"] + 60, top["y"] + top["height"] / 2, steps=8)
    page.mouse.move(top["x"] + 60, top["y"] + 4, steps=8)
    page.mouse.up()
    expect(ranked.first).to_have_text("Cobalt")
    expect(saved).to_be_attached()

    juror.look("ballot-ordered")
    with page.expect_navigation():
        page.get_by_role("button", name="Look it over and confirm").click()
    assert json.loads(portal.run(ORDER).splitlines()[-1])[0] == ["Cobalt"]
    with page.expect_navigation():
        page.get_by_role("button", name="Confirm the ballot").click()
    juror.sees("Your confirmed ballot")
    juror.look("ballot-confirmed")
