from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from festival.exceptions import Conflict, FestivalError, NotReady
from festival.models import AuditRecord, Letter
from judging import actions
from judging.actions import polls
from judging.audience import limits
from judging.audience.codes import ticket_code
from judging.audience.hashes import ticket_key
from judging.audience.voting import Whereabouts, person_with_account
from judging.models import (
    AudienceBallot,
    EmailCode,
    Poll,
    Round,
    VoteQuarantine,
    Voter,
    VoteTicket,
    VoteTrace,
)
from submissions.models import Entry
from tests.factories import festival as people
from tests.factories import funnel as make
from tests.factories import judging as make_judging

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def poll(edition, films):
    return make.poll(edition, films)


def counted(poll):
    tally = actions.close_round(Round.objects.get(pk=poll.round_id), by=None)
    return {row["film"]: row["votes"] for row in tally.result}


def test_one_person_has_one_vote_and_may_change_it(poll, films):
    person = make.somebody(poll)
    make.vote(poll, films[0], person=person)
    make.vote(poll, films[0], person=person)
    voter = make.vote(poll, films[1], person=person)
    assert [ballot.choices for ballot in AudienceBallot.objects.order_by("pk")] == [
        {str(films[0].pk): 1},
        {str(films[1].pk): 1},
    ]
    assert Voter.objects.get() == voter
    assert counted(poll) == {str(films[0].pk): 0, str(films[1].pk): 1, str(films[2].pk): 0}


def test_account_and_mailbox_of_one_person_are_one_voter(poll, films):
    user = people.user("anna")
    make.vote(poll, films[0], person=person_with_account(poll, user))
    local, _at, domain = user.email.partition("@")
    make.vote(poll, films[1], person=make.by_mail(poll, f"{local.upper()}+again@{domain}"))
    assert (Voter.objects.count(), AudienceBallot.objects.count()) == (1, 2)


def test_nothing_in_the_database_names_a_voter(poll, films):
    user = people.user("anna")
    make.vote(poll, films[0], person=person_with_account(poll, user), where=make.HERE)
    rows = [*Voter.objects.values(), *VoteTrace.objects.values(), *AudienceBallot.objects.values()]
    told = str(rows)
    assert [word for word in (user.email, "anna", "192.0.2.7", "a browser", "a device") if word in told] == []


@pytest.mark.parametrize(
    ("posted", "message"),
    [
        (lambda films: {str(uuid4()): 1}, "One of these films is not part of this vote. Reload the page."),
        (lambda films: {}, "Choose a film first."),
        (
            lambda films: {str(films[0].pk): "many"},
            "This vote cannot be read. Reload the page and vote again.",
        ),
        (lambda films: {str(films[0].pk): 5}, "This vote cannot be read. Reload the page and vote again."),
        (
            lambda films: {str(film.pk): 1 for film in films[:2]},
            "You can choose 1 film; you have chosen 2.",
        ),
    ],
)
def test_a_wrong_ballot_is_refused_in_words(poll, films, posted, message):
    with pytest.raises(FestivalError) as refusal:
        actions.cast_vote(poll, make.somebody(poll), posted(films), where=make.HERE)
    assert (str(refusal.value), refusal.value.status) == (message, 422)
    assert Voter.objects.count() == 0


def test_a_film_that_left_the_selection_takes_no_votes(poll, films):
    Entry.objects.filter(pk=films[0].pk).update(decision="not_selected")
    with pytest.raises(FestivalError, match="not part of this vote"):
        make.vote(poll, films[0])


def test_no_vote_before_the_beginning_after_the_end_or_after_the_closing(poll, films):
    judged = Round.objects.filter(pk=poll.round_id)
    now = timezone.now()
    person = make.somebody(poll)
    make.vote(poll, films[0], person=person)
    judged.update(closes_at=now - timedelta(minutes=1))
    with pytest.raises(Conflict, match="The vote is closed"):
        make.vote(poll, films[1], person=person)
    judged.update(closes_at=now + timedelta(days=1))
    actions.close_round(judged.get(), by=None)
    with pytest.raises(Conflict, match="The vote is closed"):
        make.vote(poll, films[1], person=person)


