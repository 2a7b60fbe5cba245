"""Deliberations: an agenda of what divides the jury, who may open and write, and minutes that stay."""

from fractions import Fraction

import pytest
from django.urls import reverse

from festival.exceptions import Conflict, FestivalError, MoveNotAllowed
from judging import actions
from judging.actions import deliberation as acting
from judging.actions import votes
from judging.enums import Blindness
from judging.models import Deliberation, Round
from judging.scoring.discussion import Said, spread_of, topics
from judging.vote_enums import DeliberationState
from judging.vote_exceptions import NotInSession
from tests.factories import festival as make_festival
from tests.factories import judging as make
from tests.factories import votes as make_votes

DESK_QUERIES, JUROR_QUERIES = 11, 15


@pytest.fixture
def president(jury, seat):
    seat.presides = True
    seat.save()
    return seat


@pytest.fixture
def closed(jury, president, films):
    """Him divides the jury, Our Tree and Paper Moon do not."""
    second = make.seat(jury, name="second")
    judged = make.open_round(jury, films)
    for film, marks in zip(films, ((10, 2), (8, 7), (3, 3)), strict=True):
        for seat, mark in zip((president, second), marks, strict=True):
            make.score(judged, seat, film, mark, mark)
    actions.close_round(judged, by=None)
    return judged


@pytest.fixture
def session(closed, director):
    return acting.create_deliberation(
        closed.edition, jury=closed.jury, title="The Grand Prix", by=director, round=closed
    )


def desk(name, edition, **more):
    return reverse(f"jury_desk:{name}", args=[edition.festival.slug, edition.slug, *more.values()])


def said(film, *values, flags=()):
    flags = [*flags, *[""] * len(values)]
    return [
        Said(film, f"j{number}", Fraction(value), flag)
        for number, (value, flag) in enumerate(zip(values, flags, strict=False))
    ]


def test_what_divides_a_jury():
    blocs = {"j0": "pro", "j1": "pro", "j2": "crowd"}
    found = topics(
        [
            *said("split", 9, 9, 5),
            *said("wide", 10, 1, 5),
            *said("calm", 7, 7, 7),
            *said("flagged", 6, 6, 6, flags=("green", "red")),
            *said("alone", 4),
        ],
        bloc_of=blocs,
        tied=["calm"],
    )
    assert [(topic.film, [reason["code"] for reason in topic.reasons]) for topic in found] == [
        ("calm", ["tie"]),
        ("wide", ["spread"]),
        ("split", ["spread", "blocs"]),
        ("flagged", ["flags"]),
    ]
    assert spread_of([Fraction(2), Fraction(4)]) == pytest.approx(2**0.5)
    assert spread_of([Fraction(2)]) == 0


def test_the_agenda_comes_from_the_round(session, films):
    codes = {item.entry: [reason["code"] for reason in item.reasons] for item in session.agenda.all()}
    assert "spread" in codes[films[0]]
    assert all(codes.values())


def test_an_open_round_gives_no_agenda(judged, director):
    session = acting.create_deliberation(
        judged.edition, jury=judged.jury, title="Too early", by=director, round=judged
    )
    assert session.agenda.count() == 0


def test_the_office_prepares_the_president_opens_and_writes(client, session, president, films, juror):
    client.force_login(juror)
    page = client.get(reverse("jury:deliberation", args=[session.pk]))
    assert (page.status_code, page.context["chair"]) == (200, True)
    act = reverse("jury:act_on_deliberation", args=[session.pk])
    client.post(act, {"deed": "open"})
    item = session.agenda.get(entry=films[0])
    client.post(act, {"deed": "note", "item": item.pk, "notes": "Two camps.", "discussed": "1"})
    client.post(
        act,
        {
            "deed": "motion",
            "text": "Vote again",
            "votes_for": 2,
            "votes_against": 0,
            "abstentions": 0,
            "outcome": "carried",
        },
    )
    client.post(act, {"deed": "minutes", "minutes": "Calm."})
    client.post(act, {"deed": "close"})
    session.refresh_from_db()
    item.refresh_from_db()
    assert (session.state, session.minutes, session.opened_by) == (DeliberationState.CLOSED, "Calm.", juror)
    assert (item.notes, item.discussed_at is not None, session.motions.get().outcome) == (
        "Two camps.",
        True,
        "carried",
    )


