"""Two people in the hall vote on their phones: one scans a ticket, the other has a code mailed."""

import json
import re
import time

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

HALL = """
import json
from django.urls import reverse
from judging import actions
from judging.audience.codes import ticket_code
from judging.audience.hashes import ticket_key
from tests.factories import festival as people, funnel, judging as make
edition = people.edition(people.festival("the-hall"))
people.category(edition)
maker = people.user("maker_of_the_hall")
films = [make.entry(edition, title, owner=maker) for title in ("Amber Line", "Birch Line")]
poll = funnel.poll(edition, films)
actions.make_tickets(poll, 2, batch="Saturday", by=None)
first = {"festival": "the-hall", "edition": edition.slug, "pk": poll.pk}
code = ticket_code(ticket_key(poll.salt), 1)
print(json.dumps({"page": reverse("public:vote", kwargs=first), "poll": poll.pk, "ticket": code,
                  "scanned": reverse("public:scan_ticket", kwargs={**first, "code": code})}))
"""
GIVEN = """
import json
from judging.audience.voting import counting_ballots
from judging.models import Poll
from submissions.models import Entry
ballots = counting_ballots(Poll.objects.get(pk={poll}))
print(json.dumps(sorted(Entry.objects.get(pk=film).title for ballot in ballots for film in ballot.choices)))
"""
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


def code_in_letter(mailbox, address):
    deadline = time.monotonic() + 30
    while not (letters := [m for m in list(mailbox.messages) if address in str(m["To"])]):
        assert time.monotonic() < deadline, f"no letter to {address}"
        time.sleep(0.1)
    return re.search(r"\b\d{6}\b", letters[-1].get_body(("plain",)).get_content())[0]


def test_a_ticket_and_a_mailed_code(person, portal, post):
    hall = json.loads(portal.run(HALL).splitlines()[-1])

    holder = person("ticket-holder", **PHONE)
    page = holder.visit(hall["scanned"], look="vote-by-ticket")
    holder.sees("You vote with your ticket.")
    page.get_by_role("radio", name="Amber Line").check()
    holder.send("Give my vote")
    holder.sees("Your vote is given. You can change it until the vote ends.")
    page.get_by_role("radio", name="Birch Line").check()
    holder.send("Change my vote")

    # The next person on the same phone mistypes a ticket: the page says so where the reader's attention goes.
    holder.send("Somebody else votes on this device")
    page.get_by_label("Code on your ticket").fill("0000-00000-00000")
    holder.send("Use my ticket")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    holder.look("vote-wrong-ticket")

    reader = person("mail-reader", color_scheme="dark", **PHONE)
    page = reader.visit(hall["page"], look="vote-ways")
    page.get_by_label("E-mail address").fill("mina@example.org")
    reader.send("Send me a code")
    reader.sees("If mina@example.org can receive mail")
    page.get_by_label("Code from the letter").fill(code_in_letter(post[0], "mina@example.org"))
    reader.send("Go on to the vote")
    page.get_by_role("radio", name="Amber Line").check()
    reader.send("Give my vote")
    reader.look("vote-given")
    given = portal.run(GIVEN.format(poll=hall["poll"])).splitlines()[-1]
    assert json.loads(given) == ["Amber Line", "Birch Line"]
    assert page.evaluate("document.documentElement.scrollWidth") == 390
