"""Build the edition at whose desk the jury is at work: all of it or nothing, so that a second run finds it done."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from festival.actions.setup import add_part, change, open_edition, publish_edition
from festival.models import Category, Edition, Festival, User
from judging.actions.awards import create_award
from media_pipeline.models import Asset
from screenings.demo.entries import Say
from screenings.demo.jury_work.after import send_copies
from screenings.demo.jury_work.audience import let_the_audience_vote
from screenings.demo.jury_work.films import MERITS, enter_rows
from screenings.demo.jury_work.jury import draft_new_terms, seat_main_jury, seat_small_jury
from screenings.demo.jury_work.rounds import judge, prepare, qualify
from screenings.demo.jury_work.voting import vote
from screenings.demo.people import fill_team
from screenings.demo.todos import add_todos
from submissions.actions import decide, decide_rest, release_selection
from submissions.actions.reserve import order_reserve
from submissions.enums import Decision
from submissions.models import Entry

SLUG = "jury"
DATES = ["call_opens_at", "call_closes_at", "decisions_on", "starts_on", "ends_on"]
LEFT_OUT = 4
"""Films, the weakest ones, that are not selected; the better half of them waits on the reserve."""


def put_jury_to_work(festival: Festival, people: dict[str, User], say: Say) -> Edition:
    """`people`: the demo's accounts. Nothing where the edition is there, or where no clip of the festival is."""
    there = Edition.objects.filter(festival=festival, slug=SLUG).first()
    if there is not None:
        return there
    clips = [clip for clip in Asset.objects.filter(entries__edition__festival=festival) if clip.is_accepted]
    say(f"{festival.name['en']}: a jury goes to work")
    with transaction.atomic():
        edition = _open(festival, people["admin"])
        fill_team(edition, people)
        _fill(edition, list(dict.fromkeys(clips)), people["director"])
    return edition


def _open(festival: Festival, by: User) -> Edition:
    now = timezone.now()
    edition = open_edition(
        Edition(
            festival=festival,
            slug=SLUG,
            name={"en": "Lantern, jury at work", "zh-hans": "灯影节 评审进行中"},
            summary={
                "en": "An invented edition in which the jury is in the middle of its work.",
                "zh-hans": "一届虚构的影展，评审团正在工作。",
            },
            regulations={"en": "Invented.", "zh-hans": "虚构。"},
            time_zone="Europe/Rome",
            languages=["en", "zh-hans"],
            # Open while its films come in; `_fill` then moves the dates to where a jury works.
            call_opens_at=now - timedelta(days=60),
            call_closes_at=now + timedelta(days=5),
            decisions_on=(now + timedelta(days=6)).date(),
            starts_on=(now + timedelta(days=20)).date(),
            ends_on=(now + timedelta(days=22)).date(),
        ),
        by=by,
    )
    parts = (("wide", "Wide", "横屏", "horizontal"), ("tall", "Tall", "竖屏", "vertical"))
    for slug, english, chinese, orientation in parts:
        name = {"en": english, "zh-hans": chinese}
        add_part(Category(edition=edition, slug=slug, name=name, orientation=orientation), by=by)
    return edition


def _fill(edition: Edition, clips: Sequence[Asset], director: User) -> None:
    films = enter_rows(edition, clips)
    for film in films:
        film.refresh_from_db()
    _create_awards(edition, director)
    jury, small = seat_main_jury(edition, director), seat_small_jury(edition, director)
    looked_at = qualify(edition, jury, films, director)
    competition = judge(edition, jury, looked_at, director)
    prepare(edition, jury, competition, director)
    draft_new_terms(jury, director)
    chosen = _choose(edition, films, director)
    send_copies(chosen, director)
    vote(edition, small, [film for film in chosen if film.category.slug == "tall"], director)
    let_the_audience_vote(edition, chosen[:8], director)
    _move_dates(edition, director)
    publish_edition(edition, by=director)


def _create_awards(edition: Edition, by: User) -> None:
    names = {
        "lantern": ("Golden Lantern", "金灯奖", "any"),
        "tall": ("Best Tall Film", "最佳竖屏影片", "vertical"),
    }
    for position, (slug, (english, chinese, orientation)) in enumerate(names.items()):
        create_award(
            edition,
            name={"en": english, "zh-hans": chinese},
            slug=slug,
            by=by,
            position=position,
            orientation=orientation,
        )


def _choose(edition: Edition, films: Sequence[Entry], by: User) -> list[Entry]:
    """The selection is told: an audience votes for nothing that is still a secret."""
    ranked = sorted(films, key=lambda film: MERITS[film.title_international])
    chosen = [film for film in films if film not in ranked[:LEFT_OUT]]
    for film in chosen:
        decide(film, Decision.SELECTED, by=by)
    waiting = ranked[LEFT_OUT // 2 : LEFT_OUT]
    for film in waiting:
        decide(film, Decision.RESERVE, by=by)
    decide_rest(edition, by=by)
    order_reserve(edition, [film.pk for film in reversed(waiting)], by=by)
    add_todos(edition, by)
    release_selection(edition, by=by)
    return chosen


def _move_dates(edition: Edition, by: User) -> None:
    now = timezone.now()
    edition.call_opens_at, edition.call_closes_at = now - timedelta(days=90), now - timedelta(days=20)
    edition.decisions_on = (now - timedelta(days=3)).date()
    change(edition, fields=DATES, by=by)
