import pytest
from django.urls import reverse

from festival.enums import Role
from festival.models import AuditRecord, Membership
from judging import actions, results, standings
from judging.models import Award, Bloc, Criterion, Honour, Juror, Jury, Round
from judging.views.desk import common
from tests.factories import festival as make
from tests.factories import judging as make_judging


@pytest.fixture
def at_the_desk(client, director):
    client.force_login(director)
    return client


@pytest.fixture
def go(edition):
    def to(name, **kwargs):
        where = {"festival": edition.festival.slug, "edition": edition.slug}
        return reverse(f"jury_desk:{name}", kwargs={**where, **kwargs})

    return to


def localized(name, english, chinese=""):
    return {f"{name}_en": english, f"{name}_zh_hans": chinese}


def test_a_jury_is_seated_a_round_prepared_and_opened(at_the_desk, go, edition, films, juror):
    at_the_desk.post(go("new_jury"), localized("name", "Main jury", "主竞赛评委会"))
    jury = Jury.objects.get()
    at_the_desk.post(go("new_bloc", pk=jury.pk), {**localized("name", "Community"), "weight": "40"})
    seat = {
        "membership": Membership.objects.get(user=juror).pk,
        "bloc": Bloc.objects.get().pk,
        "display_name": "",
    }
    at_the_desk.post(go("new_seat", pk=jury.pk), seat)
    assert (str(Juror.objects.get()), Juror.objects.get().bloc) == ("Juror", Bloc.objects.get())

    settings = {"jury": jury.pk, "blindness": "open", "min_watched_percent": 0}
    at_the_desk.post(go("new_round"), {**localized("name", "Final round"), **settings})
    judged = Round.objects.get()
    criterion = {"weight": 3, "lowest": 0, "highest": 10, "step": 1, "counts": "on"}
    for word in ("Story", "Story"):
        at_the_desk.post(go("new_criterion", pk=judged.pk), {**localized("name", word), **criterion})
    assert [c.key for c in Criterion.objects.all()] == ["story", "story-2"]
    at_the_desk.post(go("add_entries", pk=judged.pk), {"category": films[0].category_id})
    page = at_the_desk.get(go("round", pk=judged.pk))
    assert page.context["problems"] == ["3 films are assigned to nobody."]
    rules = {"reviews_per_film": "", "balance_by": "minutes", "within_percent": "15"}
    plan = at_the_desk.post(go("assign", pk=judged.pk), rules)
    at_the_desk.post(plan.url)
    at_the_desk.post(go("open_round", pk=judged.pk))
    judged.refresh_from_db()
    assert (judged.state, judged.assignments.count()) == ("open", 3)


def test_a_round_that_is_not_ready_says_why(at_the_desk, go, jury):
    judged = actions.create_round(jury.edition, jury=jury, name={"en": "Empty"}, by=None)
    answer = at_the_desk.post(go("open_round", pk=judged.pk))
    assert (answer.status_code, len(answer.context["error"].problems)) == (422, 3)


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"highest": 0}, "highest"),
        ({"step": 3}, "step"),
        ({"step": 0}, "step"),
        ({"step": "0.01", "highest": 100}, "step"),
        ({"weight": -1}, "weight"),
        ({"name_en": ""}, "name"),
    ],
)
def test_a_criterion_must_make_sense(at_the_desk, go, jury, films, seat, change, wrong):
    judged = make_judging.draft_round(jury, films)
    sound = {**localized("name", "Story"), "weight": 3, "lowest": 0, "highest": 10, "step": 1}
    answer = at_the_desk.post(go("new_criterion", pk=judged.pk), {**sound, **change})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [wrong])


def test_what_is_open_is_fixed(at_the_desk, go, judged):
    criterion = Criterion.objects.filter(round=judged).first()
    values = {**localized("name", "Changed"), "weight": 1, "lowest": 0, "highest": 10, "step": 1}
    for url, data in (
        (go("edit_criterion", pk=criterion.pk), values),
        (go("delete_criterion", pk=criterion.pk), {}),
        (go("delete_round", pk=judged.pk), {}),
        (go("add_entries", pk=judged.pk), {}),
    ):
        assert at_the_desk.post(url, data).status_code == 409


