"""The deadlines of real rows: what a maker may do, in which category, until when; and SQL agrees with the pure rule."""

from datetime import timedelta

import pytest
from django.utils import timezone

from festival.exceptions import NotReady
from festival.models import AuditRecord, Edition
from submissions import gates, hurdles, rules
from submissions.actions import (
    adopt_film,
    begin_entry,
    begin_film_upload,
    copy_call,
    drop_deadlines,
    keep_terms,
    set_deadlines,
    submit_entry,
    withdraw_entry,
)
from submissions.deadlines import Cut
from submissions.entrance import review_gate
from submissions.exceptions import CallClosed
from submissions.models import CallTerms, CategoryTerms, Deadline, Entry
from submissions.reading import next_thing
from tests.factories import festival as house
from tests.factories import media
from tests.factories import submissions as make

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def closed(edition, ago=HOUR):
    """The call of the edition closed so long ago."""
    edition.call_closes_at = timezone.now() - ago
    edition.save()
    return edition


def entries_now(entry):
    """A fresh look, as the next request has it."""
    return Entry.objects.select_related("edition__festival", "category", "film").get(pk=entry.pk)


@pytest.fixture
def other(edition):
    return house.category(edition, "vertical")


def test_without_any_setting_the_call_is_one_window(edition, category):
    schedule = gates.schedule_of(edition, category.pk)
    assert [(w.kind, w.opens_at, w.closes_at) for w in schedule.windows] == [
        ("regular", edition.call_opens_at, edition.call_closes_at)
    ]
    assert (schedule.grace, schedule.start_counts) == (timedelta(0), False)


def test_a_category_with_deadlines_of_its_own_has_only_those(edition, category, other):
    now = timezone.now()
    make.deadline(edition, "early", closes_at=now + DAY)
    make.deadline(edition, "late")
    make.deadline(edition, "regular", category=other, closes_at=now + 2 * DAY)
    assert [w.kind for w in gates.schedule_of(edition, category.pk).windows] == ["early", "late"]
    assert gates.schedule_of(edition, other.pk).closes_at == now + 2 * DAY


def test_a_category_may_close_before_the_call(edition, category, other, filmmaker):
    entry = make.draft(edition, filmmaker, category=other)
    make.deadline(edition, "regular", category=other, closes_at=timezone.now() - HOUR)
    entry = entries_now(entry)
    assert rules.call_is_open(edition)
    assert not rules.film_may_change(entry)
    with pytest.raises(CallClosed) as refusal:
        begin_entry(house.Category.objects.get(pk=other.pk), by=filmmaker)
    assert str(refusal.value).startswith("“Vertical” has been closed since ")
    with pytest.raises(CallClosed):
        begin_film_upload(entry, by=filmmaker, filename="a.mov", size=9)
    with pytest.raises(CallClosed):
        submit_entry(entry, by=filmmaker, regulations_accepted=True)
    assert begin_entry(house.Category.objects.get(pk=category.pk), by=filmmaker).category == category


def test_an_extension_opens_for_its_holder_alone(edition, category, filmmaker, rival):
    drafts = [make.draft(edition, person, settled=True) for person in (filmmaker, rival)]
    make.extension(edition, taken_by=filmmaker)
    closed(edition)
    mine, theirs = (entries_now(entry) for entry in drafts)
    assert [rules.film_may_change(entry) for entry in (mine, theirs)] == [True, False]
    assert submit_entry(mine, by=filmmaker, regulations_accepted=True).number is not None
    with pytest.raises(CallClosed):
        submit_entry(theirs, by=rival, regulations_accepted=True)
    assert list(gates.open_calls(filmmaker, timezone.now())) == [edition]
    assert list(gates.open_calls(rival, timezone.now())) == []


def test_an_extension_for_one_category_opens_no_other(edition, category, other, filmmaker):
    make.extension(edition, taken_by=filmmaker, category=other)
    closed(edition)
    edition = Edition.objects.get(pk=edition.pk)
    assert gates.schedule_for(filmmaker, edition.categories.get(slug="vertical")).takes_new(timezone.now())
    assert not gates.schedule_for(filmmaker, edition.categories.get(slug="shorts")).takes_new(timezone.now())


def test_a_revoked_extension_opens_nothing(edition, category, filmmaker):
    make.extension(edition, taken_by=filmmaker, revoked_at=timezone.now())
    entry = make.draft(edition, filmmaker)
    closed(edition)
    assert not rules.film_may_change(entries_now(entry))


def upload_times(entry, *, begun, finished):
    upload = make.film_upload(entry, film="ready").upload
    type(upload).objects.filter(pk=upload.pk).update(created_at=begun, finished_at=finished)


