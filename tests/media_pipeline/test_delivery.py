"""Playback: signed, ending, for one person; in ranges; and nothing but the film's own files."""

import re
from fractions import Fraction
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest
from django.core import signing
from django.utils import timezone

from media_pipeline import delivery, doors, sending
from media_pipeline.doors import Key
from media_pipeline.exceptions import NotPlayable
from media_pipeline.models import Asset, Rendition
from tests import clips
from tests.factories import festival as people
from tests.factories import media_pipeline as make

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def shown(django_db_setup, django_db_blocker):
    """One film for all these tests, because making it takes a second."""
    with django_db_blocker.unblock():
        owner = people.user("projectionist")
        asset = make.worked_through(owner)
    yield asset.pk
    with django_db_blocker.unblock():
        Asset.objects.filter(pk=asset.pk).delete()
        owner.delete()


@pytest.fixture
def film(shown) -> Asset:
    return Asset.objects.get(pk=shown)


@pytest.fixture
def watching(client, juror):
    client.force_login(juror)
    return client


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def base(playback) -> str:
    return playback.hls.removesuffix("master.m3u8")


def test_a_player_gets_everything_from_one_call(film, juror):
    playback = delivery.playback(film, juror)
    assert (playback.width, playback.height, playback.fps, playback.duration_s, playback.orientation) == (
        640,
        360,
        Fraction(24),
        2.0,
        "horizontal",
    )
    sheet = (playback.storyboard_columns, playback.storyboard_rows, playback.storyboard_width)
    assert (sheet, playback.storyboard_height, playback.storyboard_interval) == ((2, 1, 160), 90, 1.0)


def test_a_juror_plays_the_film_from_master_to_last_segment(film, juror, watching):
    playback = delivery.playback(film, juror)
    master = watching.get(playback.hls)
    assert (master.status_code, master["Content-Type"]) == (200, "application/vnd.apple.mpegurl")
    assert master["Cache-Control"] == "no-store"
    lines = master.content.decode().splitlines()
    assert re.fullmatch(
        r"#EXT-X-STREAM-INF:BANDWIDTH=\d+,AVERAGE-BANDWIDTH=\d+,"
        r'CODECS="avc1\.[0-9a-f]{6},mp4a\.40\.2",RESOLUTION=640x360,FRAME-RATE=24\.000',
        lines[3],
    )
    folder = base(playback) + lines[4].removesuffix("media.m3u8")
    media = body(watching.get(folder + "media.m3u8")).decode()
    for name in ("init.mp4", *re.findall(r"^\w+\.m4s$", media, re.MULTILINE)):
        part = watching.get(folder + name)
        assert part.status_code == 200
        assert len(body(part)) > 500
    segment = watching.get(folder + "0000.m4s")
    assert (segment["Content-Type"], body(segment)[4:8]) == ("video/iso.segment", b"styp")


def test_poster_and_storyboard(film, juror, watching):
    playback = delivery.playback(film, juror)
    for address in (playback.poster, playback.storyboard):
        picture = watching.get(address)
        assert (picture.status_code, picture["Content-Type"], body(picture)[:3]) == (
            200,
            "image/jpeg",
            b"\xff\xd8\xff",
        )
    table = watching.get(playback.storyboard_table).content.decode()
    assert table == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nstoryboard.jpg#xywh=0,0,160,90\n\n"
        "00:00:01.000 --> 00:00:02.000\nstoryboard.jpg#xywh=160,0,160,90\n"
    )


def test_the_poster_can_be_published(film):
    with delivery.poster_file(film) as poster:
        assert poster.read(3) == b"\xff\xd8\xff"


def test_a_link_is_for_one_person(film, juror, client, rival):
    address = delivery.playback(film, juror).hls
    assert client.get(address).status_code == 403
    client.force_login(rival)
    assert client.get(address).status_code == 403


def test_a_published_film_is_for_everybody(film, client):
    assert client.get(delivery.playback(film, None).hls).status_code == 200


def test_a_link_ends(film, juror, watching, settings):
    settings.PLAYBACK_LIFETIME = -timezone.timedelta(seconds=1)
    response = watching.get(delivery.playback(film, juror).hls)
    assert response.status_code == 410
    assert "expired" in response.content.decode()


def test_a_link_cannot_be_made_or_changed(film, juror, watching):
    address = delivery.playback(film, juror).hls
    forged = signing.Signer(salt="elsewhere").sign_object([film.pk.hex, str(juror.pk), 2**40])
    for token in (address.split("/")[2][:-1] + "x", forged, "nonsense"):
        assert watching.get(f"/play/{token}/master.m3u8").status_code == 404


def test_a_link_leads_to_one_film_only(film, filmmaker, juror, watching):
    other = make.worked_through(filmmaker, clips.vertical_hevc())
    foreign = other.renditions.streams().get()
    assert (
        watching.get(f"{base(delivery.playback(film, juror))}{foreign.pk.hex}/media.m3u8").status_code == 404
    )


