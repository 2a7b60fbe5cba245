"""What lies in a ZIP or TAR, without unpacking it."""

import io
import tarfile
import zipfile

import pytest

from media_pipeline.packages import MOST_FILES, Package, look_at

DCP = ["Him_SHR/ASSETMAP.xml", "Him_SHR/picture.mxf", "Him_SHR/SOUND.MXF", "Him_SHR/CPL.xml"]


def as_zip(path, names):
    with zipfile.ZipFile(path, "w") as archive:
        archive.mkdir("Him_SHR")
        for name in names:
            archive.writestr(name, b"x" * 700)
    return path


def as_tar(path, names, kind=tarfile.PAX_FORMAT):
    with tarfile.open(path, "w", format=kind) as archive:
        for name in names:
            about = tarfile.TarInfo(name)
            about.size = 700
            archive.addfile(about, io.BytesIO(b"x" * 700))
    return path


@pytest.mark.parametrize("kind", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT])
def test_a_dcp_in_a_tar(tmp_path, kind):
    found = look_at(as_tar(tmp_path / "a", DCP, kind))
    assert found == Package("tar", files=4, whole=True, assetmap=True, mxf=2)
    assert found.is_dcp


def test_a_dcp_in_a_zip(tmp_path):
    assert look_at(as_zip(tmp_path / "a", DCP)) == Package("zip", files=4, whole=True, assetmap=True, mxf=2)


def test_an_interop_dcp_names_its_list_without_an_ending(tmp_path):
    assert look_at(as_zip(tmp_path / "a", ["ASSETMAP", "reel.mxf"])).is_dcp


def test_other_things_in_a_zip_are_no_dcp(tmp_path):
    assert [look_at(as_zip(tmp_path / "a", names)).is_dcp for names in (["film.mov"], DCP[:1], DCP[1:])] == [
        False,
        False,
        False,
    ]


def test_films_and_texts_are_no_packages(tmp_path):
    for number, data in enumerate((b"", b"PK", b"\0" * 600, b"not a film")):
        (tmp_path / str(number)).write_bytes(data)
        assert look_at(tmp_path / str(number)) is None


@pytest.mark.parametrize("make", [as_zip, as_tar])
@pytest.mark.parametrize("part", [0.3, 0.6, 0.97])
def test_one_that_was_cut_off_is_not_whole(tmp_path, make, part):
    path = make(tmp_path / "a", DCP)
    data = path.read_bytes()[: 4 * 1536] if make is as_tar else path.read_bytes()
    path.write_bytes(data[: int(len(data) * part)])
    assert look_at(path).whole is False


def test_a_table_that_lies_about_its_place_is_not_followed(tmp_path):
    path = as_zip(tmp_path / "a", DCP)
    data = bytearray(path.read_bytes())
    end = data.rfind(b"PK\x05\x06")
    data[end + 16 : end + 20] = (2**31).to_bytes(4, "little")
    path.write_bytes(data)
    assert look_at(path) == Package("zip")


def test_more_files_than_a_dcp_has_are_not_counted_to_the_end(tmp_path):
    head = tarfile.TarInfo("a").tobuf(tarfile.USTAR_FORMAT)
    (tmp_path / "a").write_bytes(head * (MOST_FILES + 5) + b"\0" * 1024)
    found = look_at(tmp_path / "a")
    assert (found.files, found.whole) == (MOST_FILES + 1, False)


def test_a_file_of_more_than_eight_gigabytes_in_a_tar(tmp_path):
    about = tarfile.TarInfo("picture.mxf")
    about.size = 9 * 1024**3
    with (tmp_path / "a").open("wb") as file:
        file.write(about.tobuf(tarfile.GNU_FORMAT))
        file.seek(about.size, 1)
        file.write(tarfile.TarInfo("ASSETMAP").tobuf() + b"\0" * 1024)
    assert look_at(tmp_path / "a") == Package("tar", files=2, whole=True, assetmap=True, mxf=1)


def test_a_zip_of_more_than_four_gigabytes(tmp_path):
    with (tmp_path / "a").open("w+b") as file:
        file.write(b"PK\x03\x04" + b"\0" * 60)
        file.seek(5 * 1024**3)
        start = file.tell()
        name = b"ASSETMAP"
        entry = b"PK\x01\x02" + b"\0" * 24 + len(name).to_bytes(2, "little") + b"\0" * 16 + name
        file.write(entry)
        far = file.tell()
        file.write(b"PK\x06\x06" + (44).to_bytes(8, "little") + b"\0" * 12 + (1).to_bytes(8, "little") * 2)
        file.write(len(entry).to_bytes(8, "little") + start.to_bytes(8, "little"))
        file.write(b"PK\x06\x07" + b"\0" * 4 + far.to_bytes(8, "little") + (1).to_bytes(4, "little"))
        file.write(b"PK\x05\x06" + b"\0" * 4 + b"\xff" * 12 + b"\0" * 2)
    assert look_at(tmp_path / "a") == Package("zip", files=1, whole=True, assetmap=True)