@pytest.mark.parametrize(
    ("counts", "begun_min", "finished_min", "taken"),
    [
        ("finished", -90, -70, True),
        ("finished", -90, -30, False),
        ("started", -90, -30, True),
        ("started", -50, -30, False),
    ],
)
def test_grace(edition, category, filmmaker, counts, begun_min, finished_min, taken):
    """The call closed an hour ago; two hours of grace. What of the upload must lie before the deadline is a setting."""
    entry = make.draft(edition, filmmaker)
    now = timezone.now()
    upload_times(
        entry, begun=now + timedelta(minutes=begun_min), finished=now + timedelta(minutes=finished_min)
    )
    make.terms(edition, grace_minutes=120, deadline_counts=counts)
    closed(edition)
    entry = entries_now(entry)
    assert not rules.film_may_change(entry)
    if taken:
        assert submit_entry(entry, by=filmmaker, regulations_accepted=True).number == 1
        return
    with pytest.raises(NotReady) as refusal:
        submit_entry(entry, by=filmmaker, regulations_accepted=True)
    (sentence,) = refusal.value.problems
    assert sentence.startswith("The film arrived on ")
    assert sentence.endswith(").")


@pytest.mark.parametrize(("ago", "passed"), [(timedelta(hours=1), True), (timedelta(hours=-1), False)])
def test_in_the_grace_the_last_step_tells_the_deadline_and_the_last_call(
    edition, category, filmmaker, ago, passed
):
    make.terms(edition, grace_minutes=120)
    closed = timezone.now() - ago
    Edition.objects.filter(pk=edition.pk).update(call_closes_at=closed)
    draft = Entry.objects.get(pk=make.draft(edition, filmmaker, category=category).pk)
    gate = review_gate(draft)
    told = (closed, closed + timedelta(hours=2)) if passed else (None, closed)
    assert (gate.grace_after, gate.closes_at) == told
    assert next_thing(draft).startswith("The call closed on ") == passed


def test_nothing_new_begins_in_the_grace(edition, category, filmmaker):
    make.terms(edition, grace_minutes=120)
    closed(edition)
    with pytest.raises(CallClosed) as refusal:
        begin_entry(house.Category.objects.get(pk=category.pk), by=filmmaker)
    assert "What was begun in time may still be handed in, but nothing new." in str(refusal.value)


def test_a_mended_film_that_finishes_in_the_grace_is_adopted_where_the_start_counts(
    edition, category, filmmaker
):
    entry = make.submitted(edition, filmmaker, film=media.asset(filmmaker, state="refused"))
    now = timezone.now()
    upload_times(entry, begun=now - 2 * HOUR, finished=now - timedelta(minutes=30))
    closed(edition)
    before = entry.film_id
    assert adopt_film(entries_now(entry)).pk == before
    make.terms(edition, grace_minutes=120, deadline_counts="started")
    assert adopt_film(entries_now(entry)).pk != before


def test_caps_count_what_was_submitted(edition, category, other, filmmaker):
    make.terms(edition, entries_per_maker=3)
    CategoryTerms.objects.create(category=category, entries_per_maker=1)
    make.draft(edition, filmmaker, category=category)
    make.entry(edition, filmmaker, category=category, state="withdrawn")
    entry = make.draft(edition, filmmaker, category=category)
    assert hurdles.hurdles(entries_now(entry)) == []
    make.submitted(edition, filmmaker, category=category)
    assert hurdles.hurdles(entries_now(entry)) == [
        (
            "“Shorts” takes 1 film from one maker, and has received yours. Choose another category, or withdraw a "
            "submitted film to make room."
        )
    ]
    elsewhere = make.draft(edition, filmmaker, category=other)
    assert hurdles.hurdles(entries_now(elsewhere)) == []
    make.entry(edition, filmmaker, category=other, state="disqualified")
    last = make.submitted(edition, filmmaker, category=other)
    assert hurdles.hurdles(entries_now(elsewhere)) == [
        (
            "The festival takes 3 films from one maker, and has received that many of yours. A submitted film can be "
            "withdrawn to make room."
        )
    ]
    withdraw_entry(last, by=filmmaker)
    assert hurdles.hurdles(entries_now(elsewhere)) == []


def test_another_makers_films_do_not_count(edition, category, filmmaker, rival):
    make.terms(edition, entries_per_maker=1)
    make.submitted(edition, rival, category=category)
    assert hurdles.hurdles(make.draft(edition, filmmaker, category=category)) == []


