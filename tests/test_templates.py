"""Every template compiles, and every letter has its three parts."""

from pathlib import Path

import pytest
from django.template.loader import get_template

FOLDER = Path(__file__).resolve().parent.parent / "templates"
TEMPLATES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.*"))
LETTERS = sorted({path.parent for path in (FOLDER / "emails").glob("*/*/*")})


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_compiles(name):
    get_template(name)


@pytest.mark.parametrize("letter", LETTERS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_letter_has_three_parts(letter):
    assert sorted(path.name for path in letter.iterdir()) == ["body.html", "body.txt", "subject.txt"]


# Letters are read by mail programs, which know no style sheets of ours.
PAGES = [name for name in TEMPLATES if name.endswith(".html") and not name.startswith("emails/")]


@pytest.mark.parametrize("name", PAGES)
def test_no_style_and_no_script_stands_in_a_page(name):
    """The content security policy would block it, silently for the author and badly for the reader."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert [
        word for word in (' style="', "<style", "javascript:", " onclick=", " onload=") if word in text
    ] == []
