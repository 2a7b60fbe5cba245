"""Rows of the jury room, named as one would say them."""

import itertools
from datetime import timedelta
from fractions import Fraction
from typing import Any

from django.utils import timezone

from festival.enums import Role
from festival.models import Category, Edition, User
from judging import actions
from judging.enums import CardState
from judging.models import Assignment, Award, Criterion, Juror, Jury, Round, Score, Scorecard, Viewing
from media_pipeline.enums import AssetState
from media_pipeline.models import Asset
from media_pipeline.models import Viewing as SentFilm
from media_pipeline.probe import FilmStream, Probe
from media_pipeline.spans import between
from submissions.enums import EntryState
from submissions.models import Entry
from tests.factories import festival as make

_numbers = itertools.count(1)


def film(owner: User, *, seconds: float = 90.0, width: int = 1920, height: int = 1080) -> Asset:
    """A film that the workshop has measured and prepared."""
    stream = {
        **dict.fromkeys(("profile", "pix_fmt", "hdr", "transfer"), ""),
        **dict.fromkeys(("index", "rotation", "packets", "discarded", "bit_rate"), 0),
        **dict.fromkeys(("odd_matrix", "unsteady", "interlaced"), False),
        **dict.fromkeys(("uneven_share", "start_s", "key_gap_s"), 0.0),
        **dict.fromkeys(("header_frames", "header_duration_s"), None),
        "codec": "h264",
        "sample_aspect": Fraction(1),
        "fps": Fraction(24),
        "measured_fps": 24.0,
        "coded_width": width,
        "coded_height": height,
        "width": width,
        "height": height,
        "span_s": seconds,
    }
    probe = Probe("mp4", seconds, seconds, FilmStream(**stream))
    now = timezone.now()
    return Asset.objects.create(
        owner=owner,
        original_name="secret file name of the maker.mp4",
        state=AssetState.READY,
        playable_at=now,
        verified_at=now,
        settled_at=now,
        probe=probe.to_json(),
    )


def entry(edition: Edition, title: str = "", *, owner: User | None = None, **fields: Any) -> Entry:
    """A submitted film. `seconds`, `width` and `height` are its file's."""
    number = next(_numbers)
    measures = {name: fields.pop(name) for name in ("seconds", "width", "height") if name in fields}
    owner = owner or make.user(f"maker{number}")
    category = fields.pop("category", None) or (
        Category.objects.filter(edition=edition).first() or make.category(edition)
    )
    columns: dict[str, Any] = {
        "state": EntryState.SUBMITTED,
        "submitted_at": timezone.now(),
        "title_international": title or f"Film {number}",
        "slug": f"film-{number}",
        "number": number,
        "film": film(owner, **measures),
    }
    return Entry.objects.create(edition=edition, category=category, owner=owner, **{**columns, **fields})


def jury(edition: Edition, *, blocs: dict[str, int] | None = None) -> Jury:
    """A jury, with blocs by name and weight if asked."""
    return actions.create_jury(
        edition,
        name={"en": "Main jury"},
        by=None,
        blocs=[({"en": name}, weight) for name, weight in (blocs or {}).items()],
    )


def seat(of: Jury, user: User | None = None, *, name: str = "", answers: bool = True, **fields: Any) -> Juror:
    """A juror who has accepted, unless `answers` is false. Without a user somebody new; `bloc` may be a bloc's
    English name.
    """
    if user is None:
        user = make.member(of.edition, Role.JUROR, name=name or f"juror{next(_numbers)}")
    if isinstance(fields.get("bloc"), str):
        fields["bloc"] = next(bloc for bloc in of.blocs.all() if bloc.name["en"] == fields["bloc"])
    membership = user.memberships.get(edition=of.edition, role=Role.JUROR)
    juror = actions.seat_juror(of, membership, by=None, **fields)
    return actions.accept_seat(juror, by=user) if answers else juror


CRITERIA = [
    {"key": "story", "name": {"en": "Story"}, "hint": {"en": "Does it carry?"}, "weight": 60},
    {"key": "editing", "name": {"en": "Editing"}, "hint": {"en": "Rhythm and cuts"}, "weight": 40},
]


def draft_round(of: Jury, entries: list[Entry], **fields: Any) -> Round:
    """A round that could open: two criteria from 0 to 10, everybody sees everything."""
    columns = {"name": {"en": "Final round"}, "criteria": CRITERIA, **fields}
    made = actions.create_round(of.edition, jury=of, by=None, entries=entries, **columns)
    actions.assign_all(made, by=None)
    return made


def open_round(of: Jury, entries: list[Entry], **fields: Any) -> Round:
    return actions.open_round(draft_round(of, entries, **fields), by=None)


def assignment(judged: Round, juror: Juror, film: Entry) -> Assignment:
    return Assignment.objects.select_related("round", "entry__film", "juror__membership").get(
        round=judged, juror=juror, entry=film
    )


def score(judged: Round, juror: Juror, film: Entry, *marks: Any, confirm: bool = True) -> Assignment:
    """Marks in the order of the criteria, confirmed unless told otherwise."""
    given = assignment(judged, juror, film)
    for criterion, mark in zip(Criterion.objects.filter(round=judged), marks, strict=False):
        actions.save_score(given, criterion, mark, by=juror.membership.user)
    if confirm:
        actions.confirm_scorecard(given, by=juror.membership.user)
    return given


def sent(given: Assignment, *stretches: tuple[float, float]) -> None:
    """The film's parts went to the juror's player, a while ago: the view log of the workshop."""
    viewer, film = given.juror.membership.user, given.entry.film_id
    for start, end in stretches:
        SentFilm.objects.note(film, viewer, between(start, end), 1)
    SentFilm.objects.of(film, viewer).update(begun_at=timezone.now() - timedelta(hours=2))


def watch(given: Assignment, *stretches: tuple[float, float]) -> Viewing:
    """The juror watches these seconds: they are sent, and the player reports them."""
    sent(given, *stretches)
    return actions.record_watching(given, stretches)


def award(edition: Edition, slug: str = "grand-prix", **fields: Any) -> Award:
    name = fields.pop("name", {"en": slug.replace("-", " ").title()})
    return actions.create_award(edition, name=name, slug=slug, by=None, **fields)


def cards_in_bulk(given: list[Assignment], marks: list[list[Any]]) -> None:
    """Confirmed scorecards on these assignments of one round, with marks in the order of the criteria."""
    now = timezone.now()
    cards = Scorecard.objects.bulk_create(
        Scorecard(assignment=one, state=CardState.CONFIRMED, confirmed_at=now) for one in given
    )
    criteria = list(Criterion.objects.filter(round=given[0].round_id))
    Score.objects.bulk_create(
        Score(scorecard=card, criterion=criterion, value=mark)
        for card, row in zip(cards, marks, strict=True)
        for criterion, mark in zip(criteria, row, strict=True)
    )