@pytest.mark.parametrize("own", [None, "dated", "with the call", "past"])
@pytest.mark.parametrize("everywhere", [None, "dated"])
@pytest.mark.parametrize("held", [None, "all", "this", "other", "revoked", "earlier"])
def test_the_database_says_the_same_as_the_rule(edition, category, other, filmmaker, own, everywhere, held):
    now = timezone.now()
    if everywhere:
        make.deadline(edition, "early", closes_at=now + DAY)
        make.deadline(edition, "late")
    if own:
        ends = {"dated": now + 3 * DAY, "past": edition.call_opens_at - DAY, "with the call": None}
        make.deadline(edition, "regular", category=category, closes_at=ends[own])
        if own == "dated":
            make.deadline(edition, "early", category=category, closes_at=now + DAY)
    if held:
        fields = {
            "all": {},
            "this": {"category": category},
            "other": {"category": other},
            "revoked": {"revoked_at": now},
            "earlier": {"until": now + HOUR},
        }[held]
        make.extension(edition, taken_by=filmmaker, **{"until": edition.call_closes_at + 5 * DAY, **fields})
    entry = make.draft(edition, filmmaker, category=category)
    fresh = entries_now(entry)
    annotated = gates.with_closing(Entry.objects.filter(pk=entry.pk)).get()
    assert annotated.closing_at == gates.schedule_of_entry(fresh).closes_at
    assert gates.closing_of([entry]) == {entry.pk: gates.closes_for(fresh)}


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_of_closing_times_is_one_query(edition, category, filmmaker, django_assert_num_queries, count):
    for _film in range(count):
        make.draft(edition, filmmaker)
    entries = list(Entry.objects.all())
    with django_assert_num_queries(1):
        gates.closing_of(entries)


def test_the_last_deadline_of_the_edition_is_the_end_of_its_call(edition, category, director):
    now = timezone.now()
    cuts = [Cut("late", now + 15 * DAY), Cut("early", now + DAY, 500), Cut("regular", now + 9 * DAY)]
    set_deadlines(edition, cuts, by=director)
    assert list(Deadline.objects.values_list("kind", "closes_at", "fee")) == [
        ("early", now + DAY, 500),
        ("regular", now + 9 * DAY, 0),
        ("late", None, 0),
    ]
    set_deadlines(edition, [Cut("regular", now + DAY)], by=director, category=category)
    assert Deadline.objects.get(category=category).closes_at == now + DAY
    drop_deadlines(category, by=director)
    assert gates.schedule_of(edition, category.pk).closes_at == edition.call_closes_at
    assert AuditRecord.objects.filter(action="call.deadlines_set").count() == 3


def test_fees_that_are_off_cost_nothing(edition, category):
    make.deadline(edition, fee=900)
    now = timezone.now()
    assert gates.window_now(edition, category.pk, now).fee == 0
    make.terms(edition, fees_on=True)
    assert gates.window_now(edition, category.pk, now).fee == 900


def test_next_year_begins_with_this_years_terms(edition, category, director):
    keep_terms(edition, {"grace_minutes": 15, "entries_per_maker": 2}, by=director, caps={category.pk: 1})
    now = timezone.now()
    make.deadline(edition, "early", closes_at=now + DAY, fee=500)
    make.deadline(edition, "regular", category=category)
    make.extension(edition)
    again = house.edition(
        edition.festival,
        slug="next",
        starts_on=edition.starts_on + 364 * DAY,
        ends_on=edition.ends_on + 364 * DAY,
    )
    twin = house.category(again, category.slug)
    copy_call(edition, again, by=director)
    terms = CallTerms.objects.get(edition=again)
    assert (terms.grace_minutes, terms.entries_per_maker, twin.call_terms.entries_per_maker) == (15, 2, 1)
    early = Deadline.objects.get(edition=again, kind="early")
    wall = [at.astimezone(edition.tz) for at in (now + DAY, early.closes_at)]
    assert (wall[1].date() - wall[0].date()).days == 364
    assert wall[0].time() == wall[1].time()
    assert Deadline.objects.get(edition=again, kind="regular").category == twin
    assert again.extensions.count() == 0


def test_what_a_co_owner_was_given_helps_the_common_film(edition, category, filmmaker, rival):
    entry = make.draft(edition, filmmaker, category=category)
    extension = make.extension(edition, taken_by=rival)
    assert gates.closes_for(entries_now(entry)) == edition.call_closes_at
    make.co_owner(entry, rival)
    extension.until = edition.call_closes_at + DAY
    extension.save()
    assert gates.closes_for(entries_now(entry)) == extension.until
    assert gates.closing_of([entry]) == {entry.pk: extension.until}
