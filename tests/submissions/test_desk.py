import csv
from io import StringIO

import pytest
from django.urls import reverse
from django.utils import timezone

from festival.models import Letter
from submissions.models import Entry, Release
from submissions.search.index import freshen
from submissions.tasks import write_decision_letters
from tests.factories import festival as house
from tests.factories import media
from tests.factories import submissions as make
from tests.submissions.parts import part


def address(edition, name, **kwargs):
    here = {"festival": edition.festival.slug, "edition": edition.slug}
    return reverse(f"entry_desk:{name}", kwargs={**here, **kwargs})


@pytest.fixture
def desk(client, programmer):
    client.force_login(programmer)
    return client


def listed(client, edition, **query):
    lines = client.get(address(edition, "entries"), query).context["lines"]
    return [line.entry.title for line in lines]


@pytest.fixture
def films(edition, filmmaker, rival):
    vertical = house.category(edition, "vertical")
    him = make.submitted(
        edition,
        filmmaker,
        title="他",
        title_international="Him",
        director="Jim HuiHui",
        countries=["CN", "FR"],
        film=media.asset(filmmaker, seconds=300),
        category=house.category(edition, "main"),
        decision="selected",
    )
    tree = make.submitted(
        edition,
        rival,
        title="我们的树",
        title_international="Our Tree",
        director="Joey",
        countries=["CN"],
        film=media.asset(rival, seconds=100, size="1080x1920"),
        category=vertical,
    )
    late = make.submitted(
        edition, rival, title="Zoo", film=media.asset(rival, state="refused", seconds=200), category=vertical
    )
    make.draft(edition, rival, title="A draft of Joey")
    make.submitted(house.edition(edition.festival, slug="2019"), rival, title="Another year")
    return him, tree, late


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({}, ["Him", "Our Tree", "Zoo"]),
        ({"q": "树"}, ["Our Tree"]),
        ({"q": "joey"}, ["Our Tree"]),
        ({"stage": "needs_film"}, ["Zoo"]),
        ({"stage": "in_consideration"}, ["Him", "Our Tree"]),
        ({"state": "withdrawn"}, []),
        ({"decision": "selected"}, ["Him"]),
        ({"category": "vertical"}, ["Our Tree", "Zoo"]),
        ({"shape": "vertical"}, ["Our Tree"]),
        ({"shape": "horizontal"}, ["Him", "Zoo"]),
        ({"country": "FR"}, ["Him"]),
        ({"country": "CN", "shape": "vertical"}, ["Our Tree"]),
        ({"sort": "-runtime"}, ["Him", "Zoo", "Our Tree"]),
        ({"sort": "-title"}, ["Zoo", "Our Tree", "Him"]),
        ({"sort": "nonsense", "stage": "nonsense"}, ["Him", "Our Tree", "Zoo"]),
    ],
)
def test_search_filter_and_sort(desk, edition, films, query, titles):
    assert listed(desk, edition, **query) == titles


@pytest.mark.parametrize("count", [1, 3])
def test_the_table_costs_a_fixed_number_of_queries(
    desk, edition, filmmaker, django_assert_num_queries, count
):
    for _number in range(count):
        make.submitted(edition, filmmaker)
    freshen()
    with django_assert_num_queries(9):
        assert desk.get(address(edition, "entries"), {"q": "film", "sort": "title"}).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_selection_costs_a_fixed_number_of_queries(
    desk, edition, filmmaker, django_assert_num_queries, count
):
    for _number in range(count):
        make.submitted(edition, filmmaker)
    with django_assert_num_queries(17):
        assert desk.get(address(edition, "selection")).status_code == 200


def test_the_empty_desk(desk, edition):
    assert b"No entries yet" in desk.get(address(edition, "entries")).content
    assert b"No entry matches" in desk.get(address(edition, "entries"), {"q": "x"}).content


def test_under_embargo_the_rest_of_the_desk_cannot_filter_by_decision(client, edition, films, scrutineer):
    client.force_login(scrutineer)
    assert listed(client, edition, decision="selected", sort="-decision") == ["Him", "Our Tree", "Zoo"]
    answer = client.get(address(edition, "entry", pk=films[0].pk))
    assert (answer.context["knows_decisions"], part(answer, "film")) == (False, None)
    assert "Selected" not in answer.content.decode()
    assert films[0].owner.email not in answer.content.decode()
    assert client.get(address(edition, "export")).status_code == 403
    edition.selection_released_at = timezone.now()
    edition.save()
    assert listed(client, edition, decision="selected") == ["Him"]


def test_the_export_opens_in_a_spreadsheet(desk, edition, films):
    Entry.objects.filter(pk=films[1].pk).update(title_international="=HYPERLINK()")
    answer = desk.get(address(edition, "export"), {"sort": "number"})
    text = b"".join(answer.streaming_content).decode()
    rows = list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))
    assert text.startswith("\ufeff")
    assert [row["International title"] for row in rows] == ["Him", "'=HYPERLINK()", ""]
    assert rows[0]["Countries"] == "China; France"
    assert (rows[0]["Running time (s)"], rows[0]["Director"]) == ("300", "Jim HuiHui")


