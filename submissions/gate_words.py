"""What the gate says: in whole sentences, with the number or the hour, and what can be done."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from festival.models import Category, Edition
from festival.zones import zone_name
from submissions import gates
from submissions.deadlines import Door, Schedule, Window
from submissions.enums import WindowKind
from submissions.money import money
from submissions.wording import roughly


def moment(edition: Edition, at: datetime) -> str:
    """A day and an hour on the festival's wall, with its zone: nobody has to guess whose midnight it is."""
    when = date_format(at.astimezone(edition.tz), "DATETIME_FORMAT")
    return _("%(when)s, %(zone)s") % {"when": when, "zone": zone_name(edition.tz, at)}


def price(minor: int, currency: str) -> str:
    """€25.00, or that it costs nothing."""
    return money(minor, currency) if minor else _("free of charge")


def later_price(edition: Edition, present: Window | None, following: Window | None) -> str:
    """What entering costs when the present deadline has passed; nothing where that is no other price."""
    if following is None or (present is not None and present.fee == following.fee):
        return ""
    return _("%(amount)s from %(when)s on") % {
        "amount": price(following.fee, gates.terms_of(edition).currency),
        "when": moment(edition, following.opens_at),
    }


def closed(schedule: Schedule, category: Category, now: datetime) -> str:
    """Why nothing new is taken in this category."""
    edition = category.edition
    values = {"category": category, "now": moment(edition, now)}
    door = schedule.door_at(now)
    if door == Door.BEFORE:
        opens = moment(edition, schedule.opens_at)
        return _("The call opens on %(when)s. It is now %(now)s.") % {**values, "when": opens}
    values["when"] = moment(edition, schedule.closes_at)
    if door == Door.GRACE:
        return (
            _(
                "“%(category)s” closed on %(when)s; it is now %(now)s. What was begun in time may still be "
                "handed in, but nothing new."
            )
            % values
        )
    return _("“%(category)s” has been closed since %(when)s. It is now %(now)s.") % values


def film_too_late(schedule: Schedule, edition: Edition, finished_at: datetime) -> str:
    return _("The film arrived on %(arrived)s; the deadline was %(deadline)s.") % {
        "arrived": moment(edition, finished_at),
        "deadline": moment(edition, schedule.closes_at),
    }


def cap_reached(cap: int, category: Category | None) -> str:
    """Polite, and with the number."""
    if category is None:
        words = ngettext(
            "The festival takes %(count)d film from one maker, and has received yours. A submitted film can be "
            "withdrawn to make room.",
            "The festival takes %(count)d films from one maker, and has received that many of yours. A submitted "
            "film can be withdrawn to make room.",
            cap,
        )
        return words % {"count": cap}
    words = ngettext(
        "“%(category)s” takes %(count)d film from one maker, and has received yours. Choose another category, or "
        "withdraw a submitted film to make room.",
        "“%(category)s” takes %(count)d films from one maker, and has received that many of yours. Choose another "
        "category, or withdraw a submitted film to make room.",
        cap,
    )
    return words % {"count": cap, "category": category}


def fee_due(amount: str) -> str:
    return _("The entry fee of %(amount)s is due. Pay it, or enter a code, before you submit.") % {
        "amount": amount
    }


def window_label(kind: str) -> str:
    return str(WindowKind(kind).label)


def time_left(until: datetime, now: datetime) -> str:
    """“closes in 3 h 12 min”, or “closed”."""
    if until <= now:
        return _("closed")
    return _("closes in %(left)s") % {"left": roughly((until - now).total_seconds())}


def server_time(edition: Edition, now: datetime) -> str:
    """The clock that counts."""
    clock = date_format(now.astimezone(edition.tz), "TIME_FORMAT")
    return _("server time %(clock)s · %(zone)s") % {"clock": clock, "zone": zone_name(edition.tz, now)}


def grace_sentence(grace: timedelta, start_counts: bool) -> str:
    """What makers are told of the minutes after the deadline."""
    minutes = int(grace.total_seconds() // 60)
    if not minutes:
        return _("What counts is the finished upload.")
    words = {"minutes": minutes}
    if start_counts:
        return (
            ngettext(
                "An upload that has begun before the deadline may finish, and be submitted, for another %(minutes)d "
                "minute.",
                "An upload that has begun before the deadline may finish, and be submitted, for another %(minutes)d "
                "minutes.",
                minutes,
            )
            % words
        )
    return (
        ngettext(
            "What counts is the finished upload; the form may be submitted for another %(minutes)d minute.",
            "What counts is the finished upload; the form may be submitted for another %(minutes)d minutes.",
            minutes,
        )
        % words
    )


def grace_of(edition: Edition) -> str:
    terms = gates.terms_of(edition)
    return grace_sentence(terms.grace, terms.start_counts)


def clock(edition: Edition, until: datetime, now: datetime) -> dict[str, Any]:
    """For components/deadline_clock.html: the static words, and what the script needs to keep them true."""
    return {
        "until": until,
        "now": now,
        "zone": edition.tz.key,
        "left": time_left(until, now),
        "server": server_time(edition, now),
        "when": moment(edition, until),
    }
