"""The desk's front page. The top floor may ask everybody: how are the films, the jury, the programme, the dates?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from festival import rules as house
from festival.models import Edition
from festival.percents import percent
from festival.phases import Phase
from judging.enums import RoundState
from judging.models import Assignment
from media_pipeline.enums import UNDER_WAY, AssetState
from screenings import wording
from screenings.board import draft_of
from screenings.frontage import address
from screenings.models import ScheduleVersion
from screenings.warnings import warnings_of
from submissions import rules as entry_rules
from submissions.enums import FINAL_DECISIONS, Decision, EntryState
from submissions.models import Entry
from submissions.reserve import suggestions
from submissions.todos import overdue_count

SOON = timedelta(days=3)
ORDER = [Phase.UPCOMING, Phase.CALL, Phase.JURY, Phase.SELECTION, Phase.PROGRAMME, Phase.RESULTS]


@dataclass(frozen=True)
class Figures:
    """One query's worth of counting."""

    received: int
    submitted: int
    accepted: int
    drafts: int
    in_workshop: int
    refused: int
    failed: int
    undecided: int
    selected: int


@dataclass(frozen=True)
class RoundProgress:
    name: str
    done: int
    given: int
    closes_at: datetime | None


def figures_of(edition: Edition) -> Figures:
    submitted = Q(state=EntryState.SUBMITTED)
    found = Entry.objects.of_edition(edition).aggregate(
        received=Count("pk", filter=Q(submitted_at__isnull=False)),
        submitted=Count("pk", filter=submitted),
        accepted=Count("pk", filter=submitted & Q(film__state=AssetState.READY)),
        drafts=Count("pk", filter=Q(state=EntryState.DRAFT)),
        in_workshop=Count("pk", filter=Q(film__state__in=UNDER_WAY)),
        refused=Count("pk", filter=submitted & Q(film__state=AssetState.REFUSED)),
        failed=Count("pk", filter=Q(film__state=AssetState.FAILED)),
        undecided=Count("pk", filter=submitted & ~Q(decision__in=FINAL_DECISIONS)),
        selected=Count("pk", filter=submitted & Q(decision=Decision.SELECTED)),
    )
    return Figures(**found)


def rounds_of(edition: Edition) -> list[RoundProgress]:
    """How far the jurors of the open rounds are. Numbers of films, never a mark."""
    standing = Assignment.objects.standing().filter(round__edition=edition, round__state=RoundState.OPEN)
    rows = (
        standing.values("round_id", "round__name", "round__closes_at")
        .annotate(given=Count("pk"), done=Count("pk", filter=Q(scorecard__state="confirmed")))
        .order_by("round_id")
    )
    names = {judged.pk: str(judged) for judged in edition.rounds.all()}
    return [
        RoundProgress(names[row["round_id"]], row["done"], row["given"], row["round__closes_at"])
        for row in rows
    ]


def phase_steps(edition: Edition, phase: Phase) -> list[dict[str, Any]]:
    """The year as a strip: what is over, where we are, what comes."""
    here = {Phase.DELIBERATION: Phase.PROGRAMME, Phase.ARCHIVE: Phase.RESULTS}.get(phase, phase)
    place = ORDER.index(here)
    notes = {
        Phase.CALL: wording.days_between(
            edition.call_opens_at.astimezone(edition.tz).date(),
            edition.call_closes_at.astimezone(edition.tz).date(),
        ),
        Phase.SELECTION: wording.day_and_year(edition.decisions_on) if edition.decisions_on else "",
        Phase.PROGRAMME: wording.days_between(edition.starts_on, edition.ends_on),
    }
    labels = {
        Phase.CALL: _("Call"),
        Phase.JURY: _("Jury"),
        Phase.SELECTION: _("Selection"),
        Phase.PROGRAMME: _("Festival"),
        Phase.RESULTS: _("Results"),
    }
    return [
        {
            "label": label,
            "note": notes.get(step, ""),
            "state": "done" if number < place else "current" if number == place else "todo",
            "state_label": _("Now") if number == place else _("Over") if number < place else _("To come"),
        }
        for number, (step, label) in enumerate(labels.items(), start=1)
    ]