def test_a_decision_is_noted_on_the_entrys_page(desk, edition, films, filmmaker):
    url = address(edition, "decide", pk=films[1].pk)
    answer = desk.post(url, {"decision": "shortlisted", "note": ""}, follow=True)
    assert [str(message) for message in answer.context["messages"]] == ["“Our Tree”: Shortlisted."]
    assert desk.post(address(edition, "decide", pk=films[2].pk), {"decision": "selected"}).status_code == 409
    assert Letter.objects.count() == 0


def test_decisions_film_by_film_and_a_colleague_in_between(desk, edition, films):
    him, tree, _late = films
    Entry.objects.filter(pk=him.pk).update(decision="longlisted")
    answer = desk.post(
        address(edition, "selection"),
        {
            f"was-{him.pk.hex}": "selected",
            f"decision-{him.pk.hex}": "not_selected",
            f"was-{tree.pk.hex}": "undecided",
            f"decision-{tree.pk.hex}": "selected",
        },
        follow=True,
    )
    assert [str(message) for message in answer.context["messages"]] == [
        "1 decision noted.",
        "Somebody else decided meanwhile about: Him. Look again.",
    ]
    kept = Entry.objects.of_edition(edition).submitted().by_number()
    assert list(kept.values_list("decision", flat=True)) == ["longlisted", "selected", "undecided"]


def test_only_the_director_announces_and_only_once(desk, client, edition, films, director):
    release = address(edition, "release")
    assert desk.post(release).status_code == 403
    client.force_login(director)
    assert client.post(release).status_code == 422
    client.post(address(edition, "rest"))
    assert client.post(release).status_code == 302
    assert client.post(release).status_code == 409
    write_decision_letters(Release.objects.get().pk)
    assert Letter.objects.count() == 2  # one to each maker, whatever the number of their films
    edition.refresh_from_db()
    assert edition.selection_released_at


def test_disqualifying_needs_a_reason(desk, edition, films):
    url = address(edition, "disqualify", pk=films[0].pk)
    assert desk.post(url, {"reason": " "}).status_code == 422
    desk.post(url, {"reason": "Shown before."})
    films[0].refresh_from_db()
    assert films[0].disqualified_for == "Shown before."
    assert desk.post(url, {"reason": "Again."}).status_code == 409
    desk.post(address(edition, "reinstate", pk=films[0].pk))
    films[0].refresh_from_db()
    assert films[0].state == "submitted"


def test_drafts_and_other_years_are_not_at_this_desk(desk, edition, films, rival):
    for stray in Entry.objects.exclude(pk__in=[film.pk for film in films]):
        assert desk.get(address(edition, "entry", pk=stray.pk)).status_code == 404


@pytest.mark.parametrize(
    "query",
    [{"q": "a\x00b"}, {"q": "%_\\'\""}, {"q": "9" * 40}, {"page": "99999999999999999999"}, {"sort": "--"}],
)
def test_nonsense_in_the_address_is_still_a_page(desk, edition, films, query):
    assert desk.get(address(edition, "entries"), query).status_code == 200


def test_the_desk_sees_what_was_measured(desk, edition, filmmaker):
    measured = {
        "loudness_lufs": -31.5,
        "loudness_range_lu": 7.0,
        "true_peak_dbtp": -0.4,
        "black": [[0.0, 3.0]],
        "frozen": [],
        "silent": [[50.0, 56.0]],
    }
    spec = {"loudness_lufs": [-30, -14], "max_true_peak_dbtp": -1.0, "max_duration_s": 300}
    film = media.asset(filmmaker, seconds=100, measured=measured, spec=spec)
    entry = make.submitted(edition, filmmaker, film=film)
    page = desk.get(address(edition, "entry", pk=entry.pk))
    card = part(page, "checks")["measured"]
    figures = {figure.label: (figure.value, figure.beside) for figure in card.figures}
    assert figures["Running time"] == ("1:40", "at most 5:00")
    assert figures["Loudness"] == ("−31.5 LUFS", "−30 … −14 LUFS")
    assert figures["True peak"] == ("−0.4 dBTP", "at most −1 dBTP")
    assert [(lane.kind, [mark.seconds for mark in lane.marks]) for lane in card.lanes] == [
        ("black", ["0.00"]),
        ("silent", ["50.00"]),
    ]
    assert (card.lanes[1].marks[0].x, card.lanes[1].marks[0].width) == ("500.0", "60.0")
    assert (card.loudness.at, card.loudness.target) == ("370.0", "540.0")


def test_nothing_is_drawn_of_a_film_that_was_not_measured(desk, edition, filmmaker):
    entry = make.submitted(edition, filmmaker, film=media.asset(filmmaker, state="checking"))
    assert part(desk.get(address(edition, "entry", pk=entry.pk)), "checks") is None
