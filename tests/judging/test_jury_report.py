"""The report on the jurors: what it says, what it keeps silent about, and who may read it."""

import pytest
from django.urls import reverse

from festival.enums import Role
from judging import actions, jury_figures
from judging.jury_figures import figures_of
from judging.jury_report import cards_of, jury_report
from judging.models import ConflictFind, Scorecard
from judging.people_enums import FindKind, FindStrength
from judging.standing_counts import fingerprint
from submissions.enums import EntryState
from submissions.models import Entry
from tests.factories import festival as make_festival
from tests.factories import judging as make
from tests.judging.split import split_round


@pytest.fixture
def split(jury, edition):
    return split_round(jury, edition)


def page(judged, name="jury_report", **kwargs):
    where = {"festival": judged.edition.festival.slug, "edition": judged.edition.slug, "pk": judged.pk}
    return reverse(f"jury_desk:{name}", kwargs=where | kwargs)


def test_the_severe_juror_stands_first_and_is_told(split):
    judged, seats, _films = split
    report = jury_report(judged)
    assert (report.caution, report.left_out, len(report.lines)) == ("", "", 5)
    first = report.lines[0]
    assert (first.pk, first.name, first.severity[0]) == (seats[0].pk, "Juror 0", "−")
    assert all(line.plot is not None and line.error for line in report.lines)
    assert [line.severity for line in report.lines] == sorted(
        (line.severity for line in report.lines), key=lambda text: float(text.replace("−", "-"))
    )


def test_another_jury_is_drawn_from_a_small_one(split):
    judged, _seats, _films = split
    report = jury_report(judged)
    assert report.among == 10
    assert [row.place for row in report.another] == list(range(1, 11))
    assert all(row.low <= row.high and 0 <= row.percent <= 100 for row in report.another)


def test_who_scored_before_watching_is_told_in_a_sentence(split):
    judged, seats, _films = split
    card = Scorecard.objects.filter(assignment__juror=seats[1]).first()
    card.watched_when_scored = 10
    card.save(update_fields=["watched_when_scored"])
    line = next(line for line in jury_report(judged).lines if line.pk == seats[1].pk)
    assert line.habit.before_watching == 1
    assert line.flags[-1] == "All marks of 1 film were ready before half of it had been on screen."


def test_minutes_come_from_the_server(split):
    judged, seats, _films = split
    given = judged.assignments.filter(juror=seats[2]).first()
    make.watch(given, (0, 90))
    habit = figures_of(judged).habits[str(seats[2].pk)]
    assert (habit.minutes, habit.before_watching) == (2, 0)


def test_a_possible_tie_is_told_only_where_the_score_stands_out(split):
    judged, seats, _films = split
    given = judged.assignments.filter(juror=seats[2]).first()
    ConflictFind.objects.create(
        juror=seats[2],
        entry=given.entry,
        kind=next(iter(FindKind)),
        strength=next(iter(FindStrength)),
        how="name",
        ours="Someone",
        theirs="Someone",
    )
    line = next(line for line in jury_report(judged).lines if line.pk == seats[2].pk)
    assert not [flag for flag in line.flags if "tie" in flag]


def test_what_was_kept_follows_everything_it_was_worked_out_from(split):
    """Not only the cards: watching, marks before watching, ties found, a recusal, a film that leaves."""
    judged, seats, films = split
    given = judged.assignments.filter(juror=seats[2]).first()
    kept = figures_of(judged)
    assert figures_of(judged) == kept

    def differs():
        nonlocal kept
        before, kept = kept, figures_of(judged)
        return before != kept

    make.watch(given, (0, 90))
    assert differs()
    Scorecard.objects.filter(assignment=given).update(watched_when_scored=10)
    assert differs()
    actions.recuse(seats[2], given.entry, by=None, reason="A friend")
    assert differs()
    Entry.objects.filter(pk=films[5].pk).update(state=EntryState.DISQUALIFIED, disqualified_for="Rules")
    assert differs()


def test_a_tie_found_later_is_looked_at(split, monkeypatch):
    judged, seats, _films = split
    given = judged.assignments.filter(juror=seats[2]).first()
    figures_of(judged)
    asked = []
    monkeypatch.setattr(jury_figures, "_work_out", lambda *what: asked.append(what[-1]))
    figures_of(judged)
    kind, strength = FindKind.NAME, FindStrength.SAME
    ConflictFind.objects.create(
        juror=seats[2], entry=given.entry, kind=kind, strength=strength, how="name", ours="A", theirs="A"
    )
    figures_of(judged)
    assert asked == [{(str(given.entry_id), str(seats[2].pk))}]


def test_two_films_that_exchange_their_categories_change_the_fingerprint(split):
    """A sum of keys would stay the same."""
    judged, _seats, films = split
    tall, wide = (make_festival.category(judged.edition, slug) for slug in ("tall", "wide"))

    def put(*categories):
        for film, category in zip(films, categories, strict=False):
            Entry.objects.filter(pk=film.pk).update(category=category)
        return fingerprint(judged)

    assert put(tall, wide) != put(wide, tall)


def test_too_few_films_are_said_in_words(jury, edition):
    judged, _seats, _films = split_round(jury, edition, films=2, looks=5)
    report = jury_report(judged)
    assert report.caution.startswith("Too few films have scores")
    assert {(line.severity, line.agreement, line.plot) for line in report.lines} == {("", "", None)}
    assert report.another == ()


def test_nothing_is_reported_before_the_first_card(client, judged, director):
    client.force_login(director)
    assert client.get(page(judged)).context["report"].lines == ()


def test_it_opens_down_to_the_cards(client, split, director):
    judged, seats, _films = split
    client.force_login(director)
    answer = client.get(page(judged, "jury_cards", juror=seats[0].pk))
    rows = list(answer.context["rows"])
    assert len(rows) == judged.assignments.filter(juror=seats[0]).count()
    assert answer.context["line"].pk == seats[0].pk
    # The colleagues' mean is corrected, so the severe juror is not below them any more by three.
    assert all(abs(float(row.apart.replace("−", "-"))) < 2 for row in rows)


def test_a_closed_round_reports_what_was_frozen(split, director):
    judged, seats, _films = split
    before = [(line.pk, line.severity) for line in jury_report(judged).lines]
    actions.close_round(judged, by=director)
    judged.refresh_from_db()
    assert [(line.pk, line.severity) for line in jury_report(judged).lines] == before
    assert len(cards_of(judged, seats[0])) == judged.assignments.filter(juror=seats[0]).count()


def test_only_directors_and_scrutineers_read_it(client, split, director):
    judged, seats, films = split
    urls = [page(judged), page(judged, "jury_cards", juror=seats[0].pk)]
    people = {
        director: 200,
        make_festival.member(judged.edition, Role.SCRUTINEER): 200,
        make_festival.member(judged.edition, Role.PROGRAMMER): 403,
        seats[0].membership.user: 404,
        films[0].owner: 404,
    }
    for person, expected in people.items():
        client.force_login(person)
        assert [client.get(url).status_code for url in urls] == [expected] * 2


def test_the_progress_page_names_it_to_those_who_may_read_it(client, split, director):
    judged, _seats, _films = split
    link = page(judged)
    client.force_login(director)
    assert link in client.get(page(judged, "progress")).content.decode()
    client.force_login(make_festival.member(judged.edition, Role.PROGRAMMER))
    assert link not in client.get(page(judged, "progress")).content.decode()
