"""Founding, opening, changing and showing: by the forms that people use."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from festival.actions.setup import delete_part
from festival.enums import Orientation, Role
from festival.exceptions import Conflict
from festival.forms.fields import FrameRatesField
from festival.forms.setup import CategoryForm, EditionForm, FestivalForm
from festival.models import AuditRecord, Category, Edition, Festival, Membership
from festival.rules_text import category_rules_sentences
from tests.factories import festival as make

EDITION = {
    "name_en": "Lumen 2027",
    "name_zh_hans": "流明 2027",
    "slug": "2027",
    "time_zone": "Europe/Rome",
    "languages": ["en", "zh-hans"],
    "call_opens_at": "2027-01-10T09:00",
    "call_closes_at": "2027-05-31T23:59",
    "decisions_on": "2027-08-01",
    "starts_on": "2027-09-10",
    "ends_on": "2027-09-12",
}


def edition_form(edition: Edition, **changes) -> EditionForm:
    data = MultiValueDict()
    for name, value in {**EDITION, **changes}.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return EditionForm(data, instance=edition)


def address(edition: Edition) -> dict[str, str]:
    return {"festival": edition.festival.slug, "edition": edition.slug}


def test_from_nothing_to_a_public_edition(client, db):
    administrator = make.user("administrator", is_superuser=True)
    client.force_login(administrator)
    founded = {"name_en": "Lumen", "name_zh_hans": "流明", "slug": "lumen", "accent": "pine"}
    response = client.post(reverse("desk:new_festival"), founded)
    assert response.url == reverse("desk:new_edition", args=["lumen"])
    assert client.post(reverse("desk:new_festival"), founded).status_code == 422, (
        "posted twice: no second one"
    )
    assert Festival.objects.get().name == {"en": "Lumen", "zh-hans": "流明"}

    response = client.post(response.url, EDITION)
    edition = Edition.objects.get()
    assert response.url == reverse("desk:setup", kwargs=address(edition))
    assert edition.call_closes_at == datetime(2027, 5, 31, 23, 59, tzinfo=ZoneInfo("Europe/Rome"))
    assert (edition.public, edition.languages) == (False, ["en", "zh-hans"])
    assert [(seat.user, seat.role) for seat in Membership.objects.all()] == [(administrator, Role.DIRECTOR)]
    assert client.post(reverse("desk:new_edition", args=["lumen"]), EDITION).status_code == 422

    show = reverse("desk:publish_edition", kwargs=address(edition))
    assert client.post(show, {"public": "yes"}).status_code == 422, "without a category nobody could enter"
    category = {"name_en": "Shorts", "slug": "shorts", "orientation": "any", "max_duration_s": "12:00"}
    category["disclosure"] = "required"
    client.post(reverse("desk:new_category", kwargs=address(edition)), category)
    for _twice in range(2):
        assert client.post(show, {"public": "yes"}).status_code == 302
    edition.refresh_from_db()
    assert edition.public
    assert list(AuditRecord.objects.order_by("pk").values_list("action", flat=True)) == [
        "festival.founded",
        "edition.opened",
        "member.seated",
        "category.added",
        "edition.shown",
    ]


def test_hours_are_read_and_shown_in_the_time_zone_of_the_form(edition):
    form = edition_form(edition, time_zone="Asia/Shanghai")
    assert form.is_valid(), form.errors
    closes = form.save().call_closes_at
    assert closes == datetime(2027, 5, 31, 23, 59, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert EditionForm(instance=edition)["call_closes_at"].value() == datetime(2027, 5, 31, 23, 59)  # noqa: DTZ001
    assert 'value="2027-05-31T23:59"' in str(EditionForm(instance=edition)["call_closes_at"])


def test_another_time_zone_moves_the_moments(client, director, edition):
    client.force_login(director)
    url = reverse("desk:edit_edition", kwargs=address(edition))
    assert client.post(url, {**EDITION, "slug": "2026"}).status_code == 302
    assert client.post(url, {**EDITION, "slug": "2026", "time_zone": "Asia/Shanghai"}).status_code == 302
    edition.refresh_from_db()
    assert edition.call_opens_at == datetime(2027, 1, 10, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert sorted(AuditRecord.objects.first().facts["changes"]) == [
        "call_closes_at",
        "call_opens_at",
        "time_zone",
    ]


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"call_closes_at": "2027-03-28T02:30"}, "call_closes_at"),  # the clocks jump over it
        ({"call_closes_at": "2027-10-31T02:30"}, "call_closes_at"),  # it comes twice
        ({"call_closes_at": "2027-01-10T09:00"}, "call_closes_at"),
        ({"call_closes_at": "soon"}, "call_closes_at"),
        ({"call_opens_at": "0001-01-01T00:00"}, "call_opens_at"),
        ({"decisions_on": "9999-12-31"}, "decisions_on"),
        ({"ends_on": "2027-09-09"}, "ends_on"),
        ({"time_zone": "Europe/Nowhere"}, "time_zone"),
        ({"name_en": "", "name_zh_hans": ""}, "name"),
        ({"slug": "20 27"}, "slug"),
        ({"slug": "2025"}, "slug"),
        ({"languages": []}, "languages"),
        ({"awards_per_film": "0"}, "awards_per_film"),
    ],
)
def test_each_mistake_is_told_at_its_field(edition, changes, wrong):
    make.edition(edition.festival, slug="2025")
    form = edition_form(edition, **changes)
    assert list(form.errors) == [wrong]
    assert len(form.errors[wrong]) == 1


@pytest.mark.parametrize("slug", ["desk", "new", "festivals", "Two Words", ""])
def test_an_address_of_the_portal_is_no_address_of_a_festival(db, slug):
    form = FestivalForm({"name_en": "F", "slug": slug, "accent": "pine"})
    assert list(form.errors) == ["slug"]


def test_a_category_reads_as_sentences(edition):
    form = CategoryForm(
        {
            "name_en": "Vertical",
            "slug": "vertical",
            "min_duration_s": "0:30",
            "max_duration_s": "3",
            "orientation": "vertical",
            "min_short_side": "720",
            "frame_rates": "24, 29.97 25",
            "subtitles_required": "on",
            "disclosure": "optional",
        },
        instance=Category(edition=edition),
    )
    assert form.is_valid(), form.errors
    category = form.save()
    category.refresh_from_db()
    assert (category.min_duration_s, category.max_duration_s) == (30, 180)
    assert category.frame_rates == ["24", "30000/1001", "25"]
    assert category_rules_sentences(category) == [
        "The film runs between 0:30 and 3:00 minutes.",
        "The picture is higher than wide.",
        "The shorter side of the picture has at least 720 pixels.",
        "Frames per second: 24, 29.97, 25.",
        "Silent films are welcome.",
        "Subtitles are required.",
    ]
    assert CategoryForm(instance=category)["max_duration_s"].value() == "3:00"
    assert CategoryForm(instance=category)["frame_rates"].value() == "24, 30000/1001, 25"


def test_a_category_without_rules_says_that_anything_goes(edition):
    assert category_rules_sentences(Category(edition=edition, orientation=Orientation.ANY)) == [
        "The film may have any length.",
        "The picture may have any format.",
        "Silent films are welcome.",
    ]


def test_the_shortest_film_is_not_longer_than_the_longest(category):
    data = {"name_en": "S", "slug": "shorts", "position": 0, "orientation": "any", "disclosure": "off"}
    form = CategoryForm({**data, "min_duration_s": "10", "max_duration_s": "5"}, instance=category)
    assert list(form.errors) == ["max_duration_s"]


@pytest.mark.parametrize("text", ["fast", "0", "-25", "1/0", "1000", "24000/1001/2", "nan"])
def test_what_is_no_frame_rate_is_refused(text):
    with pytest.raises(ValidationError):
        FrameRatesField().clean(text)


def test_two_categories_never_share_an_address(client, director, edition, category):
    client.force_login(director)
    form = {"name_en": "Again", "slug": category.slug, "orientation": "any", "disclosure": "off"}
    response = client.post(reverse("desk:new_category", kwargs=address(edition)), form)
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["slug"])


def test_a_category_with_entries_stays(monkeypatch, category, director):
    def protected(*args, **kwargs):
        raise ProtectedError("entries", set())

    # The entries live upstairs; that they protect their category is tested there.
    monkeypatch.setattr(Category, "delete", protected)
    with pytest.raises(Conflict):
        delete_part(category, by=director)
    assert not AuditRecord.objects.filter(action="category.deleted").exists()


def test_an_empty_category_goes_after_a_question(client, director, edition, category):
    client.force_login(director)
    url = reverse("desk:delete_category", kwargs={**address(edition), "pk": category.pk})
    assert client.get(url).status_code == 200
    assert Category.objects.count() == 1
    assert client.post(url).status_code == 302
    assert client.post(url).status_code == 404
    assert Category.objects.count() == 0


def test_an_edition_with_results_stays_public(client, director, edition):
    edition.results_published_at = edition.call_opens_at
    edition.save()
    client.force_login(director)
    response = client.post(reverse("desk:publish_edition", kwargs=address(edition)), {"public": "no"})
    assert response.status_code == 409
    edition.refresh_from_db()
    assert edition.public


def test_a_notification_date_leaves_its_old_value_in_the_trail(client, director, edition):
    client.force_login(director)
    url = reverse("desk:edit_edition", kwargs=address(edition))
    client.post(url, {**EDITION, "slug": "2026"})
    client.post(url, {**EDITION, "slug": "2026", "decisions_on": "2027-08-15"})
    record = AuditRecord.objects.first()
    assert (record.action, record.facts) == (
        "edition.changed",
        {"changes": {"decisions_on": ["2027-08-01", "2027-08-15"]}},
    )
    edition.refresh_from_db()
    assert edition.decisions_on == date(2027, 8, 15)
