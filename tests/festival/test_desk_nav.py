"""Each role sees its own doors; a door is marked where one stands."""

import pytest
from django.urls import NoReverseMatch, reverse

from festival.desk_nav import DOORS, desk_nav
from festival.enums import Role
from tests.factories import festival as make


def doors_of(user, edition) -> set[str]:
    urls = {item["url"] for item in desk_nav(user, edition, "")}
    kwargs = {"festival": edition.festival.slug, "edition": edition.slug}
    return {door.name for door in DOORS if reverse(door.name, kwargs=kwargs) in urls}


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_every_door_leads_somewhere(door, edition):
    try:
        reverse(door.name, kwargs={"festival": edition.festival.slug, "edition": edition.slug})
    except NoReverseMatch:
        pytest.fail(f"{door.name} is no address of the desk")


def test_nobody_sees_a_door_that_would_be_shut(client, edition):
    for role in Role:
        member = make.member(edition, role)
        client.force_login(member)
        for item in desk_nav(member, edition, ""):
            assert client.get(item["url"]).status_code == 200, (role, item["url"])


def test_a_juror_and_a_stranger_see_none(edition, juror, stranger):
    assert doors_of(juror, edition) == doors_of(stranger, edition) == set()


def test_the_door_is_marked_where_one_stands(edition, director):
    team = reverse("desk:team", kwargs={"festival": edition.festival.slug, "edition": edition.slug})
    for path, current in ((team, [team]), (f"{team}7/remove/", [team]), ("/desk/", [])):
        items = desk_nav(director, edition, path)
        assert [item["url"] for item in items if item["current"]] == current
    overview = f"/desk/{edition.festival.slug}/{edition.slug}/"
    marked = [i["url"] for i in desk_nav(director, edition, f"{overview}juries/1/") if i["current"]]
    assert marked == [f"{overview}rounds/"]
    assert [i["url"] for i in desk_nav(director, edition, f"{overview}nowhere/") if i["current"]] == []


def test_sections_stand_in_wings_and_a_wing_that_is_all_shut_has_no_heading(client, edition):
    """Front of house sees films and programme; neither jury nor office is even named."""
    wings = {}
    for role in (Role.DIRECTOR, Role.FRONT_OF_HOUSE):
        member = make.member(edition, role)
        wings[role] = list(dict.fromkeys(str(i["wing"]) for i in desk_nav(member, edition, "")))
        client.force_login(member)
        page = client.get(f"/desk/{edition.festival.slug}/{edition.slug}/").content.decode()
        assert page.count('class="desk__wing-name"') == len(wings[role]) - 1
    assert wings == {
        Role.DIRECTOR: ["", "Films", "Jury", "Programme", "Office"],
        Role.FRONT_OF_HOUSE: ["", "Films", "Programme"],
    }