@pytest.mark.parametrize(
    "path", ["../secret.jpg", "a/b/c.m4s", "poster.png", "x/..%2f..%2fmedia.m3u8", "none/media.m3u8"]
)
def test_nothing_else_lies_behind_it(film, juror, watching, path):
    assert watching.get(base(delivery.playback(film, juror)) + path).status_code == 404


def test_a_refused_film_is_no_longer_shown(film, juror, watching):
    playback = delivery.playback(film, juror)
    Asset.objects.filter(pk=film.pk).update(state="refused", reason="corrupt_frames")
    assert watching.get(playback.hls).status_code == 409
    film.refresh_from_db()
    with pytest.raises(NotPlayable):
        delivery.playback(film, juror)


@pytest.mark.parametrize(
    ("header", "status", "answer"),
    [
        ("bytes=0-2", 206, b"\xff\xd8\xff"),
        ("bytes=1-1", 206, b"\xd8"),
        ("bytes=-2", 206, b"\xff\xd9"),
        ("bytes=99999999-", 416, b""),
        ("bytes=5-2", 416, b""),
    ],
)
def test_ranges(film, juror, watching, header, status, answer):
    response = watching.get(delivery.playback(film, juror).poster, headers={"Range": header})
    assert (response.status_code, body(response)) == (status, answer)


@pytest.mark.parametrize("header", ["", "bytes=-", "bytes=0-1,5-9", "lines=1-2"])
def test_no_range_or_several_give_the_whole(film, juror, watching, header):
    response = watching.get(delivery.playback(film, juror).poster, headers={"Range": header})
    assert (response.status_code, response["Accept-Ranges"]) == (200, "bytes")
    assert body(response)[-2:] == b"\xff\xd9"


def test_an_open_range_goes_to_the_end():
    assert sending.parse_range("bytes=10-", 100) == (10, 99)
    assert sending.parse_range("bytes=10-500", 100) == (10, 99)


def test_behind_nginx_the_file_is_only_named(film, juror, watching, settings):
    settings.MEDIA_ACCEL = "/protected/"
    response = watching.get(delivery.playback(film, juror).poster)
    poster = film.renditions.get(kind="poster")
    assert response["X-Accel-Redirect"] == f"/protected/renditions/{poster.prefix}/poster.jpg"
    assert response.content == b""


def test_the_window_asks_the_database_little(film, juror, watching, django_assert_num_queries):
    address = delivery.playback(film, juror).hls
    with django_assert_num_queries(4):  # session, user, asset, streams
        watching.get(address)


GROWING = '#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-PLAYLIST-TYPE:EVENT\n#EXT-X-MAP:URI="init.mp4"\n#EXTINF:2.0,\n0000.m4s\n'


def test_a_playlist_that_grows_comes_from_its_row_and_begins_at_the_beginning(film, juror, watching):
    stream = film.renditions.streams().get()
    stream.playlist, stream.complete = GROWING, False
    stream.save()
    answer = watching.get(f"{base(delivery.playback(film, juror))}{stream.pk.hex}/media.m3u8")
    assert answer.content.decode() == GROWING.replace(
        "#EXTM3U\n", "#EXTM3U\n#EXT-X-START:TIME-OFFSET=0,PRECISE=YES\n"
    )
    assert (answer["Cache-Control"], answer["Content-Type"]) == ("no-store", "application/vnd.apple.mpegurl")


def test_a_playlist_that_has_ended_is_given_as_it_is(film, juror, watching):
    stream = film.renditions.streams().get()
    stream.playlist = f"{GROWING}#EXT-X-ENDLIST\n"
    stream.save()
    answer = watching.get(f"{base(delivery.playback(film, juror))}{stream.pk.hex}/media.m3u8")
    assert answer.content.decode() == stream.playlist


def test_nobody_is_sent_from_a_complete_size_to_one_that_grows(film):
    whole = film.renditions.streams().get()
    growing = Rendition.objects.create(
        asset=film,
        kind="hls",
        name="720",
        prefix="none",
        width=1280,
        height=720,
        complete=False,
        playlist=GROWING,
    )
    assert [line for line in delivery.master(film).splitlines() if line.endswith(".m3u8")] == [
        f"{whole.pk.hex}/media.m3u8"
    ]
    assert delivery.best_stream(film) == whole
    whole.complete, whole.playlist = False, GROWING
    whole.save()
    assert delivery.master(film).splitlines()[3:] == [
        "#EXT-X-STREAM-INF:BANDWIDTH=2764800,RESOLUTION=1280x720",
        f"{growing.pk.hex}/media.m3u8",
        *delivery.master(film).splitlines()[-2:],
    ]


@pytest.fixture
def door(monkeypatch):
    """A door of a room above, and who may pass it."""
    monkeypatch.setattr(doors, "_doors", {})
    passing: set[tuple] = set()
    doors.build("test", lambda viewer, film, number: (viewer.pk, film, number) in passing, logged=False)
    return passing


