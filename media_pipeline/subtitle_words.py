"""What is told about subtitles: names of tracks, and findings in words, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from media_pipeline.sentences import Figures, Words, timecode

OWN_NAMES = {"yue": "粵語", "tlh": "tlhIngan Hol"}
SCRIPTS = {
    "Han": gettext_lazy("Chinese characters"),
    "Kana": gettext_lazy("Japanese kana"),
    "Hangul": gettext_lazy("Korean letters"),
    "Cyrillic": gettext_lazy("Cyrillic letters"),
    "Greek": gettext_lazy("Greek letters"),
    "Hebrew": gettext_lazy("Hebrew letters"),
    "Arabic": gettext_lazy("Arabic letters"),
    "Thai": gettext_lazy("Thai letters"),
    "Devanagari": gettext_lazy("Devanagari letters"),
    "Latin": gettext_lazy("Latin letters"),
}
KINDS = {
    "archive": gettext_lazy("an archive; unpack it and send the subtitle file inside"),
    "document": gettext_lazy("a document"),
    "film": gettext_lazy("a film"),
    "pictures": gettext_lazy("subtitles made of pictures (VobSub, PGS)"),
    "binary": gettext_lazy("no text"),
}


@dataclass(frozen=True)
class Told:
    """A finding as components/findings.html shows it."""

    severity: str
    title: str
    remedy: str
    timecode: str = ""


def own_name(code: str) -> str:
    """A language in its own words, which its speakers find in any menu: English, 简体中文."""
    for known in (code, code.partition("-")[0]):
        if known in OWN_NAMES:
            return OWN_NAMES[known]
        if "name_local" in LANG_INFO.get(known, {}):
            name = str(LANG_INFO[known]["name_local"])
            return name[:1].upper() + name[1:]
    return code


def track_label(language: str, *, kind: str = "subtitles", forced: bool = False) -> str:
    """What a menu calls a track: made of its language alone, for a title inside the file may name people."""
    name = own_name(language) if language else _("Unknown language")
    if kind == "captions":
        name = pgettext("subtitles for the deaf", "%(language)s (CC)") % {"language": name}
    if forced:
        name = pgettext("subtitles for signs only", "%(language)s (signs)") % {"language": name}
    return name


def tell(found: Mapping[str, Any]) -> Told:
    """A stored finding in words."""
    at = found.get("timecode_s")
    code, params = found["code"], found.get("params", {})
    return Told(
        found["severity"], sentence(code, params), remedy(code, params), "" if at is None else timecode(at)
    )


def sentence(code: str, params: Mapping[str, Any]) -> str:
    """What is the matter."""
    if code not in TEXTS:
        return _("Something about these subtitles is unusual.")
    return TEXTS[code][0](_figures(params))


def remedy(code: str, params: Mapping[str, Any]) -> str:
    """What to do about it."""
    return TEXTS[code][1](_figures(params)) if code in TEXTS else ""


def _figures(params: Mapping[str, Any]) -> Figures:
    said = dict(params)
    for name in ("language", "found_language"):
        if name in said:
            said[name] = own_name(str(said[name]))
    if "found" in said:
        said["script"] = str(SCRIPTS.get(said["found"], said["found"]))
    if said.get("kind") in KINDS:
        said["what"] = str(KINDS[said["kind"]])
    return Figures(said)


def _send_text(_f: Figures) -> str:
    return _("Send an SRT, WebVTT, ASS or SSA file.")


def _export_utf8(_f: Figures) -> str:
    return _("Read the first lines below. If letters are wrong, save the file as UTF-8 and send it again.")


TEXTS: dict[str, tuple[Words, Words]] = {
    "subtitle_empty": (lambda f: _("The subtitle file is empty."), _send_text),
    "subtitle_too_large": (
        lambda f: (
            _(
                "The subtitle file has %(size_bytes)s; subtitles of a whole film have less than %(limit_bytes)s."
            )
            % f
        ),
        _send_text,
    ),
    "subtitle_not_text": (lambda f: _("This is no subtitle file but %(what)s.") % f, _send_text),
    "subtitle_counts_frames": (
        lambda f: _("This file counts frames instead of seconds (MicroDVD), so its times are not certain."),
        lambda f: _("Convert it to SRT in your subtitle editor, with the film's own frame rate."),
    ),
    "subtitle_format_unknown": (
        lambda f: _("No times were found in this file; it is not in a format that we read."),
        _send_text,
    ),
    "subtitle_no_cues": (
        lambda f: _("There is no line of text in this subtitle file."),
        lambda f: _("Look whether you exported the right track, and send it again."),
    ),
    "subtitle_too_many_cues": (
        lambda f: _("The file has more than %(limit)s subtitles, more than any film can show.") % f,
        lambda f: _("Send the dialogue only, without effects that repeat a line frame by frame."),
    ),
    "subtitle_encoding_guessed": (
        lambda f: _("The file does not say how its letters are encoded; it was read as %(encoding)s.") % f,
        _export_utf8,
    ),
    "subtitle_letters_lost": (
        lambda f: _("Letters that could not be read: %(count)s (read as %(encoding)s).") % f,
        _export_utf8,
    ),
    "subtitle_lines_skipped": (
        lambda f: _("Places whose times make no sense, left out: %(count)s.") % f,
        lambda f: _("Open the file in a subtitle editor and look for broken times."),
    ),
    "subtitle_backwards": (
        lambda f: _("Subtitles that end before they begin, now shown for a moment: %(count)s.") % f,
        lambda f: _("Mend their times in a subtitle editor."),
    ),
    "subtitle_beyond_end": (
        lambda f: (
            _(
                "Subtitles after the end of the film: %(count)s of %(of)s; the last at %(last_s)s, the film ends at "
                "%(film_s)s."
            )
            % f
        ),
        lambda f: _("Check that the file belongs to this film and to this cut of it."),
    ),
    "subtitle_other_frame_rate": (
        lambda f: (
            _(
                "The times look made for %(made_for)s frames a second; the film has %(film_fps)s. The text drifts away "
                "from the picture."
            )
            % f
        ),
        lambda f: _("Convert the frame rate in your subtitle editor, and send the file again."),
    ),
    "subtitle_overlap": (
        lambda f: _("Subtitles that begin before the last one has gone: %(count)s of %(of)s.") % f,
        lambda f: _("If it is meant so, you need not do anything. Otherwise mend the times."),
    ),
    "subtitle_too_fast": (
        lambda f: (
            _(
                "Hard to read in time: %(count)s of %(of)s subtitles, up to %(fastest)s letters a second where %(limit)s "
                "are comfortable."
            )
            % f
        ),
        lambda f: _("Let them stay longer, or say it shorter."),
    ),
    "subtitle_too_brief": (
        lambda f: _("On screen for less than a second: %(count)s of %(of)s subtitles.") % f,
        lambda f: _("Let them stay for one second at least."),
    ),
    "subtitle_flicker": (
        lambda f: (
            _("Less than two frames after the one before, which flickers: %(count)s of %(of)s subtitles.") % f
        ),
        lambda f: _("Leave two frames between them, or none at all."),
    ),
    "subtitle_line_too_long": (
        lambda f: (
            _(
                "Lines longer than %(limit)s letters: in %(count)s of %(of)s subtitles. Players break them anywhere."
            )
            % f
        ),
        lambda f: _("Break them where the sentence breathes."),
    ),
    "subtitle_too_many_lines": (
        lambda f: (
            _("More than %(limit)s lines at once: in %(count)s of %(of)s subtitles. They cover the picture.")
            % f
        ),
        lambda f: _("Split them into two subtitles."),
    ),
    "subtitle_other_script": (
        lambda f: _("The language given is %(language)s, but the text is written in %(script)s.") % f,
        lambda f: _("Check that language and file belong together."),
    ),
    "subtitle_other_chinese": (
        lambda f: _("The language given is %(language)s, but the text is written in %(found_language)s.") % f,
        lambda f: _("Send the file again with the other script chosen, or send the other file."),
    ),
    "subtitle_pictures": (
        lambda f: (
            _("This track inside the film consists of pictures (%(codec)s) and cannot be shown to viewers.")
            % f
        ),
        lambda f: _("Send its text as an SRT or WebVTT file."),
    ),
    "subtitle_not_extracted": (
        lambda f: _("This track could not be read from the film file."),
        lambda f: _("Send its text as an SRT or WebVTT file."),
    ),
    "subtitle_workshop_failed": (
        lambda f: _("Our workshop failed over this track."),
        lambda f: _("You may send its text as an SRT or WebVTT file meanwhile."),
    ),
}
