from datetime import timedelta

import pytest
from django.utils import timezone

from festival.models import AuditRecord, Edition
from judging.models import Award
from screenings import actions
from screenings.models import Block, ScheduleVersion, Screening, Session, Slot, Venue
from tests.factories import screenings as make

DESK = "/desk/lumen/2026/"


@pytest.fixture
def tree(category, filmmaker):
    return make.film(category, filmmaker, "Our Tree")


@pytest.fixture
def office(client, programmer):
    client.force_login(programmer)
    return client


def post(client, tail, **data):
    return client.post(f"{DESK}{tail}", data)


def test_a_venue_with_its_screens(office, edition):
    answer = post(office, "venues/new/", name_en="Lumen Cinema", name_zh_hans="光影影院", step_free="on")
    venue = Venue.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{DESK}venues/{venue.pk}/screens/new/")
    assert (venue.name, venue.step_free) == ({"en": "Lumen Cinema", "zh-hans": "光影影院"}, True)
    fields = {"name_en": "Tower", "kind": "vertical", "seats": "90", "turnaround_min": "15"}
    assert post(office, f"venues/{venue.pk}/screens/new/", **fields).status_code == 302
    screen = venue.screens.get()
    fields |= {"width_px": "1080", "height_px": "1920", "hidden": "on"}
    assert post(office, f"venues/screens/{screen.pk}/", **fields).status_code == 302
    screen.refresh_from_db()
    assert (screen.kind, screen.seats, screen.width_px, screen.hidden) == ("vertical", 90, 1080, True)
    assert post(office, f"venues/{venue.pk}/delete/").status_code == 302
    assert not Venue.objects.exists()


def test_a_form_without_its_words_comes_back(office, edition):
    answer = post(office, "venues/new/", name_en="")
    assert (answer.status_code, Venue.objects.count()) == (422, 0)


def test_a_place_where_something_stood_stays(office, edition, tree):
    venue = make.released_programme(edition, tree).slots.get().screen.venue
    assert post(office, f"venues/{venue.pk}/delete/").status_code == 409
    assert Venue.objects.get() == venue


def test_a_block_is_filled_ordered_and_emptied_by_buttons(office, edition, category, filmmaker, tree):
    bird = make.film(category, filmmaker, "A Bird")
    post(office, "programme/blocks/new/", title_en="Shorts 1")
    block = Block.objects.get()
    page = f"programme/blocks/{block.pk}/"

    def films():
        return [item.entry.title for item in block.block_films.select_related("entry")]

    assert post(office, page, add="1", entry=[tree.pk, bird.pk]).status_code == 302
    assert sorted(films()) == ["A Bird", "Our Tree"]
    post(office, page, order=f"{tree.pk},{bird.pk}")
    assert films() == ["Our Tree", "A Bird"]
    post(office, page, up=str(bird.pk))
    assert films() == ["A Bird", "Our Tree"]
    post(office, page, down=str(bird.pk))
    assert films() == ["Our Tree", "A Bird"]
    # Somebody else took a film out while this order was being dragged.
    assert post(office, page, order=str(tree.pk)).status_code == 409
    post(office, page, remove=str(tree.pk))
    assert films() == ["A Bird"]
    assert post(office, page, up="no such film").status_code == 404
    shown = office.get(f"{DESK}{page}").content.decode()
    assert '<span class="block-total__time">5′12″</span>' in shown


def test_a_film_that_is_not_selected_cannot_be_picked(office, edition, category, filmmaker):
    hidden = make.film(category, filmmaker, "Left Out", decision="undecided")
    block = make.block(edition)
    post(office, f"programme/blocks/{block.pk}/", add="1", entry=[hidden.pk])
    assert block.block_films.count() == 0


