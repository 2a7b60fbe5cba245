"""No sequence of deeds leads outside the tables: a walk at random through the life of a few entries."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as any_of
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from festival.actions.closing import close_edition, reopen_edition
from festival.enums import Role
from festival.exceptions import FestivalError
from festival.models import AuditRecord, Letter
from submissions import actions
from submissions.actions.reserve import move_up
from submissions.enums import FINAL_DECISIONS, Decision, EntryState
from submissions.lifecycle import entry_state, film_decision
from submissions.makers import letter_readers
from submissions.models import CompletionRequest, Entry, Release, ReservePlace, Telling, Todo
from submissions.tasks import keep_releases, write_decision_letters
from tests.factories import festival as house
from tests.factories import submissions as make

FILMS = 4
FIRST_LETTERS = ("film_selected", "film_on_reserve", "film_not_selected", "decisions_mixed")
LATER_LETTERS = ("decision_corrected", "film_moved_up")
DECISION_LETTERS = (*FIRST_LETTERS, *LATER_LETTERS)
which = any_of.integers(0, FILMS - 1)


class Life(RuleBasedStateMachine):
    """Two makers (one co-owns a film of the other), a programmer and a director, in one edition."""

    @initialize()
    def begin(self):
        self.world = transaction.atomic()
        self.world.__enter__()
        self.edition = house.edition()
        house.category(self.edition)
        self.edition.todo_kinds.create(name={"en": "Copy"}, due_after_days=7)
        self.director = house.member(self.edition, Role.DIRECTOR)
        self.programmer = house.member(self.edition, Role.PROGRAMMER)
        one, other = house.user("one"), house.user("other")
        self.films = [make.draft(self.edition, owner, settled=True).pk for owner in (one, one, other, other)]
        make.co_owner(Entry.objects.get(pk=self.films[2]), one)
        self.known = self.standing()
        self.lines = AuditRecord.objects.count()

    def teardown(self):
        if hasattr(self, "world"):
            transaction.set_rollback(True)
            self.world.__exit__(None, None, None)

    def film(self, n):
        return Entry.objects.select_related("edition__festival", "category", "film", "owner").get(
            pk=self.films[n]
        )

    def standing(self):
        return {pk: (state, decision) for pk, state, decision in self.rows()}

    def rows(self):
        return Entry.objects.values_list("pk", "state", "decision")

    def do(self, deed):
        """A deed may be refused; then it has changed nothing at all."""
        before, told = self.standing(), (Letter.objects.count(), Telling.objects.count())
        try:
            with transaction.atomic():
                deed()
        except FestivalError:
            assert (self.standing(), (Letter.objects.count(), Telling.objects.count())) == (before, told)

    @rule(n=which)
    def submit(self, n):
        film = self.film(n)
        self.do(lambda: actions.submit_entry(film, by=film.owner, regulations_accepted=True))

    @rule(n=which)
    def withdraw(self, n):
        film = self.film(n)
        self.do(lambda: actions.withdraw_entry(film, by=film.owner))

    @rule(n=which)
    def disqualify(self, n):
        self.do(lambda: actions.disqualify_entry(self.film(n), by=self.programmer, reason="Shown before."))

    @rule(n=which)
    def reinstate(self, n):
        self.do(lambda: actions.reinstate_entry(self.film(n), by=self.programmer))

    @rule(n=which)
    def ask(self, n):
        day = timezone.now().date()
        self.do(
            lambda: actions.ask_to_complete(
                self.film(n), parts=["about"], message="More.", due_on=day, by=self.programmer
            )
        )

    @rule(n=which)
    def answer(self, n):
        film = self.film(n)
        self.do(lambda: actions.answer_request(film, answer="Here.", by=film.owner))

    @rule(n=which)
    def as_it_is(self, n):
        self.do(lambda: actions.take_as_it_is(self.film(n), by=self.programmer))

    @rule(n=which, decision=any_of.sampled_from(Decision), note=any_of.sampled_from(["", "A slip."]))
    def decide(self, n, decision, note):
        self.do(lambda: actions.decide(self.film(n), decision, by=self.director, note=note))

    @rule(n=which, gone=any_of.one_of(any_of.none(), which))
    def move_up(self, n, gone):
        instead_of = None if gone is None else self.film(gone)
        self.do(lambda: move_up(self.film(n), by=self.director, instead_of=instead_of))

    @rule()
    def decide_rest(self):
        self.do(lambda: actions.decide_rest(self.edition, by=self.programmer))

    @rule()
    def release(self):
        self.do(lambda: actions.release_selection(self.edition, by=self.director))

    @rule()
    def schedule(self):
        soon = timezone.now() + timedelta(hours=1)
        self.do(lambda: actions.schedule_release(self.edition, at=soon, by=self.director))

    @rule()
    def call_off(self):
        self.do(lambda: actions.cancel_release(self.edition, by=self.director))

    @rule()
    def the_hour_comes(self):
        Release.objects.filter(state="scheduled").update(due_at=timezone.now())
        keep_releases()

    @rule()
    def letters_are_written(self):
        for release in Release.objects.filter(state="done"):
            write_decision_letters(release.pk)

    @rule()
    def letters_are_sent(self):
        Letter.objects.filter(sent_at=None).update(state="sent", sent_at=timezone.now())

    @rule()
    def close(self):
        self.do(lambda: close_edition(self.edition, by=self.director))

    @rule()
    def reopen(self):
        self.do(lambda: reopen_edition(self.edition, by=self.director, reason="A slip."))

    @invariant()
    def every_change_is_an_edge_and_a_line_of_the_trail(self):
        if not hasattr(self, "known"):
            return
        now, edges = self.standing(), Counter()
        for pk, (state, decision) in now.items():
            former_state, former_decision = self.known[pk]
            if state != former_state:
                assert entry_state.allows(former_state, state), (former_state, state)
                edges[str(pk), former_state, state] += 1
            if decision != former_decision:
                assert film_decision.allows(former_decision, decision), (former_decision, decision)
                edges[str(pk), former_decision, decision] += 1
        fresh = AuditRecord.objects.order_by("pk")[self.lines :]
        moves = [line for line in fresh if line.target_type == "submissions.entry" and line.before]
        assert Counter((line.target_id, line.before, line.after) for line in moves) == edges
        self.known, self.lines = now, self.lines + len(fresh)

    @invariant()
    def an_incomplete_film_is_asked_for_something_and_no_other_is(self):
        asked = CompletionRequest.objects.filter(closed_at=None).values_list("entry_id", flat=True)
        incomplete = Entry.objects.filter(state=EntryState.INCOMPLETE).values_list("pk", flat=True)
        assert sorted(asked) == sorted(incomplete)

    @invariant()
    def a_closed_edition_has_nothing_open(self):
        if hasattr(self, "edition"):
            self.edition.refresh_from_db()
            if self.edition.closed_at:
                assert not Entry.objects.awaiting_decision().exists()
                assert not Entry.objects.filter(state=EntryState.INCOMPLETE).exists()

    @invariant()
    def nobody_is_told_before_the_telling(self):
        if hasattr(self, "edition") and self.edition.selection_released_at is None:
            kinds = [f"submissions/{kind}" for kind in DECISION_LETTERS]
            assert not Letter.objects.filter(kind__in=kinds).exists()
            assert (Telling.objects.count(), Todo.objects.count()) == (0, 0)

    @invariant()
    def the_last_letter_to_each_person_says_what_is_so(self):
        if not hasattr(self, "edition") or self.edition.selection_released_at is None:
            return
        for film in Entry.objects.submitted().filter(decision__in=FINAL_DECISIONS):
            for person in letter_readers(film):
                last = Telling.objects.filter(recipient=person).order_by("-number").first()
                assert last is not None
                assert last.told.get(str(film.pk)) == film.decision

    @invariant()
    def one_letter_a_person_and_number(self):
        posted = Telling.objects.exclude(posted_at=None).exclude(letter=None)
        keys = list(posted.values_list("letter__key", flat=True))
        assert len(keys) == len(set(keys))
        assert Letter.objects.filter(key__startswith="selection:").count() == len(keys)
        for first in posted.filter(number=1):
            later = posted.filter(recipient=first.recipient, number__gt=1)
            kinds = {f"submissions/{kind}" for kind in LATER_LETTERS}
            assert {letter.letter.kind for letter in later} <= kinds

    @invariant()
    def a_place_is_taken_by_a_film_that_was_told_so(self):
        for place in ReservePlace.objects.exclude(instead_of=None).select_related("entry", "instead_of"):
            assert place.instead_of.state != EntryState.DRAFT
            assert place.entry.number != place.instead_of.number

    @invariant()
    def a_selected_film_has_its_todos(self):
        if hasattr(self, "edition") and self.edition.selection_released_at:
            for film in Entry.objects.submitted().filter(decision=Decision.SELECTED):
                assert film.todos.count() == 1


@pytest.mark.django_db
def test_no_walk_leads_outside_the_tables():
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=12,
            stateful_step_count=40,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )
