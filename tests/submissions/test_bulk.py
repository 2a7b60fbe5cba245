"""One deed to many entries: preview, deed, undo; what others do meanwhile is never overwritten."""

import random
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from festival.enums import Role
from festival.exceptions import Conflict, MoveNotAllowed
from festival.models import AuditRecord
from submissions.actions import decide, disqualify_entry
from submissions.actions.bulk import apply_bulk, begin_bulk, carry_on, plan_bulk, undo_bulk
from submissions.actions.flagging import flag_entries, flags_of
from submissions.actions.preselecting import say_leaning
from submissions.actions.tagging import create_tag
from submissions.bulk.kinds import KINDS
from submissions.enums import Decision
from submissions.models import BulkChange, Entry, EntryTagging, Preselection
from submissions.spreading import Film, spread
from submissions.tasks import carry_on_bulk_change, carry_on_bulk_changes
from tests.bench import crowd
from tests.factories import festival as house
from tests.factories import media
from tests.factories import submissions as make


@pytest.fixture
def films(edition, filmmaker, programmer):
    """Three that can be decided about, one unchecked, one the programmer's own, one disqualified."""
    good = [make.submitted(edition, filmmaker, number=number) for number in (1, 2, 3)]
    unchecked = make.submitted(edition, filmmaker, number=4, settled=False)
    own = make.submitted(edition, programmer, number=5)
    out = make.entry(edition, filmmaker, state="disqualified", number=6)
    return [*good, unchecked, own, out]


def prepared(films, kind, by, **options):
    change = begin_bulk(films[0].edition, [film.pk for film in films], kind=kind, by=by)
    return plan_bulk(change, options)


def fates(change):
    return dict(change.rows.values_list("entry__number", "outcome")), dict(
        change.rows.exclude(reason="").values_list("entry__number", "reason")
    )


def decisions():
    return dict(Entry.objects.values_list("number", "decision"))


def test_the_preview_says_what_will_be_changed_and_what_not(films, programmer):
    decide(films[1], Decision.SELECTED, by=programmer)
    change = prepared(films, "decide", programmer, decision="selected")
    assert fates(change) == (
        {1: "waiting", 2: "same", 3: "waiting", 4: "refused", 5: "refused", 6: "refused"},
        {4: "unchecked", 5: "own", 6: "state"},
    )
    assert decisions()[1] == "undecided"


def test_the_deed_and_its_undoing_are_audited_film_by_film(films, programmer):
    change = apply_bulk(prepared(films, "decide", programmer, decision="selected"), by=programmer)
    assert decisions() == {
        1: "selected",
        2: "selected",
        3: "selected",
        4: "undecided",
        5: "undecided",
        6: "undecided",
    }
    assert change.state == "done"
    undone = undo_bulk(change, by=programmer)
    assert (undone.state, set(decisions().values())) == ("undone", {"undecided"})
    told = AuditRecord.objects.filter(target_id=str(films[0].pk)).order_by("pk")
    assert list(told.values_list("action", "before", "after", "facts")) == [
        ("entry.selected", "undecided", "selected", {"bulk": str(change.pk)}),
        ("entry.undecided", "selected", "undecided", {"bulk": str(change.pk), "undo": True}),
    ]
    deeds = AuditRecord.objects.filter(target_id=str(change.pk)).order_by("pk").values_list("action", "note")
    assert list(deeds) == [
        ("bulkchange.done", "Decision: Selected"),
        ("bulkchange.undone", "Decision: Selected"),
    ]


def test_what_others_did_since_the_preview_stays(films, programmer, director):
    change = prepared(films[:3], "decide", programmer, decision="longlisted")
    decide(films[0], Decision.SHORTLISTED, by=director)
    disqualify_entry(films[1], by=director, reason="Shown before.")
    assert fates(apply_bulk(change, by=programmer)) == (
        {1: "refused", 2: "refused", 3: "changed"},
        {1: "overtaken", 2: "state"},
    )
    assert {number: decisions()[number] for number in (1, 2, 3)} == {
        1: "shortlisted",
        2: "undecided",
        3: "longlisted",
    }


def test_undoing_never_overwrites_what_came_later(films, programmer, director):
    change = apply_bulk(prepared(films[:3], "decide", programmer, decision="longlisted"), by=programmer)
    decide(films[0], Decision.SHORTLISTED, by=director)
    decide(films[1], Decision.SHORTLISTED, by=director)
    decide(films[1], Decision.LONGLISTED, by=director)  # there and back is a later will, too
    assert fates(undo_bulk(change, by=director)) == (
        {1: "kept", 2: "kept", 3: "restored"},
        {1: "overtaken", 2: "overtaken"},
    )
    assert {number: decisions()[number] for number in (1, 2, 3)} == {
        1: "shortlisted",
        2: "longlisted",
        3: "undecided",
    }


