"""One desk opens at once, several are a choice, and no desk is no page."""

import pytest
from django.urls import reverse

from festival.enums import Role
from festival.models import Membership
from tests.factories import festival as make

CHOOSER = "/desk/"


def test_a_single_desk_opens_at_once(client, edition):
    client.force_login(make.member(edition, Role.FRONT_OF_HOUSE))
    response = client.get(CHOOSER)
    assert response.url == f"/desk/{edition.festival.slug}/{edition.slug}/"
    assert client.get(response.url).status_code == 200


def test_several_are_a_choice_and_others_stay_unknown(client, edition, director, colleague):
    second = make.edition(edition.festival, slug="2027")
    Membership.objects.create(edition=second, role=Role.SCRUTINEER, user=director)
    client.force_login(director)
    page = client.get(CHOOSER)
    assert {desk["edition"] for desk in page.context["desks"]} == {edition, second}
    assert [str(festival) for festival in page.context["festivals"]] == ["Lumen"]
    assert "Elsewhere" not in page.content.decode()


def test_who_has_no_desk_finds_none(client, juror):
    client.force_login(juror)
    assert client.get(CHOOSER).status_code == 404


@pytest.mark.parametrize("editions", [1, 3])
def test_the_chooser_asks_the_same_for_one_and_for_many(
    client, administrator, editions, django_assert_num_queries
):
    for number in range(editions):
        make.edition(make.festival(f"festival-{number}"))
    client.force_login(administrator)
    # session, person, editions, festivals, second factor, rooms
    with django_assert_num_queries(6):
        assert client.get(reverse("desk:chooser")).status_code == 200


@pytest.fixture
def administrator(db):
    return make.user("administrator", is_superuser=True)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("page", ["letters", "audit", "setup"])
def test_the_lists_of_an_edition_ask_the_same_for_one_and_for_many(
    client, edition, director, page, rows, django_assert_num_queries
):
    for number in range(rows):
        make.category(edition, f"category-{number}")
        edition.letters.create(to_email="a@example.org", language="en", kind="k", subject="s", text="t")
        edition.audit_records.create(action="x.done", actor_text="p", target_type="t", target_id=str(number))
    client.force_login(director)
    # session, person, edition, roles, rooms; then count and rows, nouns count and rows, or parts and factor;
    # of letters also the kinds and the states
    queries = {"letters": 9, "audit": 8, "setup": 8}[page]
    with django_assert_num_queries(queries):
        url = reverse(f"desk:{page}", kwargs={"festival": edition.festival.slug, "edition": edition.slug})
        assert client.get(url).status_code == 200
