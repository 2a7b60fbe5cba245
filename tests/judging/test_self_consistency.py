"""What films marked twice tell, and that they move no count by a single byte."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from judging import actions, counting
from judging.exporting import tally_csv, tally_json
from judging.jury_report import jury_report
from judging.models import Assignment, Repeat, Tally
from judging.modes.scored import MODE
from judging.progress import percent_done, progress_of
from judging.scoring.methods import METHODS
from judging.scoring.recount import digest
from judging.self_consistency import self_consistency
from judging.standing_counts import fingerprint
from tests.factories import judging as make
from tests.factories import repeats as again


@pytest.fixture
def judged(jury, edition, category):
    """Three jurors have marked all ten films; each of them is shown one film again when the last card is settled."""
    for number in range(3):
        make.seat(jury, name=f"j{number}", display_name=f"Juror {number}")
    judged = again.repeating_round(jury, again.films(edition))
    rows = Assignment.objects.filter(round=judged).select_related("juror").order_by("juror", "entry__number")
    given = list(rows)
    marks = [[(3 * place + place // 10) % 11, (7 * place) % 11] for place in range(len(given))]
    make.cards_in_bulk(given, marks)
    return judged


def draw(judged):
    """Every juror opens the last card again and confirms it as it was."""
    for juror in judged.jury.jurors.all():
        last = judged.assignments.filter(juror=juror).select_related("round", "juror", "entry__film").last()
        confirmed = last.scorecard.confirmed_at
        actions.reopen_scorecard(last, by=None)
        actions.confirm_scorecard(last, by=None)
        type(last.scorecard).objects.filter(pk=last.scorecard.pk).update(confirmed_at=confirmed)
    return list(Repeat.objects.order_by("pk"))


def everything(judged):
    """All that is counted, shown or exported from the marks of the round, as bytes where there are any."""
    inputs = MODE.inputs(judged)
    parameters = {"seed": 7, **MODE.parameters(judged), "draws": 50}
    counts = {name: METHODS[name].run(inputs, parameters) for name in MODE.methods}
    tally = counting.freeze(judged, by=None)
    tally.version, tally.counted_at = 1, timezone.datetime(2026, 1, 1, tzinfo=timezone.get_current_timezone())
    whole = progress_of(judged)
    return {
        "digest": digest(inputs),
        "counts": {name: json.dumps([count.rows, count.facts]) for name, count in counts.items()},
        "tally": (tally.inputs_sha256, tally_json(tally), tally_csv(tally)),
        "fingerprint": fingerprint(judged),
        "progress": (whole.whole, [row[1] for row in whole.by_juror], percent_done([judged])),
        "assignments": list(Assignment.objects.order_by("pk").values_list("pk", "position")),
    }


def test_no_method_and_no_document_differs_by_a_byte(judged):
    before = everything(judged)
    repeats = draw(judged)
    assert len(repeats) == 3
    again.mark(repeats[0], 10, 0)
    again.mark(repeats[1], 0, 10)
    actions.decline_repeat(repeats[2], by=None)
    after = everything(judged)
    assert set(before["counts"]) == set(MODE.methods)
    assert after == before
    assert Tally.objects.values_list("inputs_sha256", flat=True).distinct().count() == 1


def marks_of(repeat):
    criteria = list(repeat.assignment.round.criteria.all())
    first = {score.criterion_id: score.value for score in repeat.assignment.scorecard.scores.all()}
    return [first[one.pk] for one in criteria]


def nearer(mark, by):
    """So many points off, inside the scale."""
    return int(mark + by if mark + by <= 10 else mark - by)


def test_the_panel_is_told_first_and_with_care(judged):
    repeats = draw(judged)
    story, editing = marks_of(repeats[0])
    again.mark(repeats[0], nearer(story, 2), int(editing))
    actions.decline_repeat(repeats[1], by=None)
    told = self_consistency(judged, between=2.0)
    assert (told.found.films, told.found.jurors, told.found.marks) == (1, 1, 2)
    assert (told.found.apart, told.found.within, told.found.low) == (1.0, 1.0, None)
    [sentence] = told.sentences
    assert sentence.startswith(
        "1 film was marked twice, by 1 juror. The second marks are on average 1.0 points from the first"
    )
    assert told.caution == "With fewer than 5 films marked twice in the whole jury these figures say little."
    assert (told.drawn, told.declined, told.seen_again) == (3, 1, 0)
    assert [(str(line.juror), line.films, line.apart, line.declined) for line in told.lines] == [
        ("Juror 0", 1, "1.0", 0),
        ("Juror 1", 0, "", 1),
        ("Juror 2", 0, "", 0),
    ]


def test_a_first_mark_changed_afterwards_does_not_change_what_was_measured(judged):
    [repeat, *_others] = draw(judged)
    story, editing = marks_of(repeat)
    again.mark(repeat, nearer(story, 2), int(editing))
    first = make.assignment(judged, repeat.assignment.juror, repeat.assignment.entry)
    actions.reopen_scorecard(first, by=None)
    make.score(judged, repeat.assignment.juror, first.entry, nearer(story, 2), int(editing))
    assert self_consistency(judged, between=None).found.apart == 1.0


def test_recused_and_replaced_films_are_left_out(judged):
    repeats = draw(judged)
    for repeat in repeats:
        again.mark(repeat, 5, 5)
    juror = repeats[0].assignment.juror
    actions.recuse(juror, repeats[0].assignment.entry, reason="Cousins", by=None)
    judged.round_entries.filter(entry=repeats[1].assignment.entry).update(film_changed=True)
    left = [one for one in repeats[1:] if one.assignment.entry_id != repeats[1].assignment.entry_id]
    assert self_consistency(judged, between=None).found.films == len(left)


def test_only_directors_and_scrutineers_read_it(
    jury, seat, edition, category, client, scrutineer, programmer
):
    judged = again.repeating_round(jury, again.films(edition))
    [repeat] = again.finish(judged, seat)
    again.mark(repeat, 5, 5)
    where = {"festival": edition.festival.slug, "edition": edition.slug, "pk": judged.pk}
    for person, status in ((scrutineer, 200), (programmer, 403), (seat.membership.user, 404)):
        client.force_login(person)
        answer = client.get(reverse("jury_desk:jury_report", kwargs=where))
        assert answer.status_code == status, person
        assert (b"Do jurors agree with themselves?" in answer.content) is (status == 200)


def test_a_round_without_repeats_tells_nothing(jury, seat, films):
    assert jury_report(make.open_round(jury, films)).steady is None
