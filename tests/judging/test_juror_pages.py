import json

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from festival.enums import Role
from judging import actions, rules
from judging.enums import Blindness
from judging.exceptions import CardConfirmed
from judging.models import Assignment, Score, Scorecard
from submissions.actions import add_consent
from submissions.consents import Document
from submissions.models import Credit, ToolUse
from tests.factories import festival as make
from tests.factories import judging as make_judging
from tests.factories import making

HOME_QUERIES = 11
FILM_QUERIES = 13
JSON = {"Accept": "application/json"}


def address(name, given):
    return reverse(f"jury:{name}", kwargs={"round_pk": given.round_id, "pk": given.pk})


@pytest.fixture
def signed_in(client, juror):
    client.force_login(juror)
    return client


@pytest.fixture
def other_seat(jury):
    return make_judging.seat(jury, name="other")


def marks(given, *values):
    criteria = given.round.criteria.all()
    return {f"criterion_{c.pk}": value for c, value in zip(criteria, values, strict=False)}


def test_a_juror_watches_scores_confirms_and_goes_on(signed_in, judged, assignment):
    home = signed_in.get(reverse("jury:home"))
    mine = home.context["rounds"][0]["mine"]
    assert (mine.assigned, mine.done, mine.left, mine.minutes_left) == (3, 0, 3, 5)

    saved = signed_in.post(address("save", assignment), marks(assignment, 8), headers=JSON)
    told = {
        name: saved.json()[name] for name in ("answered", "of", "total", "version", "conflicts", "problems")
    }
    assert told == {"answered": 1, "of": 2, "total": "8.0", "version": 1, "conflicts": {}, "problems": []}
    refused = signed_in.post(address("confirm", assignment), {})
    assert (refused.status_code, refused.context["error"].problems) == (422, ["“Editing” has no mark yet."])
    done = signed_in.post(address("confirm", assignment), marks(assignment, 8, 3), follow=True)
    assert (done.context["card"].total, done.context["mine"].done) == ("6.0", 1)
    assert done.context["next"].pk != assignment.pk
    reopened = signed_in.post(address("reopen", assignment), follow=True)
    assert reopened.context["card"].confirmed_at is None


def test_the_save_button_works_without_scripts(signed_in, assignment):
    posted = {**marks(assignment, 4, 5), "private_note": "slow", "remark": "", "flag": "red"}
    page = signed_in.post(address("save", assignment), posted, follow=True)
    card = page.context["card"]
    assert ([c.mark for c in card.criteria], card.private_note, card.flag) == (["4", "5"], "slow", "red")


def test_posting_the_same_form_again_writes_nothing_new(signed_in, assignment):
    for _time in range(2):
        signed_in.post(address("save", assignment), marks(assignment, 4, 5), headers=JSON)
    assert Score.objects.count() == 2


def test_what_is_valid_is_kept_and_what_is_not_is_said(signed_in, assignment):
    answer = signed_in.post(address("save", assignment), marks(assignment, 11, 5), headers=JSON)
    assert (answer.status_code, answer.json()["problems"]) == (
        422,
        ["“Story” takes marks from 0 to 10 in steps of 1."],
    )
    assert [str(score.value) for score in Score.objects.all()] == ["5.00"]


def test_stepping_back(signed_in, assignment):
    assert signed_in.post(address("step_back", assignment), {"reason": ""}).status_code == 422
    page = signed_in.post(address("step_back", assignment), {"reason": "A friend"}, follow=True)
    assert (page.context["card"].abstained, page.context["mine"].done) == (True, 1)


def test_the_player_reports_what_was_watched(signed_in, assignment):
    make_judging.sent(assignment, (0, 45))
    for spans in ([[0, 30]], [[20, 45]]):
        body = json.dumps({"spans": spans, "duration": 90})
        answer = signed_in.post(address("watched", assignment), body, content_type="application/json")
    assert answer.json() == {"seconds": 45, "percent": 50}


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        '{"spans": 7}',
        '{"spans": [[1]]}',
        '{"spans": [["a", "b"]]}',
        "{",
        b"\xff",
        "[" * 100_000,
        '{"spans": [[0, 1%s]]}' % ("0" * 400),
        json.dumps({"spans": [[0, 1]] * 501}),
    ],
    ids=range(10),
)
def test_a_report_that_cannot_be_read_is_refused(signed_in, assignment, body):
    answer = signed_in.post(address("watched", assignment), body, content_type="application/json")
    assert answer.status_code == 422


