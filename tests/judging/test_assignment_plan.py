"""A plan is looked at, then applied as a difference: what is begun stays, what is overtaken is refused."""

import pytest

from festival.exceptions import Conflict, FestivalError
from festival.models import AuditRecord
from judging import actions
from judging.actions import assigning
from judging.assignable import parties_of
from judging.assignment_problems import linking_problems
from judging.enums_assigning import PlanState
from judging.models import Assignment, AssignmentPlan, BlocQuota, Expertise
from judging.tasks import work_out_plan
from tests.factories import judging as make
from tests.judging.test_races import at_once

pytestmark = pytest.mark.django_db


def pairs(judged):
    return sorted(judged.assignments.values_list("juror__display_name", "entry__title_international"))


@pytest.fixture
def three(jury):
    return [make.seat(jury, name=name, display_name=name) for name in ("Ann", "Bo", "Cy")]


@pytest.fixture
def draft(jury, three, films):
    """Three jurors, three films, everybody has everything."""
    return make.draft_round(jury, films)


def planned(judged, director, **rules):
    assigning.keep_rules(judged, by=director, **{"within_percent": None, **rules})
    return actions.ask_for_plan(judged, by=director)


def test_a_plan_hands_nothing_out_before_it_is_applied(draft, director):
    plan = planned(draft, director, reviews_per_film=2)
    assert (plan.state, len(plan.figures["loads"]), draft.assignments.count()) == (PlanState.READY, 3, 9)
    applied = actions.apply_plan(plan, by=director)
    assert (applied.added, applied.removed, applied.kept) == (0, 3, 0)
    assert set(draft.assignments.values_list("entry", flat=True)) == set(
        draft.entries.values_list("pk", flat=True)
    )
    record = AuditRecord.objects.filter(action="round.assigned").latest("pk")
    assert record.facts == {"count": 0, "taken_away": 3}
    assert AssignmentPlan.objects.get().state == PlanState.APPLIED


def test_begun_work_stays_whatever_the_plan_says(draft, three, films, director):
    judged = actions.open_round(draft, by=director)
    plan = planned(judged, director, reviews_per_film=1)
    taken = {(juror, film) for juror, film in pairs(judged)}
    wanted = {(three_name(three, juror), title(films, film)) for juror, film in assigning.pairs_of(plan)}
    surplus = min(taken - wanted)
    juror = next(seat for seat in three if seat.display_name == surplus[0])
    film = next(film for film in films if film.title == surplus[1])
    make.score(judged, juror, film, 7, 7, confirm=False)
    applied = actions.apply_plan(plan, by=director)
    assert (applied.added, applied.removed, applied.kept) == (0, 5, 1)
    assert pairs(judged) == sorted({*wanted, surplus})


def three_name(three, key):
    return next(seat.display_name for seat in three if str(seat.pk) == key)


def title(films, key):
    return next(film.title for film in films if str(film.pk) == key)


def test_a_plan_that_only_adds_takes_nothing_away(draft, director):
    assigning.keep_rules(draft, by=director, reviews_per_film=1)
    plan = actions.ask_for_plan(draft, by=director, keep=True)
    applied = actions.apply_plan(plan, by=director)
    assert (applied.added, applied.removed, draft.assignments.count()) == (0, 0, 9)


def test_a_plan_that_the_world_has_overtaken_is_refused(draft, three, films, director):
    plan = planned(draft, director, reviews_per_film=2)
    actions.recuse(three[0], films[0], by=director, reason="Cousin")
    with pytest.raises(Conflict, match="have changed since"):
        actions.apply_plan(plan, by=director)
    assert draft.assignments.count() == 9


def test_a_plan_is_applied_once(draft, director):
    plan = planned(draft, director, reviews_per_film=2)
    actions.apply_plan(plan, by=director)
    with pytest.raises(Conflict, match="not waiting"):
        actions.apply_plan(plan, by=director)


def test_a_new_plan_replaces_one_that_nobody_applied(draft, director):
    planned(draft, director, reviews_per_film=2)
    newest = actions.ask_for_plan(draft, by=director)
    assert AssignmentPlan.objects.get() == newest


def test_the_same_facts_have_the_same_digest(draft, films):
    films[0].languages = ["en", "fr", "zh-hans", "de"]
    films[0].save()
    assert parties_of(draft).digest == parties_of(draft).digest


