"""Prepare a round, hand out the films, open it, close it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from festival import audit
from festival.actions.setup import change
from festival.exceptions import Conflict, FestivalError, NotReady
from festival.models import Edition
from judging import counting
from judging.actions.calibration import hand_out_calibration
from judging.actions.conflicts import look_for_conflicts
from judging.actions.feeding import feed_after
from judging.actions.round_films import add_entries
from judging.actions.round_rules import settle_rules
from judging.emails import post_round_opened
from judging.enums import RoundMode, RoundState
from judging.film_numbers import draw_numbers
from judging.lifecycle import round_state
from judging.models import Criterion, Juror, Jury, Round, Tally
from judging.modes import mode_of
from judging.pinning import pin_round
from media_pipeline.models import Asset
from submissions.models import Entry


def create_round(
    edition: Edition,
    *,
    jury: Jury,
    name: dict[str, str],
    by: Any,
    criteria: Sequence[Mapping[str, Any]] = (),
    entries: Iterable[Entry] = (),
    **settings: Any,
) -> Round:
    """A draft round. `criteria`: the columns of Criterion each, `key` made from the English name if left out.

    `settings` are columns of Round: blindness, opens_at, closes_at, min_watched_percent.
    """
    if jury.edition_id != edition.pk:
        raise FestivalError(_("This jury belongs to another edition."))
    with transaction.atomic():
        made = Round.objects.create(edition=edition, jury=jury, name=name, **settings)
        for position, columns in enumerate(criteria):
            key = columns.get("key") or criterion_key(made, columns["name"])
            Criterion.objects.create(round=made, **{**columns, "key": key, "position": position})
        audit.record("round.created", made, by=by)
        add_entries(made, entries, by=by)
    return made


def criterion_key(judged: Round, name: Mapping[str, str]) -> str:
    """A short word for a criterion that no other of the round has."""
    wanted = slugify(name.get("en", ""))[:32] or "criterion"
    taken = set(judged.criteria.values_list("key", flat=True))
    return next(
        key for key in (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))) if key not in taken
    )


def change_round(judged: Round, *, fields: list[str], by: Any) -> None:
    """Store changed columns. Once it has opened only its name and its deadline can change."""
    if set(fields) - {"name", "closes_at"}:
        _only_draft(judged)
    if judged.state == RoundState.CLOSED and fields:
        raise Conflict(_("The round is closed."))
    if "jury" in fields:
        judged.assignments.all().delete()
    change(judged, fields=fields, by=by)


def save_criterion(criterion: Criterion, *, fields: list[str], by: Any) -> Criterion:
    """Store a new or changed criterion of a round that has not opened."""
    _only_draft(criterion.round)
    if criterion.pk:
        change(criterion, fields=fields, by=by)
        return criterion
    with transaction.atomic():
        criterion.key = criterion_key(criterion.round, criterion.name)
        criterion.position = criterion.round.criteria.count()
        criterion.save()
        audit.record("criterion.added", criterion, by=by)
    return criterion


def remove_criterion(criterion: Criterion, *, by: Any) -> None:
    _only_draft(criterion.round)
    with transaction.atomic():
        audit.record("criterion.removed", criterion, by=by)
        criterion.delete()


def delete_round(judged: Round, *, by: Any) -> None:
    """Only a draft can go: nobody has judged in it."""
    _only_draft(judged)
    with transaction.atomic():
        audit.record("round.deleted", judged, by=by)
        judged.assignments.all().delete()
        judged.delete()


def opening_problems(judged: Round) -> list[str]:
    """Everything that stands between the round and its opening, in words."""
    return mode_of(judged).opening_problems(judged)


def open_round(judged: Round, *, by: Any) -> Round:
    """Let the jurors in, and write to them. From now on criteria, films, blindness and what they see are fixed."""
    if problems := opening_problems(judged):
        raise NotReady(problems, _("The round cannot open yet."))
    with transaction.atomic():
        now = timezone.now()
        settle_rules(judged)
        round_state.move(judged, RoundState.OPEN, by=by, opened_at=now)
        draw_numbers(judged)
        hand_out_calibration(judged)
        pin_round(judged)
        look_for_conflicts(judged)
        still_made = Asset.objects.in_progress().filter(entries__round_entries__round=judged)
        Asset.objects.filter(pk__in=still_made.values("pk")).needed_by(max(now, judged.opens_at or now))
        jurors = Juror.objects.filter(assignments__round=judged).annotate(films=Count("assignments"))
        for juror in jurors.select_related("membership__user"):
            post_round_opened(judged, juror, films=juror.films)
    return judged


def close_round(judged: Round, *, by: Any) -> Tally:
    """No more marks. What counts is counted and frozen with the digest of its inputs; the trail keeps what is missing."""
    with transaction.atomic():
        round_state.move(judged, RoundState.CLOSED, by=by, closed_at=timezone.now())
        short = mode_of(judged).closing_shortfall(judged)
        tally = counting.freeze(judged, by=by)
        facts = {"sha256": tally.inputs_sha256, "version": tally.version, "method": tally.method}
        audit.record("round.tallied", tally, by=by, shortfall=short, **facts)
        feed_after(judged, by=by)
    return tally


def reopen_round(judged: Round, *, by: Any, reason: str) -> Round:
    """A logged exception: the old tally stays, the next closing counts a new version."""
    reason = reason.replace("\x00", "").strip()
    if not reason:
        raise FestivalError(_("Say why the round opens again: the reason is kept."))
    if judged.edition.results_published_at:
        raise Conflict(_("The results are published. A round cannot open again after that."))
    # The jurors need time again; an audience's vote stays shut, the office only looks at it anew.
    times = {} if judged.mode == RoundMode.PUBLIC else {"closes_at": None}
    return round_state.move(judged, RoundState.OPEN, by=by, note=reason, closed_at=None, **times)


def _only_draft(judged: Round) -> None:
    if judged.state != RoundState.DRAFT:
        raise Conflict(_("The round has opened. What it asks and shows is fixed now."))
