import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_sign_in_page_looks_right(person, scheme):
    visitor = person("visitor", color_scheme=scheme)
    visitor.visit("/accounts/login/", look=f"sign-in-{scheme}")
    visitor.sees("Sign in")
