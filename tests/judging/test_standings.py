"""Who sees the standings, and how a number opens down to the scorecards that made it."""

import pytest
from django.urls import reverse

from festival.enums import Role
from judging import actions
from judging.plots import groups_of, histogram, span
from tests.factories import festival as make_festival
from tests.factories import judging as make


@pytest.fixture
def counted(edition, films, director):
    """Two jurors of blocs 60 and 40; the first film has both."""
    jury = make.jury(edition, blocs={"Professionals": 60, "Community": 40})
    pro, fan = (
        make.seat(jury, name=name, bloc=bloc)
        for name, bloc in (("pro", "Professionals"), ("fan", "Community"))
    )
    judged = make.open_round(jury, films)
    make.score(judged, pro, films[0], 9, 9)
    make.score(judged, fan, films[0], 4, 4)
    make.score(judged, pro, films[1], 5, 5)
    return judged


def page(judged, name, **kwargs):
    where = {"festival": judged.edition.festival.slug, "edition": judged.edition.slug, "pk": judged.pk}
    return reverse(f"jury_desk:{name}", kwargs=where | kwargs)


def test_a_film_opens_down_to_its_cards(client, counted, films, director):
    client.force_login(director)
    account = client.get(page(counted, "film_count", entry=films[0].pk)).context["account"]
    assert [(card.juror, card.bloc, card.marks, card.score) for card in account.cards] == [
        ("Pro", "Professionals", ("9", "9"), "9.00"),
        ("Fan", "Community", ("4", "4"), "4.00"),
    ]
    assert account.steps[:5] == (
        "Each scorecard becomes one score from 0 to 10: the mean of its marks by the weights of the criteria.",
        "The plain mean of 2 scores is 6.50.",
        "The mean of “Professionals” (weight 60) is 9.00.",
        "The mean of “Community” (weight 40) is 4.00.",
        "The value is 7.00.",
    )


def test_a_frozen_film_opens_the_same(client, counted, films, director):
    client.force_login(director)
    before = client.get(page(counted, "film_count", entry=films[0].pk)).context["account"]
    actions.close_round(counted, by=director)
    after = client.get(page(counted, "film_count", entry=films[0].pk)).context["account"]
    assert (after.cards, after.steps) == (before.cards, before.steps)
    assert client.get(page(counted, "film_count", entry=make.entry(counted.edition).pk)).status_code == 404


def test_a_new_card_moves_open_standings_at_once(client, counted, films, director):
    client.force_login(director)
    url = page(counted, "standings")
    assert [row.value for row in client.get(url).context["rows"]] == ["7.00", "5.00", ""]
    fan = counted.jury.jurors.get(display_name="Fan")
    make.score(counted, fan, films[2], 10, 10)
    assert [row.value for row in client.get(url).context["rows"]] == ["10.00", "7.00", "5.00"]


def test_only_directors_and_scrutineers_see_any_of_it(client, counted, films, director, juror):
    actions.close_round(counted, by=director)
    urls = [
        page(counted, "standings"),
        page(counted, "film_count", entry=films[0].pk),
        page(counted, "export_tally", version=1, kind="json"),
        page(counted, "export_tally", version=1, kind="csv"),
    ]
    people = {
        director: 200,
        make_festival.member(counted.edition, Role.SCRUTINEER): 200,
        make_festival.member(counted.edition, Role.PROGRAMMER): 403,
        juror: 404,
        films[0].owner: 404,
    }
    for person, expected in people.items():
        client.force_login(person)
        assert [client.get(url).status_code for url in urls] == [expected] * 4


def test_plots_stay_in_their_box():
    spans = [span(at, low, high, 1, 50) for at, low, high in ((1, 1, 4), (50, 40, 60), (20, 25, 15))]
    assert [(one.at, one.low, one.high) for one in spans] == [
        ("4.00%", "4.00%", "9.63%"),
        ("96.00%", "77.22%", "96.00%"),
        ("39.67%", "39.67%", "39.67%"),
    ]
    assert span(1, 1, 1, 1, 1).at == "4.00%"
    columns = histogram([0, 0.2, 9.99, 10, 5])
    assert [(column.label, column.count) for column in columns if column.count] == [
        ("0–0.5", 2),
        ("5–5.5", 1),
        ("9.5–10", 2),
    ]
    assert histogram([])[0].height == "0.00"


def test_groups_of_one_are_no_groups():
    rows = [{"place": place, "group": group} for place, group in ((1, 0), (2, 1), (3, 1), (3, 1), (5, 2))]
    assert groups_of([*rows, {"place": None}]) == [(2, 3)]
