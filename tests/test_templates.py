"""Every template compiles, and every letter has its three parts."""

from pathlib import Path

from django.template import TemplateSyntaxError
from django.template.loader import get_template

FOLDER = Path(__file__).resolve().parent.parent / "templates"
TEMPLATES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.*"))
LETTERS = sorted({path.parent for path in (FOLDER / "emails").glob("*/*/*")})
# Letters are read by mail programs, which know no style sheets of ours.
PAGES = [name for name in TEMPLATES if name.endswith(".html") and not name.startswith("emails/")]


def test_every_template_compiles():
    wrong = {}
    for name in TEMPLATES:
        try:
            get_template(name)
        except TemplateSyntaxError as error:
            wrong[name] = str(error)
    assert wrong == {}


def test_a_letter_has_three_parts():
    parts = {
        f"{letter.parent.name}/{letter.name}": sorted(p.name for p in letter.iterdir()) for letter in LETTERS
    }
    assert parts == {letter: ["body.html", "body.txt", "subject.txt"] for letter in parts}


def test_no_style_and_no_script_stands_in_a_page():
    """The content security policy would block it, silently for the author and badly for the reader."""
    forbidden = (' style="', "<style", "javascript:", " onclick=", " onload=")
    texts = {name: (FOLDER / name).read_text(encoding="utf-8") for name in PAGES}
    found = {name: [word for word in forbidden if word in text] for name, text in texts.items()}
    assert {name: words for name, words in found.items() if words} == {}
