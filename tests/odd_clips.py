"""Films as strangers send them: every container and codec, cut, flipped, disguised, and lying about themselves.

Most are made from one small base film by changing its bytes, so that making them costs nothing.
"""

import random
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests import clips

SIZE = "320x240"
PICTURE = "testsrc2=size={size}:rate={rate}:duration={seconds}"


def _made(ending: str, *options: str, **film: object) -> Callable[[Path], None]:
    def make(target: Path) -> None:
        clips.film(target, *options, **{"size": SIZE, **film})

    return make


def _kept(name: str, ending: str, make: Callable[[Path], None]) -> Callable[[], Path]:
    make.__name__ = name
    return clips.kept(ending)(make)


PCM = ("-c:a", "pcm_s16le")
FAST_VP9 = ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libopus")
HEVC = ("-c:v", "libx265", "-tag:v", "hvc1", "-pix_fmt", "yuv420p10le", "-x265-params")
QUIET = "log-level=none"
WIDE = f"{QUIET}:colorprim=bt2020:colormatrix=bt2020nc"

FILMS: dict[str, tuple[str, tuple[str, ...], dict[str, object]]] = {
    "prores_hq": ("mov", ("-c:v", "prores_ks", "-profile:v", "3", "-pix_fmt", "yuv422p10le", *PCM), {}),
    "prores_4444": ("mov", ("-c:v", "prores_ks", "-profile:v", "4", "-pix_fmt", "yuva444p10le", *PCM), {}),
    "dnxhr": (
        "mxf",
        ("-c:v", "dnxhd", "-profile:v", "dnxhr_sq", "-pix_fmt", "yuv422p", *PCM),
        {"size": "1280x720", "rate": "25", "seconds": 1},
    ),
    "dv": ("avi", ("-c:v", "dvvideo", *PCM), {"size": "720x576", "rate": "25", "seconds": 1}),
    "xvid": ("avi", ("-c:v", "mpeg4", "-vtag", "XVID", "-c:a", "mp3"), {}),
    "mjpeg": ("mov", ("-c:v", "mjpeg", "-pix_fmt", "yuvj420p", *PCM), {}),
    "hevc_ten_bits": ("mp4", (*HEVC, QUIET), {}),
    "vp9_with_alpha": ("webm", (*FAST_VP9, "-pix_fmt", "yuva420p"), {}),
    "vp8": ("webm", ("-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libvorbis"), {}),
    "h264_444": ("mp4", ("-pix_fmt", "yuv444p"), {}),
    "h264_ten_bits": ("mp4", ("-pix_fmt", "yuv420p10le"), {}),
    "mpeg2_ts": ("ts", ("-c:v", "mpeg2video", "-c:a", "mp2"), {}),
    "mpeg2_ps": ("mpg", ("-c:v", "mpeg2video", "-c:a", "mp2", "-f", "vob"), {}),
    "disc_ts": ("m2ts", ("-mpegts_m2ts_mode", "1"), {}),
    "fragmented": ("mp4", ("-movflags", "+frag_keyframe+empty_moov"), {}),
    "timecoded": ("mov", ("-timecode", "01:00:00:00"), {}),
    "without_duration": ("webm", (*FAST_VP9, "-live", "1"), {}),
    "ntsc_mkv": ("mkv", (), {"rate": "24000/1001"}),
    "fast_120": ("mp4", (), {"rate": "120", "seconds": 1}),
    "seventeen": ("mp4", (), {"rate": "17"}),
    "pq": ("mp4", (*HEVC, f"{WIDE}:transfer=smpte2084"), {}),
    "hlg": ("mkv", (*HEVC, f"{WIDE}:transfer=arib-std-b67"), {}),
    "pq_untagged": ("mp4", (*HEVC, WIDE), {}),
    "mono": ("mp4", ("-ac", "1"), {}),
    "surround": ("mp4", ("-ac", "6"), {}),
    "photo": ("mp4", ("-vf", "select=eq(n\\,0),loop=-1:1,trim=duration=4,setpts=N/24/TB"), {"seconds": 4}),
    "black_head": (
        "mp4",
        ("-vf", "drawbox=t=fill:color=black:enable='lt(t,3)'"),
        {"seconds": 8},
    ),
    "black_with_sound": ("mp4", (), {"picture": "color=black:size={size}:rate={rate}:duration={seconds}"}),
    "dithered_silence": ("mp4", (), {"sound": "anoisesrc=amplitude=0.00002:sample_rate=48000:duration=2"}),
    "sound_goes_on": ("mp4", (), {"sound": "sine=frequency=330:sample_rate=48000:duration=6"}),
    "pillars": ("mp4", ("-vf", "pad=568:320:194:0"), {"size": "180x320"}),
    "upright_letterbox": ("mp4", ("-vf", "pad=320:568:0:194"), {"size": "320x180"}),
    "two_frames": ("mp4", ("-frames:v", "2"), {"sound": None}),
    "short_04": ("mp4", ("-t", "0.4"), {}),
    "one_frame": ("mp4", ("-frames:v", "1"), {"sound": None}),
    "combed_unsaid": (
        "mp4",
        ("-vf", "tinterlace=interleave_top,setfield=prog"),
        {"size": "720x576", "rate": "50"},
    ),
    "animation": ("gif", (), {"sound": None, "seconds": 1}),
    "old_windows": ("wmv", ("-c:v", "wmv2", "-c:a", "wmav2"), {}),
    "flash": ("flv", ("-ar", "44100"), {}),
}


