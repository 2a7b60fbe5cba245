"""Who comes in, and in which shape the API says no."""

import pytest
from django.core.cache import cache
from rest_framework.test import APIClient
from rest_framework.throttling import SimpleRateThrottle

PRIVATE = ["/api/v1/entries/", "/api/v1/uploads/", "/api/v1/scorecards/"]
PROBLEM = "application/problem+json"


@pytest.mark.parametrize("url", PRIVATE)
def test_nobody_comes_in_without_a_token(anybody, db, url):
    answer = anybody.get(url)
    assert (answer.status_code, answer["WWW-Authenticate"], answer["Content-Type"]) == (401, "Token", PROBLEM)
    assert answer.json() == {"title": "Authentication credentials were not provided.", "status": 401}


def test_a_wrong_token_opens_nothing(anybody, db):
    anybody.credentials(HTTP_AUTHORIZATION="Token wrong")
    assert anybody.get("/api/v1/entries/").status_code == 401


def test_a_session_needs_the_csrf_token(filmmaker, category):
    page = APIClient(enforce_csrf_checks=True)
    page.force_login(filmmaker)
    answer = page.post("/api/v1/entries/", {"category": category.pk}, format="json")
    assert (answer.status_code, answer["Content-Type"]) == (403, PROBLEM)


def test_what_is_wrong_is_said_by_field(program, category):
    answer = program.post("/api/v1/entries/", {"category": "x", "token": "y"})
    assert (answer.status_code, answer["Content-Type"]) == (400, PROBLEM)
    assert answer.json() == {
        "title": "Invalid input.",
        "status": 400,
        "errors": {
            "category": ["Incorrect type. Expected pk value, received str."],
            "token": ["Must be a valid UUID."],
        },
    }


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"\xff", b'{"category": "\\u0000"}'])
def test_nonsense_is_a_problem_not_an_error(program, category, body):
    answer = program.generic("POST", "/api/v1/entries/", body, content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (400, PROBLEM)


def test_the_sentence_is_in_the_language_asked_for(program, category):
    answer = program.get("/api/v1/entries/", headers={"Accept-Language": "zh-CN"})
    assert answer["Content-Language"] == "zh-hans"


def test_too_many_requests_are_turned_away(anybody, db, monkeypatch):
    cache.clear()
    monkeypatch.setattr(SimpleRateThrottle, "THROTTLE_RATES", {"anon": "2/min", "user": "2/min"})
    answers = [anybody.get("/api/v1/editions/") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[2]["Retry-After"]) > 0
    cache.clear()


@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete"])
@pytest.mark.parametrize("rest", ["films/", "entries/no-id/", "editions/a b/c/", "scorecards/null,null/"])
def test_an_unknown_address_is_a_problem_not_a_page(anybody, db, method, rest):
    answer = getattr(anybody, method)(f"/api/v1/{rest}")
    assert (answer.status_code, answer["Content-Type"]) == (404, PROBLEM)
