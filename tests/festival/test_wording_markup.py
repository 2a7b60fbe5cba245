"""Words of the office, values of strangers: the one may mark up, the other may not."""

import pytest

from festival.wording import as_html, as_text, broken_places, fields_in, plain_line

LINKS = frozenset({"entry_link"})


def test_fields_are_named_once_and_in_order():
    assert fields_in("{{ title }} {{name}} {{ title }} {{ Film }}") == ["title", "name"]


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("Dear {{ name }},", []),
        ("{{ film.title }}", ["{{ film.title }}"]),
        ("{{ title|upper }}", ["{{ title|upper }}"]),
        ("{{ title", ["{{ title"]),
        ("{% load i18n %}{% if x %}", ["{% load i18n %}", "{% if x %}"]),
        ("{} and { title }", []),
    ],
)
def test_what_is_no_field_is_found(text, broken):
    assert broken_places(text) == broken


def test_a_subject_is_one_line_whatever_the_title_holds():
    assert plain_line("Received: {{ title }}", {"title": "A\r\nBcc: x@example.org\x00"}) == (
        "Received: A Bcc: x@example.org"
    )


def test_markup_of_the_office_works_in_both_forms():
    body = "Dear {{ name }},\n\n**Well done.**\nLook:\n- one\n- two\n\n> quoted\n\n[Open it]({{ entry_link }}) or https://example.org/a."
    values = {"name": "Ada", "entry_link": "https://portal.example/e/1/"}
    assert as_html(body, values, links=LINKS) == (
        "<p>Dear Ada,</p>\n"
        "<p><strong>Well done.</strong><br>\nLook:</p>\n<ul><li>one</li><li>two</li></ul>\n"
        "<blockquote>quoted</blockquote>\n"
        '<p><a href="https://portal.example/e/1/">Open it</a> or '
        '<a href="https://example.org/a">https://example.org/a</a>.</p>'
    )
    assert as_text(body, values) == (
        "Dear Ada,\n\nWell done.\nLook:\n- one\n- two\n\n> quoted\n\n"
        "Open it: https://portal.example/e/1/ or https://example.org/a.\n"
    )


@pytest.mark.parametrize(
    "title",
    [
        "<script>alert(1)</script>",
        "**bold** [click](https://evil.example)",
        "{{ name }}",
        "\ue0000\ue001",
        "- not a list",
    ],
)
def test_a_value_is_never_markup(title):
    html = as_html("{{ title }}\n\nfor {{ name }}", {"title": title, "name": "Ada"})
    assert (html.count("<script"), html.count("<strong"), html.count("href"), html.count("<li")) == (
        0,
        0,
        0,
        0,
    )
    assert html.count("Ada") == 1


def test_a_link_field_leads_only_to_the_web():
    assert as_html("[x]({{ entry_link }})", {"entry_link": "javascript:alert(1)"}, links=LINKS) == (
        '<p class="act"><a href="#">x</a></p>'
    )
    assert as_html("{{ entry_link }}", {"entry_link": 'https://a.example/"><b>'}, links=LINKS) == (
        '<p><a href="https://a.example/&quot;&gt;&lt;b&gt;">https://a.example/&quot;&gt;&lt;b&gt;</a></p>'
    )


def test_markup_of_the_office_cannot_carry_html_either():
    assert as_html('<img src=x onerror="a()"> **<b>** [a](https://x.example/"onclick=1)', {}) == (
        "<p>&lt;img src=x onerror=&quot;a()&quot;&gt; <strong>&lt;b&gt;</strong> "
        '[a](<a href="https://x.example/">https://x.example/</a>&quot;onclick=1)</p>'
    )


def test_a_line_of_empty_fields_vanishes():
    assert as_text("One\n\n{{ size }}\n\n{{ sha256 }}\n\nTwo {{ size }}", {"size": "", "sha256": ""}) == (
        "One\n\nTwo\n"
    )


def test_a_link_that_stands_alone_is_the_button_of_the_letter():
    values = {"entry_link": "https://portal.example/e/1/"}
    assert as_html("[Open it]({{ entry_link }})\n\n{{ entry_link }}", values, links=LINKS) == (
        '<p class="act"><a href="https://portal.example/e/1/">Open it</a></p>\n'
        '<p><a href="https://portal.example/e/1/">https://portal.example/e/1/</a></p>'
    )
