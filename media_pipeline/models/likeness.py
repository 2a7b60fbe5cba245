from __future__ import annotations

import uuid
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from media_pipeline.enums import Certainty, FingerprintKind, LikenessState
from media_pipeline.fingerprints import Kind, Match
from media_pipeline.models.asset import Asset
from media_pipeline.querysets import FingerprintQuerySet, LikenessQuerySet


class Fingerprint(models.Model):
    """What a film is recognised by, of its picture or of its sound, in the bytes of ``fingerprints``."""

    asset = models.ForeignKey(Asset, models.CASCADE, related_name="fingerprints")
    kind = models.CharField(max_length=8, choices=FingerprintKind)
    version = models.PositiveSmallIntegerField()
    data = models.BinaryField()
    count = models.PositiveIntegerField()
    created_at = models.DateTimeField(auto_now=True)
    searched_at = models.DateTimeField(null=True)

    objects = FingerprintQuerySet.as_manager()

    class Meta:
        ordering = ["asset", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["asset", "kind"], name="one_fingerprint_of_a_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.count})"


class Likeness(models.Model):
    """Two films that resemble each other: the evidence, and what people made of it.

    One row a pair. ``first`` is merely the smaller id, so that a pair has one order; who came first is ``older``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    first = models.ForeignKey(Asset, models.CASCADE, related_name="likenesses_as_first")
    second = models.ForeignKey(Asset, models.CASCADE, related_name="likenesses_as_second")
    certainty = models.CharField(max_length=8, choices=Certainty)
    same_file = models.BooleanField(default=False)
    share = models.FloatField()
    picture = models.JSONField(null=True)
    sound = models.JSONField(null=True)
    state = models.CharField(_("decision"), max_length=10, choices=LikenessState, default=LikenessState.OPEN)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    decided_at = models.DateTimeField(null=True)
    remark = models.TextField(_("note"), blank=True, max_length=2000)
    found_at = models.DateTimeField(auto_now_add=True)

    objects = LikenessQuerySet.as_manager()

    class Meta:
        ordering = ["-found_at"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="one_likeness_a_pair"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="a_pair_has_one_order"),
            models.CheckConstraint(
                condition=Q(state=LikenessState.OPEN) | Q(decided_at__isnull=False),
                name="a_decision_has_a_time",
            ),
        ]
        indexes = [models.Index(fields=["state", "-found_at"])]

    def __str__(self) -> str:
        return f"{self.first} / {self.second}"

    @property
    def older(self) -> Asset:
        """The film that came first."""
        return min(self.first, self.second, key=lambda asset: (asset.created_at, asset.pk))

    @property
    def newer(self) -> Asset:
        """The film that came later."""
        return self.second if self.older == self.first else self.first

    @property
    def of_one_maker(self) -> bool:
        """Both were sent by the same person: usually their own film in another category or year."""
        return self.first.owner_id == self.second.owner_id

    @property
    def is_open(self) -> bool:
        """Nobody has decided yet."""
        return self.state == LikenessState.OPEN

    @cached_property
    def matches(self) -> tuple[Match, ...]:
        """The evidence, by picture and by sound."""
        return tuple(Match.from_json(found) for found in (self.picture, self.sound) if found)

    def match(self, kind: Kind) -> Match | None:
        """The evidence of one kind."""
        return next((match for match in self.matches if match.kind == kind), None)

    @staticmethod
    def ordered(one: Any, other: Any) -> tuple[Any, Any]:
        """Two ids in the order of a pair."""
        return (one, other) if one < other else (other, one)
