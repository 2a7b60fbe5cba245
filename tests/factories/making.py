"""How films were made, named as one would say it: making.declare(entry, video="generated")."""

from typing import Any

from submissions.making.vocabulary import NONE, STAGES
from submissions.models import Declaration, Entry, StageAnswer, ToolUse, TrainingData


def declare(entry: Entry, *, human_role: dict[str, str] | None = None, **extents: str) -> Declaration:
    """A complete declaration: by hand, but for the stages named. Where AI was used a tool stands."""
    StageAnswer.objects.filter(entry=entry).delete()
    StageAnswer.objects.bulk_create(
        StageAnswer(
            entry=entry,
            stage=stage,
            extent=extents.get(stage, NONE),
            human_role=(human_role or {}).get(stage, ""),
        )
        for stage in STAGES
    )
    for stage, extent in extents.items():
        if extent != NONE and not ToolUse.objects.filter(entry=entry, stage=stage).exists():
            tool(entry, stage, "Dream Machine", version="9", vendor="Dreams Inc.")
    whole, _made = Declaration.objects.update_or_create(
        entry=entry, defaults={"trained_models": False, "real_people": False}
    )
    return whole


def tool(entry: Entry, stage: str, name: str, **fields: Any) -> ToolUse:
    return ToolUse.objects.create(entry=entry, stage=stage, tool=name, **fields)


def training(entry: Entry, **fields: Any) -> TrainingData:
    values = {
        "model": "Our own",
        "material": "Drawings of our grandmother",
        "source": "own",
        "licence": "ours",
    }
    row = TrainingData.objects.create(entry=entry, **{**values, **fields})
    Declaration.objects.update_or_create(entry=entry, defaults={"trained_models": True})
    return row
