"""Subtitles as rows: from inside real films by the real ffmpeg, and sent beside them."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone, translation

from festival.models import AuditRecord
from media_pipeline import captions, delivery, ffmpeg, subtitle_work, subtitling, verdicts
from media_pipeline.exceptions import SubtitlesUnusable
from media_pipeline.ffmpeg import FfmpegError
from media_pipeline.inspection import TechnicalSpec
from media_pipeline.models import Asset, SubtitleTrack
from media_pipeline.signature import Container, Signature
from media_pipeline.subtitle_words import TEXTS, own_name, remedy, sentence, tell
from tests import clips
from tests.factories import media as rows
from tests.factories import media_pipeline as make

pytestmark = pytest.mark.django_db

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus"
SRT = b"1\n00:00:00,200 --> 00:00:01,700\nAre you awake?\n"
CHINESE = "1\n00:00:00,200 --> 00:00:01,700\n你还没睡吗\n".encode("gb18030")
ASS = "[Script Info]\n[Events]\nDialogue: 0,0:00:00.20,0:00:01.20,Default,,0,0,0,,{\\an8}<HARBOUR> & bay\n"


@pytest.fixture
def film(filmmaker) -> Asset:
    return rows.asset(filmmaker, seconds=2.0)


@pytest.fixture
def tongues(tmp_path) -> Path:
    """English for the deaf, Chinese as SubStation, and one whose bytes are no text."""
    (tmp_path / "en.srt").write_bytes(SRT)
    (tmp_path / "zh.ass").write_text(
        ASS + ASS.splitlines()[-1].replace("<HARBOUR> & bay", "我们说话"), "utf-8"
    )
    film = tmp_path / "tongues.mkv"
    clips.run(
        *("-i", clips.horizontal_h264(), "-i", tmp_path / "en.srt", "-i", tmp_path / "zh.ass"),
        *("-map", "0", "-map", "1", "-map", "2", "-c", "copy"),
        *("-metadata:s:s:0", "language=eng", "-metadata:s:s:0", "title=By Ada Maker (SDH)"),
        *("-metadata:s:s:1", "language=chi", "-disposition:s:1", "forced+default"),
        film,
    )
    return film


def read_inside(asset: Asset, claimant: str = "test") -> list[SubtitleTrack]:
    subtitle_work.perform(asset.pk, claimant=claimant)
    return list(asset.subtitle_tracks.order_by("stream_index"))


def shown_text(asset: Asset, track: SubtitleTrack) -> str:
    with delivery.subtitles(asset, captions.path_of(track).partition("/")[2]) as file:
        return file.read().decode()


def test_text_tracks_inside_a_film_become_webvtt(filmmaker, tongues):
    asset = make.worked_through(filmmaker, tongues)
    assert set(asset.subtitle_tracks.values_list("state", flat=True)) == {"waiting"}
    english, chinese = read_inside(asset)
    assert (english.state, english.language, english.kind, english.label) == (
        "ready",
        "en",
        "captions",
        "By Ada Maker (SDH)",
    )
    assert (chinese.state, chinese.language, chinese.is_forced) == ("ready", "zh-hans", True)
    assert shown_text(asset, english) == "WEBVTT\n\n00:00:00.200 --> 00:00:01.700\nAre you awake?\n"
    assert "line:5%\n&lt;HARBOUR&gt; &amp; bay\n" in shown_text(asset, chinese)
    assert english.first_cues == [{"at": 0.2, "clock": "0:00.2", "text": "Are you awake?"}]


def test_a_label_inside_the_file_never_reaches_the_player(filmmaker, tongues, juror):
    asset = make.worked_through(filmmaker, tongues)
    read_inside(asset)
    offered = delivery.playback(asset, juror).captions
    assert [(track["label"], track["lang"], track["kind"]) for track in offered] == [
        ("English (CC)", "en", "captions"),
        ("简体中文 (signs)", "zh-Hans", "subtitles"),
    ]


def test_text_inside_an_mp4_is_read_too(filmmaker, tmp_path):
    (tmp_path / "fr.srt").write_text("1\n00:00:00,200 --> 00:00:01,700\nTu <i>dors</i> ?\n", "utf-8")
    film = tmp_path / "film.mp4"
    clips.run("-i", clips.horizontal_h264(), "-i", tmp_path / "fr.srt", "-c", "copy", "-c:s", "mov_text",
              "-metadata:s:s:0", "language=fra", film)  # fmt: skip
    asset = make.worked_through(filmmaker, film)
    (track,) = read_inside(asset)
    assert (track.language, shown_text(asset, track)) == (
        "fr",
        "WEBVTT\n\n00:00:00.200 --> 00:00:01.700\nTu <i>dors</i> ?\n",
    )


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
def test_the_corpus_film_with_substation_subtitles(filmmaker):
    asset = make.received(filmmaker, CORPUS / "ass_subtitles_wrong_framerate.mkv")
    for _ in range(3):
        make.step(asset)
    (track,) = read_inside(asset)
    assert (track.state, track.cues > 0) == ("ready", True)


def test_pictures_of_text_are_told_and_not_tried(film):
    film.probe["subtitles"] = [{"index": 2, "codec": "hdmv_pgs_subtitle", "language": "ger"}]
    film.save()
    subtitling.begin(film)
    (track,) = read_inside(film)
    assert (track.state, track.attempts, track.told[0].title) == (
        "unusable",
        0,
        "This track inside the film consists of pictures (hdmv_pgs_subtitle) and cannot be shown to viewers.",
    )


def test_asking_twice_reads_once(filmmaker, tongues):
    asset = make.worked_through(filmmaker, tongues)
    subtitling.begin(asset)
    first = [(track.pk, track.vtt) for track in read_inside(asset)]
    assert [(track.pk, track.vtt) for track in read_inside(asset, "again")] == first
    moves = AuditRecord.objects.filter(action="subtitletrack.ready")
    assert (len(first), moves.count()) == (2, 2)


def test_nobody_takes_what_another_is_reading_until_the_other_has_gone_silent(filmmaker, tongues):
    asset = make.worked_through(filmmaker, tongues)
    asset.subtitle_tracks.update(claimed_by="killed", claimed_until=timezone.now() + timedelta(minutes=5))
    assert {track.state for track in read_inside(asset)} == {"waiting"}
    assert subtitling.wake_forgotten() == 0
    asset.subtitle_tracks.update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert subtitling.wake_forgotten() == 1
    assert {track.state for track in read_inside(asset)} == {"ready"}


def test_a_full_disk_is_tried_again_and_then_told(filmmaker, tongues, monkeypatch):
    asset = make.worked_through(filmmaker, tongues)

    def full(*_args, **_options):
        raise FfmpegError("ffmpeg", "No space left on device", returncode=1)

    with monkeypatch.context() as broken:
        broken.setattr(ffmpeg, "run", full)
        for attempt in (1, 2):
            assert {(track.state, track.attempts) for track in read_inside(asset)} == {("waiting", attempt)}
        assert {track.state for track in read_inside(asset)} == {"unusable"}
    assert {found["code"] for track in asset.subtitle_tracks.all() for found in track.findings} == {
        "subtitle_workshop_failed"
    }
    # Whoever has the film tried again, has its subtitles tried again.
    subtitling.begin(asset)
    assert {track.state for track in read_inside(asset)} == {"ready"}


def test_a_sent_file_is_kept_bit_by_bit_and_shown_at_once(film, filmmaker):
    track = subtitling.receive(film, CHINESE, name="中文.srt", language="zh-hans", by=filmmaker)
    with track.original.open("rb") as file:
        assert file.read() == CHINESE
    assert (track.sha256, track.size) == (hashlib.sha256(CHINESE).hexdigest(), len(CHINESE))
    assert (track.state, track.name, track.lang) == ("ready", "简体中文", "zh-Hans")
    assert track.facts["encoding"] == "GB 18030"
    assert "你还没睡吗" in shown_text(film, track)


def test_what_cannot_be_read_is_refused_in_words_and_leaves_nothing(film, filmmaker):
    with pytest.raises(SubtitlesUnusable, match="no subtitle file but an archive"):
        subtitling.receive(film, b"PK\x03\x04zip", name="x.srt", language="en", by=filmmaker)
    assert not SubtitleTrack.objects.exists()


def test_a_new_file_replaces_the_old_one_which_is_served_no_more(film, filmmaker):
    old = subtitling.receive(film, SRT, name="en.srt", language="en", by=filmmaker)
    new = subtitling.receive(film, SRT, name="en2.srt", language="en", by=filmmaker, replaces=old)
    assert list(film.subtitle_tracks.shown()) == [new]
    old.refresh_from_db()
    assert old.replaced_at is not None
    assert old.original.storage.exists(old.original.name)
    subtitling.remove(new)
    assert list(film.subtitle_tracks.shown()) == []


def test_twenty_files_are_enough(film, filmmaker):
    for _ in range(subtitling.MOST_TRACKS_SENT):
        subtitling.receive(film, SRT, name="en.srt", language="en", by=filmmaker)
    with pytest.raises(SubtitlesUnusable, match="too many"):
        subtitling.receive(film, SRT, name="en.srt", language="en", by=filmmaker)


def test_a_category_that_asks_for_subtitles_is_content_with_a_file_beside_the_film(film, filmmaker):
    film.spec = TechnicalSpec(subtitles_required=True, min_short_side=100).to_json()
    film.save()
    seen = Signature(1000, Container.MOV, extension_fits=True)

    def missing() -> bool:
        return film.findings.filter(code="subtitles_missing").exists()

    verdicts.write(film, seen)
    assert missing()
    track = subtitling.receive(film, SRT, name="en.srt", language="en", by=filmmaker)
    assert not missing()
    verdicts.write(film, seen)
    assert not missing()
    subtitling.remove(track)
    assert missing()


def test_what_was_sent_goes_along_when_the_film_file_is_replaced(film, filmmaker):
    track = subtitling.receive(film, SRT, name="en.srt", language="en", by=filmmaker)
    other = rows.asset(filmmaker, seconds=0.1)
    subtitling.carry_over(film, other)
    (carried,) = other.subtitle_tracks.shown()
    assert (carried.sha256, carried.original.name, carried.language) == (
        track.sha256,
        track.original.name,
        "en",
    )
    assert "Are you awake?" in shown_text(other, carried)
    assert list(film.subtitle_tracks.shown()) == [track]


def test_in_a_bucket_they_are_kept_read_and_sent_by_ourselves(bucket, client, filmmaker, tongues, juror):
    asset = make.worked_through(filmmaker, tongues)
    assert {track.state for track in read_inside(asset)} == {"ready"}
    sent = subtitling.receive(asset, CHINESE, name="zh.srt", language="zh-hans", by=filmmaker)
    with sent.original.open("rb") as file:
        assert file.read() == CHINESE
    client.force_login(juror)
    for offered in delivery.playback(asset, juror).captions:
        # A browser takes no track from another host, so there is no redirect to the bucket.
        answer = client.get(offered["src"])
        assert (answer.status_code, answer.content[:6]) == (200, b"WEBVTT")


def test_a_lost_subtitle_file_does_not_keep_the_film_from_arriving(film, filmmaker):
    track = subtitling.receive(film, SRT, name="en.srt", language="en", by=filmmaker)
    track.original.storage.delete(track.original.name)
    other = rows.asset(filmmaker, seconds=2.0)
    subtitling.carry_over(film, other)
    assert not other.subtitle_tracks.exists()


@pytest.mark.parametrize(
    ("reader", "spoken", "shown"),
    [
        ("zh-hans", ["en"], "zh-hans"),
        ("en", ["en"], None),
        ("en", ["fr"], "en"),
        ("en-gb", ["fr"], "en"),
        ("en", ["zxx"], "en"),
        ("en", [], None),
        ("en", None, None),
        ("ko", ["en"], None),
    ],
)
def test_subtitles_show_themselves_to_who_does_not_understand_the_film(
    film, filmmaker, reader, spoken, shown
):
    for language, data in (("en", SRT), ("zh-hans", CHINESE)):
        subtitling.receive(film, data, name="x.srt", language=language, by=filmmaker)
    with translation.override(reader):
        chosen = captions.shown_at_once(film.subtitle_tracks.shown(), spoken=spoken)
    assert (chosen.language if chosen else None) == shown


def test_the_player_gets_signed_addresses_for_this_viewer_alone(client, film, filmmaker, juror, stranger):
    for _ in range(2):
        subtitling.receive(film, SRT, name="en.srt", language="en", by=filmmaker)
    tracks = delivery.playback(film, juror, spoken=["fr"]).captions
    assert [(track["label"], track["default"]) for track in tracks] == [
        ("English", False),
        ("English 2", True),
    ]
    client.force_login(juror)
    response = client.get(tracks[0]["src"])
    assert (response.status_code, response["Content-Type"]) == (200, "text/vtt; charset=utf-8")
    assert b"Are you awake?" in response.content
    client.force_login(stranger)
    assert client.get(tracks[0]["src"]).status_code == 403
    foreign = rows.asset(filmmaker, seconds=2.0)
    address = delivery.playback(foreign, None).hls.replace(
        "master.m3u8", tracks[0]["src"].rsplit("/", 2)[1] + "/"
    )
    assert client.get(address + tracks[0]["src"].rsplit("/", 1)[1]).status_code == 404


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_every_finding_has_words_that_survive_missing_figures(code):
    assert sentence(code, {}).endswith(".")
    assert remedy(code, {}).endswith(".")


def test_findings_speak_of_languages_scripts_and_times():
    told = tell(
        {
            "code": "subtitle_beyond_end",
            "severity": "warns",
            "timecode_s": 61.0,
            "params": {"count": 2, "of": 3, "last_s": 75.0, "film_s": 60.0},
        }
    )
    assert (told.title, told.timecode) == (
        "Subtitles after the end of the film: 2 of 3; the last at 1:15, the film ends at 1:00.",
        "1:01",
    )
    assert sentence("subtitle_other_script", {"language": "zh-hans", "found": "Latin"}) == (
        "The language given is 简体中文, but the text is written in Latin letters."
    )
    assert [own_name(code) for code in ("fr", "pt-br", "yue", "tlh-x", "xx")] == [
        "Français",
        "Português Brasileiro",
        "粵語",
        "tlhIngan Hol",
        "xx",
    ]