def test_the_vote_opens_by_time(edition, films):
    poll = make.poll(edition, films, opens_at=timezone.now() + timedelta(hours=1))
    with pytest.raises(Conflict, match="has not begun yet"):
        make.vote(poll, films[0])


def test_reopening_for_a_second_look_lets_nobody_vote(poll, films):
    judged = Round.objects.get(pk=poll.round_id)
    Round.objects.filter(pk=judged.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
    judged.refresh_from_db()
    actions.close_round(judged, by=None)
    actions.reopen_round(judged, by=None, reason="A signal was overlooked")
    with pytest.raises(Conflict, match="The vote is closed"):
        make.vote(poll, films[0])


def test_stars_are_counted_as_a_mean(edition, films):
    poll = make.poll(edition, films, form="rate", prior=0)
    actions.cast_vote(
        poll, make.somebody(poll), {str(films[0].pk): "5", str(films[1].pk): "2"}, where=make.HERE
    )
    actions.cast_vote(
        poll, make.somebody(poll), {str(films[0].pk): "4", str(films[2].pk): ""}, where=make.HERE
    )
    tally = actions.close_round(Round.objects.get(pk=poll.round_id), by=None)
    assert tally.method == "audience mean"
    assert [(row["film"], row["value"]) for row in tally.result] == [
        (str(films[0].pk), "9/2"),
        (str(films[1].pk), "2"),
        (str(films[2].pk), None),
    ]


def test_several_films_up_to_the_declared_number(edition, films):
    poll = make.poll(edition, films, form="up_to", most=2)
    make.vote(poll, *films[:2])
    with pytest.raises(FestivalError, match="You can choose up to 2 films; you have chosen 3"):
        make.vote(poll, *films)


# --- codes by e-mail ------------------------------------------------------------------------------------


def code_in(letter):
    return next(line for line in letter.text.splitlines() if line.strip().isdigit()).strip()


def test_a_mailbox_proves_itself_with_a_code_once(poll, films):
    actions.send_code(poll, "Viewer+fest@Example.org", where=make.HERE)
    letter = Letter.objects.get(kind="judging/vote_code")
    assert letter.to_email == "Viewer+fest@Example.org"
    person = actions.spend_code(poll, "viewer@example.org", f" {code_in(letter)} ", where=make.HERE)
    make.vote(poll, films[0], person=person)
    with pytest.raises(FestivalError, match="wrong or no longer valid"):
        actions.spend_code(poll, "viewer@example.org", code_in(letter), where=make.HERE)
    assert "example" not in str(list(EmailCode.objects.values()))


def test_a_code_can_be_tried_five_times_and_grows_old(poll):
    actions.send_code(poll, "viewer@example.org", where=make.HERE)
    right = code_in(Letter.objects.get(kind="judging/vote_code"))
    wrong = f"{(int(right) + 1) % 10**6:06d}"
    for _try in range(5):
        with pytest.raises(FestivalError, match="wrong or no longer valid"):
            actions.spend_code(poll, "viewer@example.org", wrong, where=make.HERE)
    with pytest.raises(FestivalError, match="wrong or no longer valid"):
        actions.spend_code(poll, "viewer@example.org", right, where=make.HERE)
    cache.clear()
    EmailCode.objects.update(tries=0, expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(FestivalError, match="wrong or no longer valid"):
        actions.spend_code(poll, "viewer@example.org", right, where=make.HERE)


def test_a_mailbox_is_not_flooded_and_nobody_learns_of_it(poll):
    for _time in range(limits.MAILS_BY_BOX.most + 3):
        actions.send_code(poll, "viewer@example.org", where=make.HERE)
    assert Letter.objects.filter(kind="judging/vote_code").count() == limits.MAILS_BY_BOX.most


def test_a_network_cannot_ask_for_codes_without_end(poll, monkeypatch):
    monkeypatch.setattr(limits, "MAILS_BY_NETWORK", limits.Limit("mail-network", 3, 3600))
    for number in range(3):
        actions.send_code(poll, f"viewer{number}@example.org", where=make.HERE)
    with pytest.raises(FestivalError) as refusal:
        actions.send_code(poll, "one-more@example.org", where=make.HERE)
    assert refusal.value.status == 429


def test_ways_that_were_not_declared_are_shut(edition, films):
    poll = make.poll(edition, films, accounts=True, emails=False, tickets=False)
    with pytest.raises(Conflict, match="no codes by e-mail"):
        actions.send_code(poll, "viewer@example.org", where=make.HERE)
    with pytest.raises(Conflict, match="not open to you"):
        make.vote(poll, films[0], person=make.by_mail(poll, "viewer@example.org"))
    with pytest.raises(Conflict, match="no tickets"):
        actions.make_tickets(poll, 2, batch="Hall 1", by=None)


# --- tickets --------------------------------------------------------------------------------------------


def test_a_ticket_votes_once_and_only_its_own_browser_changes_it(poll, films, director):
    ticket = actions.make_tickets(poll, 2, batch="Hall 1", by=director)[0]
    code = ticket_code(ticket_key(poll.salt), ticket.number)
    person = actions.show_ticket(poll, code.lower().replace("-", " "), where=make.HERE)
    make.vote(poll, films[0], person=person)
    with pytest.raises(Conflict, match="voted with this ticket already"):
        actions.show_ticket(poll, code, where=make.HERE)
    again = actions.show_ticket(poll, code, where=make.HERE, known=ticket.pk)
    make.vote(poll, films[1], person=again)
    assert counted(poll)[str(films[1].pk)] == 1


def test_a_forged_code_is_refused(poll, films):
    actions.make_tickets(poll, 1, batch="Hall 1", by=None)
    genuine = ticket_code(ticket_key(poll.salt), 1)
    other_key = ticket_code(ticket_key("another salt"), 1)
    never_printed = ticket_code(ticket_key(poll.salt), 2)
    changed = genuine[:-1] + ("0" if genuine[-1] != "0" else "1")
    for code in (other_key, never_printed, changed, "", "0001", "x" * 500, "ÄÖÜß-12345-67890"):
        with pytest.raises(FestivalError, match="not one of our tickets"):
            actions.show_ticket(poll, code, where=make.HERE)


def test_guessing_tickets_is_slowed_down(poll, monkeypatch):
    monkeypatch.setattr(limits, "TICKETS_TRIED", limits.Limit("ticket", 3, 600))
    for _try in range(3):
        with pytest.raises(FestivalError, match="not one of our tickets"):
            actions.show_ticket(poll, "guess", where=make.HERE)
    with pytest.raises(limits.TooOften):
        actions.show_ticket(poll, "guess", where=make.HERE)
    with pytest.raises(FestivalError, match="not one of our tickets"):
        actions.show_ticket(poll, "guess", where=Whereabouts("198.51.100.1"))


def test_a_lost_sheet_is_made_void_but_not_what_was_voted(poll, films, director):
    tickets = actions.make_tickets(poll, 2, batch="Hall 1", by=director)
    codes = [ticket_code(ticket_key(poll.salt), ticket.number) for ticket in tickets]
    make.vote(poll, films[0], person=actions.show_ticket(poll, codes[0], where=make.HERE))
    with pytest.raises(FestivalError, match="Say why"):
        actions.void_tickets(tickets, by=director, reason=" ")
    assert actions.void_tickets(tickets, by=director, reason="Stolen") == 1
    with pytest.raises(Conflict, match="no longer valid"):
        actions.show_ticket(poll, codes[1], where=make.HERE)
    assert VoteTicket.objects.get(number=1).voided_at is None
    assert AuditRecord.objects.get(action="poll.tickets_voided").note == "Stolen"


# --- set aside ------------------------------------------------------------------------------------------


def test_votes_are_set_aside_and_counted_again(poll, films, director):
    suspicious, other = make.vote(poll, films[0]), make.vote(poll, films[1])
    assert actions.quarantine(poll, [suspicious.pk], by=director, reason="One device", signal="device") == 1
    assert actions.quarantine(poll, [suspicious.pk, other.pk], by=director, reason="Again") == 1
    assert actions.lift_quarantine(poll, [other.pk], by=director, reason="It was the hall's computer") == 1
    assert counted(poll) == {str(films[0].pk): 0, str(films[1].pk): 1, str(films[2].pk): 0}
    assert AudienceBallot.objects.count() == 2
    assert (
        list(AuditRecord.objects.filter(action__startswith="poll.votes").values_list("note", flat=True)) != []
    )
    with pytest.raises(Conflict, match="counted and frozen"):
        actions.lift_quarantine(poll, [suspicious.pk], by=director, reason="Late")


def test_setting_aside_needs_a_reason_and_keeps_it(poll, films, director):
    voter = make.vote(poll, films[0])
    with pytest.raises(FestivalError, match="Say why"):
        actions.quarantine(poll, [voter.pk], by=director, reason="")
    actions.quarantine(poll, [voter.pk], by=director, reason="A run of addresses")
    with pytest.raises(DatabaseError, match="never rewritten"), transaction.atomic():
        VoteQuarantine.objects.update(reason="Nothing")


# --- what the database keeps ----------------------------------------------------------------------------


def test_votes_are_append_only(poll, films):
    voter = make.vote(poll, films[0])
    for deed in (
        lambda: AudienceBallot.objects.update(choices={}),
        lambda: AudienceBallot.objects.all().delete(),
        lambda: Voter.objects.filter(pk=voter.pk).update(mailbox="x"),
    ):
        with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
            deed()


@pytest.mark.parametrize("choices", [{}, {"a": 1}, {"film": 2}, {"film": "1"}, {"film": 1, "other": 1}])
def test_the_database_knows_a_ballot(poll, films, choices):
    names = {"film": str(films[0].pk), "other": str(films[1].pk)}
    voter = make.vote(poll, films[2])
    written = {names.get(key, key): value for key, value in choices.items()}
    with pytest.raises(DatabaseError, match="a ballot with"):
        write_at_once(voter, written)


def write_at_once(voter, choices):
    """As if the transaction ended here."""
    with transaction.atomic(), connection.cursor() as cursor:
        AudienceBallot.objects.create(voter=voter, choices=choices)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_what_was_declared_is_fixed_when_the_vote_opens(edition, films, director):
    poll = make.poll_draft(edition, films)
    actions.change_poll(poll, by=director, most=4)
    actions.open_round(poll.round, by=None)
    with pytest.raises(Conflict, match="is fixed now"):
        actions.change_poll(poll, by=director, form="rate")
    with pytest.raises(DatabaseError, match="has opened"), transaction.atomic():
        Poll.objects.update(told="figures")


def test_a_vote_opens_only_with_published_films_and_an_end(edition, films):
    poll = make.poll_draft(edition, films, closes_at=None)
    hidden = make_judging.entry(edition, "Not announced")
    actions.add_entries(poll.round, [hidden], by=None)
    with pytest.raises(NotReady) as refusal:
        actions.open_round(poll.round, by=None)
    assert refusal.value.problems == [
        "1 film is not in the published selection: the public must not learn of it here.",
        "Say when the vote ends: people are told.",
    ]


def test_voters_are_forgotten_when_the_days_are_over(poll, films):
    make.vote(poll, films[0])
    actions.send_code(poll, "viewer@example.org", where=make.HERE)
    actions.close_round(Round.objects.get(pk=poll.round_id), by=None)
    now = timezone.now()
    assert polls.due_to_forget(now + timedelta(days=29)) == []
    assert polls.due_to_forget(now + timedelta(days=31)) == [poll]
    polls.forget_voters(poll)
    polls.forget_voters(poll)
    poll.refresh_from_db()
    assert (poll.salt, VoteTrace.objects.count(), EmailCode.objects.count()) == ("", 0, 0)
    assert AudienceBallot.objects.count() == 1
    assert polls.forget_code_letters(now) == 0
    assert polls.forget_code_letters(now + timedelta(days=3)) == 1
