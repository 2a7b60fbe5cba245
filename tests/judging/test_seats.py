import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from festival.actions.team import invite
from festival.exceptions import Conflict, NotReady, Refused
from festival.models import AuditRecord, Letter
from judging import actions, rules
from judging.admission import seat_standing
from judging.exceptions import NameMissing, SeatAnswered, TermsChanged, TermsPublished
from judging.models import Assignment, Juror, Score, TermsAcceptance
from judging.people_enums import SeatState
from tests.factories import judging as make_judging
from tests.factories import people


@pytest.fixture
def invited(jury, juror):
    """The cast's juror, who has not answered."""
    return make_judging.seat(jury, juror, answers=False)


def mine(user):
    return list(Assignment.objects.visible_to(user))


def test_nobody_sees_a_film_before_accepting(client, jury, invited, films, juror):
    judged = make_judging.open_round(jury, films)
    given = make_judging.assignment(judged, invited, films[0])
    client.force_login(juror)
    film = reverse("jury:film", args=[judged.pk, given.pk])
    assert mine(juror) == []
    assert not rules.can_see_assignment(juror, given)
    refusal = client.get(film)
    assert refusal.status_code == 403
    assert reverse("jury:seat", args=[invited.pk]) in refusal.content.decode()
    assert client.get(f"/api/v1/scorecards/{given.pk}/").status_code == 404
    actions.accept_seat(invited, by=juror)
    assert len(mine(juror)) == 3
    assert rules.can_see_assignment(juror, given)
    assert client.get(film).status_code == 200


def test_a_new_version_shuts_the_room_until_it_is_accepted(jury, seat, films, juror):
    judged = make_judging.open_round(jury, films)
    first = people.terms(jury)
    assert mine(juror) == []
    people.accept(seat, first)
    assert len(mine(juror)) == 3
    second = people.terms(jury, text={"en": "Other words.", "zh-hans": "新条款。"}, changes="Shorter")
    assert mine(juror) == []
    standing = seat_standing(seat)
    assert (standing.is_outdated, standing.admitted) == (True, False)
    with pytest.raises(TermsChanged):
        people.accept(seat, first)
    people.accept(seat, second)
    assert len(mine(juror)) == 3
    assert list(seat.acceptances.values_list("terms__version", flat=True)) == [2, 1]
    assert judged.assignments.count() == 3
    letters = Letter.objects.filter(recipient=juror, kind="jury/terms_changed").order_by("pk")
    assert ["Shorter" in letter.text for letter in letters] == [False, True]


def test_what_is_kept_of_an_acceptance(client, jury, invited, juror):
    terms = people.terms(jury)
    client.force_login(juror)
    url = reverse("jury:seat", args=[invited.pk])
    page = client.get(url).content.decode()
    assert "Keep what you see to yourself." in page
    posted = {"name": " Ann  Lee ", "digest": terms.digest_in("en"), "shown": "en", "companies": "Foo Film"}
    client.post(url, posted, headers={"User-Agent": "Browser\n7"})
    kept = TermsAcceptance.objects.get()
    assert (kept.name, kept.language, kept.digest, kept.address, kept.user_agent, kept.accepted_by) == (
        "Ann Lee", "en", terms.digest_in("en"), "127.0.0.1", "Browser7", juror,
    )  # fmt: skip
    invited.refresh_from_db()
    assert (invited.state, invited.companies) == (SeatState.ACCEPTED, "Foo Film")
    assert "Accepted by Ann Lee" in client.get(url).content.decode()


@pytest.mark.parametrize("name", ["", "7", "…", "x" * 151])
def test_a_name_that_is_none(jury, invited, name):
    terms = people.terms(jury)
    with pytest.raises(NameMissing):
        people.accept(invited, terms, name=name)
    invited.refresh_from_db()
    assert invited.state == SeatState.INVITED


def test_the_words_in_chinese_are_signed_as_they_are_read(jury, invited, juror):
    terms = people.terms(jury)
    with pytest.raises(TermsChanged):
        people.accept(invited, terms, language="zh-hans")
    people.accept(invited, terms, language="zh-hans", digest=terms.digest_in("zh-hans"), name="李伟")
    assert TermsAcceptance.objects.get().name == "李伟"


def test_nobody_answers_for_another(jury, invited, director):
    with pytest.raises(Refused):
        actions.accept_seat(invited, by=director)
    with pytest.raises(Refused):
        actions.decline_seat(invited, by=director, reason="No time")