def test_other_jurors_read_along_once_it_is_open_and_see_no_figures(client, session, closed, films):
    other = closed.jury.jurors.get(presides=False)
    client.force_login(other.membership.user)
    url = reverse("jury:deliberation", args=[session.pk])
    assert client.get(url).status_code == 404
    acting.open_deliberation(session, by=None)
    page = client.get(url)
    words = page.content.decode()
    assert (page.status_code, "standard deviation" in words, "scores from" in words) == (200, False, False)
    assert (
        client.post(reverse("jury:act_on_deliberation", args=[session.pk]), {"deed": "close"}).status_code
        == 403
    )
    assert url in client.get(reverse("jury:home")).content.decode()


def test_the_vote_it_called_for_is_offered_to_its_jurors(client, session, closed, films):
    other = closed.jury.jurors.get(presides=False)
    acting.open_deliberation(session, by=None)
    terms = votes.VoteTerms(quorum_share=0, quorum_jurors=0)
    named = {"jury": closed.jury, "by": None, "terms": terms, "entries": films, "deliberation": session}
    votes.create_vote(closed.edition, name={"en": "Not open yet"}, **named)
    again = actions.open_round(votes.create_vote(closed.edition, name={"en": "Anew"}, **named), by=None)
    client.force_login(other.membership.user)
    page = client.get(reverse("jury:deliberation", args=[session.pk]))
    assert page.context["votes"] == [{"round": again, "ballot": None}]
    assert reverse("jury:ballot", args=[again.pk]) in page.content.decode()


def test_a_recused_juror_does_not_see_the_film_on_the_agenda(client, session, closed, films):
    other = closed.jury.jurors.get(presides=False)
    acting.open_deliberation(session, by=None)
    acting.note_film(session.agenda.get(entry=films[0]), "SECRET", by=None)
    actions.recuse(other, films[0], by=None, reason="Cousin")
    client.force_login(other.membership.user)
    words = client.get(reverse("jury:deliberation", args=[session.pk])).content.decode()
    assert [word for word in ("SECRET", films[0].title) if word in words] == []


def test_a_blind_round_stays_blind_in_its_deliberation(client, jury, president, films, juror):
    judged = make.open_round(jury, films, blindness=Blindness.FILM_ONLY)
    for film in films:
        make.score(judged, president, film, 8, 8)
    actions.close_round(judged, by=None)
    session = acting.create_deliberation(jury.edition, jury=jury, title="Blind", by=None, round=judged)
    client.force_login(juror)
    words = client.get(reverse("jury:deliberation", args=[session.pk])).content.decode()
    assert [film.title for film in films if film.title in words] == []
    assert "Film 1" in words


def test_the_president_has_not_all_deeds_of_the_office(client, session, films, juror):
    client.force_login(juror)
    act = reverse("jury:act_on_deliberation", args=[session.pk])
    for deed in ("add", "remove", "nonsense", ""):
        assert client.post(act, {"deed": deed, "entry": films[0].pk}).status_code == 404


def test_what_is_over_stays_as_it_is(session, films, director):
    with pytest.raises(NotInSession):
        acting.record_motion(session, "Too early", by=director)
    acting.open_deliberation(session, by=director)
    acting.close_deliberation(session, by=director)
    item = session.agenda.first()
    for deed in (
        lambda: acting.note_film(item, "late", by=director),
        lambda: acting.write_minutes(session, "late"),
        lambda: acting.record_motion(session, "late", by=director),
        lambda: acting.move_film(item, 1),
        lambda: acting.remove_film(item, by=director),
    ):
        with pytest.raises(NotInSession):
            deed()
    with pytest.raises(MoveNotAllowed):
        acting.close_deliberation(session, by=director)
    acting.open_deliberation(session, by=director)
    acting.write_minutes(session, "Opened again")


