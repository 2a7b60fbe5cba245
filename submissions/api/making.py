"""How a film was made, for programs: what is accepted, and what is told."""

from typing import Any

from rest_framework import serializers

from submissions.enums import DataSource, Extent, PictureOrigin, ProductionStage
from submissions.forms.making import MOST_MODELS
from submissions.models import Declaration, Entry, StageAnswer, TrainingData

URI = "Address of a concept of the IPTC's scheme http://cv.iptc.org/newscodes/digitalsourcetype/."
WHOLE = ("picture_origin", "trained_models", "real_people", "shown_to_audience")


class StageInput(serializers.Serializer[Any]):
    stage = serializers.ChoiceField(choices=ProductionStage.choices)
    extent = serializers.ChoiceField(choices=Extent.choices, allow_blank=True)
    human_role = serializers.CharField(max_length=500, allow_blank=True, default="")


class TrainingInput(serializers.Serializer[Any]):
    model = serializers.CharField(max_length=120)
    material = serializers.CharField(max_length=300, allow_blank=True, default="")
    source = serializers.ChoiceField(choices=DataSource.choices, allow_blank=True, default="")
    licence = serializers.CharField(max_length=200, allow_blank=True, default="")
    works = serializers.IntegerField(min_value=1, max_value=10**12, allow_null=True, default=None)


class MakingInput(serializers.Serializer[Any]):
    """What is sent is written; what is not sent stays. A stage is written by itself, training data as a whole."""

    picture_origin = serializers.ChoiceField(choices=PictureOrigin.choices, allow_blank=True, required=False)
    trained_models = serializers.BooleanField(allow_null=True, required=False)
    real_people = serializers.BooleanField(allow_null=True, required=False)
    shown_to_audience = serializers.BooleanField(required=False)
    stages = StageInput(many=True, required=False, max_length=len(ProductionStage))
    training_data = TrainingInput(many=True, required=False, max_length=MOST_MODELS)


def write_making(entry: Entry, sent: dict[str, Any]) -> None:
    """Called inside the transaction that has locked the draft. Of a stage sent twice the last counts."""
    Declaration.objects.update_or_create(
        entry=entry, defaults={name: sent[name] for name in WHOLE if name in sent}
    )
    lines = {line["stage"]: line for line in sent.get("stages", ())}
    StageAnswer.objects.bulk_create(
        (StageAnswer(entry=entry, **line) for line in lines.values()),
        update_conflicts=True,
        unique_fields=["entry", "stage"],
        update_fields=["extent", "human_role"],
    )
    if "training_data" in sent:
        entry.training_data.all().delete()
        TrainingData.objects.bulk_create(
            TrainingData(entry=entry, position=position, **row)
            for position, row in enumerate(sent["training_data"])
        )


class MakingToolTold(serializers.Serializer[Any]):
    tool = serializers.CharField()
    version = serializers.CharField()
    vendor = serializers.CharField()
    note = serializers.CharField()


class StageTold(serializers.Serializer[Any]):
    stage = serializers.ChoiceField(choices=ProductionStage.choices)
    extent = serializers.ChoiceField(choices=Extent.choices, allow_blank=True)
    digital_source_type = serializers.CharField(allow_null=True, help_text=URI)
    human_role = serializers.CharField()
    tools = MakingToolTold(many=True)


class TrainingTold(serializers.Serializer[Any]):
    model = serializers.CharField()
    material = serializers.CharField()
    source = serializers.ChoiceField(choices=DataSource.choices, allow_blank=True)
    licence = serializers.CharField()
    works = serializers.IntegerField(allow_null=True)


class MakingTold(serializers.Serializer[Any]):
    """The declaration as `submissions.declarations.as_data` lays it out. Who consented is never told."""

    digital_source_type = serializers.CharField(allow_null=True, help_text=URI)
    picture_origin = serializers.ChoiceField(choices=PictureOrigin.choices, allow_blank=True)
    stages = StageTold(many=True)
    trained_models = serializers.BooleanField(allow_null=True)
    training_data = TrainingTold(many=True)
    real_people = serializers.BooleanField(allow_null=True)
    consents = serializers.IntegerField(help_text="How many were sent.")
    shown_to_audience = serializers.BooleanField()
