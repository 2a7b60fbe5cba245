"""Build one demo festival from its plan, step by step. Each step looks first whether it has been done."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from festival.actions.setup import add_part, change, found_festival, open_edition, publish_edition
from festival.models import Category, Edition, Festival, User
from screenings.demo import asking, verdicts
from screenings.demo import people as cast
from screenings.demo.calling import keep_call
from screenings.demo.desk_life import live_a_while
from screenings.demo.entries import Say, enter_films, entered, wait_until_settled
from screenings.demo.makings import ask_about_making
from screenings.demo.office import furnish
from screenings.demo.plans import FestivalPlan
from screenings.demo.programme import build_places, build_programme
from screenings.demo.subtitling import send_subtitles
from screenings.demo.todos import add_todos
from submissions.actions import decide, decide_rest, release_selection
from submissions.enums import Decision

DATES = ["call_opens_at", "call_closes_at", "decisions_on", "starts_on", "ends_on"]


def build(plan: FestivalPlan, say: Say) -> Edition:
    """The whole festival; whatever stands already is left as it is."""
    people = cast.staff()
    edition = Edition.objects.filter(festival__slug=plan.slug, slug=plan.edition).first()
    edition = edition or _open(plan, people["admin"])
    if edition.public:
        say(f"{plan.name['en']}: already there")
        return edition
    cast.fill_team(edition, people)
    if plan.open_call and not edition.questions.exists():
        asking.prepare(edition, people["director"])
    owner = people["filmmaker"] if plan.open_call else cast.account("entrant", "Demo Entrant")
    ask_about_making(edition, plan, people["director"])
    enter_films(edition, plan, owner, say)
    wait_until_settled(edition, say)
    send_subtitles(edition, plan, owner)
    if plan.open_call:
        keep_call(edition, people["director"])
        furnish(edition, people)
        live_a_while(edition, people)
        _let_the_jury_in(edition, plan, people["director"])
    else:
        _run_to_the_end(edition, plan, people, say)
    publish_edition(edition, by=people["director"])
    say(f"{plan.name['en']}: ready")
    return edition


def _open(plan: FestivalPlan, by: User) -> Edition:
    festival = Festival.objects.filter(slug=plan.slug).first() or found_festival(
        Festival(
            slug=plan.slug,
            name=plan.name,
            tagline=plan.tagline,
            about=plan.about,
            city=plan.city,
            accent=plan.accent,
            contact_email=f"{plan.slug}@demo.example",
        ),
        by=by,
    )
    now = timezone.now()
    edition = open_edition(
        Edition(
            festival=festival,
            slug=plan.edition,
            name=plan.edition_name,
            summary=plan.summary,
            regulations=plan.regulations,
            time_zone=plan.time_zone,
            languages=["en", "zh-hans"],
            awards_per_film=plan.awards_per_film,
            # While it is being built the call is open, whatever year it plays in: `_set_dates` comes last.
            call_opens_at=now - timedelta(days=30),
            call_closes_at=now + timedelta(days=45),
            decisions_on=(now + timedelta(days=60)).date(),
            starts_on=(now + timedelta(days=90)).date(),
            ends_on=(now + timedelta(days=89 + plan.days)).date(),
        ),
        by=by,
    )
    for category in plan.categories:
        add_part(
            Category(
                edition=edition,
                slug=category.slug,
                name=category.name,
                description=category.description,
                orientation=category.orientation,
                min_duration_s=category.min_duration_s,
                max_duration_s=category.max_duration_s,
                min_short_side=category.min_short_side,
                frame_rates=list(category.frame_rates),
            ),
            by=by,
        )
    verdicts.create_awards(edition, plan, by)
    return edition


def _let_the_jury_in(edition: Edition, plan: FestivalPlan, by: User) -> None:
    """The call stays open; the jury has films to watch and the venues have screens."""
    if not edition.juries.exists():
        jury = cast.fill_jury(edition, plan, by)
        deadline = edition.call_closes_at + timedelta(days=10)
        verdicts.prepare_round(edition, plan, jury, entered(edition), by, deadline)
        build_places(edition, plan, by)


def _run_to_the_end(edition: Edition, plan: FestivalPlan, people: dict[str, User], say: Say) -> None:
    director = people["director"]
    films = entered(edition)
    selection = {film.title: films[film.title] for film in plan.films if film.selected}
    if edition.selection_released_at is None:
        say(f"{plan.name['en']}: choosing the selection")
        for entry in selection.values():
            decide(entry, Decision.SELECTED, by=director)
        decide_rest(edition, by=director)
        add_todos(edition, director)
        release_selection(edition, by=director)
    judged = edition.rounds.first()
    if judged is None:
        jury = edition.juries.first() or cast.fill_jury(edition, plan, director)
        judged = verdicts.prepare_round(edition, plan, jury, selection, director)
    if judged.state == "open":
        say(f"{plan.name['en']}: the invented jury watches and scores")
        verdicts.score(judged, plan)
        verdicts.decide_awards(edition, plan, judged, director)
    _set_dates(edition, plan, director)
    if not edition.schedule_versions.exists():
        say(f"{plan.name['en']}: releasing the programme")
        build_programme(edition, plan, selection, director)
    if edition.results_published_at is None:
        verdicts.publish(edition, director)


def _set_dates(edition: Edition, plan: FestivalPlan, by: User) -> None:
    """Put the edition where it belongs in time, now that nobody needs an open call any more."""
    starts = (
        date.fromisoformat(plan.starts_on)
        if plan.starts_on
        else _days_from_today(edition, plan.starts_in_days)
    )
    noon = datetime.combine(starts, time(12), tzinfo=edition.tz)
    edition.call_opens_at = noon - timedelta(days=150)
    edition.call_closes_at = noon - timedelta(days=60)
    edition.decisions_on = starts - timedelta(days=21)
    edition.starts_on = starts
    edition.ends_on = starts + timedelta(days=plan.days - 1)
    change(edition, fields=DATES, by=by)


def _days_from_today(edition: Edition, days: int) -> date:
    return timezone.now().astimezone(edition.tz).date() + timedelta(days=days)
