from django.db import models

from submissions.models.entry import Entry


class StepSave(models.Model):
    """How often a step was saved, when, and from which window: so that two windows notice each other."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="step_saves")
    step = models.CharField(max_length=40)
    version = models.PositiveIntegerField(default=0)
    window = models.CharField(max_length=32, blank=True)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "step"], name="one_save_mark_per_step")]

    def __str__(self) -> str:
        return f"{self.step} {self.version}"