def test_a_link_ends_when_its_door_closes(film, juror, watching, door):
    door.add((juror.pk, film.pk, "17"))
    playback = delivery.playback(film, juror, Key("test", "17"))
    stream = film.renditions.streams().get()
    parts = [playback.hls, playback.poster, playback.storyboard_table]
    parts += [f"{base(playback)}{stream.pk.hex}/{name}" for name in ("media.m3u8", "init.mp4", "0000.m4s")]
    assert [get(watching, part)[0] for part in parts] == [200] * 6
    door.clear()
    refusals = [watching.get(part) for part in parts]
    assert [answer.status_code for answer in refusals] == [403] * 6
    assert "You can no longer watch this film." in refusals[0].content.decode()


def test_nobody_passes_a_door_that_is_gone(film, juror, watching, door):
    assert watching.get(delivery.playback(film, juror, Key("elsewhere", "17")).hls).status_code == 403


def test_a_key_opens_nothing_for_another(film, juror, client, rival, door):
    door |= {(juror.pk, film.pk, "17"), (rival.pk, film.pk, "17")}
    client.force_login(rival)
    answer = client.get(delivery.playback(film, juror, Key("test", "17")).hls)
    assert (answer.status_code, "made for another person" in answer.content.decode()) == (403, True)


def get(watching, address: str, headers: dict[str, str] | None = None) -> tuple[int, int]:
    """Status and length of what was really sent."""
    answer = watching.get(address, headers=headers or {})
    return answer.status_code, len(body(answer))


def part(film, playback) -> str:
    return f"{base(playback)}{film.renditions.streams().get().pk.hex}/0000.m4s"


def test_what_is_known_already_is_not_sent_again(film, juror, watching):
    address = part(film, delivery.playback(film, juror))
    first = watching.get(address)
    body(first)
    assert first["Cache-Control"] == "private, max-age=21600, immutable"
    for header in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        again = watching.get(address, headers=header)
        assert (again.status_code, again["ETag"], body(again)) == (304, first["ETag"], b"")
    assert get(watching, address, {"If-None-Match": '"other"'})[0] == 200


def test_a_part_of_an_older_file_is_not_glued_to_the_new_one(film, juror, watching):
    address = part(film, delivery.playback(film, juror))
    first = watching.get(address)
    body(first)
    known = [first["ETag"], first["Last-Modified"], '"older"', "Thu, 01 Jan 2015 00:00:00 GMT"]
    answers = [get(watching, address, {"Range": "bytes=0-3", "If-Range": value}) for value in known]
    whole = int(first["Content-Length"])
    assert answers == [(206, 4), (206, 4), (200, whole), (200, whole)]


def test_a_head_tells_the_whole_and_sends_nothing(film, juror, watching):
    address = part(film, delivery.playback(film, juror))
    _status, whole = get(watching, address)
    head = watching.head(address, headers={"Range": "bytes=0-3"})
    assert (head.status_code, head["Content-Length"], head["Accept-Ranges"]) == (
        200,
        str(whole),
        "bytes",
    )
    assert body(head) == b""


def test_a_range_outside_names_the_size(film, juror, watching):
    address = part(film, delivery.playback(film, juror))
    size = get(watching, address)[1]
    answer = watching.get(address, headers={"Range": f"bytes={size}-"})
    assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{size}")
    assert "Cache-Control" not in answer


@pytest.mark.parametrize("header", [f"bytes={'9' * 5000}-", "BYTES=0-", "bytes=-0", "bytes=0-\xb2"])
def test_odd_ranges_do_no_harm(film, juror, watching, header):
    status, _length = get(watching, part(film, delivery.playback(film, juror)), {"Range": header})
    assert status == {"BYTES=0-": 206, "bytes=-0": 416}.get(header, 200)


def test_a_file_that_was_lost_is_not_found(film, juror, watching):
    stream = film.renditions.streams().get()
    table = (
        '#EXTM3U\n#EXT-X-MAP:URI="init.mp4"\n#EXTINF:6.0,\n0000.m4s\n#EXTINF:6.0,\n0001.m4s\n#EXT-X-ENDLIST\n'
    )
    stream.playlist = table
    stream.save()
    place = f"{base(delivery.playback(film, juror))}{stream.pk.hex}/"
    assert [get(watching, place + name)[0] for name in ("0000.m4s", "0001.m4s")] == [200, 404]


def test_from_a_bucket_segments_come_by_an_address_for_a_moment(bucket, filmmaker, juror, watching):
    asset = make.worked_through(filmmaker)
    playback = delivery.playback(asset, juror)
    stream = asset.renditions.streams().get()
    place = f"{base(playback)}{stream.pk.hex}/"
    table = watching.get(f"{place}media.m3u8")
    assert (table.status_code, table.content[:7]) == (200, b"#EXTM3U")
    answer = watching.get(f"{place}0000.m4s")
    assert (answer.status_code, answer["Cache-Control"]) == (302, "no-store")
    address = urlsplit(answer["Location"])
    assert parse_qs(address.query)["X-Amz-Expires"] == ["60"]
    with urlopen(answer["Location"]) as segment:  # noqa: S310 - the tests' own S3 server
        assert (segment.headers["Content-Type"], segment.read(8)[4:]) == ("video/iso.segment", b"styp")
