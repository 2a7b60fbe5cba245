"""Hostile files, and files that are what they say."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.storage import default_storage

from submissions.asking_exceptions import BadPaperFile, TooManyPapers
from submissions.models import Paper
from submissions.papers import store
from submissions.papers.types import TYPES, BadPaper, look_at, tidy_name
from tests.factories import asking
from tests.factories import submissions as make


def zipped(*names: str, content: str = "x") -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, content)
    return out.getvalue()


ODT = zipped("mimetype", content="application/vnd.oasis.opendocument.text")
HONEST = {
    "a.pdf": b"%PDF-1.4\n",
    "a.JPEG": b"\xff\xd8\xff\xe0",
    "a.png": b"\x89PNG\r\n\x1a\n",
    "a.webp": b"RIFF0000WEBP",
    "a.odt": ODT,
    "a.docx": zipped("[Content_Types].xml", "word/document.xml"),
    "a.xlsx": zipped("[Content_Types].xml", "xl/workbook.xml"),
    "a.txt": "授权书".encode(),
    "a.csv": b"a,b\n",
    "a.zip": zipped("a.txt"),
    "a.mp3": b"ID3\x04",
    "a.wav": b"RIFF0000WAVE",
    "a.m4a": b"\0\0\0\x20ftypM4A ",
}
HOSTILE = [
    ("a.pdf", b"<html><script>alert(1)</script>", "not_what_it_says"),
    ("a.pdf", b"MZ\x90\0", "not_what_it_says"),
    ("a.pdf", b"\n\n%PDF-1.7", "not_what_it_says"),
    ("a.jpg", b"GIF89a", "not_what_it_says"),
    ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>", "not_what_it_says"),
    ("a.txt", b"<!DOCTYPE html><script>", "not_what_it_says"),
    ("a.txt", b"  <svg onload=x>", "not_what_it_says"),
    ("a.txt", b"text\0with zero", "not_what_it_says"),
    ("a.txt", b"\xc3\x28 not utf-8", "not_what_it_says"),
    ("a.docx", zipped("evil.exe"), "not_what_it_says"),
    ("a.odt", zipped("mimetype"), "not_what_it_says"),
    ("a.svg", b"<svg/>", "type_not_taken"),
    ("a.html", b"<html>", "type_not_taken"),
    ("a.pdf.exe", b"%PDF-1.7", "type_not_taken"),
    ("a.exe\u202efdp", b"%PDF-1.7", "type_not_taken"),
    ("pdf", b"%PDF-1.7", "type_not_taken"),
    ("", b"%PDF-1.7", "type_not_taken"),
    ("a.pdf", b"", "empty"),
]


@pytest.mark.parametrize("name", HONEST)
def test_what_a_file_says_it_is(name):
    kind = look_at(name, 10, HONEST[name], types=tuple(TYPES), most_bytes=10)
    assert kind == name.lower().replace("jpeg", "jpg").removeprefix("a.")


@pytest.mark.parametrize(("name", "content", "code"), HOSTILE)
def test_a_hostile_file_is_refused(name, content, code):
    with pytest.raises(BadPaper) as refusal:
        look_at(name, len(content), content, types=tuple(TYPES), most_bytes=10_000)
    assert refusal.value.code == code


def test_only_the_types_and_sizes_that_are_taken():
    with pytest.raises(BadPaper, match="type_not_taken"):
        look_at("a.zip", 10, HONEST["a.zip"], types=("pdf",), most_bytes=10)
    with pytest.raises(BadPaper, match="too_large"):
        look_at("a.pdf", 11, HONEST["a.pdf"], types=("pdf",), most_bytes=10)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\me\\licence.pdf", "licence.pdf"),
        ('a"b\r\nSet-Cookie: x.pdf', "abSet-Cookie: x.pdf"),
        ("a\u202efdp.pdf", "afdp.pdf"),
        ("授权书.pdf", "授权书.pdf"),
        ("", "file"),
        ("...", "file"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_names_are_tidied(sent, kept):
    assert tidy_name(sent) == kept


def test_a_kept_paper_has_a_name_that_cannot_be_guessed(edition, filmmaker):
    entry = make.draft(edition, filmmaker)
    paper = store.keep_paper(entry, asking.file("my name.pdf"), types=("pdf",), most_bytes=1000, by=filmmaker)
    assert (paper.name, paper.kind, paper.size, len(paper.sha256)) == (
        "my name.pdf",
        "pdf",
        len(asking.PDF),
        64,
    )
    folder, _slash, stored = paper.stored.partition("/")
    assert (folder, len(stored), "my" in stored) == ("papers", 32, False)
    with default_storage.open(paper.stored) as file:
        assert file.read() == asking.PDF


def test_a_refused_file_says_what_to_send_and_leaves_nothing(edition, filmmaker):
    entry = make.draft(edition, filmmaker)
    with pytest.raises(BadPaperFile) as refusal:
        store.keep_paper(
            entry, asking.file("a.pdf", b"MZ"), types=("pdf", "jpg"), most_bytes=1000, by=filmmaker
        )
    assert (
        str(refusal.value.message)
        == "This file is not what its name says. Send one of these types: PDF, JPEG."
    )
    assert Paper.objects.count() == 0


def test_nobody_fills_the_disk_with_papers(edition, filmmaker, monkeypatch):
    entry = make.draft(edition, filmmaker)
    monkeypatch.setattr(store, "MOST_PAPERS", 1)
    store.keep_paper(entry, asking.file(), types=("pdf",), most_bytes=1000, by=filmmaker)
    with pytest.raises(TooManyPapers):
        store.keep_paper(entry, asking.file(), types=("pdf",), most_bytes=1000, by=filmmaker)
