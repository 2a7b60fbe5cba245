from __future__ import annotations

from django.db import models

from media_pipeline import sentences
from media_pipeline.enums import Severity
from media_pipeline.models.asset import Asset
from media_pipeline.querysets import FindingQuerySet


class Finding(models.Model):
    """One result of the technical check. Its words are made when it is shown, in the reader's language."""

    asset = models.ForeignKey(Asset, models.CASCADE, related_name="findings")
    code = models.CharField(max_length=40)
    severity = models.CharField(max_length=8, choices=Severity)
    timecode_s = models.FloatField(null=True)
    params = models.JSONField(default=dict)

    objects = FindingQuerySet.as_manager()

    class Meta:
        # As the inspection put them: what blocks, what warns, what informs.
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.code} ({self.severity})"

    @property
    def blocks(self) -> bool:
        """True when the film cannot be taken as it is."""
        return self.severity == Severity.BLOCKS

    @property
    def sentence(self) -> str:
        """What is wrong."""
        return sentences.sentence(self.code, self.params)

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return sentences.remedy(self.code, self.params)

    @property
    def title(self) -> str:
        """The name that components/findings.html has for the sentence."""
        return self.sentence

    @property
    def timecode(self) -> str:
        """Where in the film; empty when it is about the whole file."""
        return "" if self.timecode_s is None else sentences.timecode(self.timecode_s)