def test_the_database_keeps_published_terms_and_acceptances(jury, seat):
    terms = people.terms(jury)
    people.accept(seat, terms)
    other_jury = make_judging.jury(jury.edition)
    stranger = make_judging.seat(other_jury)
    for deed in (
        lambda: type(terms).objects.filter(pk=terms.pk).update(text={"en": "Else"}),
        lambda: type(terms).objects.filter(pk=terms.pk).delete(),
        lambda: TermsAcceptance.objects.update(name="Somebody else"),
        lambda: TermsAcceptance.objects.all()._raw_delete("default"),
        lambda: TermsAcceptance.objects.create(terms=terms, juror=stranger, name="Bo", language="en"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            deed()
    with pytest.raises(TermsPublished):
        actions.write_terms(terms, text={"en": "Else"}, changes={}, by=None)


def test_terms_need_words_in_each_language(jury):
    draft = actions.draft_terms(jury, by=None)
    actions.write_terms(draft, text={"en": "Only English"}, changes={}, by=None)
    with pytest.raises(NotReady):
        actions.publish_terms(draft, by=None)
    assert actions.draft_terms(jury, by=None) == draft
    actions.discard_terms(draft, by=None)
    assert not jury.terms.exists()


def test_to_decline_takes_a_reason_and_hands_the_films_on(client, jury, invited, films, juror):
    other = make_judging.seat(jury)
    judged = make_judging.draft_round(jury, films)
    judged.assignments.filter(juror=other, entry=films[0]).delete()
    client.force_login(juror)
    url = reverse("jury:decline_seat", args=[invited.pk])
    assert client.post(url, {"reason": "  "}).status_code == 422
    assert client.post(url, {"reason": "No time"}).status_code == 302
    invited.refresh_from_db()
    assert (invited.state, invited.state_reason) == (SeatState.DECLINED, "No time")
    assert list(judged.assignments.values_list("juror", flat=True)) == [other.pk] * 3
    with pytest.raises(SeatAnswered):
        actions.accept_seat(invited, by=juror)
    with pytest.raises(SeatAnswered):
        actions.decline_seat(invited, by=juror, reason="Twice")


def test_somebody_drops_out_in_mid_round(jury, seat, films, juror):
    """Confirmed marks stay and count; films begun stay as history; everything else goes to others."""
    other = make_judging.seat(jury)
    judged = make_judging.draft_round(jury, films)
    actions.open_round(judged, by=None)
    judged.assignments.filter(juror=other).delete()
    make_judging.score(judged, seat, films[0], 8, 6)
    make_judging.score(judged, seat, films[1], 3, 3, confirm=False)
    with pytest.raises(Conflict, match="has begun to judge"):
        actions.unseat_juror(seat, by=None)
    with pytest.raises(NotReady):
        actions.release_juror(seat, by=None, reason=" ")
    assert actions.release_juror(seat, by=None, reason="Ill") == 2
    seat.refresh_from_db()
    assert seat.state == SeatState.LEFT
    kept = judged.assignments.filter(juror=seat)
    assert {row.entry for row in kept} == {films[0], films[1]}
    assert {row.entry for row in kept.standing()} == {films[0]}
    assert {row.entry for row in judged.assignments.filter(juror=other)} == {films[1], films[2]}
    assert {row.entry for row in judged.assignments.counting()} == {films[0]}
    assert Score.objects.count() == 4
    assert mine(juror) == []
    assert AuditRecord.objects.filter(action="juror.left", note="Ill").count() == 1
    with pytest.raises(Conflict):
        actions.release_juror(seat, by=None, reason="Twice")


def test_who_left_can_be_asked_again(jury, seat, juror):
    actions.release_juror(seat, by=None, reason="Ill")
    actions.invite_again(seat, by=None)
    actions.accept_seat(seat, by=juror)
    with pytest.raises(Conflict):
        actions.invite_again(seat, by=None)


def test_alternates_and_people_who_are_gone_get_no_films(jury, seat, films):
    alternate = make_judging.seat(jury, alternate=True)
    gone = make_judging.seat(jury)
    actions.release_juror(gone, by=None, reason="Ill")
    judged = make_judging.draft_round(jury, films)
    assert set(judged.assignments.values_list("juror", flat=True)) == {seat.pk}
    assert list(Juror.objects.sitting()) == [seat]
    assert alternate.state == SeatState.ACCEPTED


def test_the_office_asks_everybody_once(jury, invited, director):
    waiting = invite(jury.edition, role="juror", email="new@example.org", by=director).membership
    actions.seat_juror(jury, waiting, by=None)
    make_judging.seat(jury)
    Letter.objects.all().delete()
    assert actions.offer_seats(jury, by=director) == 2
    kinds = {letter.kind: letter.to_email for letter in Letter.objects.all()}
    assert kinds == {
        "jury/seat_offered": invited.membership.user.email,
        "festival/invitation": waiting.invited_email,
    }
    assert actions.offer_seats(jury, by=director) == 0


def test_who_has_nothing_to_watch_learns_why(client, jury, invited, juror, filmmaker):
    def told(user):
        client.force_login(user)
        return client.get(reverse("jury:home")).context["idle"]

    assert (told(juror), told(filmmaker)) == ("waits", "stranger")
    actions.accept_seat(invited, by=juror)
    assert told(juror) == "seated"
    actions.release_juror(invited, by=None, reason="Ill")
    assert told(juror) == "stranger"
