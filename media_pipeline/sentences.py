"""What a finding says to a filmmaker: what is wrong, and how to mend it. Made when shown, in the reader's language."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

Words = Callable[["Figures"], str]


class Figures(Mapping[str, str]):
    """A finding's params as a sentence needs them: times as time codes, sizes in MB, kinds in words."""

    def __init__(self, params: Mapping[str, Any]) -> None:
        """Take the raw params."""
        self._params = params

    def __getitem__(self, name: str) -> str:
        """Format by the name's ending and the value's type; a missing figure is a dash, never an error."""
        value = self._params.get(name, "–")
        if name.endswith("_s") and isinstance(value, int | float):
            return timecode(value)
        if name in {"wanted", "found", "kind"}:
            return str(_kinds().get(value, value))
        if name.endswith("_bytes") and isinstance(value, int):
            return filesizeformat(value)
        if isinstance(value, float):
            return number_format(int(value) if value.is_integer() else round(value, 2))
        return str(value)

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names."""
        return iter(self._params)

    def __len__(self) -> int:
        """Count the names."""
        return len(self._params)


def sentence(code: str, params: Mapping[str, Any]) -> str:
    """What is wrong, in one plain sentence."""
    if code not in TEXTS:
        return _("Something about this file is unusual.")
    return TEXTS[code][0](Figures(params))


def remedy(code: str, params: Mapping[str, Any]) -> str:
    """What to do about it."""
    return TEXTS[code][1](Figures(params)) if code in TEXTS else ""


def timecode(seconds: float) -> str:
    """Hours only when there are any: 0:07.4, 12:05, 1:02:03."""
    whole, tenth = divmod(round(seconds * 10), 10)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    clock = f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
    return f"{clock}.{tenth}" if tenth else clock


def _kinds() -> dict[str, str]:
    return {
        "horizontal": pgettext("orientation", "horizontal"),
        "vertical": pgettext("orientation", "vertical"),
        "square": pgettext("orientation", "square"),
        "not_square": pgettext("orientation", "horizontal or vertical"),
        "text": _("a text file"),
        "picture": _("a picture"),
        "document": _("a document or an archive"),
        "sound": _("a sound file"),
        "other_film": _("a film in an old format that we do not open, such as WMV or Ogg"),
        "mov": "MP4/MOV",
        "matroska": "Matroska/WebM",
        "mpegts": "MPEG-TS",
        "mpeg": "MPEG",
        "mxf": "MXF",
        "avi": "AVI",
    }


def _export_again(_figures: Figures) -> str:
    return _("Export the film again as MP4 (H.264 picture, AAC sound) and upload that file.")


def _upload_again(_figures: Figures) -> str:
    return _("Upload the file again. If it was copied from a card or a cloud folder, copy it anew first.")


def _nothing_to_do(_figures: Figures) -> str:
    return _("You need not do anything.")


TEXTS: dict[str, tuple[Words, Words]] = {
    "empty_file": (
        lambda f: _("The file is empty: it holds no data at all."),
        _upload_again,
    ),
    "file_too_large": (
        lambda f: _("The file has %(size_bytes)s; at most %(limit_bytes)s are allowed.") % f,
        lambda f: _("Export the film with a lower bit rate; 20 Mbit/s are plenty for 1080p."),
    ),
    "container_not_allowed": (
        lambda f: _("This file cannot be taken as a film: it is %(kind)s.") % f,
        lambda f: _("Choose the exported film itself: MP4, MOV, MKV, WebM, MPEG, MXF or AVI."),
    ),
    "extension_mismatch": (
        lambda f: _("The file's name promises another format than it has: inside it is %(kind)s.") % f,
        lambda f: _("If you meant another file, replace it. Otherwise you need not do anything."),
    ),
    "unreadable": (
        lambda f: _(
            "The file cannot be opened as a film. It is damaged, incomplete or of an unknown format."
        ),
        _export_again,
    ),
    "no_video": (
        lambda f: _("There is no moving picture in this file, only sound."),
        lambda f: _("Export the film with its picture; a cover image does not count."),
    ),
    "truncated": (
        lambda f: _("The end of the film is missing: the pictures stop at %(present_s)s.") % f,
        _upload_again,
    ),
    "corrupt_frames": (
        lambda f: _("The file is damaged inside: %(count)s errors appeared while it was played.") % f,
        lambda f: _("Export the film again from your editing program, watch the export once, and upload it."),
    ),
    "moov_at_end": (
        lambda f: _("The file's index is at its end, so it cannot start before all of it has arrived."),
        _nothing_to_do,
    ),
    "duration_missing_in_header": (
        lambda f: _("The file does not say how long it is. We measured %(measured_s)s.") % f,
        lambda f: _("Compare the measured length with your film. If it fits, you need not do anything."),
    ),
    "too_long": (
        lambda f: _("The film runs %(measured_s)s; this category allows %(limit_s)s at most.") % f,
        lambda f: _("Shorten the film, credits included, or choose a category for longer films."),
    ),
    "too_short": (
        lambda f: _("The film runs %(measured_s)s; this category asks for %(limit_s)s at least.") % f,
        lambda f: _("Choose a category for shorter films, or check that the whole film was exported."),
    ),
    "orientation_wrong": (
        lambda f: (
            _("The picture is %(found)s (%(width)s × %(height)s); this category is for %(wanted)s films.") % f
        ),
        lambda f: _("Choose a category that fits, or upload the version made for this format."),
    ),
    "orientation_square": (
        lambda f: _("The picture is square (%(width)s × %(height)s).") % f,
        lambda f: _("If the category asks for horizontal or vertical films, export it in that format."),
    ),
    "odd_rotation": (
        lambda f: _("The file asks players to mirror or tilt the picture; not all of them do."),
        lambda f: _("Look at the preview. If it stands wrongly, export the film again from your editor."),
    ),
    "resolution_too_small": (
        lambda f: (
            _("The picture has %(width)s × %(height)s pixels; its short side must have at least %(limit)s.")
            % f
        ),
        lambda f: _("Export the film in its full size; enlarging a small file does not help."),
    ),
    "low_resolution": (
        lambda f: (
            _("The picture has only %(width)s × %(height)s pixels and will look soft on a big screen.") % f
        ),
        lambda f: _("If you have a larger version, replace the file."),
    ),
    "picture_too_large": (
        lambda f: _("The picture has %(width)s × %(height)s pixels, more than can be worked with.") % f,
        lambda f: _("Export the film in 4K (3840 × 2160) or smaller."),
    ),
    "aspect_extreme": (
        lambda f: _("With %(width)s × %(height)s pixels the picture is a narrow strip.") % f,
        lambda f: _("Export the film with a long side of at most %(limit)s times its short side.") % f,
    ),
    "non_square_pixels": (
        lambda f: (
            _("The pixels are not square; players must stretch the picture to %(width)s × %(height)s.") % f
        ),
        lambda f: _("We do that for you. If the preview looks squeezed, export with square pixels."),
    ),
    "interlaced": (
        lambda f: _("The picture is interlaced, as for old television sets."),
        lambda f: _("We mend it for viewing. Better: export the film as progressive."),
    ),
    "burned_in_bars": (
        lambda f: (
            _("There are black bars inside the picture: what moves is %(width)s × %(height)s (%(found)s).")
            % f
        ),
        lambda f: _("Better: export the film without bars, in its own format. Players add what is missing."),
    ),
    "picture_changes_size": (
        lambda f: _("The picture changes its size in the middle of the film (%(count)s times).") % f,
        lambda f: _("Export the film as one piece with one size; not all players survive the change."),
    ),
    "hdr_untagged": (
        lambda f: _(
            "The film seems to be high dynamic range, but does not say which kind; it will look pale."
        ),
        lambda f: _("Export it with its colour tags (HDR10 or HLG), or graded for standard range (BT.709)."),
    ),
    "colour_untagged": (
        lambda f: _("The file does not name its colours; they are taken as BT.709, as usual for video."),
        lambda f: _("Compare the preview's colours with your film. If they fit, you need not do anything."),
    ),
    "low_bit_rate": (
        lambda f: _("The picture is compressed very hard (%(rate_k)s kbit/s); it may show blocks.") % f,
        lambda f: _("If you still have the project, export the film with a higher bit rate."),
    ),
    "video_tracks": (
        lambda f: (
            _("The file holds %(count)s pictures; the one with %(width)s × %(height)s is taken as the film.")
            % f
        ),
        lambda f: _("If that is not your film, export it alone."),
    ),
    "interlaced_suspected": (
        lambda f: _("The picture seems to be interlaced, although the file says nothing of it."),
        lambda f: _("Look for combs at moving edges. If you see them, export the film as progressive."),
    ),
    "hdr": (
        lambda f: (
            _("The film is high dynamic range (%(kind)s); jurors see it converted to the standard range.") % f
        ),
        lambda f: _(
            "Look at the preview. If colours matter to you, upload a version graded for standard range."
        ),
    ),
    "variable_frame_rate": (
        lambda f: (
            _(
                "The frames come at uneven times (%(measured)s a second on average) and are shown at %(played)s."
            )
            % f
        ),
        lambda f: _("Export the film with a constant frame rate, for example 24, 25 or 30."),
    ),
    "frame_rate_high": (
        lambda f: _("The film has %(measured)s frames a second; it is shown with %(limit)s.") % f,
        _nothing_to_do,
    ),
    "frame_rate_not_allowed": (
        lambda f: _("The film has %(measured)s frames a second; this category allows %(allowed)s.") % f,
        lambda f: _("Export the film with one of the allowed frame rates."),
    ),
    "frame_rate_changed": (
        lambda f: _("The film has %(measured)s frames a second; it is shown with %(played)s.") % f,
        _nothing_to_do,
    ),
    "frame_rate_unusual": (
        lambda f: _("%(measured)s frames a second is an unusual rate; projectors may not know it.") % f,
        lambda f: _("If you did not mean it, export the film with 24, 25 or 30."),
    ),
    "edit_list": (
        lambda f: _("The file holds %(hidden_s)s of hidden pictures that players leave out.") % f,
        lambda f: _("Look at the preview's beginning and end. To be safe, export the film from an editor."),
    ),
    "all_black": (
        lambda f: _("The picture is black from beginning to end."),
        lambda f: _("Check the export in a player, and upload the file with the picture."),
    ),
    "black_stretch": (
        lambda f: _("The picture stays black for %(length_s)s.") % f,
        lambda f: _("If it is meant so, you need not do anything. Otherwise check the export at this place."),
    ),
    "frozen_stretch": (
        lambda f: _("The picture stands still for %(length_s)s.") % f,
        lambda f: _("If it is meant so, you need not do anything. Otherwise check the export at this place."),
    ),
    "frozen_picture": (
        lambda f: _("The picture does not move during %(share)s %% of the film.") % f,
        lambda f: _("If it is meant so, you need not do anything. Otherwise check the export."),
    ),
    "no_audio": (
        lambda f: _("The film has no sound track."),
        lambda f: _(
            "If the film is silent on purpose, add a silent track; otherwise export it with its sound."
        ),
    ),
    "silent_audio": (
        lambda f: _("There is a sound track, but nothing can be heard on it."),
        lambda f: _(
            "If the film is silent on purpose, you need not do anything. Otherwise check the export."
        ),
    ),
    "silent_stretch": (
        lambda f: _("Nothing can be heard for %(length_s)s.") % f,
        lambda f: _("If it is meant so, you need not do anything. Otherwise check the export at this place."),
    ),
    "sound_longer": (
        lambda f: _("The sound lasts %(sound_s)s, but the picture only %(picture_s)s.") % f,
        lambda f: _("Check the end of the film: pictures may be missing, or the sound runs on over nothing."),
    ),
    "sound_shorter": (
        lambda f: _("The sound ends after %(sound_s)s; the picture lasts %(picture_s)s.") % f,
        lambda f: _("Check whether the end of the film is meant to be silent."),
    ),
    "sound_offset": (
        lambda f: _("Sound and picture do not start together: they are %(offset)s seconds apart.") % f,
        lambda f: _("Look at the preview: if lips and voices fit, you need not do anything."),
    ),
    "sound_downmixed": (
        lambda f: _("The sound has %(channels)s channels; jurors hear it mixed to stereo.") % f,
        lambda f: _("You need not do anything; your original is kept with all its channels."),
    ),
    "sound_tracks": (
        lambda f: _("The file holds %(count)s sound tracks; %(taken)s is played, and not: %(others)s.") % f,
        lambda f: _("If another track is the right one, put it first and export again."),
    ),
    "loudness_low": (
        lambda f: _("The sound is quiet: %(measured)s LUFS, where %(low)s to %(high)s are asked for.") % f,
        lambda f: _("Raise the level in your editor; its loudness meter shows the same figure."),
    ),
    "loudness_high": (
        lambda f: _("The sound is loud: %(measured)s LUFS, where %(low)s to %(high)s are asked for.") % f,
        lambda f: _("Lower the level in your editor; its loudness meter shows the same figure."),
    ),
    "true_peak_high": (
        lambda f: _("The sound's peaks reach %(measured)s dBTP and may crackle; the limit is %(limit)s.") % f,
        lambda f: _("Put a true-peak limiter at the end of your sound chain and export again."),
    ),
    "subtitle_track": (
        lambda f: _("The file carries subtitle tracks: %(count)s (%(kind)s).") % f,
        lambda f: _(
            "Viewers are offered those that are text. Look at them in the player, and send others as a file."
        ),
    ),
    "subtitles_missing": (
        lambda f: _(
            "This category asks for subtitles, and there is no text of them in the file or beside it."
        ),
        lambda f: _("Add a subtitle file to your entry, or burn them into the picture."),
    ),
}