def counts(
    user: Any, edition: Edition, figures: Figures, rounds: list[RoundProgress]
) -> list[dict[str, Any]]:
    given, done = sum(r.given for r in rounds), sum(r.done for r in rounds)
    found = [{"number": figures.received, "label": _("entries received"), "note": _drafts(figures)}]
    found.append({"number": figures.in_workshop, "label": _("films in the workshop"), "note": ""})
    if rounds:
        note = _("%(done)d of %(given)d scorecards") % {"done": done, "given": given}
        found.append(
            {"number": percent(done * 100 // given if given else 0), "label": _("judged"), "note": note}
        )
    if entry_rules.can_see_decisions(user, edition):
        found.append({"number": figures.selected, "label": _("selected"), "tone": "accent", "note": ""})
    return found


def attention(user: Any, edition: Edition, figures: Figures, now: datetime) -> list[dict[str, Any]]:
    """What somebody should look at, the pressing things first. Empty is good news."""
    found = [*_about_set_up(edition), *_about_entries(user, edition, figures, now)]
    if house.can_programme(user, edition):
        found += [*_about_selected(edition, now), *_about_programme(edition)]
    found += _about_results(user, edition, now)
    return sorted(found, key=lambda item: item["tone"] != "error")


def next_dates(edition: Edition, rounds: list[RoundProgress], now: datetime) -> list[dict[str, Any]]:
    """The coming dates, in their order."""
    zone, midnight = edition.tz, datetime.min.time()
    dates = [
        (edition.call_opens_at, _("The call opens")),
        (edition.call_closes_at, _("The call closes")),
        *[
            (r.closes_at, _("Deadline of the round “%(name)s”") % {"name": r.name})
            for r in rounds
            if r.closes_at
        ],
        (datetime.combine(edition.starts_on, midnight, zone), _("First festival day")),
        (datetime.combine(edition.ends_on, midnight, zone), _("Last festival day")),
    ]
    if edition.decisions_on:
        dates.append((datetime.combine(edition.decisions_on, midnight, zone), _("Notification date")))
    coming = sorted((when, label) for when, label in dates if when >= now)
    return [
        {
            "when": wording.day_and_year(when.astimezone(zone).date()),
            "datetime": when.astimezone(zone),
            "label": label,
            "state": "current" if number == 0 else "todo",
        }
        for number, (when, label) in enumerate(coming[:5])
    ]


def entry_bars(figures: Figures) -> list[dict[str, Any]]:
    rows = [
        (_("Drafts with their makers"), figures.drafts, "calm"),
        (_("Submitted"), figures.submitted, ""),
        (_("Film checked and ready"), figures.accepted, "good"),
        (_("Film needs its maker"), figures.refused, ""),
    ]
    return [
        {"label": label, "value": value, "display": str(value), "tone": tone} for label, value, tone in rows
    ]


def round_bars(rounds: list[RoundProgress]) -> list[dict[str, Any]]:
    return [
        {
            "label": judged.name,
            "value": judged.done * 100 // judged.given if judged.given else 0,
            "display": f"{judged.done} / {judged.given}",
            "note": wording.day_and_year(judged.closes_at.date()) if judged.closes_at else "",
        }
        for judged in rounds
    ]


def _drafts(figures: Figures) -> str:
    if not figures.drafts:
        return ""
    return _("%(count)d more in preparation") % {"count": figures.drafts}


def _about_set_up(edition: Edition) -> Iterator[dict[str, Any]]:
    if not edition.public:
        yield _item("warning", _("The public cannot see this edition yet."), _page("desk:setup", edition))


def _about_entries(user: Any, edition: Edition, figures: Figures, now: datetime) -> Iterator[dict[str, Any]]:
    entries = _page("entry_desk:entries", edition) if house.can_programme(user, edition) else ""
    if figures.failed:
        text = ngettext(
            "%(count)d film could not be prepared: our workshop failed, not the maker.",
            "%(count)d films could not be prepared: our workshop failed, not their makers.",
            figures.failed,
        )
        workshop = _page("entry_desk:workshop", edition) if entries else ""
        yield _item("error", text % {"count": figures.failed}, workshop)
    if figures.refused:
        text = ngettext(
            "%(count)d submitted film does not pass the check and waits for its maker.",
            "%(count)d submitted films do not pass the check and wait for their makers.",
            figures.refused,
        )
        yield _item("warning", text % {"count": figures.refused}, entries)
    if now <= edition.call_closes_at < now + SOON and figures.drafts:
        text = ngettext(
            "The call closes within three days and %(count)d draft is not submitted.",
            "The call closes within three days and %(count)d drafts are not submitted.",
            figures.drafts,
        )
        yield _item("warning", text % {"count": figures.drafts}, "")
    if _is_over(edition.decisions_on, edition, now) and edition.selection_released_at is None:
        yield _item(
            "error", _("The notification date has passed and the selection is not announced."), entries
        )


def _about_selected(edition: Edition, now: datetime) -> Iterator[dict[str, Any]]:
    """Selected films that have dropped out, and what is overdue for the others."""
    if edition.selection_released_at is None or edition.closed_at is not None:
        return
    for place in suggestions(edition):
        gone = _("“%(title)s” has dropped out of the selection.") % {"title": place.gone.title}
        after = (
            _("Next on the reserve list: “%(title)s”.") % {"title": place.next_up.title}
            if place.next_up
            else _("Nobody is left on the reserve list.")
        )
        yield _item("warning", f"{gone} {after}", _page("entry_desk:reserve", edition))
    if late := overdue_count(edition, now.astimezone(edition.tz).date()):
        text = ngettext(
            "%(count)d to-do of a selected film is overdue.",
            "%(count)d to-dos of selected films are overdue.",
            late,
        )
        yield _item("warning", text % {"count": late}, _page("entry_desk:todos", edition) + "?state=overdue")


def _about_programme(edition: Edition) -> Iterator[dict[str, Any]]:
    draft = draft_of(edition)
    url = _page("programme_desk:programme", edition)
    if draft is None:
        if ScheduleVersion.objects.released_for(edition) is None and edition.selection_released_at:
            yield _item("warning", _("The selection is announced; the programme is not planned yet."), url)
        return
    blocking = sum(warning.blocks for warning in warnings_of(draft))
    if blocking:
        text = ngettext(
            "The draft of the programme holds %(count)d clash that keeps it from being released.",
            "The draft of the programme holds %(count)d clashes that keep it from being released.",
            blocking,
        )
        yield _item("error", text % {"count": blocking}, url)
    else:
        yield _item("info", _("There is a draft of the programme that is not released."), url)


def _about_results(user: Any, edition: Edition, now: datetime) -> Iterator[dict[str, Any]]:
    if _is_over(edition.ends_on, edition, now) and edition.results_published_at is None:
        url = _page("jury_desk:awards", edition) if house.can_direct(user, edition) else ""
        yield _item("warning", _("The festival is over and the results are not published."), url)


def _is_over(day: Any, edition: Edition, now: datetime) -> bool:
    return day is not None and now.astimezone(edition.tz).date() > day


def _item(tone: str, text: str, url: str) -> dict[str, Any]:
    return {"tone": tone, "text": text, "url": url}


def _page(name: str, edition: Edition) -> str:
    return reverse(name, kwargs={"festival": edition.festival.slug, "edition": edition.slug})


def public_page(edition: Edition) -> str:
    return address("edition_home", edition)
