"""Tables and pictures of entries as files: all of them, only for those who may, and without growing memory."""

import csv
import io
import tracemalloc
import zipfile

import openpyxl
import pytest
from django.urls import reverse
from PIL import Image

from festival.archive.packing import packed, safe_name
from festival.enums import Role
from festival.models import AuditRecord, Membership
from submissions.exporting.columns import chosen, columns_of
from submissions.exporting.tables import csv_lines
from submissions.models import Entry, Picture
from submissions.stills import store_picture
from tests.factories import submissions as make


@pytest.fixture
def here(edition):
    return {"festival": edition.festival.slug, "edition": edition.slug}


@pytest.fixture
def desk(client, programmer):
    client.force_login(programmer)
    return client


@pytest.fixture
def him(edition, filmmaker):
    return make.submitted(edition, filmmaker, title="他", title_international="=Him()")


def body(answer):
    return b"".join(answer.streaming_content)


def rows_of(answer):
    return list(csv.DictReader(io.StringIO(body(answer).decode().removeprefix("\ufeff"))))


def test_chosen_columns_in_their_own_order(desk, here, him):
    answer = desk.get(
        reverse("entry_desk:export", kwargs=here), {"column": ["email", "number", "credit-writer"]}
    )
    assert list(rows_of(answer)[0]) == ["Number", "E-mail", "Screenplay"]
    assert AuditRecord.objects.get(action="entries.exported").facts == {
        "format": "csv",
        "columns": ["number", "email", "credit-writer"],
    }


def test_a_workbook_holds_the_same_and_no_formula(desk, here, him):
    answer = desk.get(reverse("entry_desk:export", kwargs=here), {"format": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(body(answer))).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:3] == ("Number", "International title", "Original title")
    assert rows[1][:3] == (him.number, "=Him()", "他")
    assert sheet.cell(2, 2).data_type == "s"


def test_a_film_of_ones_own_keeps_its_secret(desk, here, edition, him, filmmaker):
    Membership.objects.create(user=filmmaker, edition=edition, role=Role.PROGRAMMER)
    Entry.objects.update(decision="selected")
    told = {}
    for person in (filmmaker, Membership.objects.exclude(user=filmmaker).first().user):
        desk.force_login(person)
        told[person] = rows_of(desk.get(reverse("entry_desk:export", kwargs=here)))[0]["Decision"]
    assert list(told.values()) == ["", "Selected"]


@pytest.mark.parametrize("many", [1, 3])
def test_a_fixed_number_of_queries(edition, filmmaker, programmer, many, django_assert_num_queries):
    for _number in range(many):
        make.submitted(edition, filmmaker)
    entries = Entry.objects.of_edition(edition).at_the_desk().for_cards().by_number()
    with django_assert_num_queries(11):
        lines = list(csv_lines(entries, columns_of(edition, programmer)))
    assert len(lines) == many + 1


def test_every_column_says_something_of_every_entry(edition, filmmaker, programmer):
    make.submitted(edition, filmmaker)
    make.entry(edition, filmmaker, state="incomplete", film=None)
    Entry.objects.filter(state="incomplete").update(film=None)
    columns = columns_of(edition, programmer)
    assert len({column.key for column in columns}) == len(columns)
    lines = list(csv_lines(Entry.objects.of_edition(edition), chosen(columns, [one.key for one in columns])))
    assert len(lines) == 3


def test_the_page_keeps_the_filters(desk, here, him):
    answer = desk.get(reverse("entry_desk:export_choose", kwargs=here), {"q": "Him", "page": "2"})
    assert (answer.context["many"], answer.context["kept"]) == (1, [("q", "Him")])


def test_the_pictures_in_print_size_with_a_table_of_them(desk, here, him, settings, tmp_path):
    name = store_picture(Image.new("RGB", (3000, 2000), "red"))
    Picture.objects.create(entry=him, name=name, caption={"en": "A lamp"}, credit="Ada Lumen")
    answer = desk.get(reverse("entry_desk:pictures_zip", kwargs=here))
    with zipfile.ZipFile(io.BytesIO(body(answer))) as archive:
        assert archive.testzip() is None
        picture, table = archive.namelist()
        assert picture == f"{him.number:04}-Him/01-still.jpg"
        assert Image.open(archive.open(picture)).size == (3000, 2000)
        assert archive.read(table).decode("utf-8-sig").splitlines()[1].split(",")[0] == picture


def test_packing_holds_no_more_than_a_block():
    def files():
        for number in range(40):
            yield f"{number}.bin", io.BytesIO(bytes(1024**2))

    tracemalloc.start()
    size = sum(len(block) for block in packed(files()))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size > 40 * 1024**2
    assert most < 8 * 1024**2


@pytest.mark.parametrize(
    ("title", "name"), [("他: 第一/二", "他-第一-二"), ("../../etc", "etc"), ("", "film"), ("…", "film")]
)
def test_names_that_every_system_takes(title, name):
    assert safe_name(title) == name