def test_progress_never_shows_a_mark(client, go, programmer, judged, seat, films):
    given = make_judging.score(judged, seat, films[0], 9, 9)
    actions.save_words(given, by=None, private_note="SECRET-NOTE", remark="SECRET-REMARK")
    make_judging.watch(given, (0, 45))
    client.force_login(programmer)
    page = client.get(go("round", pk=judged.pk))
    sheet = page.context["progress"].by_juror[0][1]
    assert (sheet.assigned, sheet.done, sheet.percent, sheet.watched_percent) == (3, 1, 33, 17)
    shown = page.content.decode()
    assert [leak for leak in ("SECRET-NOTE", "SECRET-REMARK", "9.0") if leak in shown] == []


def test_a_recusal_by_hand_is_given_back(at_the_desk, go, judged, seat, films):
    reason = {"juror": seat.pk, "entry": films[1].pk, "reason": "Edited the film"}
    at_the_desk.post(go("recuse", pk=judged.pk), reason)
    page = at_the_desk.get(go("round", pk=judged.pk))
    assert page.context["progress"].whole.assigned == 2
    at_the_desk.post(go("lift_recusal", pk=judged.pk), {"recusal": page.context["recusals"][0].pk})
    assert at_the_desk.get(go("round", pk=judged.pk)).context["progress"].whole.assigned == 3


def test_a_juror_who_has_begun_keeps_the_seat(at_the_desk, go, judged, seat, films):
    make_judging.score(judged, seat, films[0], 9, 9)
    assert at_the_desk.post(go("delete_seat", pk=seat.pk)).status_code == 409
    team = reverse(
        "desk:remove_member", args=[judged.edition.festival.slug, judged.edition.slug, seat.membership_id]
    )
    assert at_the_desk.post(team).status_code == 409
    assert Juror.objects.get() == seat


def test_standings_show_blocs_places_and_who_has_fewer_scores(client, go, scrutineer, edition, films):
    jury = make_judging.jury(edition, blocs={"professional": 60, "community": 40})
    pro = make_judging.seat(jury, name="pro", bloc="professional")
    fan = make_judging.seat(jury, name="fan", bloc="community")
    judged = make_judging.open_round(jury, films)
    make_judging.score(judged, pro, films[0], 9, 9)
    make_judging.score(judged, fan, films[0], 4, 4)
    make_judging.score(judged, pro, films[1], 8, 8)
    client.force_login(scrutineer)
    sheet = client.get(go("standings")).context["sheet"]
    rows = [(r.entry, r.place, r.value, r.by_bloc, r.by_juror, r.scores, r.missing_blocs) for r in sheet.page]
    assert rows == [
        (films[1], 1, "8.00", ("8.00", ""), ("8.00", ""), 1, ("community",)),
        (films[0], 2, "7.00", ("9.00", "4.00"), ("9.00", "4.00"), 2, ()),
        (films[2], None, "", ("", ""), ("", ""), 0, ()),
    ]


def test_a_closed_round_shows_what_was_frozen(at_the_desk, go, judged, seat, films, director):
    make_judging.score(judged, seat, films[0], 9, 9)
    tally = actions.close_round(judged, by=director)
    actions.recuse(seat, films[0], by=director, reason="Found out too late")
    sheet = at_the_desk.get(go("standings", pk=judged.pk)).context["sheet"]
    assert (sheet.tally, sheet.page[0].value) == (tally, "9.00")


def test_an_award_of_its_own_weights_ranks_by_them(at_the_desk, go, judged, seat, films, director):
    make_judging.score(judged, seat, films[0], 9, 2)
    make_judging.score(judged, seat, films[1], 2, 9)
    actions.close_round(judged, by=director)
    editing = make_judging.award(judged.edition, "best-editing", criterion_weights={"editing": "1"})
    rows = at_the_desk.get(go("award", pk=editing.pk)).context["rows"].object_list
    assert [(row.entry, row.value) for row in rows[:2]] == [(films[1], "9.00"), (films[0], "2.00")]


def test_awards_are_set_up_with_weights(at_the_desk, go, edition, judged):
    columns = {**localized("name", "Best Editing"), "slug": "best-editing", "kind": "craft", "position": 1}
    columns |= {"orientation": "any", "weight_editing": "1", "weight_story": ""}
    at_the_desk.post(go("new_award"), columns)
    made = Award.objects.get()
    assert (made.criterion_weights, made.kind) == ({"editing": "1"}, "craft")
    at_the_desk.post(go("edit_award", pk=made.pk), {**columns, "weight_editing": "", "kind": "main"})
    made.refresh_from_db()
    assert (made.criterion_weights, made.kind) == ({}, "main")
    again = at_the_desk.post(go("new_award"), columns)
    assert (again.status_code, list(again.context["form"].errors)) == (422, ["slug"])


