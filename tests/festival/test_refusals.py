"""One refusal, three forms: a page, a piece of a page, a problem document."""

import pytest
from django.urls import reverse

from tests.factories import festival as make


@pytest.fixture
def publish(client, director, edition):
    """Showing an edition that has no category: refused with a list of what is missing."""
    client.force_login(director)
    url = reverse("desk:publish_edition", kwargs={"festival": edition.festival.slug, "edition": edition.slug})
    edition.public = False
    edition.save()
    return lambda **headers: client.post(url, {"public": "yes"}, headers=headers)


def test_a_page(publish):
    response = publish()
    assert (response.status_code, response.templates[0].name) == (422, "refused.html")
    assert "Add at least one category." in response.content.decode()


def test_a_piece_of_a_page(publish):
    response = publish(**{"hx-request": "true"})
    assert (response.status_code, response.templates[0].name) == (422, "_refused.html")
    assert "Add at least one category." in response.content.decode()
    assert "<html" not in response.content.decode()


def test_a_problem_document(publish):
    response = publish(accept="application/json")
    assert (response.status_code, response.headers["Content-Type"]) == (422, "application/problem+json")
    assert response.json() == {
        "title": "The edition cannot be shown yet: nobody could enter a film.",
        "status": 422,
        "problems": ["Add at least one category."],
    }


def test_the_sentence_speaks_the_language_of_the_reader(client, edition):
    client.force_login(make.user("somebody"))
    response = client.get("/invitations/unknown/", headers={"accept-language": "en"})
    assert response.status_code == 404
    assert str(response.context["message"]).startswith("This invitation does not exist")
