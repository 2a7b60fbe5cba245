import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_the_api_page_runs_under_the_strict_policy(person):
    """Its looks are the library's, so only the policy is asked: no script or style inline, no other host."""
    programmer = person("programmer")
    page = programmer.visit("/api/v1/docs/")
    page.get_by_text("Begin a draft").first.click()
    expect(page.get_by_text("Try it out").first).to_be_visible()
    assert page.evaluate("() => window.__violations") == []