def test_nothing_is_decided_or_undone_after_the_telling(films, programmer, edition):
    done = apply_bulk(prepared(films[:1], "decide", programmer, decision="selected"), by=programmer)
    waiting = prepared(films[1:3], "decide", programmer, decision="selected")
    edition.selection_released_at = timezone.now()
    edition.save()
    assert fates(apply_bulk(waiting, by=programmer))[1] == {2: "told", 3: "told"}
    assert fates(undo_bulk(done, by=programmer)) == ({1: "kept"}, {1: "told"})
    assert decisions()[1] == "selected"


def test_the_window_closes_and_a_deed_is_done_once(films, programmer):
    change = apply_bulk(prepared(films, "decide", programmer, decision="longlisted"), by=programmer)
    with pytest.raises(MoveNotAllowed):
        apply_bulk(change, by=programmer)
    BulkChange.objects.update(undo_until=timezone.now() - timedelta(seconds=1))
    with pytest.raises(Conflict):
        undo_bulk(change, by=programmer)
    with pytest.raises(Conflict):
        plan_bulk(change, {"decision": "selected"})


def test_who_undoes_does_not_touch_their_own_films(films, programmer, edition):
    helper = house.member(edition, Role.PROGRAMMER, name="helper")
    change = apply_bulk(prepared(films[4:5], "decide", helper, decision="longlisted"), by=helper)
    assert fates(undo_bulk(change, by=programmer)) == ({5: "kept"}, {5: "own"})


def test_tags_go_on_and_off(films, programmer, edition):
    tag = create_tag(edition, name="Opening", colour="good", by=programmer)
    EntryTagging.objects.create(entry=films[0], tag=tag)
    change = apply_bulk(prepared(films, "tag", programmer, tag=tag.pk), by=programmer)
    assert fates(change)[0] == {
        1: "same",
        2: "changed",
        3: "changed",
        4: "changed",
        5: "refused",
        6: "changed",
    }
    EntryTagging.objects.filter(entry=films[1]).delete()
    undo_bulk(change, by=programmer)
    assert fates(change)[0] == {
        1: "same",
        2: "kept",
        3: "restored",
        4: "restored",
        5: "refused",
        6: "restored",
    }
    assert list(EntryTagging.objects.values_list("entry__number", flat=True)) == [1]
    gone = prepared(films[:2], "untag", programmer, tag=tag.pk)
    tag.delete()
    assert fates(apply_bulk(gone, by=programmer))[1] == {1: "overtaken"}


def test_flags_go_up_and_come_back(films, programmer):
    flag_entries([films[0].pk], colour="red", reason="Watch again.", by=programmer)
    change = apply_bulk(prepared(films[:2], "flag", programmer, colour="green", reason=""), by=programmer)
    assert flags_of([film.pk for film in films]) == {films[0].pk: ("green", ""), films[1].pk: ("green", "")}
    undo_bulk(change, by=programmer)
    assert flags_of([film.pk for film in films]) == {films[0].pk: ("red", "Watch again.")}
    change = apply_bulk(prepared(films[:2], "unflag", programmer), by=programmer)
    assert (flags_of([films[0].pk]), fates(change)[0]) == ({}, {1: "changed", 2: "same"})


def test_sections_and_categories(films, programmer, edition):
    panorama = edition.sections.create(slug="panorama", name={"en": "Panorama"})
    change = apply_bulk(prepared(films[:2], "section", programmer, section=panorama.pk), by=programmer)
    assert list(panorama.entries.order_by("number").values_list("number", flat=True)) == [1, 2]
    undo_bulk(change, by=programmer)
    assert panorama.entries.count() == 0
    tall = house.category(edition, "tall", orientation="vertical")
    decide(films[0], Decision.SELECTED, by=programmer)
    change = apply_bulk(prepared(films[:2], "category", programmer, category=tall.pk), by=programmer)
    assert fates(change) == ({1: "refused", 2: "changed"}, {1: "selected"})
    film = Entry.objects.get(number=2).film
    assert (film.spec["orientation"], film.state) == ("vertical", "received")


def test_films_are_spread_by_minutes_and_nobody_gets_their_own(edition, filmmaker, programmer, director):
    lengths = [600, 300, 300, 200, 100, 100]
    films = [
        make.submitted(edition, filmmaker, number=number, film=media.asset(filmmaker, seconds=seconds))
        for number, seconds in enumerate(lengths, 1)
    ]
    own = make.submitted(edition, programmer, number=9, film=media.asset(programmer, seconds=50))
    people = [programmer.pk, director.pk]
    change = apply_bulk(prepared([*films, own], "assign", director, people=people), by=director)
    given = list(Preselection.objects.values_list("person_id", "entry__number"))
    minutes = {
        person: sum(lengths[number - 1] for who, number in given if who == person and number < 9)
        for person in people
    }
    assert sorted(minutes.values()) == [800, 800]
    assert (director.pk, 9) in given
    say_leaning(Preselection.objects.get(entry=films[0]), "yes", by=director)
    undo_bulk(change, by=director)
    assert fates(change)[0] == {1: "kept", **dict.fromkeys((2, 3, 4, 5, 6, 9), "restored")}
    assert Preselection.objects.get().leaning == "yes"


