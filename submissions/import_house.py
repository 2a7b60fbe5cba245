"""What reading a table needs to know of the edition: names of categories, countries and languages, in our languages."""

import re
from collections.abc import Callable, Iterable

from django.conf import settings
from django.utils import translation
from django_countries import countries

from festival.models import Edition
from submissions.importing.fields import plain
from submissions.importing.lines import House
from submissions.tongues import NO_DIALOGUE, language_choices

_ALSO_COUNTRIES = {
    "usa": "US",
    "unitedstates": "US",
    "uk": "GB",
    "greatbritain": "GB",
    "southkorea": "KR",
    "korea": "KR",
    "russia": "RU",
    "iran": "IR",
    "taiwan": "TW",
    "vietnam": "VN",
    "czechrepublic": "CZ",
    "hongkong": "HK",
    "macau": "MO",
    "中国": "CN",
    "中国香港": "HK",
    "中国澳门": "MO",
    "中国台湾": "TW",
}
_ALSO_LANGUAGES = {
    "chinese": "zh-hans",
    "mandarin": "zh-hans",
    "mandarinchinese": "zh-hans",
    "中文": "zh-hans",
    "汉语": "zh-hans",
    "普通话": "zh-hans",
    "moderngreek": "el",
    "none": NO_DIALOGUE,
    "nodialogue": NO_DIALOGUE,
    "silent": NO_DIALOGUE,
    "无对白": NO_DIALOGUE,
}


def house_of(edition: Edition, *, usual_category: str, day_first: bool) -> House:
    return House(
        category_of=_finder(_categories(edition), {}),
        country_of=_finder(_countries(), _ALSO_COUNTRIES),
        language_of=_finder(_languages(), _ALSO_LANGUAGES),
        usual_category=usual_category,
        day_first=day_first,
    )


def _finder(known: Iterable[tuple[str, str]], also: dict[str, str]) -> Callable[[str], str | None]:
    by_name = {plain(name): code for name, code in known} | also

    def find(said: str) -> str | None:
        # "Modern Greek (1453-)": what stands in brackets explains, it does not name.
        return by_name.get(plain(said)) or by_name.get(plain(re.sub(r"[(（].*", "", said)))

    return find


def _categories(edition: Edition) -> Iterable[tuple[str, str]]:
    for category in edition.categories.all():
        yield category.slug, category.slug
        for name in category.name.values():
            yield name, category.slug


def _countries() -> Iterable[tuple[str, str]]:
    for language in _languages_of_the_house():
        with translation.override(language):
            yield from [(str(name), code) for code, name in countries]
    yield from ((code, code) for code, _name in countries)
    yield from ((countries.alpha3(code), code) for code, _name in countries)


def _languages() -> Iterable[tuple[str, str]]:
    for language in _languages_of_the_house():
        with translation.override(language):
            yield from [(str(name), code) for code, name in language_choices(dialogue=True)]
    yield from ((code, code) for code, _name in language_choices(dialogue=True))


def _languages_of_the_house() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]
