"""Asking many makers for the same thing, and choosing films to export."""

from datetime import timedelta

import pytest
from django.utils import timezone

from festival.models import AuditRecord, Letter
from submissions.actions import answer_request
from submissions.actions.bulk import apply_bulk, begin_bulk, plan_bulk, undo_bulk
from submissions.models import BulkChange, CompletionRequest, Entry
from tests.factories import submissions as make
from tests.submissions.test_desk import address


@pytest.fixture
def films(edition, filmmaker, rival, programmer):
    """Two to be asked about, one asked already, the programmer's own, one that is out."""
    good = [
        make.submitted(edition, owner, number=number, title=f"Film {number}")
        for number, owner in [(1, filmmaker), (2, rival)]
    ]
    asked = make.entry(edition, filmmaker, state="incomplete", number=3)
    make.request(asked)
    own = make.submitted(edition, programmer, number=4)
    return [*good, asked, own, make.entry(edition, filmmaker, state="disqualified", number=5)]


def options(**changed):
    due = (timezone.now() + timedelta(days=7)).date().isoformat()
    return {"message": "Please send subtitles.", "parts": ["about"], "due_on": due, **changed}


def prepared(films, by):
    change = begin_bulk(films[0].edition, [film.pk for film in films], kind="ask", by=by)
    return plan_bulk(change, options())


def fates(change):
    return dict(change.rows.values_list("entry__number", "outcome"))


def test_each_maker_is_asked_once_and_gets_one_letter(films, programmer, filmmaker, rival):
    change = prepared(films, programmer)
    assert fates(change) == {1: "waiting", 2: "waiting", 3: "same", 4: "refused", 5: "refused"}
    assert Letter.objects.count() == 0
    apply_bulk(change, by=programmer)
    assert fates(change) == {1: "changed", 2: "changed", 3: "same", 4: "refused", 5: "refused"}
    fresh = CompletionRequest.objects.filter(message="Please send subtitles.").order_by("entry__number")
    assert [(one.entry.number, one.parts, one.asked_by) for one in fresh] == [
        (1, ["about"], programmer),
        (2, ["about"], programmer),
    ]
    letters = Letter.objects.filter(kind="submissions/entry_incomplete").order_by("pk")
    assert {letter.recipient for letter in letters} == {filmmaker, rival}
    assert len(letters) == 2
    assert AuditRecord.objects.filter(action="entry.incomplete").count() == 2


def test_undone_but_for_those_who_have_answered(films, programmer, filmmaker):
    change = prepared(films, programmer)
    apply_bulk(change, by=programmer)
    answer_request(Entry.objects.get(number=1), answer="Here.", by=filmmaker)
    undo_bulk(BulkChange.objects.get(pk=change.pk), by=programmer)
    assert fates(change) == {1: "kept", 2: "restored", 3: "same", 4: "refused", 5: "refused"}
    assert set(Entry.objects.filter(number__in=[1, 2]).values_list("state", flat=True)) == {"submitted"}
    still = CompletionRequest.objects.filter(closed_at=None).values_list("entry__number", flat=True)
    assert list(still) == [3]


def test_who_knows_the_decision_is_asked_by_a_todo(edition, films, programmer):
    Entry.objects.filter(number=1).update(decision="selected")
    make.release(edition)
    change = BulkChange.objects.get(pk=prepared(films, programmer).pk)
    refused = dict(change.rows.exclude(reason="").values_list("entry__number", "reason"))
    assert refused == {1: "decided", 4: "own", 5: "state"}


def test_the_page_asks_shows_and_does(client, edition, films, programmer):
    client.force_login(programmer)
    answer = client.post(
        address(edition, "bulk_begin"), {"deed": "ask", "entry": [str(film.pk) for film in films[:2]]}
    )
    url = answer.headers["Location"]
    assert client.post(url, {"deed": "plan", **options(message="")}).status_code == 422
    assert client.post(url, {"deed": "plan", **options(due_on="2020-01-01")}).status_code == 422
    client.post(url, {"deed": "plan", **options()})
    page = client.get(url)
    assert page.context["title"] == "Ask the makers: Please send subtitles."
    assert [(row["before"], row["after"]) for row in page.context["rows"]] == [
        ("Submitted", "Incomplete")
    ] * 2
    client.post(url, {"deed": "apply"})
    assert Entry.objects.filter(state="incomplete").count() == 3


def test_what_is_ticked_is_exported_and_nothing_else(client, edition, films, programmer):
    client.force_login(programmer)
    begin = address(edition, "bulk_begin")
    answer = client.post(begin, {"deed": "export", "entry": [str(films[1].pk)]})
    change = BulkChange.objects.get()
    url = f"{address(edition, 'export_choose')}?change={change.pk}"
    assert answer.headers["Location"] == url
    assert client.get(url).context["many"] == 1
    assert client.get(address(edition, "bulk", pk=change.pk)).status_code == 404
    assert client.post(begin, {"deed": "export"}).status_code == 409


def test_all_that_match_are_exported_without_a_list_of_them(client, edition, films, programmer, scrutineer):
    client.force_login(programmer)
    begin = address(edition, "bulk_begin")
    sent = {"deed": "export", "scope": "all", "asked": "q=film&state=submitted&columns=number"}
    answer = client.post(begin, sent)
    assert BulkChange.objects.count() == 0
    asked = answer.headers["Location"].partition("?")[2]
    assert asked == "q=film&state=submitted&columns=number"
    client.force_login(scrutineer)
    assert client.post(begin, sent).status_code == 403
