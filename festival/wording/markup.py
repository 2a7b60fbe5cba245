"""A little Markdown for letters: paragraphs, line breaks, lists, quotes, **bold**, [words](link). Pure.

A link that is a paragraph of its own is the letter's button.

Values of fields are put in last, escaped: a film called **x** or <b>x</b> stays what its maker called it.
"""

import re
from collections.abc import Mapping
from html import escape

from festival.wording.fields import FIELD, clean, without_empty_lines

_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_LINK = re.compile(r"\[([^\[\]\n]+)\]\((https?://[^\s()<>\"]+|\ue000\d+\ue001)\)")
_ADDRESS = re.compile(r"(?<![\"=>/\w])https?://[^\s<>\"]+[^\s<>\".,;:!?)\]'，。；：！？）]")
_MARK = re.compile("\ue000(\\d+)\ue001")
_LINE_START = re.compile(r"^(?:[-*] |> ?)")


def as_text(body: str, values: Mapping[str, str]) -> str:
    """The plain form of a letter: marks removed, links written out."""
    marked, names = _mark_fields(without_empty_lines(body, values))
    lines = [_BOLD.sub(r"\1", line) for line in marked.split("\n")]
    text = _LINK.sub(r"\1: \2", "\n".join(lines))
    return _MARK.sub(lambda hit: clean(values.get(names[int(hit[1])], "")), text).strip() + "\n"


def as_html(body: str, values: Mapping[str, str], *, links: frozenset[str] = frozenset()) -> str:
    """The same as HTML paragraphs. `links`: the fields whose value is a web address."""
    marked, names = _mark_fields(without_empty_lines(body, values))
    blocks = [_block(block.split("\n")) for block in re.split(r"\n\s*\n", marked) if block.strip()]
    html = "\n".join(blocks)
    html = re.sub('href="\ue000(\\d+)\ue001"', lambda hit: _href(values.get(names[int(hit[1])], "")), html)
    return _MARK.sub(lambda hit: _value(names[int(hit[1])], values, links), html)


def _mark_fields(body: str) -> tuple[str, list[str]]:
    """Each field becomes a mark that no text can hold, so that markup never looks into a value."""
    names: list[str] = []

    def mark(hit: re.Match[str]) -> str:
        names.append(hit[1])
        return f"\ue000{len(names) - 1}\ue001"

    return FIELD.sub(mark, body), names


def _block(lines: list[str]) -> str:
    lines = [line.rstrip() for line in lines if line.strip()]
    if all(line.startswith(("- ", "* ")) for line in lines):
        items = "".join(f"<li>{_inline(line[2:])}</li>" for line in lines)
        return f"<ul>{items}</ul>"
    if all(line.startswith(">") for line in lines):
        return f"<blockquote>{_lines(lines)}</blockquote>"
    # A list that follows its sentence without an empty line, as one types it.
    for number, line in enumerate(lines):
        if (
            number
            and line.startswith(("- ", "* "))
            and all(x.startswith(("- ", "* ")) for x in lines[number:])
        ):
            return f"<p>{_lines(lines[:number])}</p>\n{_block(lines[number:])}"
    if len(lines) == 1 and _LINK.fullmatch(lines[0].strip()):
        return f'<p class="act">{_inline(lines[0].strip())}</p>'
    return f"<p>{_lines(lines, strip=False)}</p>"


def _lines(lines: list[str], *, strip: bool = True) -> str:
    return "<br>\n".join(_inline(_LINE_START.sub("", line) if strip else line) for line in lines)


def _inline(line: str) -> str:
    """One line: escaped, then links, addresses and bold."""
    pieces: list[str] = []
    end = 0
    for hit in _LINK.finditer(line):
        pieces += [_words(line[end : hit.start()]), f'<a href="{escape(hit[2])}">{_bold(hit[1])}</a>']
        end = hit.end()
    return "".join([*pieces, _words(line[end:])])


def _words(text: str) -> str:
    pieces: list[str] = []
    end = 0
    for hit in _ADDRESS.finditer(text):
        address = escape(hit[0])
        pieces += [_bold(text[end : hit.start()]), f'<a href="{address}">{address}</a>']
        end = hit.end()
    return "".join([*pieces, _bold(text[end:])])


def _bold(text: str) -> str:
    return _BOLD.sub(r"<strong>\1</strong>", escape(text))


def _value(name: str, values: Mapping[str, str], links: frozenset[str]) -> str:
    value = clean(values.get(name, ""))
    if name in links and value.startswith(("http://", "https://")):
        return f'<a href="{escape(value)}">{escape(value)}</a>'
    return escape(value).replace("\n", "<br>\n")


def _href(value: str) -> str:
    return f'href="{escape(value)}"' if value.startswith(("http://", "https://")) else 'href="#"'