def test_choose_cite_and_publish_in_one_deliberate_act(
    at_the_desk, go, edition, judged, seat, films, director
):
    make_judging.score(judged, seat, films[0], 9, 9)
    actions.close_round(judged, by=director)
    prize = make_judging.award(edition)
    citation = localized("citation", "For its light", "光影动人")
    chosen = at_the_desk.post(
        go("choose", pk=prize.pk, entry=films[0].pk), {"kind": "winner", **citation}, follow=True
    )
    assert chosen.context["awards"][0]["honours"] == [Honour.objects.get()]
    assert Honour.objects.get().tally == judged.tallies.get()
    assert at_the_desk.post(go("publish_results")).status_code == 422
    assert results.published_honours(edition) == []
    at_the_desk.post(go("publish_results"), {"understood": "1"})
    told = results.published_honours(edition)
    assert [(h.award, h.entry, h.citation) for h in told] == [
        ("Grand Prix", films[0], {"en": "For its light", "zh-hans": "光影动人"})
    ]
    assert AuditRecord.objects.get(action="edition.results_published").actor == director
    assert at_the_desk.post(go("publish_results"), {"understood": "1"}).status_code == 409
    erratum = {"honour": Honour.objects.get().pk, **localized("text", "The sound is by Bo Cho.")}
    at_the_desk.post(go("correct_results"), erratum)
    assert [str(c.text) for c in results.honours_of(films[0])[0].corrections] == ["The sound is by Bo Cho."]


def test_nothing_of_the_awards_is_shown_outside_before_publication(client, edition, films, director):
    actions.prepare_award(
        make_judging.award(edition), films[0], by=director, citation={"en": "SECRET-CITATION"}
    )
    people = [make.user("stranger2"), make.member(edition, Role.PROGRAMMER), films[0].owner]
    pages = ["/", "/jury/", "/entries/", "/desk/", f"/{edition.festival.slug}/{edition.slug}/"]
    for person in people:
        client.force_login(person)
        for page in pages:
            assert "SECRET-CITATION" not in client.get(page).content.decode()


@pytest.mark.parametrize("more", [0, 3])
def test_query_counts(at_the_desk, go, edition, jury, seat, films, django_assert_num_queries, more):
    films += [make_judging.entry(edition) for _number in range(more)]
    for number in range(more):
        make_judging.seat(jury, name=f"more{number}")
    judged = make_judging.open_round(jury, films)
    for film in films:
        make_judging.score(judged, seat, film, 5, 5)
        actions.prepare_award(make_judging.award(edition, f"award-{film.slug}"), film, by=None)
    for count in (27, 20):  # the second time the count is there already
        with django_assert_num_queries(count):
            at_the_desk.get(go("standings"))
    for name, count in (("rounds", 11), ("awards", 11)):
        with django_assert_num_queries(count):
            at_the_desk.get(go(name))
    with django_assert_num_queries(15):
        at_the_desk.get(go("round", pk=judged.pk))


@pytest.mark.parametrize("posted", [{}, {"entry": "x", "recusal": "x"}, {"entry": "7", "recusal": "9" * 30}])
def test_a_choice_that_does_not_exist_is_not_found(at_the_desk, go, jury, seat, films, posted):
    judged = make_judging.draft_round(jury, films)
    for name in ("remove_entry", "lift_recusal"):
        assert at_the_desk.post(go(name, pk=judged.pk), posted).status_code == 404
    assert judged.entries.count() == 3


def test_long_lists_page(at_the_desk, go, judged, monkeypatch):
    monkeypatch.setattr(common, "ROWS_PER_PAGE", 2)
    monkeypatch.setattr(standings, "ROWS_PER_PAGE", 2)
    for name, kwargs in (("round", {"pk": judged.pk}), ("standings", {})):
        pages = [at_the_desk.get(go(name, **kwargs), {"page": number}) for number in (1, 2)]
        assert [len(page.context["films" if name == "round" else "rows"]) for page in pages] == [2, 1]
