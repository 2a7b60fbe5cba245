import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from festival.exceptions import Conflict, NotReady
from festival.models import AuditRecord
from judging import actions
from judging.models import QualifyingRules, Score
from judging.qualifying import answer_on, ensure_question
from tests.factories import funnel as make_funnel
from tests.factories import judging as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def seats(edition):
    jury = make.jury(edition, blocs={"professional": 60, "community": 40})
    return [make.seat(jury, bloc="professional"), make.seat(jury, bloc="community")]


def test_a_round_is_counted_by_the_rule_it_declared(edition, seats, films):
    judged = make_funnel.qualifying_round(
        seats[0].jury, films, rules={"share_percent": 50, "least_yes": 1, "least_answers": 2}
    )
    for film, words in zip(films, (("yes", "no"), ("maybe", "no"), ("no", "no")), strict=True):
        for seat, word in zip(seats, words, strict=True):
            make_funnel.answer(judged, seat, film, word)
    tally = actions.close_round(judged, by=None)
    assert tally.method == "consensus"
    assert [(row["film"], row["result"], row["value"]) for row in tally.result] == [
        (str(films[0].pk), "through", "3/5"),
        (str(films[1].pk), "discuss", "0"),
        (str(films[2].pk), "out", "0"),
    ]
    blocs = {str(bloc.pk): bloc.name["en"] for bloc in seats[0].jury.blocs.all()}
    told = {blocs[bloc]: counts for bloc, counts in tally.result[0]["by_bloc"].items()}
    assert told == {
        "professional": {"yes": 1, "maybe": 0, "no": 0},
        "community": {"yes": 0, "maybe": 0, "no": 1},
    }


def test_answers_are_kept_as_a_history(edition, seats, films):
    judged = make_funnel.qualifying_round(seats[0].jury, films)
    make_funnel.answer(judged, seats[0], films[0], "yes", confirm=False)
    given = make_funnel.answer(judged, seats[0], films[0], "no")
    assert list(Score.objects.order_by("pk").values_list("value", flat=True)) == [2, 0]
    assert answer_on(given.scorecard) == "no"
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Score.objects.update(value=2)


def test_a_round_that_has_not_declared_its_rule_cannot_open(edition, seats, films):
    judged = actions.create_round(
        edition, jury=seats[0].jury, name={"en": "First"}, by=None, mode="qualifying", entries=films
    )
    actions.assign_all(judged, by=None)
    with pytest.raises(NotReady) as refusal:
        actions.open_round(judged, by=None)
    assert refusal.value.problems == ["Nobody has declared yet when a film passes."]


def test_the_rule_is_fixed_when_the_round_opens(edition, seats, films, director):
    judged = make_funnel.qualifying_draft(seats[0].jury, films)
    actions.declare_consensus(judged, by=director, least_yes=2)
    assert AuditRecord.objects.filter(action="round.consensus_declared", actor=director).count() == 1
    actions.open_round(judged, by=None)
    with pytest.raises(Conflict):
        actions.declare_consensus(judged, by=director, least_yes=1)
    for deed in (QualifyingRules.objects.all().delete, lambda: QualifyingRules.objects.update(least_yes=1)):
        with pytest.raises(DatabaseError, match="has opened"), transaction.atomic():
            deed()


def test_a_no_may_need_a_comment(edition, seats, films):
    judged = make_funnel.qualifying_round(seats[0].jury, films, rules={"comment_with_no": True})
    with pytest.raises(NotReady) as refusal:
        make_funnel.answer(judged, seats[0], films[0], "no")
    assert refusal.value.problems == ["This round asks for a few words with every no. Write a comment."]
    make_funnel.answer(judged, seats[0], films[0], "no", remark="The sound is missing.")
    make_funnel.answer(judged, seats[0], films[1], "maybe")
    assert judged.assignments.confirmed().count() == 2


def test_a_draft_with_its_rule_can_be_deleted(edition, seats, films):
    actions.delete_round(make_funnel.qualifying_draft(seats[0].jury, films), by=None)
    assert QualifyingRules.objects.count() == 0


def test_the_question_is_there_once(edition, seats, films):
    judged = make_funnel.qualifying_draft(seats[0].jury, films)
    actions.declare_consensus(judged, by=None, least_yes=2)
    assert judged.criteria.get() == ensure_question(judged)


def test_only_a_qualifying_round_has_such_a_rule(edition, seats, films):
    with pytest.raises(Conflict):
        actions.declare_consensus(make.draft_round(seats[0].jury, films), by=None)


def test_a_rule_out_of_range_is_refused(edition, seats, films):
    judged = make_funnel.qualifying_draft(seats[0].jury, films)
    with pytest.raises(ValidationError):
        actions.declare_consensus(judged, by=None, share_percent=120)
