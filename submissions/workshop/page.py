"""The projection workshop as the desk sees it, each part computed when the template asks for it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import F, Max, Prefetch, Sum
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from festival.models import Edition
from media_pipeline import board, fixity, forecast
from media_pipeline.crew import hands_for
from media_pipeline.enums import AssetState, Outcome, Step
from media_pipeline.models import Asset, Attempt, Chunk
from media_pipeline.queues import queue_of
from submissions.workshop.figures import Figures
from submissions.workshop.films import Label, films_of, labels

FILMS_A_PAGE = 15
LATELY_DONE = 10
HEAVY = ("probe", "measured", "spec")


@dataclass(frozen=True)
class AtWork:
    asset: Asset
    label: Label
    attempt: Attempt | None
    left_s: float | None
    pieces: int = 0
    pieces_done: int = 0


@dataclass(frozen=True)
class Waiting:
    asset: Asset
    label: Label
    place: int
    wait_s: float | None
    rests: bool


@dataclass(frozen=True)
class Failed:
    asset: Asset
    label: Label
    last: Attempt | None
    tries: int


@dataclass(frozen=True)
class Done:
    asset: Asset
    label: Label
    took_s: float | None
    cpu_s: float


class Workshop:
    """What the page shows, each part computed when the template asks for it."""

    def __init__(self, here: Edition, *, everything: bool = False, pages: Any = None) -> None:
        """Look at one edition's films, or at all of them; ``pages`` holds the page numbers of the lists."""
        self.here, self.everything, self.now = here, everything, timezone.now()
        self._films = films_of(None if everything else here)
        self._pages = pages or {}

    @cached_property
    def hall(self) -> board.Hall:
        return board.hall()

    @cached_property
    def paces(self) -> dict[str, forecast.Pace]:
        return board.paces(self.now)

    @cached_property
    def at_work(self) -> list[AtWork]:
        running = Prefetch("tries", Attempt.objects.filter(ended_at=None), to_attr="running")
        films = list(
            self._films.at_work_at(self.now)
            .defer(*HEAVY)
            .select_related("owner")
            .prefetch_related(running, Prefetch("chunks", Chunk.objects.only("asset_id", "done_at")))
            .order_by("step", "created_at")[:50]
        )
        names = labels(films, here=self.here, everything=self.everything)
        return [self._at_work(film, names[film.pk]) for film in films]

    def _at_work(self, film: Any, label: Label) -> AtWork:
        attempt = film.running[0] if film.running else None
        if attempt is None:
            pieces = film.chunks.all()
            elapsed_s = (self.now - film.cut_at).total_seconds() if film.cut_at else 0
            done = sum(piece.done_at is not None for piece in pieces)
            left_s = forecast.left_s(film.progress, elapsed_s, None)
            return AtWork(film, label, None, left_s, len(pieces), done)
        elapsed_s = (self.now - attempt.started_at).total_seconds()
        expected_s = self.paces[attempt.step].work_for(attempt.film_s)
        return AtWork(film, label, attempt, forecast.left_s(film.progress, elapsed_s, expected_s))

    @cached_property
    def places(self) -> dict[UUID, int]:
        return board.line(self.now)

    @cached_property
    def waiting_page(self) -> Page:
        films = self._films.lined_up_at(self.now).defer(*HEAVY).select_related("owner").step_by_step()
        return Paginator(films, FILMS_A_PAGE).get_page(self._pages.get("page"))

    @cached_property
    def waiting(self) -> list[Waiting]:
        films = list(self.waiting_page)
        names = labels(films, here=self.here, everything=self.everything)
        return [self._waiting(film, names[film.pk]) for film in films]

    def _waiting(self, film: Asset, label: Label) -> Waiting:
        place, wait_s = self.places.get(film.pk, 1), None
        rests = film.rests_until is not None and film.rests_until > self.now
        if film.step and self.hall.answers and not rests:
            wait_s = forecast.wait_s(place - 1, self.hall.hands_for(film.step), self.paces[film.step])
        return Waiting(film, label, place, wait_s, rests)

    @property
    def others_waiting(self) -> int:
        """Films of other festivals in the same line."""
        return len(self.places) - self.waiting_page.paginator.count

    @cached_property
    def failed_page(self) -> Page:
        films = self._films.failed().defer(*HEAVY).select_related("owner")
        newest_first = films.annotate(failed_at=Max("tries__ended_at")).order_by(
            F("failed_at").desc(nulls_last=True), "pk"
        )
        return Paginator(newest_first, FILMS_A_PAGE).get_page(self._pages.get("failed"))

    @cached_property
    def failed(self) -> list[Failed]:
        films = list(self.failed_page)
        badly = Attempt.objects.filter(asset__in=films).exclude(outcome=Outcome.DONE)
        tries: dict[UUID, list[Attempt]] = {}
        for attempt in badly.order_by("-started_at", "-pk"):
            tries.setdefault(attempt.asset_id, []).append(attempt)
        names = labels(films, here=self.here, everything=self.everything)
        return [
            Failed(
                film, names[film.pk], next(iter(tries.get(film.pk, [])), None), len(tries.get(film.pk, []))
            )
            for film in films
        ]

    @cached_property
    def done(self) -> list[Done]:
        settled = self._films.filter(
            state__in=(AssetState.READY, AssetState.REFUSED), settled_at__isnull=False
        )
        films = list(
            settled.defer(*HEAVY)
            .select_related("owner")
            .annotate(cpu_s=Sum("tries__cpu_s"))
            .order_by("-settled_at")[:LATELY_DONE]
        )
        names = labels(films, here=self.here, everything=self.everything)
        return [
            Done(
                film,
                names[film.pk],
                (film.settled_at - film.created_at).total_seconds() if film.settled_at else None,
                film.cpu_s or 0.0,
            )
            for film in films
        ]

    @cached_property
    def figures(self) -> Figures:
        return Figures(self.now, self.paces)

    @cached_property
    def originals(self) -> fixity.Summary:
        """Whether the films are still what they were when they came."""
        return fixity.summary()

    @property
    def counts(self) -> list[dict[str, Any]]:
        """The four figures at the top."""
        others = self.others_waiting
        silent = [worker for worker in self.hall.workers if not worker.is_alive]
        fallen_silent = ngettext("%(count)s fell silent", "%(count)s fell silent", len(silent))
        ours = ngettext("and %(count)s of other festivals", "and %(count)s of other festivals", others)
        return [
            {
                "label": _("at work now"),
                "number": len(self.at_work),
                "tone": "accent" if self.at_work else "",
            },
            {
                "label": _("waiting"),
                "number": self.waiting_page.paginator.count,
                "note": ours % {"count": others} if others else "",
            },
            {
                "label": _("failed in our workshop"),
                "number": self.failed_page.paginator.count,
                "tone": "bad" if self.failed_page.paginator.count else "",
            },
            {
                "label": _("workers"),
                "number": len(self.hall.alive) if self.hall.answers else "–",
                "note": fallen_silent % {"count": len(silent)} if silent else "",
                "tone": "" if self.hall.alive else "bad",
            },
        ]

    @property
    def queues(self) -> list[dict[str, Any]]:
        """Each queue with the steps that travel in it, its messages and its hands."""
        return [
            {
                "name": name,
                "steps": [step.label for step in Step if queue_of(step) == name],
                "messages": self.hall.messages.get(name, 0),
                "hands": hands_for(name, self.hall.workers),
            }
            for name in board.queue_names()
        ]

    @property
    def is_busy(self) -> bool:
        """Whether looking again makes sense."""
        return bool(self.at_work or self.places)
