"""The pages of an assignment: figures first, then a difference; long lists in pages; reasons beside each juror."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from festival.enums import Role
from judging import actions
from judging.actions import assigning
from judging.assignment_pages import heat_map
from judging.models import AssignmentPlan, Expertise, Juror
from tests.factories import festival as make_festival
from tests.factories import judging as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def programmer_here(edition):
    return make_festival.member(edition, Role.PROGRAMMER)


@pytest.fixture
def go(client, programmer_here, edition):
    client.force_login(programmer_here)

    def address(name, **kwargs):
        where = {"festival": edition.festival.slug, "edition": edition.slug}
        return reverse(f"jury_desk:{name}", kwargs={**where, **kwargs})

    return address


def people(jury, count):
    return [make.seat(jury, name=f"j{number}", display_name=f"Juror {number}") for number in range(count)]


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_films(client, go, jury, edition, category, count, programmer_here):
    people(jury, 2)
    films = [make.entry(edition) for _number in range(count)]
    judged = make.draft_round(jury, films)
    plan = actions.ask_for_plan(judged, by=programmer_here)
    pages = {
        "assign": {},
        "assignment_plan": {"plan": plan.pk},
        "assign_films": {},
        "assign_film": {"entry": films[0].pk},
        "assign_juror": {"juror": Juror.objects.first().pk},
    }
    counted = {}
    for name, more in pages.items():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(go(name, pk=judged.pk, **more)).status_code == 200
        counted[name] = len(queries)
    assert counted == QUERIES


QUERIES = {"assign": 26, "assignment_plan": 21, "assign_films": 20, "assign_film": 22, "assign_juror": 9}


def test_a_plan_is_asked_looked_at_and_applied(client, go, jury, films):
    people(jury, 3)
    judged = make.draft_round(jury, films)
    rules = {"reviews_per_film": "2", "balance_by": "minutes", "within_percent": "20", "heed_languages": "on"}
    answer = client.post(go("assign", pk=judged.pk), rules)
    plan = AssignmentPlan.objects.get()
    assert answer.url == go("assignment_plan", pk=judged.pk, plan=plan.pk)
    page = client.get(answer.url)
    assert [count["number"] for count in page.context["figures"].counts][:3] == [6, 0, 1]
    assert sum(len(row.removed) for row in page.context["rows"]) == 3
    assert "3 taken away" in page.text
    client.post(answer.url)
    assert judged.assignments.count() == 6
    assert client.get(answer.url).context["ready"] is False


def test_wrong_rules_are_refused_with_words(client, go, edition, films):
    jury = make.jury(edition, blocs={"Makers": 1, "Others": 1})
    makers, others = jury.blocs.all()
    make.seat(jury, bloc="Makers")
    judged = make.draft_round(jury, films)
    answer = client.post(
        go("assign", pk=judged.pk),
        {
            "reviews_per_film": "2",
            "balance_by": "minutes",
            f"least_{makers.pk}": "2",
            f"most_{makers.pk}": "1",
            f"least_{others.pk}": "1",
        },
    )
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"reviews_per_film", f"most_{makers.pk}"}
    assert not AssignmentPlan.objects.exists()


def test_a_film_short_of_jurors_is_named_with_its_reason_and_remedy(client, go, jury, films):
    seats = people(jury, 2)
    for seat in seats:
        seat.languages = ["en"]
        seat.save()
    films[0].languages = ["fr"]
    films[0].save()
    judged = make.draft_round(jury, films)
    judged.assignments.all().delete()
    assigning.keep_rules(judged, by=None, reviews_per_film=2, within_percent=None)
    plan = actions.ask_for_plan(judged, by=None)
    page = client.get(go("assignment_plan", pk=judged.pk, plan=plan.pk))
    gap = page.context["figures"].gaps[0]
    assert (gap.why, gap.films) == ("Too few jurors understand the language of these films", "Him")
    actions.apply_plan(plan, by=None)
    short = client.get(go("assign_films", pk=judged.pk), {"short": "1"})
    assert [row.entry.title for row in short.context["page"]] == ["Him"]


def test_by_hand_film_by_film(client, go, jury, films, programmer_here):
    seats = people(jury, 3)
    judged = make.draft_round(jury, films)
    actions.recuse(seats[0], films[0], by=programmer_here, reason="Cousin")
    url = go("assign_film", pk=judged.pk, entry=films[0].pk)
    hands = client.get(url).context["hands"]
    assert [(str(hand.juror), hand.assignment is not None, hand.forbidden) for hand in hands] == [
        ("Juror 1", True, ""),
        ("Juror 2", True, ""),
        ("Juror 0", True, "Juror 0 was taken off this film: Cousin"),
    ]
    client.post(url, {"take": hands[0].assignment})
    assert judged.assignments.filter(entry=films[0], juror=seats[1]).count() == 0
    client.post(url, {"give": seats[1].pk})
    assert judged.assignments.filter(entry=films[0], juror=seats[1]).count() == 1
    assert client.post(url, {"give": "nonsense"}).status_code == 404
    client.post(url, {"wishes": "1", "reviews_wanted": "5", "is_anchor": "on"})
    assert judged.round_entries.filter(is_anchor=True, reviews_wanted=5).count() == 1
    assert client.post(url, {"wishes": "1", "reviews_wanted": "99"}).status_code == 422


def test_a_juror_who_drops_out_hands_on_with_a_reason(client, go, jury, films):
    seats = people(jury, 3)
    judged = make.draft_round(jury, films)
    assigning.keep_rules(judged, by=None, reviews_per_film=2)
    url = go("assign_juror", pk=judged.pk, juror=seats[0].pk)
    client.post(url, {"reason": " "})
    assert seats[0].assignments.count() == 3
    client.post(url, {"reason": "Fell ill"})
    assert seats[0].assignments.count() == 0
    given = make.assignment(judged, seats[1], films[0])
    client.post(go("assign_juror", pk=judged.pk, juror=seats[1].pk), {"take": given.pk})
    assert seats[1].assignments.count() == 2


def test_time_languages_and_knowledge_of_a_seat(client, go, jury, category):
    seat = people(jury, 1)[0]
    url = go("seat_capacity", pk=seat.pk)
    assert client.get(url).status_code == 200
    posted = {
        "languages_0": "en",
        "languages_1": "zh-hans",
        "capacity_minutes": "300",
        f"category_{category.pk}": "3",
        "format_vertical": "2",
    }
    assert client.post(url, posted).status_code == 302
    seat.refresh_from_db()
    assert (seat.languages, seat.capacity_minutes, seat.most_films) == (["en", "zh-hans"], 300, None)
    assert set(Expertise.objects.values_list("category", "orientation", "level")) == {
        (category.pk, "", 3),
        (None, "vertical", 2),
    }
    assert client.post(url, {"capacity_minutes": "-1"}).status_code == 422


def test_the_heat_map_is_darker_where_more_is_shared():
    drawn = heat_map([[2, 1, 0], [1, 3, 4], [0, 4, 4]])
    assert (drawn.side, drawn.most) == (3, 4)
    assert drawn.paths == ((0, "M0 2h.9v.9h-.9z"), (2, "M0 1h.9v.9h-.9z"), (5, "M1 2h.9v.9h-.9z"))
    assert heat_map([[1, 1], [1, 1]]) is None