def made(name: str) -> Path:
    """One of FILMS."""
    ending, options, film = FILMS[name]
    if ending in {"gif", "wmv"}:
        options = ("-pix_fmt", "yuv420p" if ending == "wmv" else "rgb8", *options)
        if ending == "gif":
            options = ("-c:v", "gif", *options)
    return _kept(name, ending, _made(ending, *options, **film))()


def base(ending: str) -> bytes:
    options = {
        "avi": ("-c:v", "mpeg4", "-c:a", "mp3"),
        "webm": FAST_VP9,
    }.get(ending, ())
    return _kept(f"base_{ending}", ending, _made(ending, *options))().read_bytes()


def cut(ending: str) -> bytes:
    """The first half of a film."""
    data = base(ending)
    return data[: len(data) * 55 // 100]


def flipped(ending: str) -> bytes:
    """Twenty runs of rubbish in the pictures."""
    data, dice = bytearray(base(ending)), random.Random(1)
    start = data.index(b"mdat") + 500 if ending == "mp4" else len(data) // 5
    for _ in range(20):
        hit = dice.randrange(start, len(data) * 9 // 10)
        data[hit : hit + 20] = dice.randbytes(20)
    return bytes(data)


def joined() -> bytes:
    """Two takes in one transport stream, as `cat` makes them: the clock begins anew."""
    return base("ts") * 2


def _box(kind: bytes, body: bytes) -> bytes:
    return (8 + len(body)).to_bytes(4, "big") + kind + body


def index_twice() -> bytes:
    data = base("mp4")
    start = data.index(b"moov") - 4
    return data + data[start : start + int.from_bytes(data[start : start + 4], "big")]


def rubbish_behind() -> bytes:
    return base("mp4") + bytes(range(256)) * 40


def unknown_box_between() -> bytes:
    """Behind the pictures, so that no offset moves."""
    return base("mp4") + _box(b"abcd", bytes(5000))


def without_fragment_index() -> bytes:
    data = made("fragmented").read_bytes()
    return data[: data.rindex(b"mfra") - 4]


HLS = b"#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:2.0,\nvictim.mp4\n#EXT-X-ENDLIST\n"
CONCAT = b"ffconcat version 1.0\nfile victim.mp4\n"
FTYP = _box(b"ftyp", b"isom\0\0\2\0isomiso2")
DISGUISES = {
    "hls": HLS,
    "hls_bom": b"\xef\xbb\xbf" + HLS,
    "hls_blank": b"\n\n  " + HLS,
    "hls_zeros": bytes(4) + HLS,
    "hls_utf16": HLS.decode().encode("utf-16"),
    "hls_ftyp": FTYP + HLS,
    "hls_in_a_box": FTYP + _box(b"free", HLS),
    "hls_id3": b"ID3\x04\0\0\0\0\0\0" + HLS,
    "hls_long_id3": b"ID3\x04\0\0\0\0\x01\0" + bytes(128) + HLS,
    "hls_ts": (b"\x47" + bytes(187)) * 3 + HLS,
    "hls_mkv": b"\x1a\x45\xdf\xa3" + HLS,
    "hls_avi": b"RIFF\xff\xff\0\0AVI " + HLS,
    "hls_mpeg": b"\0\0\1\xba" + HLS,
    "hls_mxf": b"\x06\x0e\x2b\x34\x02\x05\x01\x01\x0d\x01\x02" + HLS,
    "hls_absolute": HLS.replace(b"victim.mp4", b"file:///etc/passwd"),
    "hls_http": HLS.replace(b"victim.mp4", b"http://127.0.0.1:9/film.mp4"),
    "hls_concat": HLS.replace(b"victim.mp4", b"concat:victim.mp4|victim.mp4"),
    "concat": CONCAT,
    "concat_blank": b"\n" + CONCAT,
    "dash": b'<?xml version="1.0"?>\n<MPD type="static"><Period><BaseURL>victim.mp4</BaseURL></Period></MPD>',
    "sdp": b"v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n",
}
"""Scripts that name another file, behind what a film or a song begins with."""


def archive(target: Path) -> Path:
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr("film.txt", "b" * 1000)
    return target
