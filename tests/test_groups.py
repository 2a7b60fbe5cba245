"""Groups of tests stay on one worker each, or every worker would start a portal and a Chromium of its own."""

import pytest


@pytest.mark.xdist_group("probe")
def test_the_workers_are_told_of_groups(request):
    if not getattr(request.config.option, "loadgroup", False):
        pytest.skip("Tests are not spread in groups here.")
    assert request.node.nodeid.endswith("@probe")