def test_a_large_round_is_a_workers_business(
    draft, director, monkeypatch, settings, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(assigning, "AT_ONCE", 1)
    asked = []
    monkeypatch.setattr(work_out_plan, "delay_on_commit", asked.append)
    plan = planned(draft, director, reviews_per_film=2)
    assert (plan.state, asked) == (PlanState.WAITING, [plan.pk])
    work_out_plan(plan.pk)
    work_out_plan(plan.pk)
    plan.refresh_from_db()
    assert (plan.state, plan.percent) == (PlanState.READY, 100)
    assert actions.apply_plan(plan, by=director).removed == 3


def test_a_closed_round_takes_no_plan(draft, director):
    judged = actions.open_round(draft, by=director)
    plan = planned(judged, director, reviews_per_film=2)
    actions.close_round(judged, by=director)
    with pytest.raises(Conflict, match="closed"):
        actions.apply_plan(plan, by=director)
    with pytest.raises(Conflict, match="closed"):
        actions.ask_for_plan(judged, by=director)


def test_pairs_are_given_and_taken_by_hand(draft, three, films, director):
    given = make.assignment(draft, three[0], films[0])
    actions.take_film(given, by=director)
    actions.take_film(given, by=director)
    assert draft.assignments.count() == 8
    first = actions.give_film(draft, three[0], films[0], by=director)
    assert actions.give_film(draft, three[0], films[0], by=director) == first
    deeds = AuditRecord.objects.filter(action__in=["round.film_given", "round.film_taken"]).order_by("pk")
    assert [(deed.action, deed.before, deed.after, deed.note) for deed in deeds] == [
        ("round.film_taken", "Ann", "", "Him"),
        ("round.film_given", "", "Ann", "Him"),
    ]


def test_begun_work_is_not_taken_by_hand(draft, three, films, director):
    judged = actions.open_round(draft, by=director)
    given = make.score(judged, three[0], films[0], 5, confirm=False)
    with pytest.raises(Conflict, match="Ann has begun this film"):
        actions.take_film(given, by=director)
    assert Assignment.objects.filter(pk=given.pk).exists()


def test_a_conflict_is_not_overridden_by_hand(draft, three, films, director, edition):
    draft.assignments.all().delete()
    actions.recuse(three[0], films[0], by=director, reason="Cousin")
    with pytest.raises(Conflict, match="Ann was taken off this film: Cousin"):
        actions.give_film(draft, three[0], films[0], by=director)
    films[1].owner = three[1].membership.user
    films[1].save()
    with pytest.raises(Conflict, match="Bo has made this film"):
        actions.give_film(draft, three[1], films[1], by=director)
    with pytest.raises(Conflict, match="is not in this round"):
        actions.give_film(draft, three[1], make.entry(edition), by=director)
    stranger = make.seat(make.jury(edition))
    with pytest.raises(Conflict, match="does not sit"):
        actions.give_film(draft, stranger, films[2], by=director)


def test_a_jury_in_parts_and_idle_jurors_are_named(draft, three, films):
    draft.assignments.all().delete()
    for juror, film in zip(three[:2], films, strict=False):
        Assignment.objects.create(round=draft, juror=juror, entry=film)
    assert linking_problems(draft) == [
        "Cy has no film to watch. Give films to this juror, or take the seat away.",
        (
            "The jury falls into 2 parts that share no film, so that strict and kind jurors cannot be told apart: "
            "Ann with 1 film; Bo with 1 film. Give some films to everybody, or spread the films anew."
        ),
    ]
    Assignment.objects.create(round=draft, juror=three[0], entry=films[1])
    Assignment.objects.create(round=draft, juror=three[2], entry=films[1])
    assert linking_problems(draft) == []


def test_quotas_anchors_wishes_and_knowledge_are_kept_and_told(jury, films, director, edition):
    jury = make.jury(edition, blocs={"Makers": 1, "Others": 1})
    makers, others = jury.blocs.all()
    seats = [make.seat(jury, bloc=name) for name in ("Makers", "Makers", "Others", "Others")]
    judged = make.draft_round(jury, films)
    for _again in range(2):
        assigning.keep_quotas(judged, {makers: (1, 1), others: (0, None)}, by=director)
        assigning.keep_anchors(judged, [films[2].pk], by=director)
        assigning.keep_wanted(judged, films[1].pk, 1, by=director)
        assigning.keep_expertise(seats[0], categories={str(films[0].category_id): 3}, formats={}, by=director)
        assigning.keep_capacity(seats[0], languages=["fr"], capacity_minutes=90, by=director)
    assert BlocQuota.objects.values_list("bloc", "least", "most").get() == (makers.pk, 1, 1)
    assert Expertise.objects.values_list("juror", "level").get() == (seats[0].pk, 3)
    told = AuditRecord.objects.filter(
        action__in=[
            "round.bloc_quotas",
            "round.anchors",
            "round.reviews_wanted",
            "juror.expertise",
            "juror.capacity",
        ]
    )
    assert told.count() == 5
    plan = planned(judged, director, reviews_per_film=2)
    actions.apply_plan(plan, by=director)
    counts = [judged.assignments.filter(entry=film).count() for film in films]
    assert counts == [2, 1, 4]
    assert judged.assignments.filter(entry=films[0], juror__bloc=makers).count() == 1


@pytest.mark.parametrize("quota", [(2, 1)])
def test_a_quota_upside_down_is_refused(edition, films, director, quota):
    jury = make.jury(edition, blocs={"Makers": 1})
    judged = actions.create_round(edition, jury=jury, name={"en": "R"}, by=None, entries=films)
    with pytest.raises(FestivalError, match="at least"):
        assigning.keep_quotas(judged, {jury.blocs.get(): quota}, by=director)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_apply_one_is_refused(draft, director):
    plan = planned(draft, director, reviews_per_film=2)
    results = at_once(*[lambda: actions.apply_plan(plan, by=director)] * 2)
    assert sorted(str(result) for result in results) == [
        "<class 'festival.exceptions.Conflict'>",
        "Applied(added=0, removed=3, kept=0)",
    ]


@pytest.mark.django_db(transaction=True)
def test_a_film_begun_while_a_plan_is_applied_is_kept_or_gone_before_it_was_begun(
    draft, three, films, director
):
    judged = actions.open_round(draft, by=director)
    plan = planned(judged, director, reviews_per_film=1)
    wanted = {(int(juror), film) for juror, film in assigning.pairs_of(plan)}
    given = next(one for one in judged.assignments.all() if (one.juror_id, str(one.entry_id)) not in wanted)
    given = make.assignment(judged, given.juror, given.entry)
    at_once(
        lambda: actions.apply_plan(plan, by=director),
        lambda: actions.save_words(given, by=given.juror.membership.user, remark="Fine"),
    )
    stands = Assignment.objects.filter(pk=given.pk)
    assert stands.exists() == stands.filter(scorecard__remark="Fine").exists()
    assert judged.assignments.count() == 3 + stands.count()
