"""Tables of strangers are read whoever wrote them, and refused in words when they are none."""

import io
import zipfile
from datetime import date

import pytest

from submissions.importing import fields, sheets, words
from submissions.importing.lines import House, understand
from submissions.importing.sheets import SheetError
from tests.submissions.importing import tables

HOUSE = House(
    category_of={"Shorts": "shorts"}.get,
    country_of={"Italy": "IT", "China": "CN"}.get,
    language_of={"English": "en"}.get,
    usual_category="all",
    day_first=True,
)


@pytest.mark.parametrize("data", [b"Title\n\n\nHim\n\n", b"\nTitle\n\nHim\n"])
def test_lines_stand_where_the_rows_of_the_file_do(data):
    assert sheets.read(data).lines == (("",), ("",), ("Him",))


@pytest.mark.parametrize(
    "data",
    [
        "片名,邮箱\n他,him@example.org\n".encode(),
        b"\xef\xbb\xbf" + "片名,邮箱\r\n他,him@example.org\r\n".encode(),
        "片名;邮箱\n他;him@example.org\n".encode("utf-16"),
        "\n\n片名\t邮箱\n\n他\thim@example.org\n".encode(),
        ("片名,邮箱\n" + "他,him@example.org\n" + "你只是忘了我们的树,tree@example.org\n" * 8).encode(
            "gb18030"
        ),
        tables.workbook([["片名", "邮箱"], ["他", "him@example.org"]]),
    ],
)
def test_whatever_program_wrote_it(data):
    sheet = sheets.read(data)
    assert (sheet.heading, next(filter(any, sheet.lines))) == (("片名", "邮箱"), ("他", "him@example.org"))
    assert fields.guess(sheet.heading) == {0: "title_original", 1: "email"}


def test_cells_of_a_spreadsheet_become_words():
    rows = [["Title", "Completed", "Duration", "No"], ["Him", date(2026, 3, 5), 431.0, None]]
    assert sheets.read(tables.workbook(rows)).lines == (("Him", "2026-03-05", "431", ""),)


def test_a_quoted_cell_may_hold_lines_and_commas():
    assert sheets.read(b'Title,Synopsis\nHim,"One,\ntwo."\n').lines == (("Him", "One,\ntwo."),)


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", bytes(sheets.MOST_UNPACKED + 1))
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"Title,Email\n\n", "only_a_heading"),
        (b"\0\1\2\3", "not_a_table"),
        (b"PK\x03\x04 and nothing", "not_a_table"),
        (b"\xff\xfe\x00", "unknown_encoding"),
        (b",".join(b"x" for _ in range(301)), "too_many_columns"),
        (b"Title\n" + b"x\n" * 20_001, "too_many_lines"),
        (bytes(sheets.MOST_BYTES + 1), "too_large"),
        (bomb(), "too_large"),
    ],
)
def test_what_is_no_table_is_refused(data, code):
    with pytest.raises(SheetError) as refusal:
        sheets.read(data)
    assert refusal.value.code == code


def test_one_title_is_enough_in_whatever_language():
    assert fields.missing_targets({0: "title_original", 1: "email"}) == []
    assert fields.missing_targets({0: "title_international"}) == ["email"]
    assert fields.missing_targets({0: "name"}) == ["title_original", "email"]


def test_heads_in_traditional_characters_are_known():
    assert fields.guess(["片名", "導演", "電子郵件", "語言"]) == {
        0: "title_original",
        1: "directors",
        2: "email",
        3: "languages",
    }