def test_what_is_refused(session, films, director, edition, closed):
    acting.open_deliberation(session, by=director)
    stranger = make.entry(make_festival.edition(make_festival.festival("elsewhere")))
    outsider = make.seat(make.jury(edition))
    for deed in (
        lambda: acting.add_film(session, films[0], by=director),
        lambda: acting.add_film(session, stranger, by=director),
        lambda: acting.record_motion(session, " ", by=director),
        lambda: acting.record_motion(session, "x", by=director, votes_for=3),
        lambda: acting.record_motion(session, "x", by=director, moved_by=outsider),
        lambda: acting.note_film(session.agenda.first(), "x" * 5001, by=director),
        lambda: acting.write_minutes(session, "x" * 20_001),
        lambda: acting.create_deliberation(edition, jury=outsider.jury, title="x", by=director, round=closed),
    ):
        with pytest.raises(FestivalError):
            deed()
    acting.note_film(session.agenda.first(), "kept", by=director)
    with pytest.raises(Conflict):
        acting.remove_film(session.agenda.first(), by=director)


def test_the_desk_orders_adds_and_lets_the_jury_vote(client, session, films, director, edition, closed):
    client.force_login(director)
    act = desk("act_on_deliberation", edition, pk=session.pk)
    extra = make.entry(edition, "Late thought")
    client.post(act, {"deed": "add", "entry": extra.pk})
    item = session.agenda.get(entry=extra)
    client.post(act, {"deed": "up", "item": item.pk})
    page = client.get(desk("deliberation", edition, pk=session.pk))
    order = [row.entry.title for row in page.context["items"]]
    assert order.index("Late thought") == len(order) - 2
    client.post(act, {"deed": "remove", "item": item.pk})
    assert not session.agenda.filter(entry=extra).exists()
    url = desk("follow_round", edition, pk=closed.pk)
    films_posted = [films[0].pk, films[1].pk]
    client.post(f"{url}?session={session.pk}", {"name_en": "Again", "kind": "vote", "films": films_posted})
    vote = Round.objects.latest("pk")
    assert (vote.follow_up.deliberation, vote.follow_up.of) == (session, closed)
    words = client.get(desk("minutes", edition, pk=session.pk)).content.decode()
    assert "Again" in words


def test_planning_a_deliberation_on_the_desk(client, director, edition, closed):
    client.force_login(director)
    url = desk("new_deliberation", edition)
    assert client.get(url, {"round": closed.pk}).context["form"]["round"].value() == str(closed.pk)
    client.post(
        url, {"title": "Final", "jury": closed.jury_id, "round": closed.pk, "meets_at": "2026-11-22T10:00"}
    )
    assert Deliberation.objects.get().agenda.count() > 0
    other = make.jury(edition)
    assert client.post(url, {"title": "x", "jury": other.pk, "round": closed.pk}).status_code == 422


def test_a_vote_can_be_deliberated_too(jury, president, films, director):
    vote = make_votes.open_vote(jury, films)
    make_votes.rank(vote, president, [films[0], films[1]], films[2])
    actions.close_round(vote, by=director)
    session = acting.create_deliberation(jury.edition, jury=jury, title="Tie", by=director, round=vote)
    assert {item.entry for item in session.agenda.all()} == set(films[:2])


@pytest.mark.parametrize("more", [0, 3])
def test_query_counts(client, session, edition, director, juror, django_assert_num_queries, more):
    for _number in range(more):
        acting.add_film(session, make.entry(edition), by=director)
    client.force_login(director)
    with django_assert_num_queries(DESK_QUERIES):
        client.get(desk("deliberation", edition, pk=session.pk))
    client.force_login(juror)
    with django_assert_num_queries(JUROR_QUERIES):
        client.get(reverse("jury:deliberation", args=[session.pk]))


def test_the_desk_has_a_door_with_the_count_of_open_ones(client, jury, director):
    edition = jury.edition
    sessions = [acting.create_deliberation(edition, jury=jury, title=str(n), by=None) for n in range(3)]
    for session in sessions[:2]:
        acting.open_deliberation(session, by=None)
    client.force_login(director)
    url = reverse("jury_desk:deliberations", args=[edition.festival.slug, edition.slug])

    def count():
        doors = client.get(url).context["desk_nav"]
        return [(door["count"], door["current"]) for door in doors if door["url"] == url]

    assert count() == [(2, True)]
    acting.close_deliberation(sessions[0], by=None)
    assert count() == [(1, True)]
    acting.open_deliberation(sessions[0], by=None)
    acting.close_deliberation(sessions[0], by=None)
    acting.close_deliberation(sessions[1], by=None)
    assert count() == [(0, True)]
