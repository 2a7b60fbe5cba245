from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from PIL import Image

from screenings.stills import WIDTHS, still_url
from tests.factories import screenings as make


@pytest.fixture
def tree(category, filmmaker):
    return make.with_still(make.film(category, filmmaker, "Our Tree"), size=(1800, 1000))


def picture(client, entry, width):
    return Image.open(BytesIO(client.get(still_url(entry, width)).content))


def test_a_still_is_shrunk_never_enlarged(client, edition, tree):
    make.announce_selection(edition)
    assert [picture(client, tree, width).width for width in WIDTHS] == [480, 960, 1600]
    small = make.with_still(tree, size=(300, 200))
    assert [picture(client, small, width).size for width in WIDTHS] == [(300, 200)] * 3


def test_a_new_picture_has_a_new_address(edition, tree):
    before = still_url(tree)
    assert still_url(make.with_still(tree)) != before


def test_an_odd_width_and_a_missing_file_are_not_found(client, edition, tree):
    make.announce_selection(edition)
    assert client.get("/lumen/2026/films/our-tree/still-481.jpg").status_code == 404
    tree.still = "stills/" + "0" * 32 + ".jpg"
    tree.save()
    assert client.get("/lumen/2026/films/our-tree/still-480.jpg").status_code == 404


def test_a_film_without_a_picture_has_no_address(category, filmmaker):
    assert still_url(make.film(category, filmmaker, "Bare")) == ""


def test_without_a_still_the_poster_of_the_film_is_shown(client, edition, category, filmmaker):
    film = make.announce_selection(edition) and make.film(category, filmmaker, "Bare")
    poster = film.film.renditions.create(
        kind="poster", name="poster", prefix=f"{film.film.pk}/poster", width=640, height=360
    )
    out = BytesIO()
    Image.new("RGB", (640, 360), "maroon").save(out, "JPEG")
    storages["renditions"].save(poster.file("poster.jpg"), ContentFile(out.getvalue()))
    assert picture(client, film, 480).size == (480, 270)