def test_what_nobody_could_watch_is_said(films, programmer):
    change = prepared(films[4:5], "assign", programmer, people=[programmer.pk])
    assert fates(change) == ({5: "refused"}, {5: "own"})


def test_spreading_keeps_everybody_within_one_film():
    rolls = random.Random(7)
    for _round in range(200):
        films = [
            Film(key, rolls.uniform(10, 900), frozenset(rolls.sample(range(4), rolls.choice([0, 0, 1]))))
            for key in range(rolls.randrange(1, 60))
        ]
        given = spread(films, dict.fromkeys(range(4), 0.0))
        loads = {one: sum(film.seconds for film in films if given[film.key] == one) for one in range(4)}
        assert all(given[film.key] not in film.barred for film in films)
        if not any(film.barred for film in films):
            assert max(loads.values()) - min(loads.values()) <= max(film.seconds for film in films)
    assert spread([Film("x", 1.0, frozenset({1}))], {1: 0.0}) == {}


def test_thousands_are_left_to_a_worker(films, programmer, monkeypatch):
    monkeypatch.setattr(KINDS["decide"], "at_once", 2)
    monkeypatch.setattr("submissions.actions.bulk.A_CHUNK", 2)
    change = apply_bulk(prepared(films, "decide", programmer, decision="longlisted"), by=programmer)
    assert (change.state, set(decisions().values())) == ("queued", {"undecided"})
    assert carry_on(change.pk)
    assert list(decisions().values()).count("longlisted") == 2
    carry_on_bulk_change(str(change.pk))
    change.refresh_from_db()
    assert (change.state, list(decisions().values()).count("longlisted")) == ("done", 4)
    assert undo_bulk(change, by=programmer).state == "undoing"
    carry_on_bulk_changes()
    change.refresh_from_db()
    assert (change.state, set(decisions().values())) == ("undone", {"undecided"})
    assert not carry_on(change.pk)


def test_a_walk_at_random_restores_exactly_what_nobody_touched(edition, filmmaker, programmer, director):
    """Bulk deeds, single deeds and undoing in any order, against a model in plain Python."""
    films = [make.submitted(edition, filmmaker, number=number) for number in range(1, 9)]
    rolls, model, done = random.Random(11), dict.fromkeys(range(1, 9), "undecided"), []
    touched = dict.fromkeys(model, 0)
    for step in range(1, 80):
        deed = rolls.choice(["one", "bulk", "bulk", "undo"])
        if deed == "one":
            film, wish = rolls.choice(films), rolls.choice(Decision.values)
            if model[film.number] != wish:
                touched[film.number] = step
            decide(Entry.objects.get(pk=film.pk), Decision(wish), by=director)
            model[film.number] = wish
        elif deed == "bulk":
            chosen, wish = rolls.sample(films, rolls.randrange(1, 8)), rolls.choice(Decision.values)
            change = apply_bulk(prepared(chosen, "decide", programmer, decision=wish), by=programmer)
            before = {film.number: model[film.number] for film in chosen if model[film.number] != wish}
            for number in before:
                model[number], touched[number] = wish, step
            done.append((change, before, step))
        elif done:
            change, before, when = done.pop(rolls.randrange(len(done)))
            undo_bulk(change, by=programmer)
            for number, value in before.items():
                if touched[number] == when:
                    model[number], touched[number] = value, step
        assert decisions() == model


@pytest.mark.parametrize("count", [1, 3])
def test_a_deed_costs_a_fixed_number_of_queries(
    edition, filmmaker, programmer, django_assert_num_queries, count
):
    films = [make.submitted(edition, filmmaker) for _film in range(count)]
    with django_assert_num_queries(17):
        change = prepared(films, "decide", programmer, decision="selected")
    with django_assert_num_queries(28):
        apply_bulk(change, by=programmer)
    with django_assert_num_queries(26):
        undo_bulk(change, by=programmer)


def test_a_thousand_decisions_take_five_seconds_at_most(db):
    here = crowd.edition()
    director = house.member(here, Role.DIRECTOR)
    began = time.process_time()
    change = begin_bulk(here, list(here.entries.values_list("pk", flat=True)), kind="decide", by=director)
    apply_bulk(plan_bulk(change, {"decision": "longlisted"}), by=director)
    assert time.process_time() - began < 5
    assert here.entries.filter(decision="longlisted").count() == crowd.ENTRIES
