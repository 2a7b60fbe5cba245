"""Questions: who changes them, what stays once somebody has answered."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError, RestrictedError

from festival.exceptions import MoveNotAllowed
from festival.models import AuditRecord
from submissions.actions import questioning
from submissions.actions.answering import remove_answer_file, save_answers, send_answer_file
from submissions.answer_reading import (
    answer_columns,
    answer_lines,
    jury_lines,
    public_lines,
    with_answer_values,
)
from submissions.asked import needed_now, open_questions, questions_of, with_answers
from submissions.asking import QuestionKind
from submissions.asking_exceptions import AnswersLocked, BadAnswers, QuestionAnswered
from submissions.dossiers import whats_missing
from submissions.forms.question import QuestionForm
from submissions.models import Answer, Entry, Paper, Question
from tests.factories import asking
from tests.factories import festival as house
from tests.factories import submissions as make


@pytest.fixture
def entry(edition, filmmaker):
    return make.draft(edition, filmmaker, settled=True)


@transaction.atomic
def execute(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def codes(entry):
    return [missing.code for missing in whats_missing(Entry.objects.get(pk=entry.pk))]


def test_a_question_is_asked_in_its_categories_or_in_all(edition, category, entry):
    other = house.category(edition, "music-videos")
    everywhere, here = asking.question(edition), asking.question(edition, categories=[category])
    asking.question(edition, categories=[other])
    asking.question(edition, state="draft")
    asking.question(edition, state="retired")
    assert questions_of(entry) == [everywhere, here]


def test_answers_are_kept_typed_and_once(edition, entry, filmmaker):
    number, several = asking.question(edition, "number"), asking.question(edition, "several")
    for _twice in range(2):
        save_answers(entry, {number.key: "12", several.key: ["blue", "red"]}, by=filmmaker)
    kept = {answer.question_id: answer.value for answer in Answer.objects.filter(entry=entry)}
    assert kept == {number.pk: 12, several.pk: ["red", "blue"]}
    save_answers(entry, {number.key: ""}, by=filmmaker)
    assert [answer.question_id for answer in entry.answers.all()] == [several.pk]


def test_all_or_nothing_with_a_sentence_for_each(edition, entry, filmmaker):
    number, text = asking.question(edition, "number"), asking.question(edition)
    with pytest.raises(BadAnswers) as refusal:
        save_answers(entry, {number.key: "x", text.key: "fine", "nonsense": 1}, by=filmmaker)
    assert set(refusal.value.wrong) == {number.key, "nonsense"}
    assert Answer.objects.count() == 0


def test_changes_are_told_in_the_trail_without_the_makers_words(edition, entry, filmmaker):
    number, text = asking.question(edition, "number"), asking.question(edition)
    save_answers(entry, {number.key: "1", text.key: "my secret"}, by=filmmaker)
    save_answers(entry, {number.key: "2", text.key: "my secret"}, by=filmmaker)
    save_answers(entry, {number.key: "2"}, by=filmmaker)
    told = AuditRecord.objects.filter(action="entry.answers_changed").order_by("pk")
    assert [record.facts["changes"] for record in told] == [
        {number.key: ["", "1"], text.key: ["", "…"]},
        {number.key: ["1", "2"]},
    ]


@pytest.mark.parametrize("need", ["submission", "date", "selection", "optional"])
def test_when_an_answer_is_needed(edition, entry, need):
    asking.question(edition, need=need, needed_from="2020-01-01" if need == "date" else None)
    asking.question(edition, need="date", needed_from="2099-01-01")
    expected = ["answer_missing"] if need in ("submission", "date") else []
    assert [code for code in codes(entry) if code == "answer_missing"] == expected


def test_before_the_telling_nothing_depends_on_the_decision(edition, filmmaker):
    question = asking.question(edition, need="selection")
    chosen = make.submitted(edition, filmmaker, decision="selected")
    other = make.submitted(edition, filmmaker, decision="not_selected")
    assert [needed_now(entry) for entry in (chosen, other)] == [[], []]
    assert open_questions(filmmaker) == []
    for entry in (chosen, other):
        with pytest.raises(AnswersLocked):
            save_answers(entry, {question.key: "x"}, by=filmmaker)
    type(edition).objects.filter(pk=edition.pk).update(selection_released_at="2026-01-01T00:00Z")
    (todo,) = open_questions(filmmaker)
    assert (todo["entry"], todo["questions"], todo["due"]) == (chosen, [question], None)
    save_answers(chosen, {question.key: "x"}, by=filmmaker)
    assert open_questions(filmmaker) == []
    with pytest.raises(AnswersLocked):
        save_answers(other, {question.key: "x"}, by=filmmaker)


def test_after_the_submission_only_what_is_needed_later_is_open(edition, filmmaker):
    early, late = asking.question(edition), asking.question(edition, need="date", needed_from="2099-01-01")
    entry = make.submitted(edition, filmmaker)
    save_answers(entry, {early.key: "", late.key: "x"}, by=filmmaker)
    with pytest.raises(AnswersLocked):
        save_answers(entry, {early.key: "x"}, by=filmmaker)


@pytest.mark.parametrize("state", ["withdrawn", "disqualified"])
def test_what_has_left_the_competition_answers_nothing(edition, filmmaker, state):
    late = asking.question(edition, need="date", needed_from="2099-01-01")
    with pytest.raises(AnswersLocked):
        save_answers(make.entry(edition, filmmaker, state=state), {late.key: "x"}, by=filmmaker)


def test_a_file_takes_the_place_of_the_one_before(edition, entry, filmmaker):
    question = asking.question(edition, "file")
    first = send_answer_file(entry, question, asking.file("one.pdf"), by=filmmaker)
    second = send_answer_file(entry, question, asking.file("two.pdf"), by=filmmaker)
    assert list(Paper.objects.all()) == [second]
    assert Answer.objects.get().value == {"name": "two.pdf", "size": second.size, "sha256": second.sha256}
    assert first.name == "one.pdf"
    for _twice in range(2):
        remove_answer_file(entry, question, by=filmmaker)
    assert (Answer.objects.count(), Paper.objects.count()) == (0, 0)


def test_a_draft_can_be_deleted_with_its_papers_and_answers(edition, entry, filmmaker):
    send_answer_file(entry, asking.question(edition, "file"), asking.file(), by=filmmaker)
    entry.delete()
    assert (Answer.objects.count(), Paper.objects.count()) == (0, 0)


def test_an_answered_question_is_retired_never_deleted(edition, entry, director):
    question = asking.question(edition)
    asking.answer(entry, question, "yes")
    with pytest.raises(QuestionAnswered):
        questioning.delete_question(question, by=director)
    with pytest.raises((ProtectedError, RestrictedError)):
        question.delete()
    questioning.retire_question(question, by=director)
    assert [line.text for line in answer_lines(entry)] == ["yes"]
    assert questions_of(entry) == []
    questioning.delete_question(asking.question(edition), by=director)
    assert Question.objects.count() == 1


def test_its_kind_and_the_words_agreed_to_stay(edition, entry, director):
    question = asking.question(edition, "consent")
    asking.answer(entry, question, True)
    question.kind = "text"
    with pytest.raises(QuestionAnswered):
        questioning.change_question(question, fields=["kind"], by=director)
    question.kind, question.wording = "consent", {"en": "Other words."}
    with pytest.raises(QuestionAnswered):
        questioning.change_question(question, fields=["wording"], by=director)


@pytest.mark.parametrize(
    "change",
    ["kind = 'text'", "wording = '{}'", "edition_id = edition_id + 1"],
    ids=["kind", "wording", "edition"],
)
def test_the_database_keeps_an_answered_question(edition, entry, change):
    question = asking.question(edition, "consent")
    asking.answer(entry, question, True)
    for sql in (f"UPDATE submissions_question SET {change}", "DELETE FROM submissions_question"):  # noqa: S608
        with pytest.raises(DatabaseError):
            execute(sql)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("number", "12"),
        ("text", 12),
        ("several", "red"),
        ("consent", "yes"),
        ("text", None),
        ("file", {"name": "x"}),
    ],
)
def test_the_database_refuses_an_answer_of_another_kind(edition, entry, kind, value):
    with pytest.raises(DatabaseError), transaction.atomic():
        asking.answer(entry, asking.question(edition, kind), value)


def test_the_database_refuses_strangers_questions_and_second_answers(edition, entry):
    elsewhere = house.edition(house.festival("elsewhere"))
    with pytest.raises(DatabaseError), transaction.atomic():
        asking.answer(entry, asking.question(elsewhere), "x")
    question = asking.question(edition)
    asking.answer(entry, question, "x")
    with pytest.raises(DatabaseError), transaction.atomic():
        asking.answer(entry, question, "y")


def test_an_option_taken_away_stays_readable(edition, entry, filmmaker, director):
    question = asking.question(edition, "one")
    save_answers(entry, {question.key: "red"}, by=filmmaker)
    question.options = [asking.option("green"), asking.option("blue")]
    questioning.change_question(question, fields=["options"], by=director)
    question = Question.objects.get()
    assert [option["key"] for option in question.offered] == ["green", "blue"]
    assert [option["key"] for option in question.options] == ["green", "blue", "red"]
    assert [line.text for line in answer_lines(entry)] == ["Red"]
    save_answers(entry, {question.key: "red"}, by=filmmaker)  # the form sends it again: nothing is lost
    other = make.draft(edition, filmmaker)
    with pytest.raises(BadAnswers):
        save_answers(other, {question.key: "red"}, by=filmmaker)


def test_states_go_one_way_round(edition, director):
    question = asking.question(edition, state="draft")
    questioning.activate_question(question, by=director)
    with pytest.raises(MoveNotAllowed):
        questioning.activate_question(question, by=director)
    questioning.retire_question(question, by=director)
    questioning.activate_question(question, by=director)
    told = AuditRecord.objects.filter(target_type="submissions.question").order_by("pk")
    assert [record.action for record in told] == ["question.active", "question.retired", "question.active"]


def test_questions_are_put_in_order(edition, director):
    first, second, third = (asking.question(edition) for _ in range(3))
    questioning.move_question(third, -1, by=director)
    assert list(Question.objects.all()) == [first, third, second]
    questioning.order_questions(edition, [second.pk, 999, second.pk], by=director)
    assert list(Question.objects.all()) == [second, first, third]
    questioning.move_question(second, -1, by=director)
    assert list(Question.objects.all()) == [second, first, third]


def test_questions_of_another_edition_are_taken_over_once(edition, category, director):
    old = house.edition(edition.festival, slug="2025")
    house.category(old, "vertical")
    asking.question(old, key="a", categories=[house.category(old, "shorts")])
    asking.question(old, key="b", need="date", needed_from="2025-01-01")
    asking.question(old, key="c", categories=[old.categories.get(slug="vertical")])
    asking.question(old, key="d", state="retired")
    assert [questioning.copy_questions(old, edition, by=director) for _twice in range(2)] == [2, 0]
    copied = {question.key: question for question in Question.objects.filter(edition=edition)}
    assert set(copied) == {"a", "b"}
    assert {question.state for question in copied.values()} == {"draft"}
    assert list(copied["a"].categories.all()) == [category]
    assert (copied["b"].need, copied["b"].needed_from) == ("submission", None)
    assert Question.objects.filter(edition=old).count() == 4


def test_who_reads_which_answer(edition, filmmaker):
    entry = make.submitted(edition, filmmaker)
    for audience in ("staff", "jurors", "public"):
        for identifies in (True, False):
            key = f"{audience}-{'who' if identifies else 'what'}"
            asking.answer(
                entry, asking.question(edition, key=key, audience=audience, identifies=identifies), key
            )
    everything = [line.text for line in answer_lines(entry)]
    assert len(everything) == 6
    assert [line.text for line in public_lines(entry)] == ["public-who", "public-what"]
    assert [line.text for line in jury_lines(entry, makers_hidden=False)] == everything[2:]
    assert [line.text for line in jury_lines(entry, makers_hidden=True)] == ["jurors-what", "public-what"]


def test_files_stay_private_by_the_databases_own_hand(edition):
    with pytest.raises(DatabaseError), transaction.atomic():
        asking.question(edition, "file", audience="jurors")


FILTERS = [
    ("text", "A red bird", "RED"),
    ("long_text", "寻找鸟哥", "鸟"),
    ("number", 12, 12),
    ("number", 12.5, 12.5),
    ("one", "red", "red"),
    ("several", ["red", "blue"], "blue"),
    ("date", "2026-05-31", "2026-05-31"),
    ("url", "https://example.org/x", "example.org"),
    ("consent", True, True),
]


@pytest.mark.parametrize(("kind", "value", "wanted"), FILTERS)
def test_the_desk_filters_by_an_answer(edition, filmmaker, kind, value, wanted):
    question, other = asking.question(edition, kind), asking.question(edition, kind)
    entry, silent = make.submitted(edition, filmmaker), make.submitted(edition, filmmaker)
    asking.answer(entry, question, value)
    asking.answer(silent, other, value)
    assert list(Entry.objects.answering(question, wanted)) == [entry]
    assert list(Entry.objects.answering(question, True)) == [entry]
    assert list(Entry.objects.answering(question, None)) == [silent]
    assert list(Entry.objects.answering(question, "nothing like it" if kind != "number" else 99)) == []


@pytest.mark.parametrize("count", [1, 3])
def test_columns_cost_two_queries_however_many_films(edition, filmmaker, django_assert_num_queries, count):
    questions = [asking.question(edition, kind) for kind in ("number", "several")]
    asking.question(edition, state="draft")
    for _film in range(count):
        entry = make.submitted(edition, filmmaker)
        asking.answer(entry, questions[0], 12)
        asking.answer(entry, questions[1], ["red", "blue"])
    with django_assert_num_queries(3):
        columns = answer_columns(edition)
        rows = [[c.value(e) for c in columns] for e in with_answer_values(Entry.objects.all())]
    assert [column.key for column in columns] == [f"q-{question.key}" for question in questions]
    assert rows == [["12", "Red, Blue"]] * count


@pytest.mark.parametrize("count", [1, 3])
def test_what_is_needed_costs_a_fixed_number_of_queries(
    edition, category, filmmaker, django_assert_num_queries, count
):
    asking.question(edition, need="submission", categories=[category])
    for _film in range(count):
        make.draft(edition, filmmaker)
    films = Entry.objects.select_related("edition", "category")
    with django_assert_num_queries(4):
        assert [len(needed_now(entry)) for entry in with_answers(films)] == [1] * count


def test_the_ends_of_a_number_are_written_as_one_would_write_them(edition):
    question = asking.question(
        edition, kind=QuestionKind.NUMBER, smallest=Decimal("1.000"), largest=Decimal("2.500")
    )
    form = QuestionForm(instance=Question.objects.get(pk=question.pk))
    assert (form["smallest"].value(), form["largest"].value()) == ("1", "2.5")
