"""Names of people in Latin letters and in Chinese characters: 李伟 = Li Wei = Wei Li = Lǐ Wěi.

A comparison says how two names meet, and never who somebody is.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_OTHER_SCRIPT = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")
MOST_READINGS = 64
LONGEST_HAN_NAME = 6
# As surnames these are read otherwise than as words; both readings are tried.
SURNAME_READINGS = {
    "单": "shan", "單": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "任": "ren", "华": "hua", "華": "hua",
    "区": "ou", "區": "ou", "查": "zha", "翟": "zhai", "乐": "yue", "樂": "yue", "朴": "piao", "盖": "ge", "蓋": "ge",
    "缪": "miao", "繆": "miao", "覃": "qin", "尉": "yu", "员": "yun", "員": "yun", "宓": "fu", "种": "chong",
    "黑": "he", "折": "she", "逄": "pang", "牟": "mu", "召": "shao", "洗": "xian", "冼": "xian", "佴": "nai",
    "过": "guo", "万俟": "moqi", "尉迟": "yuchi", "长孙": "zhangsun", "澹台": "tantai", "令狐": "linghu",
}  # fmt: skip
_COMPOUND = (
    "欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 夏侯 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 司徒 轩辕 軒轅 长孫 长孙 長孫 "
    "宇文 司空 独孤 獨孤 南宫 南宮 万俟 端木 闻人 聞人 澹台 澹臺 百里 呼延 东郭 東郭 西门 西門 拓跋 完颜 完顏"
)
COMPOUND_SURNAMES = frozenset(_COMPOUND.split())
# Ways of meeting, from the surest on.
SAME_SPELLING, SAME_CHARACTERS = "spelling", "characters"
LATIN_FORM, SOUNDS_ALIKE, SHORT_FORM, INITIALS, JOINED, GIVEN_NAME, ONE_WORD = (
    "latin", "sound", "short", "initials", "joined", "given", "one_word",
)  # fmt: skip
SURE = frozenset({SAME_SPELLING, SAME_CHARACTERS})

Key = tuple[str, ...]


@dataclass(frozen=True)
class Name:
    """One spelling, taken apart. `parts`: words in Latin letters in their order; `han`: the characters."""

    written: str
    parts: tuple[str, ...]
    han: str

    @property
    def keys(self) -> frozenset[Key]:
        """Two names that may meet share one of these."""
        return frozenset(_keys(self))


@lru_cache(maxsize=65536)
def read_name(written: str) -> Name:
    """Take a name apart; a title before it or brackets behind it stay out. Empty words give an empty name."""
    words = unicodedata.normalize("NFKC", written)
    words = re.sub(r"[(（\[【].*?[)）\]】]", " ", words)
    han = "".join(_HAN.findall(words))
    if han:
        return Name(written, (), han)
    plain = (
        unicodedata.normalize("NFKD", words).casefold().replace("ß", "ss").replace("ø", "o").replace("ł", "l")
    )
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    if _OTHER_SCRIPT.search(plain):
        joined = "".join(sign for sign in plain if sign.isalnum())
        return Name(written, (joined,), "")
    return Name(written, tuple(re.findall(r"[^\W_]+", plain)), "")


def meet(one: Name, other: Name) -> str:
    """How two names may mean one person; empty for two that do not meet."""
    if one.han and other.han:
        return _han_and_han(one.han, other.han)
    if one.han or other.han:
        han, latin = (one, other) if one.han else (other, one)
        return LATIN_FORM if _pairs_of_han(han.han) & _pairs(latin.parts) else ""
    return _latin_and_latin(one.parts, other.parts)


def _latin_and_latin(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    if not one or not other:
        return ""
    if sorted(one) == sorted(other):
        return SAME_SPELLING if len(one) > 1 else ONE_WORD
    if len(one) < 2 or len(other) < 2:
        return ""
    if _pairs(one) & _pairs(other):
        return JOINED
    short, long = sorted((_given_and_surname(one), _given_and_surname(other)), key=lambda name: len(name[0]))
    if short[1] != long[1]:
        return ""
    if short[0] == long[0] and len(one) != len(other):
        return SHORT_FORM
    return INITIALS if len(short[0]) == 1 and long[0].startswith(short[0]) else ""


def _han_and_han(one: str, other: str) -> str:
    if one == other:
        return SAME_CHARACTERS if len(one) > 1 else ONE_WORD
    if len(one) == len(other) > 1 and _readings(one, toned=True) & _readings(other, toned=True):
        return SOUNDS_ALIKE
    short, long = sorted((one, other), key=len)
    return GIVEN_NAME if len(short) >= 2 and long[len(_surname(long)) :] == short else ""


def _given_and_surname(parts: tuple[str, ...]) -> tuple[str, str]:
    return parts[0], parts[-1]


def _surname(han: str) -> str:
    return han[:2] if han[:2] in COMPOUND_SURNAMES and len(han) > 2 else han[:1]


def _keys(name: Name) -> Iterator[Key]:
    if name.han:
        yield ("han", name.han)
        yield ("given", name.han[len(_surname(name.han)) :])
        yield ("given", name.han)
        for reading in _readings(name.han, toned=False):
            yield ("sound", "".join(reading))
    parts = name.parts
    if len(parts) == 1:
        yield ("word", parts[0])
    elif parts:
        given, surname = _given_and_surname(parts)
        yield ("parts", *sorted(parts))
        yield ("surname", given[0], surname)
        yield ("sound", "".join(map(_plain_syllables, parts)))
        yield ("sound", "".join(map(_plain_syllables, (*parts[1:], parts[0]))))
        yield ("sound", "".join(map(_plain_syllables, (parts[-1], *parts[:-1]))))


def _pairs(parts: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    """The name cut in two at each place, in no order: surname and given name, however the latter is spaced."""
    plain = [_plain_syllables(part) for part in parts]
    cuts = (("".join(plain[:at]), "".join(plain[at:])) for at in range(1, len(plain)))
    return frozenset(tuple(sorted(cut)) for cut in cuts)


def _pairs_of_han(han: str) -> frozenset[tuple[str, ...]]:
    at = len(_surname(han))
    pairs = (("".join(reading[:at]), "".join(reading[at:])) for reading in _readings(han, toned=False))
    return frozenset(tuple(sorted(pair)) for pair in pairs if all(pair))


@lru_cache(maxsize=65536)
def _readings(han: str, *, toned: bool) -> frozenset[tuple[str, ...]]:
    """All ways to read the characters, one syllable each; a handful, also for names with several such characters."""
    if len(han) > LONGEST_HAN_NAME:
        return frozenset()
    from pypinyin import Style, pinyin  # a tenth of every program's start, for what few of them ask

    style = Style.TONE3 if toned else Style.NORMAL
    syllables = [
        [_plain_syllables(one) for one in read] for read in pinyin(list(han), style=style, heteronym=True)
    ]
    if not toned and (special := SURNAME_READINGS.get(han[0])):
        syllables[0].append(special)
    found = set(islice(product(*map(dict.fromkeys, syllables)), MOST_READINGS))
    compound = SURNAME_READINGS.get(han[:2])
    if compound and not toned:
        found |= {(compound, "", *reading[2:]) for reading in list(found)}
    return frozenset(found)


def _plain_syllables(letters: str) -> str:
    """ü is written u, v or yu in passports and credits."""
    return re.sub(r"(?<=[ln])(?:yu|v|ü)", "u", letters)
