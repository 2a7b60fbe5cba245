"""Languages of subtitle tracks: what a container's tag means, and what the letters say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from media_pipeline.subtitles.commonest import SIMPLIFIED_ONLY, TRADITIONAL_ONLY

# ISO 639-2, both its codes where it has two, to the code that BCP 47 asks for. What is not here stays as it is,
# which is right for the languages that have no code of two letters.
_PAIRS = (
    "afr:af alb:sq sqi:sq amh:am ara:ar arm:hy hye:hy asm:as aze:az baq:eu eus:eu bel:be ben:bn bos:bs bre:br"
    " bul:bg bur:my mya:my cat:ca chi:zh zho:zh cmn:zh cze:cs ces:cs dan:da dut:nl nld:nl eng:en epo:eo est:et"
    " fao:fo fin:fi fre:fr fra:fr geo:ka kat:ka ger:de deu:de gla:gd gle:ga glg:gl gre:el ell:el guj:gu heb:he"
    " hin:hi hrv:hr hun:hu ibo:ig ice:is isl:is ind:id ita:it jav:jv jpn:ja kan:kn kaz:kk khm:km kir:ky kor:ko"
    " kur:ku lao:lo lat:la lav:lv lit:lt ltz:lb mac:mk mkd:mk mal:ml mao:mi mri:mi mar:mr may:ms msa:ms mlg:mg"
    " mlt:mt mon:mn nep:ne nno:nn nob:nb nor:nb oci:oc ori:or pan:pa per:fa fas:fa pol:pl por:pt pus:ps roh:rm"
    " rum:ro ron:ro rus:ru san:sa scc:sr srp:sr scr:hr sin:si slo:sk slk:sk slv:sl smo:sm som:so spa:es sun:su"
    " swa:sw swe:sv tam:ta tat:tt tel:te tgk:tg tgl:tl tha:th tib:bo bod:bo tir:ti ton:to tuk:tk tur:tr uig:ug"
    " ukr:uk urd:ur uzb:uz vie:vi wel:cy cym:cy wol:wo xho:xh yid:yi yor:yo zul:zu"
)
_SHORT = dict(pair.split(":") for pair in _PAIRS.split())
_ALIASES = {
    "zh-cn": "zh-hans",
    "zh-sg": "zh-hans",
    "zh-tw": "zh-hant",
    "zh-hk": "zh-hant",
    "zh-mo": "zh-hant",
}
_NOT_SAID = {"", "und", "mul", "mis", "zxx", "qaa", "unk"}

_SCRIPTS = {
    "Han": ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF)),
    "Kana": ((0x3040, 0x30FF),),
    "Hangul": ((0xAC00, 0xD7AF), (0x1100, 0x11FF), (0x3130, 0x318F)),
    "Cyrillic": ((0x0400, 0x052F),),
    "Greek": ((0x0370, 0x03FF), (0x1F00, 0x1FFF)),
    "Hebrew": ((0x0590, 0x05FF),),
    "Arabic": ((0x0600, 0x06FF), (0x0750, 0x077F), (0xFB50, 0xFEFC)),
    "Thai": ((0x0E00, 0x0E7F),),
    "Devanagari": ((0x0900, 0x097F),),
    "Latin": ((0x41, 0x5A), (0x61, 0x7A), (0xC0, 0x24F), (0x1E00, 0x1EFF)),
}
_LATIN = (
    "en de fr es it pt nl sv da nb nn fi is pl cs sk hu sl hr ro tr et lv lt vi id ms ca eu gl ga cy sq af sw"
)
_WIDE = re.compile(
    "[\u1100-\u11ff\u3000-\u318f\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff]+"
)
_WRITTEN_IN = {
    "zh": ("Han",),
    "yue": ("Han",),
    "ja": ("Kana",),
    "ko": ("Hangul",),
    **dict.fromkeys(("ru", "uk", "be", "bg", "mk", "kk", "ky", "tg"), ("Cyrillic",)),
    "sr": ("Cyrillic", "Latin"),
    "el": ("Greek",),
    "he": ("Hebrew",),
    "yi": ("Hebrew",),
    **dict.fromkeys(("ar", "fa", "ur", "ps", "ug"), ("Arabic",)),
    "th": ("Thai",),
    **dict.fromkeys(("hi", "mr", "ne"), ("Devanagari",)),
    **dict.fromkeys(_LATIN.split(), ("Latin",)),
}


def from_tag(tag: str) -> str:
    """The language of a container's tag as we keep it (en, zh-hans); empty when it says nothing."""
    code = tag.strip().lower().replace("_", "-")
    first, _, rest = code.partition("-")
    if first in _NOT_SAID or not code.replace("-", "").isalnum() or not code.isascii() or len(code) > 12:
        return ""
    code = "-".join(part for part in (_SHORT.get(first, first), rest) if part)
    return _ALIASES.get(code, code)


def bcp47(code: str) -> str:
    """The code as BCP 47 writes it: zh-Hans, pt-BR."""
    first, *rest = code.split("-")
    return "-".join([first.lower(), *(part.title() if len(part) == 4 else part.upper() for part in rest)])


def base(code: str) -> str:
    """The language alone: zh of zh-hans."""
    return code.partition("-")[0]


def refined(code: str, texts: Iterable[str]) -> str:
    """Chinese without a word about its script gets it from the letters themselves."""
    return (chinese_script(texts) or code) if code == "zh" else code


def chinese_script(texts: Iterable[str]) -> str:
    """zh-hans or zh-hant by letters that only one of them has; empty when the text does not tell."""
    simplified = traditional = 0
    for text in texts:
        simplified += sum(letter in SIMPLIFIED_ONLY for letter in text)
        traditional += sum(letter in TRADITIONAL_ONLY for letter in text)
    if simplified + traditional < 2 or max(simplified, traditional) < 4 * min(simplified, traditional):
        return ""
    return "zh-hans" if simplified > traditional else "zh-hant"


def scripts_in(texts: Iterable[str]) -> dict[str, int]:
    """How many letters of each script there are."""
    counts = dict.fromkeys(_SCRIPTS, 0)
    for text in texts:
        for letter in text:
            if (name := _script(ord(letter))) is not None:
                counts[name] += 1
    return counts


def expected_scripts(code: str) -> tuple[str, ...]:
    """The scripts that a language is written in; empty when we do not know."""
    return _WRITTEN_IN.get(base(code), ())


def wide_letters(text: str) -> int:
    """How many letters are as wide as they are high; a line holds half as many of them."""
    return sum(map(len, _WIDE.findall(text)))


@cache
def _script(code: int) -> str | None:
    return next((name for name, ranges in _SCRIPTS.items() if any(a <= code <= b for a, b in ranges)), None)
