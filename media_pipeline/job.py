"""One claimed film on the bench."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from media_pipeline import claims
from media_pipeline.effort import Effort
from media_pipeline.models import Asset
from media_pipeline.patience import Answer, await_database, patiently
from media_pipeline.recipes import Source
from media_pipeline.signature import Signature, read_signature


class ClaimLost(Exception):
    """The worker overslept its claim; what it made is thrown away."""


@dataclass
class Job:
    """A film, who works on it, and where its file lies at the moment."""

    asset: Asset
    claimant: str
    path: Path
    effort: Effort = field(default_factory=Effort)
    _told: int = -1

    @property
    def source(self) -> Source:
        """The film as the recipes need it."""
        facts = self.asset.facts
        if facts is None or facts.film is None:
            raise ValueError(f"Asset {self.asset.pk} has no film to work on.")
        return Source(self.path, self.signature.demuxers, facts)

    @property
    def signature(self) -> Signature:
        """What the file's own bytes say."""
        return read_signature(self.path, name=self.asset.original_name)

    def tell(self, seconds: float) -> None:
        """Report how many seconds of the film are done."""
        percent = round(100 * seconds / (self.asset.duration_s or 1.0))
        if percent != self._told:
            self._told = percent
            spent = self.effort.spent_s()
            patiently(lambda: claims.report(self.asset, self.claimant, percent, cpu_s=spent))

    @contextmanager
    def writing(self) -> Iterator[Asset]:
        """Write results: one transaction, the row locked and fresh, and only while the claim is still held."""
        # The encoder may have run for an hour since the last word to the database.
        await_database()
        with transaction.atomic():
            self.asset = Asset.objects.select_for_update(of=("self",)).get(pk=self.asset.pk)
            if not claims.holds(self.asset, self.claimant):
                raise ClaimLost
            yield self.asset

    def write(self, do: Callable[[Asset], Answer]) -> Answer:
        """Like ``writing``, and once more if the connection dies in the middle, so ``do`` must not mind a second time."""

        def once() -> Answer:
            with self.writing() as asset:
                return do(asset)

        return patiently(once)
