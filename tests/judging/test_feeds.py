import pytest
from django.db import DatabaseError, transaction

from festival.exceptions import Conflict, FestivalError, NotReady
from festival.models import AuditRecord
from judging import actions, feeding
from judging.models import Feed, FeedRun
from tests.factories import festival as house
from tests.factories import funnel as make_funnel
from tests.factories import judging as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def final(jury, seat):
    return actions.create_round(jury.edition, jury=jury, name={"en": "Final"}, by=None)


def scored(judged, seat, films, *marks):
    for film, mark in zip(films, marks, strict=True):
        make.score(judged, seat, film, mark, mark)


def titles(judged):
    return [str(entry) for entry in judged.entries.order_by("round_entries__position")]


def test_the_best_films_go_on_in_one_audited_act(judged, seat, films, final, director):
    feed = actions.declare_feed(final, [judged], by=director, kind="top", top=2)
    with pytest.raises(Conflict, match="has not closed"):
        actions.apply_feed(feed, by=director)
    scored(judged, seat, films, 5, 9, 7)
    actions.close_round(judged, by=None)
    assert titles(final) == []
    run = actions.apply_feed(feed, by=director)
    assert titles(final) == ["Our Tree", "Paper Moon"]
    assert [row["film"] for row in run.taken] == [str(films[1].pk), str(films[2].pk)]
    told = AuditRecord.objects.get(action="round.fed")
    assert (told.actor, told.facts["by_rule"], told.facts["tallies"]) == (director, 2, [f"{judged.pk} v1"])


def test_films_come_by_themselves_where_it_was_declared_so(judged, seat, films, final):
    actions.declare_feed(final, [judged], by=None, kind="threshold", threshold=7, automatic=True)
    scored(judged, seat, films, 5, 9, 7)
    actions.close_round(judged, by=None)
    assert titles(final) == ["Our Tree", "Paper Moon"]
    assert FeedRun.objects.get().applied_by is None