@pytest.mark.parametrize("name", ["film", "save", "confirm", "reopen", "step_back", "watched"])
def test_only_own_films_exist(client, judged, assignment, seat, films, edition, other_seat, name):
    actions.assign_all(judged, by=None)
    actions.recuse(other_seat, films[0], by=None, reason="Cousin")
    recused = other_seat.membership.user
    elsewhere = make.member(make.edition(make.festival("elsewhere")), Role.JUROR, name="elsewhere")
    theirs = make_judging.assignment(judged, other_seat, films[0])
    for person, target in ((elsewhere, assignment), (recused, assignment), (recused, theirs)):
        client.force_login(person)
        method = client.get if name == "film" else client.post
        assert method(address(name, target)).status_code == 404


def test_nobody_elses_marks_notes_or_names_are_on_any_page(client, jury, seat, films, other_seat):
    judged = make_judging.open_round(jury, films)
    loud = make_judging.score(judged, seat, films[0], 9, 9)
    actions.save_words(loud, by=None, private_note="SECRET-NOTE", remark="SECRET-REMARK", flag="green")
    client.force_login(other_seat.membership.user)
    theirs = make_judging.assignment(judged, other_seat, films[0])
    pages = [
        client.get(url).content.decode()
        for url in (
            reverse("jury:home"),
            reverse("jury:overview", args=[judged.pk]),
            address("film", theirs),
        )
    ]
    leaks = ["SECRET-NOTE", "SECRET-REMARK", str(seat), "9.0", 'value="9" checked', 'value="green" checked']
    assert [leak for leak in leaks for page in pages if leak in page] == []


@pytest.mark.parametrize(
    ("blindness", "told"),
    [
        (
            Blindness.OPEN,
            {"Him", "他", "Jim HuiHui", "Italy", "His statement", "A tale", "MidJourney", "AI-generated"}
            | {"Jim HuiHui drew first", "Jim&#x27;s own studio", "HuiHui&#x27;s Model", "HuiHui family"},
        ),
        (Blindness.MAKERS_HIDDEN, {"Him", "他", "A tale", "MidJourney", "AI-generated"}),
        (Blindness.FILM_ONLY, set()),
    ],
)
def test_the_veil_hides_what_the_round_hides(client, jury, seat, edition, juror, blindness, told):
    film = make_judging.entry(
        edition,
        "Him",
        title_original="他",
        title_language="zh-hans",
        countries=["IT"],
        statement={"en": "His statement"},
        synopsis={"en": "A tale"},
    )
    Credit.objects.create(entry=film, role="director", name="Jim HuiHui")
    making.declare(film, storyboard="generated", human_role={"storyboard": "Jim HuiHui drew first"})
    ToolUse.objects.filter(entry=film).update(tool="MidJourney", vendor="Jim's own studio", note="frames")
    making.training(film, model="HuiHui's Model", material="drawings of the HuiHui family")
    paper = Document(b"%PDF-1.7 %%EOF", "pdf")
    add_consent(film, paper, person="Rosa Real", kind="voice", name="rosa.pdf", by=film.owner)
    judged = make_judging.open_round(jury, [film], blindness=blindness)
    given = make_judging.assignment(judged, seat, film)
    client.force_login(juror)
    pages = "".join(
        client.get(url).content.decode()
        for url in (reverse("jury:home"), reverse("jury:overview", args=[judged.pk]), address("film", given))
    )
    words = {"Him", "他", "Jim HuiHui", "Italy", "His statement", "A tale", "MidJourney", "AI-generated"}
    words |= {"Jim HuiHui drew first", "Jim&#x27;s own studio", "HuiHui&#x27;s Model", "HuiHui family"}
    secrets = {"Rosa Real", "rosa.pdf", "secret file name", str(film.pk), film.owner.email, film.owner.name}
    assert {word for word in words | secrets if word in pages} == told
    if blindness == Blindness.FILM_ONLY:
        assert "Film 1" in pages


def test_a_round_that_has_not_opened_says_so(signed_in, jury, seat, films):
    draft = make_judging.draft_round(jury, films)
    given = make_judging.assignment(draft, seat, films[0])
    assert signed_in.get(address("film", given)).status_code == 409
    assert signed_in.get(reverse("jury:overview", args=[draft.pk])).status_code == 409
    assert signed_in.get(reverse("jury:home")).context["rounds"] == []


def test_a_closed_round_can_be_read_but_not_changed(signed_in, judged, assignment, director):
    signed_in.post(address("save", assignment), marks(assignment, 4, 5))
    actions.close_round(judged, by=director)
    page = signed_in.get(address("film", assignment))
    assert (page.status_code, page.context["writable"]) == (200, False)
    assert signed_in.post(address("save", assignment), marks(assignment, 9), headers=JSON).status_code == 409
    assert Score.objects.count() == 2