def test_a_showing_is_placed_moved_and_taken_off(office, edition, tree):
    block, screen = make.block(edition, tree), make.screen(edition)
    post(office, f"programme/blocks/{block.pk}/", showing="1")
    screening = Screening.objects.get()
    form = {
        "screen": screen.pk,
        "day": edition.starts_on.isoformat(),
        "time": "20:00",
        "status": "pencilled",
        "kind": "premiere",
        "intro_min": "5",
        "qa_min": "20",
    }
    assert post(office, f"programme/screenings/{screening.pk}/", **form).status_code == 302
    slot = Slot.objects.get()
    assert (slot.starts_at, slot.ends_at - slot.starts_at) == (make.at(edition, 20), timedelta(minutes=35))
    move = f"programme/screenings/{screening.pk}/move/"
    assert post(office, move, deed="shift", minutes="-15").status_code == 302
    slot.refresh_from_db()
    assert slot.starts_at == make.at(edition, 19, 45)
    post(office, move, deed="confirmed")
    slot.refresh_from_db()
    assert slot.status == "confirmed"
    post(office, move, deed="unplace")
    assert (Slot.objects.count(), Screening.objects.count()) == (0, 1)
    post(office, move, deed="delete")
    assert Screening.objects.count() == 0


def test_hours_that_do_not_exist_are_said_beside_the_field(office, edition, tree):
    edition.starts_on = edition.ends_on = make.on(2026, 10, 24)
    edition.save()
    screening, screen = make.showing(make.block(edition, tree)), make.screen(edition)
    form = {"screen": screen.pk, "day": "2026-10-24", "time": "02:30", "status": "confirmed"}
    form |= {"kind": "premiere", "intro_min": "0", "qa_min": "0"}
    answer = post(office, f"programme/screenings/{screening.pk}/", **form)
    assert (answer.status_code, Slot.objects.count()) == (422, 0)
    assert answer.context["place"].errors == {
        "time": ["The clocks go back that night and this time comes twice. Choose another."]
    }


def test_the_first_change_after_a_release_begins_a_draft(office, edition, tree):
    released = make.released_programme(edition, tree)
    screening = Screening.objects.get()
    post(office, f"programme/screenings/{screening.pk}/move/", deed="shift", minutes="60")
    draft = ScheduleVersion.objects.drafts().get()
    assert (draft.parent, draft.slots.get().starts_at) == (released, make.at(edition, 21))
    assert released.slots.get().starts_at == make.at(edition, 20)
    post(office, "programme/draft/drop/")
    assert not ScheduleVersion.objects.drafts().exists()


def test_a_told_showing_is_cancelled_never_deleted(office, edition, tree):
    make.released_programme(edition, tree)
    screening = Screening.objects.get()
    move = f"programme/screenings/{screening.pk}/move/"
    assert post(office, move, deed="delete").status_code == 409
    post(office, move, deed="cancel")
    assert ScheduleVersion.objects.drafts().get().slots.get().status == "cancelled"


def test_release_asks_for_the_warnings_and_is_audited(office, edition, tree, programmer):
    make.announce_selection(edition)
    draft = make.draft(edition)
    outside = make.at(edition, 20, day=9)
    make.slot(draft, make.showing(make.block(edition, tree)), make.screen(edition), outside)
    assert post(office, "programme/release/").status_code == 422
    assert ScheduleVersion.objects.released_for(edition) is None
    assert post(office, "programme/release/", seen="on", comment_en="The first programme").status_code == 302
    released = ScheduleVersion.objects.released_for(edition)
    assert (released.number, released.comment) == (1, {"en": "The first programme"})
    record = AuditRecord.objects.get(action="schedule.released")
    assert (record.actor, record.facts["number"]) == (programmer, 1)
    assert "The first programme" in office.get(f"{DESK}programme/versions/").content.decode()


def test_release_refuses_in_sentences(office, edition, tree):
    make.announce_selection(edition)
    draft, screen = make.draft(edition), make.screen(edition)
    block = make.block(edition, tree)
    for minute in (0, 5):
        make.slot(draft, make.showing(block), screen, make.at(edition, 20, minute))
    shown = office.get(f"{DESK}programme/release/").content.decode()
    assert "“Shorts 1” and “Shorts 1” overlap on Lumen Cinema · Grand." in shown
    answer = office.post(f"{DESK}programme/release/", headers={"Accept": "application/json"})
    assert answer.json() == {
        "title": "The programme cannot be released yet.",
        "status": 422,
        "problems": ["“Shorts 1” and “Shorts 1” overlap on Lumen Cinema · Grand."],
    }


