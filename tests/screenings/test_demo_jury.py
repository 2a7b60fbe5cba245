"""The edition at whose desk the jury works: each of its pages has something to show, and a second run adds nothing."""

import pytest

from festival import demo
from festival.models import AuditRecord
from judging.audience.overview import shown_signals
from judging.models import AssignmentPlan, ConflictFind, Deliberation, Poll, Recusal, Round, TermsAcceptance
from judging.people_enums import RecusedBy
from screenings.demo import people as cast
from screenings.demo.jury_work import put_jury_to_work
from submissions.models import ExhibitionCopy
from submissions.reserve import on_reserve
from tests.factories import judging as make

pytestmark = pytest.mark.django_db

ROUNDS = {
    "First look": ("qualifying", "closed"),
    "Competition": ("scored", "open"),
    "Last look": ("scored", "draft"),
    "Tall films": ("scored", "closed"),
    "Best tall film: the vote": ("ranked", "open"),
    "Level at the top": ("pairwise", "open"),
    "The audience's lantern": ("public", "open"),
}


def test_a_jury_is_at_work_once(edition):
    owner = cast.account("entrant", "Demo Entrant")
    make.entry(edition, owner=owner)
    make.entry(edition, owner=owner, width=360, height=640)
    people, festival = cast.staff(), edition.festival
    assert set(people) == {person.email.split("@")[0] for person in demo.accounts()}
    made = put_jury_to_work(festival, people, lambda sentence: None)
    rounds = {judged.name["en"]: judged for judged in Round.objects.filter(edition=made)}
    assert {name: (judged.mode, judged.state) for name, judged in rounds.items()} == ROUNDS
    competition = rounds["Competition"]
    jury = competition.jury
    assert [terms.published_at is not None for terms in jury.terms.order_by("version")] == [True, False]
    assert TermsAcceptance.objects.filter(juror__jury=jury).count() == jury.jurors.count() - 1
    assert list(jury.jurors.filter(state="invited").values_list("display_name", flat=True)) == [
        "Juror 7 (demo)"
    ]
    assert competition.feed.runs.count() == 1
    assert competition.round_entries.filter(calibration=True).count() == 2
    assert (competition.bloc_quotas.count(), competition.reminders.count()) == (3, 3)
    plans = {plan.round.name["en"]: plan.state for plan in AssignmentPlan.objects.select_related("round")}
    assert plans == {"Competition": "applied", "Last look": "ready"}
    cards = competition.assignments.standing().filter(scorecard__state="confirmed").count()
    assert 0 < cards < competition.assignments.standing().count()
    assert {find.kind for find in ConflictFind.objects.all()} == {"name", "company", "handle"}
    assert set(Recusal.objects.values_list("source", flat=True)) == {RecusedBy.JUROR, RecusedBy.OFFICE}
    session = Deliberation.objects.get()
    assert (session.state, session.agenda.exclude(notes="").count(), session.motions.count()) == (
        "open",
        2,
        1,
    )
    poll = Poll.objects.get()
    assert {shown.signal.kind for shown in shown_signals(poll)} >= {"run", "twins", "device"}
    assert sum(shown.aside for shown in shown_signals(poll)) > 0
    assert [film.title for film in on_reserve(made)] == ["The Salt Librarian", "The Moth Parliament"]
    present = ExhibitionCopy.objects.current().filter(entry__edition=made)
    assert sorted(present.values_list("state", flat=True)) == ["accepted", "sent", "wanted"]
    before = AuditRecord.objects.count()
    assert put_jury_to_work(festival, people, lambda sentence: None) == made
    assert AuditRecord.objects.count() == before
