"""Next year is a button."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from festival.actions.team import invite
from festival.editions import copy_edition, next_year
from festival.enums import Role
from festival.localized import LocalizedText
from festival.models import Membership, Section
from tests.factories import festival as make

ROME = ZoneInfo("Europe/Rome")


def test_a_copy_keeps_rules_team_weekdays_and_hours(db):
    source = make.edition(
        call_opens_at=datetime(2026, 2, 2, 9, tzinfo=ROME),
        call_closes_at=datetime(2026, 5, 31, 23, 59, tzinfo=ROME),
        decisions_on=date(2026, 7, 31),
        starts_on=date(2026, 9, 10),
        ends_on=date(2026, 9, 13),
        awards_per_film=2,
    )
    make.category(source, "vertical", max_duration_s=180, frame_rates=["24"], position=2)
    Section.objects.create(edition=source, slug="panorama", name={"en": "Panorama"})
    director = make.member(source, Role.DIRECTOR)
    programmer = make.member(source, Role.PROGRAMMER)
    make.member(source, Role.JUROR)
    invite(source, role=Role.PROGRAMMER, email="late@example.org", by=director)

    proposal = next_year(source)
    assert (proposal.slug, proposal.starts_on) == ("2027", date(2027, 9, 9))
    copy = copy_edition(
        source, by=director, name=LocalizedText(en="2027"), slug="2027", starts_on=date(2027, 9, 9)
    )
    copy.refresh_from_db()

    assert copy.call_opens_at == datetime(2027, 2, 1, 9, tzinfo=ROME)
    assert copy.call_closes_at == datetime(2027, 5, 30, 23, 59, tzinfo=ROME)
    assert (copy.decisions_on, copy.ends_on) == (date(2027, 7, 30), date(2027, 9, 12))
    assert copy.call_closes_at.weekday() == source.call_closes_at.weekday()
    assert (copy.public, copy.awards_per_film, copy.watermark) == (False, 2, source.watermark)
    assert copy.festival == source.festival
    assert list(copy.categories.values_list("slug", "max_duration_s", "frame_rates", "position")) == [
        ("vertical", 180, ["24"], 2)
    ]
    assert list(copy.sections.values_list("slug", flat=True)) == ["panorama"]
    assert set(Membership.objects.filter(edition=copy).values_list("user", "role")) == {
        (director.pk, Role.DIRECTOR),
        (programmer.pk, Role.PROGRAMMER),
    }
    assert source.categories.count() == 1, "the source keeps its own"
    assert next_year(source).slug == "2027-2"


def test_the_team_may_stay_behind(edition, director, programmer):
    copy = copy_edition(
        edition, by=director, name=LocalizedText(en="N"), slug="next", starts_on=edition.starts_on, team=False
    )
    assert list(copy.memberships.values_list("user", flat=True)) == [director.pk]
