"""The description of the API: complete, free of warnings, and with its refusals."""

import pytest
from django.core.management import call_command
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator


@pytest.fixture(scope="module")
def schema():
    return SchemaGenerator().get_schema(request=None, public=True)


def test_the_description_is_valid_and_without_warnings(tmp_path):
    GENERATOR_STATS.reset()
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(tmp_path / "schema.yml"))


def test_each_operation_tells_its_refusals(schema):
    entries = schema["paths"]["/api/v1/entries/{id}/"]
    assert sorted(entries["get"]["responses"]) == ["200", "400", "401", "403", "404", "405", "406", "429"]
    assert {"401", "409", "422"} <= set(entries["patch"]["responses"])
    editions = schema["paths"]["/api/v1/editions/"]["get"]["responses"]
    assert "401" not in editions


def test_only_what_is_public_is_open(schema):
    without_token = [
        path
        for path, operations in schema["paths"].items()
        for operation in operations.values()
        if {} in operation.get("security", [{}])
    ]
    assert without_token == [
        "/api/v1/editions/",
        "/api/v1/editions/{festival}/{edition}/",
        "/api/v1/editions/{festival}/{edition}/call/",
        "/api/v1/editions/{festival}/{edition}/programme/",
        "/api/v1/editions/{festival}/{edition}/results/",
    ]


def test_each_operation_says_what_it_is_for(schema):
    silent = [
        f"{method} {path}"
        for path, operations in schema["paths"].items()
        for method, operation in operations.items()
        if not operation.get("summary") or not operation.get("tags")
    ]
    assert silent == []


def test_the_pages_of_the_description(client, db):
    assert client.get("/api/v1/schema/").status_code == 200
    page = client.get("/api/v1/docs/", headers={"Accept": "text/html"})
    assert (page.status_code, page["Content-Type"]) == (200, "text/html; charset=utf-8")