def test_an_older_version_comes_back_as_a_draft(office, edition, tree):
    first = make.released_programme(edition, tree)
    second = make.draft(edition)
    make.slot(second, Screening.objects.get(), make.screen(edition, "Studio"), make.at(edition, 22))
    actions.release_schedule(second)
    assert post(office, f"programme/versions/{first.pk}/").status_code == 302
    draft = ScheduleVersion.objects.drafts().get()
    assert (draft.parent, str(draft.slots.get().screen)) == (first, "Grand")
    assert post(office, f"programme/versions/{first.pk}/").status_code == 409


def test_a_new_session_waits_for_its_hour(office, edition):
    fields = {"kind": "panel", "title_en": "Who owns it?", "people": "Panelist 1", "duration_min": "75"}
    assert post(office, "programme/sessions/new/", **fields).status_code == 302
    assert Screening.objects.get().session == Session.objects.get()
    assert "Who owns it?" in office.get(f"{DESK}programme/").content.decode()
    answer = post(office, f"programme/sessions/{Session.objects.get().pk}/delete/")
    assert answer.status_code == 409


def test_next_year_is_a_button(client, edition, category, director, tree):
    make.screen(edition)
    Award.objects.create(edition=edition, name={"en": "Grand Prix"}, slug="grand-prix", category=category)
    client.force_login(director)
    form = client.get(f"{DESK}next-year/").context["form"]
    assert form.initial["slug"] == "2026-next" or form.initial["slug"] == "2027"
    fields = {"name_en": "Edition 2027", "slug": "2027", "starts_on": "2027-05-07", "team": "on"}
    answer = post(client, "next-year/", **fields)
    assert answer.headers["Location"] == "/desk/lumen/2027/setup/"
    opened = Edition.objects.get(slug="2027")
    assert [
        opened.public,
        opened.categories.count(),
        opened.awards.get().category.edition == opened,
        [str(screen) for venue in opened.venues.all() for screen in venue.screens.all()],
        opened.entries.count(),
    ] == [False, 1, True, ["Grand"], 0]
    assert post(client, "next-year/", **fields).status_code == 422


def test_the_overview_counts_and_warns(client, edition, director, category, filmmaker, tree):
    edition.public = False
    edition.decisions_on = (timezone.now() - timedelta(days=2)).date()
    edition.save()
    client.force_login(director)
    context = client.get(DESK).context
    assert [(count["label"], count["number"]) for count in context["counts"]] == [
        ("entries received", 1),
        ("films in the workshop", 0),
        ("selected", 1),
    ]
    assert [item["text"] for item in context["attention"]] == [
        "The notification date has passed and the selection is not announced.",
        "The public cannot see this edition yet.",
    ]


def test_the_overview_keeps_the_embargo(client, edition, front_of_house, tree):
    client.force_login(front_of_house)
    context = client.get(DESK).context
    assert "selected" not in [count["label"] for count in context["counts"]]


def test_a_draft_tells_the_front_of_house_nothing(client, edition, front_of_house, tree):
    version = make.draft(edition)
    make.slot(version, make.showing(make.block(edition, tree)), make.screen(edition), make.at(edition, 20))
    make.showing(make.block(edition, tree, title="Homeless"))
    client.force_login(front_of_house)
    for tail in ("programme/", "programme/versions/", ""):
        shown = client.get(f"{DESK}{tail}").content.decode()
        told = [word in shown for word in ("Shorts 1", "Homeless", "Our Tree", "that is not released")]
        assert told == [False] * 4
    make.announce_selection(edition)
    version.refresh_from_db()
    actions.release_schedule(version)
    assert "Shorts 1" in client.get(f"{DESK}programme/").content.decode()


@pytest.mark.parametrize("films", [1, 3])
@pytest.mark.parametrize(
    ("tail", "queries"), [("", 17), ("programme/", 17), ("programme/blocks/", 10), ("venues/", 7)]
)
def test_the_desk_asks_equally_often_however_much_there_is(
    office, django_assert_num_queries, edition, category, filmmaker, films, tail, queries
):
    make.announce_selection(edition)
    draft = make.draft(edition)
    for n in range(films):
        entry = make.film(category, filmmaker, f"Film {n}")
        screen = make.screen(edition, f"Hall {n}")
        make.slot(draft, make.showing(make.block(edition, entry)), screen, make.at(edition, 10 + 2 * n))
    office.get(f"{DESK}{tail}")
    with django_assert_num_queries(queries):
        assert office.get(f"{DESK}{tail}").status_code == 200
