"""The shop window. Every negative test holds something that could leak."""

from datetime import timedelta

import pytest
from django.utils import timezone

from judging.models import Award, Honour
from screenings import actions
from tests.factories import festival as house
from tests.factories import screenings as make


@pytest.fixture
def tree(category, filmmaker):
    return make.film(
        category,
        filmmaker,
        "Our Tree",
        title_original="我们的树",
        title_language="zh-hans",
        slug="our-tree",
    )


@pytest.fixture
def honour(edition, tree):
    award = Award.objects.create(edition=edition, name={"en": "Best Visuals"}, slug="visuals")
    return Honour.objects.create(award=award, entry=tree, citation={"en": "For its roots."})


def page(edition, tail=""):
    return f"/{edition.festival.slug}/{edition.slug}/{tail}"


def publish_results(edition):
    edition.selection_released_at = edition.results_published_at = timezone.now()
    edition.save()


def body(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_nothing_of_a_film_is_told_before_the_selection(client, edition, tree, honour):
    for tail in ("films/", "films/our-tree/", "films/our-tree/still-480.jpg", "awards/", "programme/"):
        assert client.get(page(edition, tail)).status_code == 404
    for tail in ("", "call/"):
        assert "Our Tree" not in body(client, page(edition, tail))
        assert 'href="/lumen/2026/films/"' not in body(client, page(edition, tail))
    assert "Our Tree" not in body(client, "/sitemap.xml")


def test_an_award_is_told_only_with_the_results(client, edition, tree, honour):
    make.announce_selection(edition)
    shown = body(client, page(edition, "films/our-tree/"))
    assert ("Our Tree" in shown, "Best Visuals" in shown, "For its roots." in shown) == (True, False, False)
    assert client.get(page(edition, "awards/")).status_code == 404
    publish_results(edition)
    shown = body(client, page(edition, "films/our-tree/"))
    assert ("Best Visuals" in shown, "For its roots." in shown) == (True, True)
    shown = body(client, page(edition, "awards/"))
    assert ("Best Visuals" in shown, "For its roots." in shown, "Director of Our Tree" in shown) == (
        True,
    ) * 3


def test_a_film_outside_the_selection_has_no_page(client, edition, category, filmmaker):
    make.announce_selection(edition)
    make.film(category, filmmaker, "Left Out", decision="not_selected")
    make.film(category, filmmaker, "Gone", state="withdrawn")
    for slug in ("left-out", "gone", "never-was"):
        assert client.get(page(edition, f"films/{slug}/")).status_code == 404
    assert [word in body(client, page(edition, "films/")) for word in ("Left Out", "Gone")] == [False, False]


def test_a_hidden_edition_exists_only_for_its_staff(client, edition, tree, director, stranger):
    make.released_programme(edition, tree)
    edition.public = False
    edition.save()
    pages = ("", "call/", "films/", "films/our-tree/", "programme/", "programme.ics")
    assert [client.get(page(edition, tail)).status_code for tail in pages] == [404] * 6
    client.force_login(stranger)
    assert [client.get(page(edition, tail)).status_code for tail in pages] == [404] * 6
    client.force_login(director)
    assert [client.get(page(edition, tail)).status_code for tail in pages] == [200] * 6
    client.logout()
    assert "2026" not in body(client, "/sitemap.xml")
    assert edition.name["en"] not in body(client, "/")


def test_both_titles_stand_there_with_their_languages(client, edition, tree):
    make.announce_selection(edition)
    shown = body(client, page(edition, "films/our-tree/"))
    assert '<h1 class="film-hero__title" lang="en">Our Tree</h1>' in shown
    assert '<p class="film-hero__other" lang="zh-hans">我们的树</p>' in shown
    client.cookies["django_language"] = "zh-hans"
    shown = body(client, page(edition, "films/our-tree/"))
    assert '<h1 class="film-hero__title" lang="zh-hans">我们的树</h1>' in shown
    assert '<p class="film-hero__other" lang="en">Our Tree</p>' in shown


def test_further_stills_and_the_maker_stand_on_the_films_page(
    client, edition, tree, django_assert_num_queries
):
    tree.biography = {"en": "Ada plants lamps."}
    tree.save()
    for place, kind in enumerate(("still", "still", "still", "portrait", "poster")):
        tree.pictures.create(kind=kind, name=f"stills/{place:032x}.jpg", position=place, credit=f"By {place}")
    publish_results(edition)
    with django_assert_num_queries(17):
        text = body(client, page(edition, f"films/{tree.slug}/"))
    assert [f"By {place}" in text for place in range(5)] == [False, True, True, True, False]
    assert "Ada plants lamps." in text


def test_pencilled_and_closed_items_never_show(client, edition, tree, director):
    make.announce_selection(edition)
    version, grand = make.draft(edition), make.screen(edition)
    sure = make.showing(make.block(edition, tree, title="Sure"))
    maybe = make.showing(make.block(edition, tree, title="Maybe"))
    press = make.showing(make.block(edition, tree, title="Press"), kind="press")
    talk = actions.create_session(edition, {"en": "Behind doors"}, kind="deliberation")
    make.slot(version, sure, grand, make.at(edition, 20))
    make.slot(version, maybe, grand, make.at(edition, 16), status="pencilled")
    make.slot(version, press, grand, make.at(edition, 12))
    inside = actions.create_screening(edition, session=talk)
    make.slot(version, inside, grand, make.at(edition, 10))
    actions.release_schedule(version, by=director)
    for tail in ("programme/", "programme.ics"):
        shown = body(client, page(edition, tail))
        told = [word in shown for word in ("Sure", "Maybe", "Press", "Behind doors")]
        assert told == [True, False, False, False]
    told = [
        client.get(page(edition, f"screenings/{item.pk}{tail}")).status_code
        for item in (sure, maybe, press, inside)
        for tail in ("/", ".ics")
    ]
    assert told == [200, 200, 404, 404, 404, 404, 404, 404]
    shown = body(client, page(edition, "films/our-tree/"))
    assert [word in shown for word in ("Sure", "Maybe", "Press")] == [True, False, False]


def test_a_draft_changes_nothing_of_what_is_told(client, edition, tree, category, filmmaker):
    released = make.released_programme(edition, tree)
    slot = released.slots.get()
    draft = make.draft(edition)
    make.slot(draft, slot.screening, slot.screen, make.at(edition, 22))
    actions.add_film(slot.screening.block, make.film(category, filmmaker, "Late Guest"), by=None)
    slot.screening.block.title = {"en": "Renamed"}
    slot.screening.block.save()
    shown = body(client, page(edition, "programme/"))
    told = [word in shown for word in ("20:00", "22:00", "Shorts 1", "Renamed", "Late Guest")]
    assert told == [True, False, True, False, False]


def test_the_midnight_show_stands_under_its_evening(client, edition, tree):
    make.announce_selection(edition)
    version = make.draft(edition)
    make.slot(version, make.showing(make.block(edition, tree)), make.screen(edition), make.at(edition, 0, 30))
    actions.release_schedule(version)
    days = client.get(page(edition, "programme/")).context["days"]
    assert [(day.date, day.items[0].after_midnight) for day in days] == [(edition.starts_on, True)]
    assert "after midnight" in body(client, page(edition, "programme/"))


def test_a_withdrawn_film_leaves_the_programme_at_once(client, edition, tree):
    make.released_programme(edition, tree)
    assert "Our Tree" in body(client, page(edition, "programme/"))
    tree.state, tree.withdrawn_at = "withdrawn", timezone.now()
    tree.save()
    assert "Our Tree" not in body(client, page(edition, "programme/"))


@pytest.mark.parametrize(
    ("days_until_start", "call_closed", "selection", "results", "template"),
    [
        (60, False, False, False, "public/home_call.html"),
        (60, True, False, False, "public/home_jury.html"),
        (60, True, True, False, "public/home_films.html"),
        (0, True, True, False, "public/home_programme.html"),
        (-5, True, True, False, "public/home_films.html"),
        (-5, True, True, True, "public/home_results.html"),
        (-90, True, True, True, "public/home_results.html"),
    ],
)
def test_the_front_page_follows_the_phase(
    client, edition, tree, honour, days_until_start, call_closed, selection, results, template
):
    now = timezone.now()
    if call_closed:
        edition.call_closes_at = now - timedelta(days=1)
    edition.starts_on = now.astimezone(edition.tz).date() + timedelta(days=days_until_start)
    edition.ends_on = edition.starts_on + timedelta(days=2)
    edition.selection_released_at = now if selection else None
    edition.results_published_at = now if results else None
    edition.save()
    response = client.get(page(edition))
    assert template in [used.name for used in response.templates]
    shown = response.content.decode()
    assert ("Our Tree" in shown, "For its roots." in shown, "Best Visuals" in shown) == (
        selection,
        False,
        # The awards on offer are no secret, except where the page tells other things.
        results or not (selection or results),
    )


def test_one_festival_is_the_portal_and_several_are_posters(client, edition):
    assert client.get("/").headers["Location"] == "/lumen/2026/"
    assert client.get("/lumen/").headers["Location"] == "/lumen/2026/"
    other = house.edition(house.festival("elsewhere"))
    older = house.edition(edition.festival, slug="2025", starts_on=edition.starts_on - timedelta(days=400))
    shown = body(client, "/")
    assert [f'href="/{path}/"' in shown for path in ("lumen/2026", "elsewhere/2026", "lumen/2025")] == [
        True,
        True,
        False,
    ]
    assert 'href="/lumen/2025/"' in body(client, page(edition))
    assert (other.festival.slug, older.slug) == ("elsewhere", "2025")


def test_the_call_tells_the_rules_and_the_hour_with_its_zone(client, edition, category):
    category.max_duration_s = 720
    category.save()
    shown = body(client, page(edition, "call/"))
    closes = timezone.localtime(edition.call_closes_at, edition.tz)
    assert f"{closes:%H:%M}</time>" in shown
    assert "Rome time (UTC" in shown
    assert "The film runs no longer than 12:00 minutes." in shown


def test_structured_data_cannot_break_out_of_its_script(client, edition, tree):
    make.announce_selection(edition)
    tree.title_international = "</script><script>alert(1)</script>"
    tree.save()
    shown = body(client, page(edition, "films/our-tree/"))
    assert "</script><script>alert" not in shown
    assert "\\u003c/script\\u003e" in shown


@pytest.mark.parametrize("films", [1, 3])
@pytest.mark.parametrize(
    ("tail", "queries"), [("films/", 6), ("programme/", 9), ("", 9), ("awards/", 10), ("programme.ics", 6)]
)
def test_pages_ask_the_database_equally_often_however_long_they_are(
    client, django_assert_num_queries, edition, category, filmmaker, films, tail, queries
):
    entries = [make.film(category, filmmaker, f"Film {n}") for n in range(films)]
    publish_results(edition)
    version, screen = make.draft(edition), make.screen(edition)
    for n, entry in enumerate(entries):
        award = Award.objects.create(edition=edition, name={"en": f"Award {n}"}, slug=f"award-{n}")
        Honour.objects.create(award=award, entry=entry, citation={"en": "Good."})
        make.slot(version, make.showing(make.block(edition, entry)), screen, make.at(edition, 10 + 2 * n))
    actions.release_schedule(version)
    with django_assert_num_queries(queries):
        assert client.get(page(edition, tail)).status_code == 200
