"""The table of entries: columns of the edition's own questions, and asking for their answers."""

import pytest

from submissions.asking import QuestionState
from submissions.models import TableHabits
from tests.factories import asking
from tests.factories import submissions as make
from tests.submissions.test_desk import address, listed

VALUES = [
    ("text", "A silver canary", "CANARY", "crow"),
    ("long_text", "Two\nlines", "lines", "three"),
    ("url", "https://lumen.example/a", "lumen.example", "other.example"),
    ("number", 2.5, "2,5", "3"),
    ("date", "2026-05-01", "2026-05-01", "2026-05-02"),
    ("one", "red", "red", "green"),
    ("several", ["red", "blue"], ["blue", "green"], "green"),
]


@pytest.fixture
def desk(client, programmer):
    client.force_login(programmer)
    return client


@pytest.fixture
def films(edition, filmmaker, rival):
    return [
        make.submitted(edition, owner, number=number, title=title)
        for number, title, owner in [(1, "Ash", filmmaker), (2, "Birch", rival), (3, "Cedar", rival)]
    ]


@pytest.mark.parametrize(("kind", "value", "asked", "other"), VALUES, ids=[row[0] for row in VALUES])
def test_answers_of_every_kind_are_asked_for(desk, edition, films, kind, value, asked, other):
    question, decoy = asking.question(edition, kind), asking.question(edition, kind)
    asking.answer(films[1], question, value)
    asking.answer(films[2], decoy, value)
    name = f"q{question.pk}"
    assert listed(desk, edition, **{name: asked}) == ["Birch"]
    assert listed(desk, edition, **{name: other}) == []
    assert listed(desk, edition, answered=question.pk) == ["Birch"]
    assert listed(desk, edition, unanswered=question.pk) == ["Ash", "Cedar"]
    assert listed(desk, edition, unanswered=[question.pk, decoy.pk]) == ["Ash", "Birch", "Cedar"]
    assert listed(desk, edition, answered=[question.pk, decoy.pk]) == ["Birch", "Cedar"]


def test_a_file_and_a_consent_are_there_or_not(desk, edition, films):
    consent = asking.question(edition, "consent")
    asking.answer(films[0], consent, True)
    assert listed(desk, edition, answered=consent.pk) == ["Ash"]
    assert f"q{consent.pk}" not in [field["name"] for field in panel(desk, edition)]


def panel(desk, edition):
    return desk.get(address(edition, "entries")).context["panel"]


@pytest.mark.parametrize(
    ("kind", "sent"), [("number", "nan"), ("number", "1e999"), ("date", "x"), ("one", "x")]
)
def test_what_makes_no_sense_narrows_nothing(desk, edition, films, kind, sent):
    question = asking.question(edition, kind)
    assert listed(desk, edition, **{f"q{question.pk}": sent}) == ["Ash", "Birch", "Cedar"]


def test_only_what_was_ever_asked_here_is_offered(desk, edition, films, colleague):
    retired = asking.question(edition, state=QuestionState.RETIRED)
    asking.question(edition, state=QuestionState.DRAFT)
    asking.question(colleague.memberships.get().edition)
    names = [field["name"] for field in panel(desk, edition)]
    assert names[-3:] == [f"q{retired.pk}", "answered", "unanswered"]


def test_answers_are_columns_and_kept_in_views_and_habits(desk, edition, films, programmer):
    question = asking.question(edition, "several", label={"en": "Colours " + "of the film " * 9})
    name = f"q{question.pk}"
    asking.answer(films[1], question, ["red", "blue"])
    page = desk.get(address(edition, "entries"), {"columns": f"number,title,{name}"})
    head = page.context["columns"][-1]
    assert (head["name"], len(head["label"]), head["url"]) == (name, 40, "")
    assert [line.cells[-1][1].text for line in page.context["lines"]] == [
        "–",
        ", ".join(question.option_label(key) for key in ("red", "blue")),
        "–",
    ]
    desk.post(address(edition, "columns"), {"column": ["title", name], "density": "roomy", "page_size": "50"})
    assert TableHabits.objects.get(person=programmer).columns == ["title", name]
    shown = desk.get(address(edition, "columns")).context["shown"]
    assert [column.name for column in shown] == ["title", name]


def test_the_rest_of_the_desk_neither_asks_nor_reads(client, edition, films, scrutineer):
    client.force_login(scrutineer)
    question = asking.question(edition)
    asking.answer(films[1], question, "A silver canary")
    name = f"q{question.pk}"
    page = client.get(address(edition, "entries"), {name: "canary", "columns": f"title,{name}"})
    assert len(page.context["lines"]) == 3
    assert "silver" not in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_answers_cost_no_query_more(desk, edition, filmmaker, django_assert_num_queries, count):
    questions = [asking.question(edition, "text") for _number in range(3)]
    for number in range(count):
        film = make.submitted(edition, filmmaker, number=number + 1)
        for question in questions:
            asking.answer(film, question, "canary")
    names = ",".join(f"q{question.pk}" for question in questions)
    with django_assert_num_queries(8):
        page = desk.get(
            address(edition, "entries"), {"columns": f"title,{names}", f"q{questions[0].pk}": "canary"}
        )
    assert len(page.context["lines"]) == count