def test_a_correction_of_the_source_shows_a_difference_and_changes_nothing(
    judged, seat, films, final, director
):
    feed = actions.declare_feed(final, [judged], by=None, kind="top", top=1, automatic=True)
    scored(judged, seat, films, 5, 9, 7)
    actions.close_round(judged, by=None)
    actions.reopen_round(judged, by=director, reason="A mark was typed wrong")
    given = make.assignment(judged, seat, films[0])
    actions.reopen_scorecard(given, by=None)
    make.score(judged, seat, films[0], 10, 10)
    actions.close_round(judged, by=director)
    assert titles(final) == ["Our Tree"]
    shown = feeding.preview(feed)
    change = feeding.drift(feed, shown)
    assert (change.comes, change.goes) == ((str(films[0].pk),), (str(films[1].pk),))
    actions.apply_feed(feed, by=director, replace=True)
    assert titles(final) == ["Him"]
    assert not feeding.drift(feed, feeding.preview(feed))
    assert list(FeedRun.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_films_may_be_added_by_hand_with_a_reason(judged, seat, films, final, director):
    feed = actions.declare_feed(final, [judged], by=None, kind="top", top=1)
    scored(judged, seat, films, 5, 9, 7)
    actions.close_round(judged, by=None)
    with pytest.raises(FestivalError, match="Say why"):
        actions.apply_feed(feed, by=director, by_hand=[films[0]])
    run = actions.apply_feed(feed, by=director, by_hand=[films[0]], reason="The jury asked for it")
    assert (titles(final), run.by_hand, run.reason) == (
        ["Our Tree", "Him"],
        [{"film": str(films[0].pk)}],
        "The jury asked for it",
    )


def test_a_film_that_was_in_no_source_cannot_be_added(judged, seat, films, final, director):
    feed = actions.declare_feed(final, [judged], by=None, kind="by_hand")
    scored(judged, seat, films, 5, 9, 7)
    actions.close_round(judged, by=None)
    other = make.entry(judged.edition, "Elsewhere")
    with pytest.raises(FestivalError, match="Only films of the rounds before"):
        actions.apply_feed(feed, by=director, by_hand=[other], reason="A friend")
    with pytest.raises(FestivalError, match="No film would come"):
        actions.apply_feed(feed, by=director)


def test_the_filter_of_the_round_holds(judged, seat, films, final):
    other = house.category(judged.edition, slug="other")
    type(films[1]).objects.filter(pk=films[1].pk).update(category=other)
    feed = actions.declare_feed(final, [judged], by=None, kind="top", top=1, category=films[0].category)
    scored(judged, seat, films, 5, 9, 7)
    actions.close_round(judged, by=None)
    actions.apply_feed(feed, by=None)
    assert titles(final) == ["Paper Moon"]


def test_picked_by_two_parallel_rounds(jury, seat, films, final):
    rounds = [make.open_round(jury, films, name={"en": f"Panel {n}"}) for n in range(2)]
    feed = actions.declare_feed(final, rounds, by=None, kind="picked_by", top=2, least=2, automatic=True)
    scored(rounds[0], seat, films, 5, 9, 7)
    scored(rounds[1], seat, films, 8, 9, 7)
    actions.close_round(rounds[0], by=None)
    assert (titles(final), feeding.preview(feed).waiting) == ([], (rounds[1],))
    actions.close_round(rounds[1], by=None)
    assert titles(final) == ["Our Tree"]


def test_qualified_films_go_on(jury, seat, films, final):
    first = make_funnel.qualifying_round(jury, films)
    actions.declare_feed(final, [first], by=None, kind="qualified", automatic=True)
    for film, word in zip(films, ("yes", "maybe", "no"), strict=True):
        make_funnel.answer(first, seat, film, word)
    actions.close_round(first, by=None)
    assert titles(final) == ["Him"]


@pytest.mark.parametrize(
    ("columns", "problem"),
    [
        ({"kind": "top"}, "Say how many films go through."),
        ({"kind": "threshold"}, "Say from which value on films go through."),
        ({"kind": "qualified"}, "Films qualify only in qualifying rounds; “Final round” is none."),
        (
            {"kind": "picked_by", "least": 2, "top": 3},
            "There are fewer rounds than those that must pick a film.",
        ),
        ({"kind": "picked_by"}, "Say how each round picks: so many films, or from a value on."),
    ],
)
def test_a_rule_that_says_nothing_is_refused(judged, final, columns, problem):
    with pytest.raises(NotReady) as refusal:
        actions.declare_feed(final, [judged], by=None, **columns)
    assert refusal.value.problems == [problem]


def test_rounds_do_not_feed_one_another_in_a_circle(jury, final):
    second = actions.create_round(jury.edition, jury=jury, name={"en": "Second"}, by=None)
    actions.declare_feed(second, [final], by=None, kind="top", top=1)
    with pytest.raises(NotReady) as refusal:
        actions.declare_feed(final, [second], by=None, kind="top", top=1)
    assert refusal.value.problems == ["“Second” already takes its films from this round."]
    with pytest.raises(NotReady):
        actions.declare_feed(final, [final], by=None, kind="top", top=1)
    with pytest.raises(NotReady):
        actions.declare_feed(final, [], by=None, kind="top", top=1)


def test_the_rule_is_fixed_once_a_source_has_closed(judged, seat, films, final):
    feed = actions.declare_feed(final, [judged], by=None, kind="top", top=1)
    actions.declare_feed(final, [judged], by=None, kind="top", top=2)
    scored(judged, seat, films, 5, 9, 7)
    actions.close_round(judged, by=None)
    with pytest.raises(Conflict, match="is fixed"):
        actions.declare_feed(final, [judged], by=None, kind="top", top=3)
    with pytest.raises(DatabaseError, match="the rule is fixed"), transaction.atomic():
        Feed.objects.update(top=3)
    run = actions.apply_feed(feed, by=None)
    with pytest.raises(Conflict, match="stays with them"):
        actions.drop_feed(feed, by=None)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        FeedRun.objects.filter(pk=run.pk).update(taken=[])
    actions.delete_round(final, by=None)
    assert (Feed.objects.count(), FeedRun.objects.count()) == (0, 0)


def test_a_round_that_has_opened_takes_no_more_films(judged, seat, films, final):
    feed = actions.declare_feed(final, [judged], by=None, kind="top", top=1)
    scored(judged, seat, films, 5, 9, 7)
    actions.close_round(judged, by=None)
    actions.apply_feed(feed, by=None)
    actions.save_criterion(
        type(judged.criteria.first())(round=final, name={"en": "Story"}), fields=[], by=None
    )
    actions.assign_all(final, by=None)
    actions.open_round(final, by=None)
    with pytest.raises(Conflict, match="has opened"):
        actions.apply_feed(feed, by=None)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Feed.objects.all().delete()
