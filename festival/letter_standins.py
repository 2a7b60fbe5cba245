"""The built-in letters as a text to begin with: rendered with "{{ title }}" where a title would stand."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.utils import formats

from festival.letter_kinds import MergeField

# Days that no festival has: they are looked for in the rendered text and become fields again.
_FIRST_DAY = date(9001, 1, 1)
# Nor do they have so many films.
_FIRST_COUNT = 7_654_321


class StandIn(dict[str, Any]):
    """Something of which only declared parts are known; everything else about it is empty."""

    text = ""

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text) or len(self) > 0


def stand_in_context(fields: Iterable[MergeField]) -> dict[str, Any]:
    context = StandIn()
    for number, field in enumerate(fields):
        *way, last = field.path.split(".")
        place = context
        for part in way:
            place = place.setdefault(part, StandIn())
        if field.day:
            place[last] = _FIRST_DAY + timedelta(days=number)
        elif field.count:
            place[last] = _FIRST_COUNT + number
        else:
            place.setdefault(last, StandIn()).text = f"{{{{ {field.name} }}}}"
    edition = context.get("edition", StandIn())
    edition["time_zone"] = "UTC"  # letters set the clock by it
    for part in (edition, edition.get("festival", StandIn())):
        part.text = str(part.get("name", ""))
    return dict(context)


def with_fields_again(text: str, fields: Iterable[MergeField]) -> str:
    for number, field in enumerate(fields):
        if field.day:
            said = formats.date_format(_FIRST_DAY + timedelta(days=number), "DATE_FORMAT")
        elif field.count:
            said = str(formats.localize(_FIRST_COUNT + number))
        else:
            continue
        text = text.replace(said, f"{{{{ {field.name} }}}}")
    return text