def test_filmfreeways_columns_are_known():
    assert fields.is_from_filmfreeway(tables.FILMFREEWAY)
    known = {key: tables.FILMFREEWAY[column] for column, key in fields.guess(tables.FILMFREEWAY).items()}
    assert known == {
        "reference": "Tracking Number",
        "title_international": "Project Title",
        "title_original": "Project Title (Original Language)",
        "email": "Email",
        "first_name": "First Name",
        "last_name": "Last Name",
        "category": "Submission Categories",
        "synopsis": "Synopsis",
        "synopsis_original": "Synopsis (Original Language)",
        "statement": "Submitter Statement",
        "directors": "Directors",
        "writers": "Writers",
        "producers": "Producers",
        "cast": "Key Cast",
        "countries": "Country of Origin",
        "languages": "Language",
        "completed_on": "Completion Date",
        "runtime": "Duration",
        "submitted_on": "Submission Date",
        "status": "Submission Status",
        "website": "Project Website",
        "trailer": "Trailer URL",
        "screener": "Submission Link",
        "notes": "Submission Notes",
        "flag": "Flag",
    }


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("00:07:12", 432),
        ("7:12", 432),
        ("1:02:03", 3723),
        ("10 minutes 39 seconds", 639),
        ("1 h 5 min", 3900),
        ("12分30秒", 750),
        ("95", 95),
        ("about ten", None),
        ("", None),
    ],
)
def test_running_times(said, expected):
    assert words.seconds(said) == expected


@pytest.mark.parametrize(
    ("said", "day_first", "expected"),
    [
        ("2026-03-05", True, date(2026, 3, 5)),
        ("2026年3月5日", True, date(2026, 3, 5)),
        ("March 5, 2026", True, date(2026, 3, 5)),
        ("5 Mar 2026", True, date(2026, 3, 5)),
        ("03/05/2026", False, date(2026, 3, 5)),
        ("03/05/2026", True, date(2026, 5, 3)),
        ("13/05/2026", False, date(2026, 5, 13)),
        ("2026-02-30", True, None),
        ("soon", True, None),
    ],
)
def test_days(said, day_first, expected):
    assert words.day(said, day_first=day_first) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Wu Li; Smith, John", ["Wu Li", "Smith, John"]),
        ("Ada, Bo", ["Ada", "Bo"]),
        ("张三、李四", ["张三", "李四"]),
        (" ", []),
    ],
)
def test_names(said, expected):
    assert words.names(said) == expected


def read_line(**told):
    heading = tuple(tables.FILMFREEWAY)
    cells = tuple(tables.line(7, **told).get(head, "") for head in heading)
    return understand(9, cells, fields.guess(heading), HOUSE)


def test_a_line_becomes_a_film():
    film = read_line()
    assert (film.reference, film.email, film.person, film.category) == (
        "AISF00007",
        "maker7@example.org",
        "Ada Lumen 7",
        "shorts",
    )
    assert film.values["countries"] == ["IT", "CN"]
    assert film.people == (("director", "Ada Lumen"), ("director", "Bo Chen"), ("writer", "Ada Lumen"))
    assert film.submitted_on == date(2026, 10, 1)
    assert [remark.code for remark in film.remarks] == ["unknown_word"]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"Email": "not an address"}, "bad_address"),
        ({"Email": ""}, "no_address"),
        ({"Project Title": "–"}, "no_title"),
        ({"Submission Status": "Withdrawn"}, "not_entered_there"),
    ],
)
def test_what_cannot_become_an_entry(told, code):
    film = read_line(**told)
    assert (film.is_refused, [remark.code for remark in film.remarks if remark.refuses]) == (True, [code])


def test_nothing_is_dropped_in_silence():
    film = read_line(
        **{
            "Project Title": "x" * 201,
            "Submission Categories": "Epics",
            "Completion Date": "soon",
            "Key Cast": ", ".join(f"Actor {number}" for number in range(21)),
        }
    )
    assert [remark.code for remark in film.remarks] == [
        "unknown_date",
        "cut_short",
        "unknown_word",
        "unknown_category",
        "too_many_people",
    ]
    assert not film.is_refused


def test_a_line_without_a_number_is_known_by_maker_and_title():
    plain, louder = (
        read_line(**{"Tracking Number": ""}),
        read_line(**{"Tracking Number": "", "Email": "MAKER7@example.org"}),
    )
    assert plain.reference == louder.reference
    assert plain.reference != read_line(**{"Tracking Number": "", "Project Title": "Another"}).reference
