"""The audience's vote as a visitor meets it."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from festival.models import Letter
from judging import actions
from judging.audience.codes import ticket_code
from judging.audience.hashes import ticket_key
from judging.models import AudienceBallot, Round, Voter, VoteTrace
from tests.factories import festival as people
from tests.factories import funnel as make
from tests.factories import judging as make_judging


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def films(edition, category):
    return [make_judging.entry(edition, title) for title in ("Him", "Our Tree", "Paper Moon")]


@pytest.fixture
def poll(edition, films):
    return make.poll(edition, films)


def go(poll, name="vote", **more):
    edition = poll.round.edition
    kwargs = {"festival": edition.festival.slug, "edition": edition.slug, "pk": poll.pk, **more}
    return reverse(f"public:{name}", kwargs=kwargs)


def ticket_of(poll, number=1):
    actions.make_tickets(poll, number, batch="Hall 1", by=None)
    return ticket_code(ticket_key(poll.salt), number)


def test_a_scanned_ticket_leads_to_the_ballot_and_votes_once(client, poll, films):
    code = ticket_of(poll)
    page = client.get(go(poll, "scan_ticket", code=code), follow=True)
    assert (page.redirect_chain[-1][0], "You vote with your ticket." in page.content.decode()) == (
        go(poll),
        True,
    )
    said = client.post(go(poll, "cast_vote"), {"film": str(films[1].pk)}, follow=True).content.decode()
    assert "Your vote is given. You can change it until the vote ends." in said
    assert f'value="{films[1].pk}" checked' in said
    stranger = Client().get(go(poll, "scan_ticket", code=code))
    assert stranger.status_code == 409
    assert "Somebody has voted with this ticket already." in stranger.content.decode()
    again = client.get(go(poll, "scan_ticket", code=code))
    assert (again.status_code, Voter.objects.count()) == (302, 1)


def test_a_mailbox_votes_with_a_code(client, poll, films):
    asked = client.post(go(poll, "send_vote_code"), {"email": "viewer@example.org"})
    assert (
        "If viewer@example.org can receive mail, a code of six digits is on its way."
        in asked.content.decode()
    )
    letter = Letter.objects.get(kind="judging/vote_code")
    code = next(line.strip() for line in letter.text.splitlines() if line.strip().isdigit())
    wrong = client.post(go(poll, "prove_vote_code"), {"email": "viewer@example.org", "code": "nonsense"})
    assert wrong.status_code == 422
    client.post(go(poll, "prove_vote_code"), {"email": "viewer@example.org", "code": code})
    client.post(go(poll, "cast_vote"), {"film": str(films[0].pk)})
    assert AudienceBallot.objects.get().choices == {str(films[0].pk): 1}


def test_nobody_learns_whether_an_address_has_voted(poll, films):
    make.vote(poll, films[0], person=make.by_mail(poll, "voted@example.org"))
    answers = []
    for address in ("voted@example.org", "never@example.org"):
        said = Client().post(go(poll, "send_vote_code"), {"email": address})
        text = said.content.decode().replace(address, "ADDRESS")
        answers.append((said.status_code, text.split("vote-ways", 1)[1].split('name="csrf')[0]))
    assert answers[0] == answers[1]


def test_only_a_proved_account_votes(client, poll, films):
    user = people.user("viewer")
    client.force_login(user)
    refused = client.post(go(poll, "cast_vote"), {"film": str(films[0].pk)})
    assert (refused.status_code, "First show who you are." in refused.content.decode()) == (403, True)
    user.emailaddress_set.update_or_create(email=user.email, defaults={"verified": True, "primary": True})
    assert client.post(go(poll, "cast_vote"), {"film": str(films[0].pk)}).status_code == 302
    assert Voter.objects.get().way == "account"


def test_two_tabs_are_one_voter(client, poll, films):
    client.get(go(poll, "scan_ticket", code=ticket_of(poll)))
    for film in films[:2]:
        client.post(go(poll, "cast_vote"), {"film": str(film.pk)})
    assert (Voter.objects.count(), AudienceBallot.objects.count()) == (1, 2)


def test_a_vote_after_the_end_is_refused_and_nothing_is_kept(client, poll, films):
    client.get(go(poll, "scan_ticket", code=ticket_of(poll)))
    Round.objects.filter(pk=poll.round_id).update(closes_at=timezone.now() - timedelta(seconds=1))
    refused = client.post(go(poll, "cast_vote"), {"film": str(films[0].pk)})
    assert refused.status_code == 409
    assert "The vote is closed. Nothing can be given or changed any more." in refused.content.decode()
    assert AudienceBallot.objects.count() == 0


def test_a_vote_without_its_token_is_refused(poll, films):
    strict = Client(enforce_csrf_checks=True)
    for name in ("cast_vote", "send_vote_code", "prove_vote_code", "leave_vote"):
        assert strict.post(go(poll, name), {"film": str(films[0].pk)}).status_code == 403


def test_the_next_person_votes_on_the_same_device_and_it_is_seen(client, poll, films):
    actions.make_tickets(poll, 2, batch="Hall 1", by=None)
    for number in (1, 2):
        client.get(go(poll, "scan_ticket", code=ticket_code(ticket_key(poll.salt), number)))
        client.post(go(poll, "cast_vote"), {"film": str(films[0].pk)})
        client.post(go(poll, "leave_vote"))
    assert Voter.objects.count() == 2
    assert VoteTrace.objects.values("device").distinct().count() == 1


def test_stars_stay_as_they_were_given(client, edition, films):
    poll = make.poll(edition, films, form="rate")
    client.get(go(poll, "scan_ticket", code=ticket_of(poll)))
    marks = {f"stars_{films[0].pk}": "4", f"stars_{films[1].pk}": ""}
    said = client.post(go(poll, "cast_vote"), marks, follow=True).content.decode()
    assert f'name="stars_{films[0].pk}" value="4" checked' in said
    assert AudienceBallot.objects.get().choices == {str(films[0].pk): 4}


def test_the_outcome_is_told_with_the_results_and_no_earlier(client, edition, films):
    poll = make.poll(edition, films, told="figures")
    for _voter in range(2):
        make.vote(poll, films[2])
    make.vote(poll, films[0])
    actions.close_round(Round.objects.get(pk=poll.round_id), by=None)
    before = client.get(go(poll)).content.decode()
    assert ("The outcome is told together with the results" in before, "66.7" in before) == (True, False)
    edition.refresh_from_db()
    edition.results_published_at = timezone.now()
    edition.save()
    for page in (go(poll), reverse("public:awards", args=[edition.festival.slug, edition.slug])):
        told = client.get(page).content.decode()
        assert ("What the audience chose" in told, "66.7" in told) == (True, True)


TOKEN = re.compile(rb'(?<=")\w{64}(?=")')


def test_votes_given_change_no_byte_of_what_anybody_else_sees(poll, films):
    """The embargo: no count, no order, no leader shows through before the results."""
    edition = poll.round.edition
    pages = [go(poll), reverse("public:edition_home", args=[edition.festival.slug, edition.slug])]
    before = [TOKEN.sub(b"", Client().get(page).content) for page in pages]
    for _voter in range(5):
        make.vote(poll, films[0])
    assert [TOKEN.sub(b"", Client().get(page).content) for page in pages] == before


def test_a_draft_is_nobodys_business(client, edition, films, director):
    draft = make.poll_draft(edition, films)
    client.force_login(director)
    assert [client.get(go(draft)).status_code, Client().get(go(draft)).status_code] == [404, 404]


@pytest.mark.parametrize("count", [2, 4])
def test_the_page_asks_the_database_equally_often(
    client, edition, category, django_assert_num_queries, count
):
    films = [make_judging.entry(edition, f"Film {n}") for n in range(count)]
    poll = make.poll(edition, films)
    client.get(go(poll))
    with django_assert_num_queries(7):
        assert client.get(go(poll)).status_code == 200
