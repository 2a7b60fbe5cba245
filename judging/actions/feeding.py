"""Let films go from round to round: declare the rule, look, and take them over in one act."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import Conflict, FestivalError, NotReady
from judging import feeding
from judging.actions.round_films import add_entries, remove_entry
from judging.enums import RoundMode, RoundState
from judging.enums_funnel import FeedKind
from judging.models import Feed, FeedRun, FeedSource, Round
from submissions.models import Entry


def declare_feed(judged: Round, sources: Sequence[Round], *, by: Any, **columns: Any) -> Feed:
    """How a draft takes its films. Changed at will until one of its sources closes, then fixed."""
    _only_draft(judged)
    if problems := _wrong_sources(judged, sources) + _wrong_rule(sources, columns):
        raise NotReady(problems, _("The films cannot come this way."))
    with transaction.atomic():
        feed = Feed.objects.select_for_update(of=("self",)).filter(round=judged).first()
        if feed is None:
            feed = Feed(round=judged)
        elif feed.sources.filter(state=RoundState.CLOSED).exists():
            raise Conflict(
                _(
                    "One of these rounds has closed. The rule was declared before and is fixed; undo it to begin anew."
                )
            )
        for name, value in columns.items():
            setattr(feed, name, value)
        feed.full_clean(exclude=["round"])
        feed.save()
        feed.links.exclude(source__in=sources).delete()
        for source in sources:
            FeedSource.objects.get_or_create(feed=feed, source=source)
        names = [str(source) for source in sources]
        audit.record("round.feed_declared", judged, by=by, sources=names, rule=feeding.rule_json(feed))
    return feed


def drop_feed(feed: Feed, *, by: Any) -> None:
    """Take the rule back while the round is a draft. Films that have come stay; the trail keeps the rule."""
    _only_draft(feed.round)
    if feed.runs.exists():
        raise Conflict(
            _("Films have come by this rule. It stays with them; further films can be added by hand.")
        )
    with transaction.atomic():
        audit.record("round.feed_dropped", feed.round, by=by, rule=feeding.rule_json(feed))
        feed.delete()


def apply_feed(
    feed: Feed, *, by: Any, by_hand: Iterable[Entry] = (), reason: str = "", replace: bool = False
) -> FeedRun:
    """Take the films over: by the rule, and by hand with a reason. Only from closed sources, only into a draft.

    Applied again after a correction it adds what comes; with `replace` it also takes out what the rule took before
    and no longer takes. Films that came by hand stay.
    """
    reason = reason.replace("\x00", "").strip()[:300]
    with transaction.atomic():
        judged = Round.objects.select_for_update(of=("self",)).get(pk=feed.round_id)
        _only_draft(judged)
        shown = feeding.preview(feed)
        _refuse_unknown(shown)
        extra = _by_hand(shown, by_hand)
        if extra and not reason:
            raise FestivalError(_("Say why films go on by hand: the reason is kept."), status=422)
        if not shown.taken and not extra:
            raise FestivalError(_("No film would come. Tick some by hand, or change the rule."), status=422)
        drift, last = feeding.drift(feed, shown), feeding.last_run(feed)
        came = [line.entry for line in (*shown.taken, *extra)]
        added = add_entries(judged, came, by=by)
        if replace and last is not None:
            for entry in judged.entries.filter(pk__in=drift.goes):
                remove_entry(judged, entry, by=by)
        run = FeedRun.objects.create(
            feed=feed,
            number=last.number + 1 if last else 1,
            rule=feeding.rule_json(feed),
            tallies=[_tally_json(tally) for tally in shown.tallies],
            taken=[_line_json(line) for line in shown.taken],
            by_hand=[{"film": str(line.entry.pk)} for line in extra],
            reason=reason if extra else "",
            applied_by=by if by is not None and by.is_authenticated else None,
        )
        audit.record(
            "round.fed",
            judged,
            by=by,
            note=run.reason,
            by_rule=len(shown.taken),
            by_hand=len(extra),
            added=added,
            removed=len(drift.goes) if replace and last else 0,
            tallies=[f"{row['round']} v{row['version']}" for row in run.tallies],
        )
    return run


def feed_after(closed: Round, *, by: Any) -> list[FeedRun]:
    """When a round has closed: fill the drafts that were declared to take their films by themselves.

    A draft that cannot be filled (no film fits, it has opened) is left alone: the office sees it on its page.
    """
    runs = []
    feeds = Feed.objects.filter(sources=closed, automatic=True, round__state=RoundState.DRAFT)
    for feed in feeds.exclude(kind=FeedKind.BY_HAND).select_related("round").order_by("pk"):
        shown = feeding.preview(feed)
        if not shown.waiting and shown.taken and feeding.last_run(feed) is None:
            runs.append(apply_feed(feed, by=by))
    return runs


def _only_draft(judged: Round) -> None:
    if judged.state != RoundState.DRAFT:
        raise Conflict(_("The round has opened. Its films are fixed now."))


def _wrong_sources(judged: Round, sources: Sequence[Round]) -> list[str]:
    if not sources:
        return [_("Choose at least one round from which films come.")]
    problems = []
    for source in sources:
        if source.pk == judged.pk:
            problems.append(_("A round cannot take films from itself."))
        elif source.edition_id != judged.edition_id:
            problems.append(_("“%(round)s” belongs to another edition.") % {"round": source})
        elif judged.pk in feeding.upstream(source):
            problems.append(_("“%(round)s” already takes its films from this round.") % {"round": source})
    return problems


def _wrong_rule(sources: Sequence[Round], columns: dict[str, Any]) -> list[str]:
    kind, problems = columns.get("kind", FeedKind.TOP), []
    if kind == FeedKind.TOP and not columns.get("top"):
        problems.append(_("Say how many films go through."))
    if kind == FeedKind.THRESHOLD and columns.get("threshold") is None:
        problems.append(_("Say from which value on films go through."))
    unlike = [source for source in sources if source.mode != RoundMode.QUALIFYING]
    if kind == FeedKind.QUALIFIED and unlike:
        names = ", ".join(f"“{source}”" for source in unlike)
        problems.append(_("Films qualify only in qualifying rounds; %(rounds)s is none.") % {"rounds": names})
    if kind == FeedKind.PICKED_BY:
        if columns.get("least", 1) > len(sources):
            problems.append(_("There are fewer rounds than those that must pick a film."))
        if unlike and not columns.get("top") and columns.get("threshold") is None:
            problems.append(_("Say how each round picks: so many films, or from a value on."))
    return problems


def _refuse_unknown(shown: feeding.Preview) -> None:
    if shown.waiting:
        names = ", ".join(f"“{judged}”" for judged in shown.waiting)
        raise Conflict(
            _("%(rounds)s has not closed: until then nobody knows which films go on.") % {"rounds": names}
        )


def _by_hand(shown: feeding.Preview, entries: Iterable[Entry]) -> list[feeding.FilmLine]:
    left = {line.entry.pk: line for line in shown.left}
    taken = {line.entry.pk for line in shown.taken}
    wanted = [entry.pk for entry in entries if entry.pk not in taken]
    if any(pk not in left for pk in wanted):
        raise FestivalError(_("Only films of the rounds before can go on."), status=422)
    return [left[pk] for pk in dict.fromkeys(wanted)]


def _tally_json(tally: Any) -> dict[str, Any]:
    return {"round": tally.round_id, "version": tally.version, "sha256": tally.inputs_sha256}


def _line_json(line: feeding.FilmLine) -> dict[str, Any]:
    told = line.line
    return {
        "film": told.film,
        "by": list(told.by),
        "place": told.place,
        "value": None if told.value is None else str(told.value),
        "tied": told.tied,
        "near": told.near,
    }
