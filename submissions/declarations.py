"""A film's declaration read from its rows: as facts for the rules, as a card for people, as data for programs.

Each of them asks nothing of the database when the entry came by `Entry.objects.with_making()`.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from media_pipeline.credential_words import source_type
from submissions.enums import Extent, PictureOrigin, ProductionStage
from submissions.making.completeness import Declared
from submissions.making.source_types import SourceType, of_film, of_stage
from submissions.making.vocabulary import STAGES
from submissions.making_words import extent_label, film_sentence
from submissions.models import Declaration, Entry, StageAnswer, ToolUse, TrainingData


@dataclass(frozen=True)
class ToolLine:
    name: str
    vendor: str = ""
    note: str = ""


@dataclass(frozen=True)
class StageLine:
    stage: str
    label: str
    extent: str
    extent_label: str
    human_role: str = ""
    tools: tuple[ToolLine, ...] = ()


@dataclass(frozen=True)
class TrainingLine:
    model: str
    material: str
    source: str
    licence: str
    works: int | None


@dataclass(frozen=True)
class MakingCard:
    """Only what was said: stages without a word are left out. Persons who consented never come in here."""

    sentence: str
    source_type: str
    source_uri: str
    picture_origin: str
    stages: tuple[StageLine, ...]
    trained_models: bool | None = None
    training: tuple[TrainingLine, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.stages or self.training or self.sentence)


def declaration_of(entry: Entry) -> Declaration:
    """The row, or an unsaved one that says nothing."""
    try:
        return entry.declaration
    except Declaration.DoesNotExist:
        return Declaration(entry=entry)


def answers_of(entry: Entry) -> dict[str, str]:
    return _extents(_rows(entry))


def _rows(entry: Entry) -> dict[str, StageAnswer]:
    return {answer.stage: answer for answer in entry.stage_answers.all()}


def _extents(rows: dict[str, StageAnswer]) -> dict[str, str]:
    return {stage: row.extent for stage, row in rows.items() if row.extent}


def declared(entry: Entry) -> Declared:
    """Beside what its category asks."""
    category = entry.category
    rules = tuple(row.rule for row in category.making_rules.all())
    if category.disclosure != "required" and not rules:
        return Declared(category.disclosure)  # nothing can be missing: ask nothing more
    whole = declaration_of(entry)
    return Declared(
        asked=category.disclosure,
        answers=answers_of(entry),
        tools_at=frozenset(use.stage for use in entry.tool_uses.all()),
        trained_models=whole.trained_models,
        training_rows=len(entry.training_data.all()) if whole.trained_models else 0,
        real_people=whole.real_people,
        consents=len(entry.consents.all()) if whole.real_people else 0,
        rules=rules,
    )


def film_type(entry: Entry) -> SourceType | None:
    return of_film(answers_of(entry), declaration_of(entry).picture_origin)


def making_card(entry: Entry) -> MakingCard:
    """For everybody who may know all that was declared; a jury's veil and the audience's page take less."""
    whole, rows = declaration_of(entry), _rows(entry)
    found = of_film(_extents(rows), whole.picture_origin)
    return MakingCard(
        sentence=film_sentence(found),
        source_type=source_type(found.value) if found else "",
        source_uri=found.uri if found else "",
        picture_origin=str(PictureOrigin(whole.picture_origin).label) if whole.picture_origin else "",
        stages=_lines(entry, rows),
        trained_models=whole.trained_models,
        training=tuple(
            TrainingLine(row.model, row.material, row.get_source_display(), row.licence, row.works)
            for row in _training(entry, whole)
        ),
    )


def _lines(entry: Entry, answers: dict[str, StageAnswer]) -> tuple[StageLine, ...]:
    """In the order of production; a stage of which only a tool is known says so."""
    tools = tools_by_stage(entry)
    return tuple(
        StageLine(
            stage=stage,
            label=str(ProductionStage(stage).label),
            extent=answers[stage].extent if stage in answers else "",
            extent_label=extent_label(answers[stage].extent if stage in answers else ""),
            human_role=answers[stage].human_role if stage in answers else "",
            tools=tuple(ToolLine(use.name, use.vendor, use.note) for use in tools.get(stage, ())),
        )
        for stage in STAGES
        if stage in answers or stage in tools
    )


def _training(entry: Entry, whole: Declaration) -> list[TrainingData]:
    """Nothing where the maker answers that no model was trained, whatever stood there before."""
    return [] if whole.trained_models is False else list(entry.training_data.all())


def tools_by_stage(entry: Entry) -> dict[str, list[ToolUse]]:
    found: dict[str, list[ToolUse]] = {}
    for use in entry.tool_uses.all():
        found.setdefault(use.stage, []).append(use)
    return found


def as_data(entry: Entry) -> dict[str, Any]:
    """For programs: plain JSON with the IPTC's addresses. Consents are counted, never named."""
    whole, answers = declaration_of(entry), _rows(entry)
    found = of_film(_extents(answers), whole.picture_origin)
    tools = tools_by_stage(entry)
    return {
        "digital_source_type": found.uri if found else None,
        "picture_origin": whole.picture_origin,
        "stages": [
            {
                "stage": stage,
                "extent": answers[stage].extent if stage in answers else "",
                "digital_source_type": _stage_uri(answers.get(stage), whole.picture_origin),
                "human_role": answers[stage].human_role if stage in answers else "",
                "tools": [
                    {"tool": use.tool, "version": use.version, "vendor": use.vendor, "note": use.note}
                    for use in tools.get(stage, ())
                ],
            }
            for stage in STAGES
            if stage in answers or stage in tools
        ],
        "trained_models": whole.trained_models,
        "training_data": [
            {name: getattr(row, name) for name in ("model", "material", "source", "licence", "works")}
            for row in _training(entry, whole)
        ],
        "real_people": whole.real_people,
        "consents": len(entry.consents.all()),
        "shown_to_audience": whole.shown_to_audience,
    }


def _stage_uri(answer: Any, origin: str) -> str | None:
    return of_stage(answer.stage, answer.extent, origin).uri if answer is not None and answer.extent else None


def extent_counts(entries: Any) -> dict[str, dict[str, int]]:
    """Films by stage and extent; one query. `entries`: a queryset."""
    found = {stage: dict.fromkeys(Extent.values, 0) for stage in ProductionStage.values}
    rows = (
        entries.order_by()
        .filter(stage_answers__extent__in=Extent.values)
        .values_list("stage_answers__stage", "stage_answers__extent")
        .annotate(films=Count("pk"))
    )
    for stage, extent, films in rows:
        found[stage][extent] = films
    return found
