"""Further looks at the cut line: proposed, ticked, given, and never against a rule."""

import pytest
from django.urls import reverse

from festival.enums import Role
from festival.exceptions import NotReady
from festival.models import AuditRecord
from judging import actions
from judging.enums_funnel import FeedKind
from judging.looks import chances_in, declared_places, proposal_for
from judging.models import Feed, FeedSource
from tests.factories import festival as make_festival
from tests.factories import judging as make
from tests.judging.split import split_round


@pytest.fixture
def split(jury, edition):
    return split_round(jury, edition)


def url(judged):
    return reverse("jury_desk:cut_line", args=[judged.edition.festival.slug, judged.edition.slug, judged.pk])


def test_chances_add_up_to_the_places(split):
    judged, _seats, films = split
    found = chances_in(judged, 5)
    assert sorted(found) == sorted(str(film.pk) for film in films)
    assert sum(found.values()) == pytest.approx(5)


def test_open_films_come_first_and_to_somebody_who_has_them_not(split):
    judged, _seats, _films = split
    proposal = proposal_for(judged, 5, batch=4)
    assert len(proposal.looks) == 4
    assert 0 < proposal.open_films <= proposal.counted == 12
    for look in proposal.looks:
        assert 10 < look.percent < 90
        assert not judged.assignments.filter(juror=look.juror, entry=look.entry).exists()
        assert (look.held, look.minutes_after - look.minutes in {1, 2}) == (3, True)


def test_what_is_ticked_is_given_and_nothing_else(client, split, director):
    judged, _seats, _films = split
    client.force_login(director)
    before = judged.assignments.count()
    first, second, *_rest = proposal_for(judged, 5).looks
    data = {"among": 5, "batch": 50, "look": [first.key, "nonsense", f"{second.entry.pk}:0"]}
    assert client.post(url(judged), data).status_code == 302
    assert judged.assignments.count() == before + 1
    assert judged.assignments.filter(juror=first.juror, entry=first.entry).exists()
    record = AuditRecord.objects.get(action="round.looks_added")
    assert record.facts == {"count": 1, "among": 5, "films": [str(first.entry.pk)]}


def test_twice_gives_it_once(split, director):
    judged, _seats, _films = split
    pair = tuple(proposal_for(judged, 5).looks[0].key.split(":"))
    assert len(actions.add_looks(judged, [pair, pair], among=5, by=director).made) == 1
    assert actions.add_looks(judged, [pair], among=5, by=director).short == {pair[0]: 1}


def test_a_conflict_found_since_is_not_overridden(split, director):
    judged, _seats, _films = split
    look = proposal_for(judged, 5).looks[0]
    actions.recuse(look.juror, look.entry, by=director, reason="Cousin")
    handed = actions.add_looks(judged, [tuple(look.key.split(":"))], among=5, by=director)
    assert (handed.made, handed.short) == ((), {str(look.entry.pk): 1})


def test_nothing_ticked_is_refused(split, director):
    judged, _seats, _films = split
    with pytest.raises(NotReady) as refused:
        actions.add_looks(judged, [], among=5, by=director)
    assert refused.value.problems == ["Tick at least one look."]


def test_the_next_round_says_how_many(client, split, director):
    judged, _seats, _films = split
    assert declared_places(judged) is None
    following = make.draft_round(judged.jury, [])
    feed = Feed.objects.create(round=following, kind=FeedKind.TOP, top=5)
    FeedSource.objects.create(feed=feed, source=judged)
    client.force_login(director)
    context = client.get(url(judged)).context
    assert (context["proposal"].among, context["proposal"].declared) == (5, True)


def test_without_a_number_it_asks(client, split, director):
    judged, _seats, _films = split
    client.force_login(director)
    assert client.get(url(judged)).context["proposal"] is None
    assert client.get(url(judged), {"among": 5, "batch": 3}).context["proposal"].among == 5
    assert client.get(url(judged), {"among": 12, "batch": 3}).status_code == 422


def test_the_scrutineer_reads_and_gives_nothing(client, split, director):
    judged, seats, films = split
    scrutineer = make_festival.member(judged.edition, Role.SCRUTINEER)
    client.force_login(scrutineer)
    answer = client.get(url(judged), {"among": 5, "batch": 3})
    assert (answer.status_code, answer.context["may_give"]) == (200, False)
    look = answer.context["proposal"].looks[0]
    assert client.post(url(judged), {"among": 5, "batch": 3, "look": look.key}).status_code == 403
    for person in (
        make_festival.member(judged.edition, Role.PROGRAMMER),
        seats[0].membership.user,
        films[0].owner,
    ):
        client.force_login(person)
        assert client.get(url(judged)).status_code in {403, 404}


def test_a_closed_round_has_no_cut_to_look_at(client, split, director):
    judged, _seats, _films = split
    actions.close_round(judged, by=director)
    client.force_login(director)
    assert client.get(url(judged)).status_code == 404