def test_next_is_the_least_covered_film(signed_in, jury, seat, films, other_seat):
    judged = make_judging.open_round(jury, films)
    covered = {film.pk for film in films[:2]}
    for film in films[:2]:
        make_judging.score(judged, other_seat, film, 5, 5)
    cards = signed_in.get(reverse("jury:home")).context["rounds"][0]["cards"]
    first = Assignment.objects.get(pk=cards[0].slip.pk)
    assert first.entry_id not in covered


def test_rules_and_queryset_agree(judged, seat, films, juror, stranger, director, other_seat):
    actions.assign_all(judged, by=None)
    actions.recuse(seat, films[0], by=None, reason="Cousin")
    for person in (juror, stranger, director, other_seat.membership.user):
        visible = set(Assignment.objects.visible_to(person))
        assert visible == {a for a in Assignment.objects.all() if rules.can_see_assignment(person, a)}


@pytest.mark.parametrize("more", [0, 4])
def test_query_counts(signed_in, edition, jury, seat, films, other_seat, django_assert_num_queries, more):
    films += [make_judging.entry(edition) for _number in range(more)]
    judged = make_judging.open_round(jury, films)
    for film in films[1:]:
        make_judging.score(judged, seat, film, 5, 5, confirm=False)
    given = make_judging.assignment(judged, seat, films[1])
    with django_assert_num_queries(HOME_QUERIES):
        signed_in.get(reverse("jury:home"))
    with django_assert_num_queries(FILM_QUERIES):
        signed_in.get(address("film", given))
    with django_assert_num_queries(11):
        signed_in.get(reverse("jury:overview", args=[judged.pk]))
    assert Scorecard.objects.count() == len(films) - 1


def test_half_marks_are_buttons_and_a_hundred_marks_a_number(client, jury, seat, films, juror):
    asked = [
        {"key": "story", "name": {"en": "Story"}, "step": "0.5"},
        {"key": "sound", "name": {"en": "Sound"}, "highest": 100},
    ]
    judged = make_judging.open_round(jury, films, criteria=asked)
    client.force_login(juror)
    card = client.get(address("film", make_judging.assignment(judged, seat, films[0]))).context["card"]
    assert [(len(c.options), c.halves) for c in card.criteria] == [(21, True), (0, False)]


def test_the_player_gets_the_film_the_watermark_and_where_to_report(signed_in, judged, assignment, director):
    days = [localdate().isoformat()]
    page = signed_in.get(address("film", assignment))
    days.append(localdate().isoformat())  # midnight may come in between
    shown = page.content.decode()
    assert any(f'data-watermark="Juror · {day}"' in shown for day in days)
    for words in (
        f'data-src="{page.context["playback"].hls}"',
        f'data-coverage-url="{address("watched", assignment)}"',
    ):
        assert words in shown
    actions.close_round(judged, by=director)
    assert "data-coverage-url" not in signed_in.get(address("film", assignment)).content.decode()


def test_the_director_may_do_without_watermarks(signed_in, edition, assignment):
    edition.watermark = False
    edition.save()
    assert "data-watermark" not in signed_in.get(address("film", assignment)).content.decode()


def test_pressing_confirm_twice_shows_the_confirmed_card(signed_in, assignment):
    for said in (
        "Confirmed. You may still open it again until the round closes.",
        str(CardConfirmed.default_message),
    ):
        page = signed_in.post(address("confirm", assignment), marks(assignment, 8, 3), follow=True)
        assert [str(message) for message in page.context["messages"]] == [said]
        assert page.context["card"].confirmed_at is not None
    assert Score.objects.count() == 2


def test_a_zero_byte_loses_no_note(signed_in, assignment):
    page = signed_in.post(address("save", assignment), {"private_note": "slow\x00 start"}, follow=True)
    assert page.context["card"].private_note == "slow start"
    page = signed_in.post(address("step_back", assignment), {"reason": "\x00"})
    assert (page.status_code, page.context["error"].problems) == (
        422,
        ["Say in a few words why you step back."],
    )


@pytest.mark.parametrize(
    "path", ["/jury/99999999999999999999/1/", "/jury/1/99999999999999999999/", "/jury/0/overview/"]
)
def test_an_address_out_of_range_is_just_not_there(signed_in, judged, path):
    assert signed_in.get(path).status_code == 404
