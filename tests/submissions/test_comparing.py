"""Look-alikes at the desk: which pairs it sees, both films side by side, and what people make of them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from festival.enums import Role
from festival.models import AuditRecord, Membership
from media_pipeline.credentials import Facts, State
from media_pipeline.enums import Certainty, LikenessState
from media_pipeline.fingerprints import Kind, Match, Stretch
from media_pipeline.fingerprints.rules import Certainty as Sure
from media_pipeline.models import Credentials, Likeness
from submissions.likenesses import likenesses_in, pairs
from submissions.ribbons import Bar, ribbon
from tests.factories import festival as house
from tests.factories import media
from tests.factories import submissions as make
from tests.submissions.parts import part


def address(edition, name, **kwargs):
    here = {"festival": edition.festival.slug, "edition": edition.slug}
    return reverse(f"entry_desk:{name}", kwargs={**here, **kwargs})


def alike(one, other, **fields) -> Likeness:
    """Ten seconds from 5 in the first film (by id) lie at 20 in the second."""
    first, second = sorted((one.film, other.film), key=lambda asset: asset.pk)
    match = Match(Kind.PICTURE, Sure.CERTAIN, 0.9, 0.9, 0.5, (Stretch(5, 15, 20, 30, 1.0),))
    values = {"certainty": Certainty.CERTAIN, "share": 0.9, "picture": match.to_json(), **fields}
    return Likeness.objects.create(first=first, second=second, **values)


@pytest.fixture
def mine(edition, filmmaker):
    return make.submitted(edition, filmmaker, title="The Tree", director="Ada")


@pytest.fixture
def copy(edition, rival):
    return make.submitted(edition, rival, title="A Tree", director="Ben")


@pytest.fixture
def desk(client, programmer):
    client.force_login(programmer)
    return client


def test_a_pair_is_listed_and_compared(desk, edition, mine, copy):
    row = alike(mine, copy)
    page = desk.get(address(edition, "likenesses"))
    (pair,) = page.context["pairs"]
    assert (pair.here.entry, pair.there.entry, pair.evidence) == (copy, mine, ["90% of the pictures"])
    shown = desk.get(address(edition, "likeness", pk=row.pk))
    assert shown.status_code == 200
    (finding,) = shown.context["findings"]
    times = ("0:05 – 0:15", "0:20 – 0:30")
    assert (finding.rows[0]["here"], finding.rows[0]["there"]) == (
        times if row.first_id == copy.film_id else times[::-1]
    )
    for entry in (mine, copy):
        text = desk.get(address(edition, "entry", pk=entry.pk)).content.decode()
        assert text.count(address(edition, "likeness", pk=row.pk)) == 1


def test_an_empty_desk_says_so(desk, edition, mine):
    for query, title in (({}, "No look-alikes"), ({"show": "decided"}, "Nothing decided yet")):
        assert title in desk.get(address(edition, "likenesses"), query).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(
    desk, edition, filmmaker, rival, count, django_assert_num_queries
):
    for number in range(count):
        alike(
            make.submitted(edition, filmmaker, title=f"a{number}"),
            make.submitted(edition, rival, title=f"b{number}"),
        )
    with django_assert_num_queries(QUERIES):
        page = desk.get(address(edition, "likenesses"))
    assert len(page.context["pairs"]) == count


QUERIES = 11


def test_what_is_nobodys_rival_is_not_listed(edition, programmer, mine, rival):
    """A draft, an earlier cut that was replaced, a film of other people's editions only."""
    alike(mine, make.draft(edition, rival, film=media.asset(rival)))
    earlier = make.draft(edition, rival, film=media.asset(rival))
    alike(mine, earlier)
    earlier.film = None
    earlier.save()
    elsewhere = house.edition(edition.festival, slug="2019")
    alike(make.submitted(elsewhere, rival), make.submitted(elsewhere, rival))
    assert list(likenesses_in(edition)) == []


def test_a_film_of_another_edition_is_named_to_those_who_may_read_it(desk, programmer, edition, mine, rival):
    last_year = house.edition(edition.festival, slug="2019")
    old = make.submitted(last_year, rival, title="Old Tree", director="Ben")
    row = alike(mine, old)
    (pair,) = pairs([row], edition, programmer)
    assert (pair.here.entry, pair.there.entry, pair.there.same_edition) == (mine, None, False)
    for page in (address(edition, "likenesses"), address(edition, "likeness", pk=row.pk)):
        text = desk.get(page).content.decode()
        assert "A film of another edition" in text
        assert "Old Tree" not in text
        assert rival.email not in text
    Membership.objects.create(user=programmer, edition=last_year, role=Role.PROGRAMMER)
    text = desk.get(address(edition, "likeness", pk=row.pk)).content.decode()
    assert "Old Tree" in text


