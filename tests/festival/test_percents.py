"""A percentage on the page."""

from django.template import Context, Template

from festival.percents import percent


def test_number_and_sign_stay_on_one_line():
    assert percent(61) == "61\N{NO-BREAK SPACE}%"
    template = Template("{% load portal %}{{ share|floatformat|percent }}")
    assert template.render(Context({"share": 66.7})) == "66.7\N{NO-BREAK SPACE}%"
