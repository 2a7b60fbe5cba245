import pytest

from media_pipeline.uploads import protocol
from media_pipeline.uploads.protocol import BadHeader, Checksum, Concat


def test_metadata_is_read_as_the_specification_writes_it():
    header = "filename d29ybGRfZG9taW5hdGlvbl9wbGFuLnBkZg==,is_confidential,empty "
    assert protocol.read_metadata(header) == {
        "filename": b"world_domination_plan.pdf",
        "is_confidential": b"",
        "empty": b"",
    }


def test_metadata_that_is_written_can_be_read():
    pairs = {"filename": "影片 één.mp4", "draft": ""}
    read = protocol.read_metadata(protocol.write_metadata(pairs))
    assert {key: value.decode() for key, value in read.items()} == pairs


@pytest.mark.parametrize(
    "header",
    [
        "filename a b",
        "filename d29y,filename d29y",
        "filename ***",
        ",",
        "filename d29y,",
        "filém d29y",
        "f\x00 d29y",
        "filename " + "A" * 9000,
    ],
)
def test_broken_metadata_names_its_header(header):
    with pytest.raises(BadHeader, match="Upload-Metadata"):
        protocol.read_metadata(header)


def test_a_file_name_that_is_no_text_is_refused():
    with pytest.raises(BadHeader, match="Upload-Metadata"):
        protocol.read_creation({"Upload-Length": "1", "Upload-Metadata": "filename /w=="})


@pytest.mark.parametrize("text", ["-1", "1.5", "", "1e3", " 1", "９", "0x10", "9" * 19, "9" * 20])
def test_a_number_is_plain_digits(text):
    with pytest.raises(BadHeader, match="Upload-Offset"):
        protocol.read_number({"Upload-Offset": text}, "Upload-Offset")


def test_numbers():
    assert protocol.read_number({}, "Upload-Offset") is None
    assert protocol.read_number({"Upload-Offset": "0"}, "Upload-Offset") == 0
    assert protocol.read_number({"Upload-Offset": str(2**63 - 1)}, "Upload-Offset") == 2**63 - 1


@pytest.mark.parametrize(
    ("given", "tidy"),
    [
        ("film.mp4", "film.mp4"),
        ("../../etc/passwd", "passwd"),
        ("C:\\films\\one.mov", "one.mov"),
        ("a\r\nSet-Cookie: x.mp4", "aSet-Cookie: x.mp4"),
        ("影" * 300, "影" * 255),
        ("", ""),
    ],
)
def test_a_file_name_is_tidied(given, tidy):
    assert protocol.tidy_name(given) == tidy


def test_a_checksum_is_read():
    assert protocol.read_checksum("sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=") == Checksum(
        "sha1", bytes.fromhex("2aae6c35c94fcfb415dbe95f408b9ce91ee846ed")
    )
    assert protocol.read_checksum(None) is None


@pytest.mark.parametrize(
    "header", ["crc32 AAAA", "SHA1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=", "sha1", "sha1 ***", "sha1 AAAA", ""]
)
def test_a_broken_or_unknown_checksum_is_refused(header):
    with pytest.raises(BadHeader, match="Upload-Checksum"):
        protocol.read_checksum(header)


def test_concatenations():
    assert protocol.read_concat("") is None
    assert protocol.read_concat("partial") == Concat(is_final=False)
    assert protocol.read_concat("final;/uploads/a /uploads/b") == Concat(
        is_final=True, urls=("/uploads/a", "/uploads/b")
    )


@pytest.mark.parametrize("header", ["final", "final;", "final; ", "whole;/a", "Partial", "final;/ä"])
def test_a_broken_concatenation_is_refused(header):
    with pytest.raises(BadHeader, match="Upload-Concat"):
        protocol.read_concat(header)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Upload-Length": "1", "Upload-Defer-Length": "1"},
        {"Upload-Length": "1", "Upload-Concat": "final;/a"},
    ],
)
def test_a_creation_says_its_length_in_exactly_one_way(headers):
    with pytest.raises(BadHeader, match="Upload-Length"):
        protocol.read_creation(headers)
