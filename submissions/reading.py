"""An entry laid out for reading: its card, its sheet of facts, its history. Values only, so that pages stay thin."""

from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from festival.models import AuditRecord, Edition
from submissions.declarations import making_card
from submissions.dossiers import whats_missing
from submissions.enums import FINAL_DECISIONS, Decision, Stage
from submissions.films import runtime_text
from submissions.gates import closes_for
from submissions.models import Entry, ReservePlace
from submissions.timeline import Event, lines, more_events
from submissions.tongues import language_name

TOLD_STAGES = (Stage.SELECTED, Stage.RESERVE, Stage.NOT_SELECTED)


def entry_card(entry: Entry) -> dict[str, Any]:
    """For components/film_card.html, with what to do next in one line."""
    return {
        "url": reverse("entries:entry", kwargs={"pk": entry.pk}),
        "title": entry.title,
        "title_other": entry.title_other,
        "title_lang": entry.title_lang,
        "title_other_lang": entry.title_other_lang,
        "director": ", ".join(entry.directors),
        "runtime": entry.runtime,
        "still_url": entry.thumb_url,
        "vertical": entry.is_vertical,
        "badge_state": entry.stage.value,
        "badge_label": entry.stage.label,
        "note": next_thing(entry),
        "call": f"{entry.edition.festival} · {entry.edition}",
    }


def next_thing(entry: Entry) -> str:
    """What the maker has to do, or what they are waiting for."""
    if entry.stage == Stage.DRAFTING:
        closes_at = closes_for(entry)
        closes = date_format(closes_at.astimezone(entry.edition.tz), "DATE_FORMAT")
        if closes_at <= timezone.now():
            return _("The call closed on %(day)s; this film was not submitted.") % {"day": closes}
        missing = len(whats_missing(entry))
        if missing:
            return ngettext(
                "%(count)d thing missing; the call closes on %(day)s.",
                "%(count)d things missing; the call closes on %(day)s.",
                missing,
            ) % {"count": missing, "day": closes}
        return _("Complete. Submit it before %(day)s.") % {"day": closes}
    if entry.stage == Stage.IN_CONSIDERATION and entry.edition.decisions_on:
        return _("Decision by %(day)s") % {"day": date_format(entry.edition.decisions_on, "DATE_FORMAT")}
    return {
        Stage.NEEDS_FILM: _("Replace the film file."),
        Stage.INCOMPLETE: _("The festival needs something from you."),
        Stage.CHECKING: _("We are checking the file; you need not wait."),
        Stage.SELECTED: _("In the official selection."),
        Stage.RESERVE: _("We write to you if a place becomes free."),
    }.get(entry.stage, "")


def entry_sheet(entry: Entry) -> dict[str, Any]:
    """All that the maker wrote, in the order of the steps; components/facts.html leaves out what is empty."""
    return {
        "facts": [
            {"label": _("Original title"), "value": entry.title_original, "lang": entry.title_language},
            {"label": _("In Latin letters"), "value": entry.title_transliteration},
            {"label": _("International title"), "value": entry.title_international},
            {"label": _("Category"), "value": str(entry.category)},
            {"label": _("Countries"), "value": ", ".join(str(country.name) for country in entry.countries)},
            {"label": _("Languages"), "value": ", ".join(language_name(code) for code in entry.languages)},
            {
                "label": _("Completed"),
                "value": date_format(entry.completed_on, "DATE_FORMAT") if entry.completed_on else "",
            },
            *film_data_facts(entry),
        ],
        "texts": [
            {"label": label, "versions": versions(text)}
            for label, text in (
                (_("Logline"), entry.logline),
                (_("Synopsis"), entry.synopsis),
                (_("Director's statement"), entry.statement),
                (_("Director's biography"), entry.biography),
            )
            if text
        ],
        "source": entry.texts_language,
        "links": [{"label": link.get_kind_display(), "value": link.url} for link in entry.links.all()],
        "credits": grouped_credits(entry),
        "making": making_card(entry),
        "tools": [
            {"stage": use.get_stage_display(), "tool": use.name, "note": use.note}
            for use in entry.tool_uses.all()
        ],
    }


def film_data_facts(entry: Entry) -> list[dict[str, str]]:
    """What was told beyond title and countries; empty lines vanish on the page."""
    weeks = entry.production_weeks
    shown = [
        ", ".join(
            filter(None, (past.place, str(past.country.name), past.shown_on and date_format(past.shown_on)))
        )
        for past in entry.past_screenings.all()
    ]
    return [
        {"label": _("Subtitles"), "value": ", ".join(map(language_name, entry.subtitle_languages))},
        {"label": _("Premiere"), "value": entry.get_premiere_status_display().partition(":")[0]},
        {"label": _("Shown before"), "value": "; ".join(shown)},
        {
            "label": _("Production"),
            "value": ngettext("%(count)d week", "%(count)d weeks", weeks) % {"count": weeks} if weeks else "",
        },
        {
            "label": _("Press contact"),
            "value": ", ".join(filter(None, (entry.press_name, entry.press_email, entry.press_phone))),
        },
    ]


