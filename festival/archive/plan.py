"""Which rows belong to an edition, and in which order they can be put down again."""

from collections import deque
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from typing import Any

from django.apps import apps
from django.db import models

from festival.models import Edition, Festival, User

ROOMS = ("festival", "media_pipeline", "submissions", "judging", "screenings")

OF_A_FILM = "asset__entries__edition"
PATHS = {
    "festival.Edition": "",
    "judging.CreditsRange": OF_A_FILM,
    "media_pipeline.Asset": "entries__edition",
    "media_pipeline.Credentials": OF_A_FILM,
    "media_pipeline.Finding": OF_A_FILM,
    "media_pipeline.Fingerprint": OF_A_FILM,
    "media_pipeline.Master": "exhibition_copy__entry__edition",
    "media_pipeline.Rendition": OF_A_FILM,
    "media_pipeline.SubtitleTrack": OF_A_FILM,
}
"""From a row to its edition where no foreign key leads there by itself."""

LEFT_OUT = {
    "festival.Festival": "written into the manifest; the other installation may have it already",
    "festival.User": "written as people: address, name and language, never a pass phrase",
    "festival.Letter": "letters of one installation are not sent by another",
    "festival.Bounce": "belongs to a letter",
    "festival.DataExport": "what one person asked one installation for",
    "festival.DeadAddress": "what one mail server said, another may not",
    "festival.Erasure": "was carried out where it was asked for; what it emptied travels empty",
    "festival.NoReminders": "a person's own choice about one installation's letters",
    "judging.AssignmentPlan": "a preview; what was handed out travels as assignments",
    "judging.ConflictFind": "found anew; the recusals that came of it travel",
    "judging.ChainCheck": "of marks under their old keys; the next night looks anew",
    "judging.ScoreChain": "the database chains the marks anew as they are put down, under their new keys",
    "judging.EmailCode": "worthless after minutes",
    "judging.VoteTrace": "where votes came from is forgotten after a while",
    "media_pipeline.Attempt": "the diary of one installation's workers",
    "media_pipeline.Chunk": "pieces of work under way",
    "media_pipeline.FixityCheck": "the disk of another installation is another disk",
    "media_pipeline.Likeness": "found anew among all films that are there",
    "media_pipeline.Upload": "a transfer that is over",
    "media_pipeline.Viewing": "who watched when is personal and forgotten after a while",
    "submissions.BulkChange": "can be undone only where it was done",
    "submissions.BulkChangeRow": "can be undone only where it was done",
    "submissions.Checkout": "a payment under way with one installation's provider",
    "submissions.CopyUpload": "a transfer that is over",
    "submissions.EntrySearch": "made anew from the entry",
    "submissions.Extension": "its link opens one installation's door",
    "submissions.ExtensionUse": "belongs to such a link",
    "submissions.FilmUpload": "a transfer that is over",
    "submissions.GivenUp": "a warning that one installation sent, and files that it deleted",
    "submissions.ImportedLine": "a table that was worked through",
    "submissions.ImportedTable": "a table that was worked through",
    "submissions.KnownTool": "each installation learns its own; declarations hold the names",
    "submissions.MakerProfile": "a person's own, not an edition's",
    "submissions.PaymentEvent": "the provider's messages to one installation",
    "submissions.Rehearsal": "tried letters",
    "submissions.SavedView": "one person's habit",
    "submissions.SnapshotSeen": "one person's habit",
    "submissions.StepSave": "which window saved last",
    "submissions.TableHabits": "one person's habit",
    "submissions.ThreadRead": "one person's habit",
}
"""Models that do not travel, each with its reason. A new model stands here or leads to its edition: a test asks."""

EMPTIED = {
    "judging.Scorecard": frozenset({"sealed_note"}),
    "submissions.ExhibitionCopy": frozenset({"passphrase"}),
}
"""Columns that travel empty: what only one installation's secret opens, or a secret that was told to it alone."""


@dataclass(frozen=True)
class Shelf:
    """A model whose rows travel, and the lookup from a row to its edition."""

    model: type[models.Model]
    path: str

    @property
    def label(self) -> str:
        return self.model._meta.label

    def rows(self, edition: Edition) -> Any:
        manager = self.model._base_manager
        if not self.path:
            return manager.filter(pk=edition.pk)
        # By key: a film with two entries would come twice through a join.
        return manager.filter(pk__in=manager.filter(**{self.path: edition}).values("pk")).order_by("pk")


@cache
def shelves() -> tuple[Shelf, ...]:
    """Every model that travels, those that others point at first."""
    travelling = {model: path for model in _models() if (path := path_of(model)) is not None}
    sorter = TopologicalSorter({model: _needed(model) & travelling.keys() for model in travelling})
    return tuple(Shelf(model, travelling[model]) for model in sorter.static_order())


def path_of(model: type[models.Model]) -> str | None:
    """The lookup from a row to its edition; None for what does not travel. Raises LookupError for what is not decided."""
    label = model._meta.label
    if label in LEFT_OUT:
        return None
    if label in PATHS:
        return PATHS[label]
    queue, seen = deque([(model, "")]), {model}
    while queue:
        at, way = queue.popleft()
        for field in foreign_keys(at):
            longer = f"{way}__{field.name}".removeprefix("__")
            if field.related_model is Edition:
                return longer
            if field.related_model not in seen and field.related_model not in (User, Festival):
                seen.add(field.related_model)
                queue.append((field.related_model, longer))
    raise LookupError(f"{label} leads to no edition and is not left out with a reason.")


def foreign_keys(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if field.is_relation]


def _models() -> list[type[models.Model]]:
    return [model for room in ROOMS for model in apps.get_app_config(room).get_models()]


def _needed(model: type[models.Model]) -> set[Any]:
    """What must be there before; a key that may be empty can be filled in later, but seldom has to be."""
    return {field.related_model for field in foreign_keys(model) if field.related_model is not model}