def test_a_decision_is_noted_and_nothing_else_happens(desk, edition, programmer, mine, copy):
    row = alike(mine, copy)
    answer = desk.post(
        address(edition, "judge_likeness", pk=row.pk), {"decision": "allowed", "note": "Her own trailer."}
    )
    assert answer.url == address(edition, "likenesses")
    row.refresh_from_db()
    assert (row.state, row.decided_by, row.remark) == (LikenessState.ALLOWED, programmer, "Her own trailer.")
    record = AuditRecord.objects.get(action="likeness.allowed")
    assert (record.edition_id, record.actor, record.note) == (edition.pk, programmer, "Her own trailer.")
    for entry in (mine, copy):
        before = (entry.state, entry.decision)
        entry.refresh_from_db()
        assert (entry.state, entry.decision) == before
    assert desk.get(address(edition, "likenesses")).context["pairs"] == []
    assert len(desk.get(address(edition, "likenesses"), {"show": "decided"}).context["pairs"]) == 1


def test_nonsense_is_not_noted(desk, edition, mine, copy):
    row = alike(mine, copy)
    for decision in ("", "guilty", "open"):
        desk.post(address(edition, "judge_likeness", pk=row.pk), {"decision": decision})
    row.refresh_from_db()
    assert row.is_open


def test_nobody_judges_their_own_film(client, edition, copy):
    double = house.member(edition, Role.PROGRAMMER, name="double")
    row = alike(make.submitted(edition, double), copy)
    client.force_login(double)
    assert client.get(address(edition, "likeness", pk=row.pk)).context["form"] is None
    answer = client.post(address(edition, "judge_likeness", pk=row.pk), {"decision": "different"})
    assert answer.status_code == 403


def test_a_pair_of_another_edition_is_not_found_here(desk, edition, rival):
    elsewhere = house.edition(edition.festival, slug="2019")
    row = alike(make.submitted(elsewhere, rival), make.submitted(elsewhere, rival))
    assert desk.get(address(edition, "likeness", pk=row.pk)).status_code == 404
    answer = desk.post(address(edition, "judge_likeness", pk=row.pk), {"decision": "different"})
    assert answer.status_code == 404


def test_a_makers_own_second_entry_is_said_calmly(desk, edition, filmmaker, mine):
    row = alike(mine, make.submitted(edition, filmmaker))
    assert "From the same maker" in desk.get(address(edition, "likenesses")).content.decode()
    text = desk.get(address(edition, "likeness", pk=row.pk)).content.decode()
    assert "usually their own film in another category or year" in text


def test_the_same_file_is_called_so(desk, edition, mine, copy):
    row = alike(mine, copy, same_file=True, picture=None, share=1)
    (pair,) = desk.get(address(edition, "likenesses")).context["pairs"]
    assert pair.evidence == ["The same file, byte by byte"]
    assert desk.get(address(edition, "likeness", pk=row.pk)).status_code == 200


def test_credentials_stand_beside_what_the_maker_declared(desk, edition, mine):
    facts = Facts(State.TRUSTED, issuer="Dream Inc.", source_types=("trainedAlgorithmicMedia", "someNewType"))
    Credentials.objects.create(asset=mine.film, state="trusted", facts=facts.to_json())
    card = part(desk.get(address(edition, "entry", pk=mine.pk)), "how")["credentials"]
    assert (card.label, card.tone) == ("Valid, signer trusted", "good")
    shown = {row["label"]: row["value"] for row in card.facts if row["value"]}
    assert shown == {"Signed by": "Dream Inc.", "Source, as signed": "generated by AI, someNewType"}


def test_a_scrutineer_sees_neither_credentials_nor_likenesses(client, edition, scrutineer, mine, copy):
    row = alike(mine, copy)
    Credentials.objects.create(asset=mine.film, state="none", facts=Facts(State.NONE).to_json())
    client.force_login(scrutineer)
    text = client.get(address(edition, "entry", pk=mine.pk)).content.decode()
    assert str(row.pk) not in text
    assert "Content Credentials" not in text


def test_a_drawing_of_two_films():
    drawn = ribbon((Stretch(5, 15, 20, 30, 1.0),), 50, 100)
    assert (drawn.above, drawn.below) == (Bar("0.0", "500.0"), Bar("0.0", "1000.0"))
    assert (drawn.marks_above, drawn.marks_below) == ((Bar("50.0", "100.0"),), (Bar("200.0", "100.0"),))
    assert drawn.bands == ("50.0,22 150.0,22 300.0,98 200.0,98",)
    assert ribbon((), 0, 0).bands == ()


def test_decided_pairs_stay_when_time_is_up(desk, edition, mine, copy, programmer):
    alike(mine, copy, state="different", decided_at=timezone.now(), decided_by=programmer)
    (pair,) = desk.get(address(edition, "likenesses"), {"show": "decided"}).context["pairs"]
    assert pair.likeness.state == LikenessState.DIFFERENT
