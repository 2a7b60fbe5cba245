"""What a juror may see of a film in this round. Templates get this value and never the entry: they cannot leak.

Stills of the maker are shown only in an open round; the poster is a frame of the film itself. File names, numbers,
owners and addresses of the entry never come in here, nor do the people who consented to be imitated.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from festival.localized import LocalizedText
from judging.veil_fields import VeilField, shown_fields
from submissions.answer_reading import AnswerLine, jury_lines
from submissions.declarations import MakingCard
from submissions.enums import CreditRole
from submissions.films import runtime_text
from submissions.models import Entry
from submissions.stills import poster_of


@dataclass(frozen=True)
class Tool:
    stage: str
    tool: str
    note: str


@dataclass(frozen=True)
class VeiledFilm:
    """Empty words mean: not told, or not known."""

    title: str
    title_lang: str = ""
    title_other: str = ""
    title_other_lang: str = ""
    still_url: str = ""
    thumb_url: str = ""
    runtime_s: float = 0.0
    runtime: str = ""
    orientation: str = ""
    logline: LocalizedText = field(default_factory=LocalizedText)
    synopsis: LocalizedText = field(default_factory=LocalizedText)
    statement: LocalizedText = field(default_factory=LocalizedText)
    directors: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    tools: tuple[Tool, ...] = ()
    answers: tuple[AnswerLine, ...] = ()
    making: MakingCard | None = None

    @property
    def vertical(self) -> bool:
        return self.orientation == "vertical"


def veil(
    entry: Entry,
    *,
    blindness: str,
    number: int,
    tools: Sequence[Tool] = (),
    with_answers: bool = False,
    making: MakingCard | None = None,
    chosen: Sequence[str] = (),
) -> VeiledFilm:
    """The entry as a round of this blindness shows it. `number` is its place in the round.

    `chosen`: the fields of a round that shows them one by one (`Round.veil_fields`). `with_answers` to the festival's
    own questions: only those meant for jurors, and only where the round shows it those that tell who the makers are.
    """
    shown = shown_fields(blindness, list(chosen))
    poster = poster_of(entry.film)
    bare = VeiledFilm(
        title=_("Film %(number)s") % {"number": number},
        still_url=poster,
        thumb_url=poster,
        runtime_s=entry.film_facts.duration_s,
        runtime=runtime_text(entry.film_facts.duration_s),
        orientation=entry.film_facts.orientation,
    )
    told: dict[str, Any] = {}
    if VeilField.TITLE in shown:
        told |= {
            "title": entry.title,
            "title_lang": entry.title_lang,
            "title_other": entry.title_other,
            "title_other_lang": entry.title_other_lang,
        }
    if VeilField.TEXTS in shown:
        told |= {"logline": entry.logline, "synopsis": entry.synopsis}
    if VeilField.STILLS in shown:
        told |= {"still_url": entry.still_url, "thumb_url": entry.thumb_url}
    if VeilField.STATEMENT in shown:
        told |= {"statement": entry.statement}
    if VeilField.MAKERS in shown:
        told |= {"directors": _directors(entry)}
    if VeilField.COUNTRIES in shown:
        told |= {"countries": tuple(country.name for country in entry.countries)}
    if VeilField.DISCLOSURE in shown:
        free_words = VeilField.DISCLOSURE_WORDS in shown
        told |= {
            "tools": tuple(tools),
            "making": making if free_words or not making else without_makers(making),
        }
    if with_answers:
        told |= {"answers": answers_for(entry, shown)}
    return replace(bare, **told)


def _directors(entry: Entry) -> tuple[str, ...]:
    return tuple(credit.name for credit in entry.credits.all() if credit.role == CreditRole.DIRECTOR)


def answers_for(entry: Entry, shown: Collection[str]) -> tuple[AnswerLine, ...]:
    """Values alone. One query, or none."""
    if VeilField.ANSWERS not in shown:
        return ()
    lines = jury_lines(entry, makers_hidden=VeilField.TELLING_ANSWERS not in shown)
    return tuple(replace(line, paper=None) for line in lines)


def tools_of(entry: Entry) -> list[Tool]:
    return [Tool(use.stage, use.name, use.note) for use in entry.tool_uses.all()]


def without_makers(card: MakingCard) -> MakingCard:
    """How far AI went, with which tools and for what. What people did, who sells a tool and whose works a model was
    trained on are free words in which makers name themselves: they wait for an open round.
    """
    return replace(
        card,
        stages=tuple(
            replace(line, human_role="", tools=tuple(replace(tool, vendor="") for tool in line.tools))
            for line in card.stages
        ),
        training=tuple(
            replace(row, model=_("A model of their own"), material="", licence="") for row in card.training
        ),
    )
