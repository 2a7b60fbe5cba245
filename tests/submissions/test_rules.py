from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from festival.models import User
from media_pipeline.models import Asset
from submissions import rules
from submissions.actions import decide_rest
from submissions.enums import Decision, EntryState
from submissions.models import Entry
from submissions.search.index import freshen_all
from tests.factories import festival as house
from tests.factories import media
from tests.factories import submissions as make

PEOPLE = [
    "filmmaker",
    "partner",
    "rival",
    "stranger",
    "juror",
    "programmer",
    "director",
    "scrutineer",
    "front_of_house",
    "colleague",
]


@pytest.fixture
def partner(db):
    """Co-owns the filmmaker's entries."""
    return house.user("partner")


@pytest.fixture
def entries(edition, filmmaker, partner):
    made = [make.entry(edition, filmmaker, state=state) for state in EntryState]
    for entry in made:
        make.co_owner(entry, partner)
    return made


@pytest.mark.parametrize("name", PEOPLE)
def test_may_see_and_is_listed_are_one_truth(request, entries, name):
    person = request.getfixturevalue(name)
    listed = set(Entry.objects.visible_to(person))
    assert listed == {entry for entry in entries if rules.can_view(person, entry)}


def test_who_sees_how_many(request, entries):
    seen = {
        name: Entry.objects.visible_to(request.getfixturevalue(name))
        .filter(pk__in=[e.pk for e in entries])
        .count()
        for name in PEOPLE
    }
    assert seen == {
        "filmmaker": 5,
        "partner": 5,
        "rival": 0,
        "stranger": 0,
        "juror": 0,
        "programmer": 4,
        "director": 4,
        "scrutineer": 4,
        "front_of_house": 4,
        "colleague": 0,
    }
    assert Entry.objects.visible_to(AnonymousUser()).count() == 0
    assert Entry.objects.visible_to(User.objects.create_superuser("root@example.org")).count() == 4


def test_a_selection_under_embargo_is_nobodys_but_the_programmers(edition, filmmaker, request):
    make.submitted(edition, filmmaker, decision=Decision.SELECTED)
    knows = {name: rules.can_see_decisions(request.getfixturevalue(name), edition) for name in PEOPLE}
    assert [name for name, may in knows.items() if may] == ["programmer", "director"]
    assert Entry.objects.selected_publicly().count() == 0
    edition.selection_released_at = timezone.now()
    edition.save()
    assert Entry.objects.selected_publicly().count() == 1


def test_a_withdrawn_film_is_in_no_selection(edition, filmmaker):
    edition.selection_released_at = timezone.now()
    edition.save()
    make.entry(edition, filmmaker, state=EntryState.WITHDRAWN, decision=Decision.SELECTED)
    assert Entry.objects.selected_publicly().count() == 0


def test_only_a_checked_film_is_in_competition(edition, filmmaker):
    states = ["received", "checking", "preparing", "ready", "refused", "failed"]
    for state in states:
        make.submitted(edition, filmmaker, film=media.asset(filmmaker, state=state), title=state)
    make.entry(edition, filmmaker, settled=True)
    listed = Entry.objects.of_edition(edition).in_competition().order_by("number")
    assert [entry.title for entry in listed] == ["ready"]
    seen = timezone.now()
    Asset.objects.filter(entries__title_original="preparing").update(playable_at=seen, verified_at=seen)
    assert [entry.title for entry in listed.all()] == ["preparing", "ready"]


@pytest.mark.parametrize(
    ("state", "film", "call_open", "may"),
    [
        (
            state,
            film,
            call_open,
            call_open and (state == "draft" or (state, film) == ("submitted", "refused")),
        )
        for state, film, call_open in product(EntryState, ["checking", "ready", "refused"], [True, False])
    ],
)
def test_when_the_film_may_be_replaced(edition, filmmaker, rival, state, film, call_open, may):
    if not call_open:
        edition.call_closes_at = timezone.now()
    entry = make.entry(edition, filmmaker, state=state, film=media.asset(filmmaker, state=film))
    assert rules.can_send_film(filmmaker, entry) == may
    assert not rules.can_send_film(rival, entry)


def test_nobody_decides_about_their_own_film(edition, programmer, director, filmmaker):
    own, other = make.submitted(edition, programmer), make.submitted(edition, filmmaker)
    assert [rules.can_decide(programmer, entry) for entry in (own, other)] == [False, True]
    edition.selection_released_at = timezone.now()
    assert [rules.can_decide(person, other) for person in (programmer, director)] == [False, True]


def test_a_co_owner_is_as_far_from_deciding_as_the_owner(edition, programmer, filmmaker):
    shared, other = make.submitted(edition, filmmaker), make.submitted(edition, filmmaker)
    make.co_owner(shared, programmer)
    decides = [rules.can_decide(programmer, entry) for entry in (shared, other)]
    removes = [rules.can_disqualify(programmer, entry) for entry in (shared, other)]
    assert (decides, removes) == ([False, True], [False, True])
    assert decide_rest(edition, by=programmer) == 1


@pytest.mark.parametrize("name", PEOPLE)
def test_owning_and_being_listed_as_ones_own_are_one_truth(request, entries, name):
    person = request.getfixturevalue(name)
    owned = {entry for entry in entries if rules.owns(person, entry)}
    assert set(Entry.objects.owned_by(person)) == owned
    assert len(owned) == (5 if name in {"filmmaker", "partner"} else 0)


def test_only_the_responsible_owner_withdraws(entries, filmmaker, partner):
    may = [[rules.can_withdraw(person, entry) for entry in entries] for person in (filmmaker, partner)]
    assert may == [[True, True, True, False, False], [False] * 5]


def test_search_in_both_scripts_by_director_and_number(edition, filmmaker):
    him = make.submitted(edition, filmmaker, title="他", title_international="Him", director="Jim HuiHui")
    make.submitted(edition, filmmaker, title="我们的树", title_international="Our Tree", director="Joey")
    freshen_all()
    found = Entry.objects.of_edition(edition).search
    for words in ("他", "him", "huihui", "Him jim", f"#{him.number}"):
        assert [entry.title for entry in found(words)] == ["Him"], words
    assert found("him joey").count() == 0
    assert house.edition(edition.festival, slug="2027").entries.search("him").count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_cards_cost_a_fixed_number_of_queries(edition, filmmaker, django_assert_num_queries, count):
    for _number in range(count):
        make.submitted(edition, filmmaker)
    with django_assert_num_queries(2):
        for entry in Entry.objects.for_cards():
            assert (entry.directors, entry.stage, entry.edition.festival.slug) == (
                ["Ada Lumen"],
                "in_consideration",
                "lumen",
            )