def versions(text: dict[str, str]) -> list[dict[str, str]]:
    """Each language version of a text, for side by side."""
    return [
        {"lang": code, "language": language_name(code), "text": words}
        for code, words in text.items()
        if words
    ]


def grouped_credits(entry: Entry) -> list[dict[str, str]]:
    """One line a role, in the order in which the roles first appear."""
    names: dict[str, list[str]] = {}
    for credit in entry.credits.all():
        names.setdefault(credit.role_label, []).append(credit.full_name)
    return [{"label": role, "value": ", ".join(people)} for role, people in names.items()]


def technical_facts(entry: Entry) -> list[dict[str, str]]:
    """What was measured."""
    facts = entry.film_facts
    return [
        {"label": _("Running time"), "value": runtime_text(facts.duration_s)},
        {"label": _("Picture"), "value": facts.frame_size},
        {"label": _("Format"), "value": orientation_label(facts.orientation)},
        {"label": _("Frames per second"), "value": facts.fps_text},
        {"label": _("Video"), "value": facts.codec},
        {"label": _("Sound"), "value": facts.audio_codec or (_("silent") if facts.duration_s else "")},
    ]


def orientation_label(orientation: str) -> str:
    return {"horizontal": _("Horizontal"), "vertical": _("Vertical"), "square": _("Square")}.get(
        orientation, ""
    )


def history_of(entry: Entry) -> list[dict[str, Any]]:
    """What its makers may know of what happened and what comes: no decision before the telling, no name of the office."""
    told = {
        "entry.begun": _("Draft begun"),
        "entry.submitted": _("Submitted"),
        "entry.incomplete": _("The festival asked for something"),
        "entry.withdrawn": _("Withdrawn"),
        "entry.disqualified": _("Taken out of the competition"),
        "entry.film_adopted": _("Film received"),
    }
    again = {
        "disqualified": _("Back in the competition"),
        "incomplete": _("In consideration again"),
    }
    records = AuditRecord.objects.filter(
        target_type="submissions.entry", target_id=str(entry.pk), action__in=list(told)
    ).order_by("pk")
    happened = [
        Event(
            record.at,
            again.get(record.before, told[record.action])
            if record.action == "entry.submitted"
            else told[record.action],
            record.facts.get("file", "") if record.action == "entry.film_adopted" else "",
        )
        for record in records
    ]
    return lines(entry, [*happened, *more_events(entry), *coming(entry)])


def coming(entry: Entry) -> list[Event]:
    """The decision once it is told, and what lies ahead while the film is under way or selected."""
    edition = entry.edition
    ahead = []
    if entry.stage in (Stage.CHECKING, Stage.IN_CONSIDERATION) and edition.decisions_on:
        ahead.append(Event(edition.decisions_on, _("You hear our decision, at the latest"), ahead=True))
    ahead += told_decision(entry)
    if entry.stage in (Stage.CHECKING, Stage.IN_CONSIDERATION, Stage.SELECTED):
        today = timezone.now().astimezone(edition.tz).date()
        ahead.append(Event(edition.starts_on, _("The festival begins"), ahead=edition.starts_on > today))
    return ahead


def told_decision(entry: Entry) -> list[Event]:
    """What its makers were told, and a later place in the selection; also of a film that was taken back after that."""
    told_at = entry.edition.selection_released_at
    left_later = told_at is not None and entry.withdrawn_at is not None and entry.withdrawn_at > told_at
    if told_at is None or entry.decision not in FINAL_DECISIONS:
        return []
    if not (entry.stage in TOLD_STAGES or left_later):
        return []
    if entry.decision == Decision.SELECTED:
        place = ReservePlace.objects.filter(entry=entry, moved_up_at__isnull=False).first()
        if place is not None and place.moved_up_at is not None:
            first = Event(told_at, str(Stage.RESERVE.label))
            return [first, Event(place.moved_up_at, str(Stage.SELECTED.label))]
    return [Event(told_at, str(Stage(entry.decision).label))]


def decision_counts(edition: Edition) -> list[dict[str, Any]]:
    """For components/counts.html: submitted films by decision."""
    kept = Entry.objects.of_edition(edition).submitted().order_by().values_list("decision")
    counted = dict(kept.annotate(Count("pk")))
    return [{"number": counted.get(value, 0), "label": label} for value, label in Decision.choices]
