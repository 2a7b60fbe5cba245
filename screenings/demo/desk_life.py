"""What happens at a desk while films come in: a table from elsewhere, decisions under embargo, changes, a second maker.

All of it invented. No letter of it leaves: the addresses end where no mail is delivered.
"""

import csv
import io
from datetime import timedelta

from django.utils import timezone

from festival.models import Edition, User
from screenings.demo.people import account
from submissions.actions.co_owners import accept_share, invite_co_owner
from submissions.actions.deciding import decide
from submissions.actions.drafting import keep_correction
from submissions.actions.importing import enter_table, look_at_table, receive_table
from submissions.enums import Decision
from submissions.models import Entry, ImportedTable, Mailing

HEADING = (
    "First Name", "Last Name", "Email", "Tracking Number", "Project Title", "Synopsis", "Duration",
    "Country of Origin", "Language", "Completion Date", "Directors", "Submission Date", "Submission Status",
)  # fmt: skip
ELSEWHERE = (
    ("The Bridge Counts Sheep", "A bridge cannot sleep for the traffic.", "00:06:40", "Portugal", "Portuguese"),
    ("Umbrella, Reluctantly", "It has not rained for a year, and somebody minds.", "00:03:05", "Japan", "Japanese"),
    ("A Moth's Tax Return", "Seven lamps, one receipt.", "00:08:12", "Italy, China", "Italian"),
    ("Ferry Without Lights", "The last boat knows the way by heart.", "00:05:30", "Norway", "Norwegian"),
)  # fmt: skip
DECIDED = {1: Decision.SELECTED, 2: Decision.SHORTLISTED, 3: Decision.LONGLISTED, 4: Decision.RESERVE}
"""By the number of the film. The others wait; nobody outside learns of any of it."""


def live_a_while(edition: Edition, people: dict[str, User]) -> None:
    """Once, and only where films have come in."""
    films = {film.number: film for film in edition.entries.filter(state="submitted").order_by("number")}
    if len(films) < 3 or ImportedTable.objects.filter(edition=edition).exists():
        return
    director = people["director"]
    _take_over(edition, director)
    for number, decision in DECIDED.items():
        if number in films:
            decide(films[number], decision, by=director, note="Seen twice. (demo)")
    _correct(films[1], people["filmmaker"])
    _share(films[1], people["filmmaker"])
    Mailing.objects.create(
        edition=edition,
        subject={"en": "Where we meet on the first evening (demo)", "zh-hans": "首日晚间集合地点（演示）"},
        body={
            "en": "Dear {{ name }},\n\nwe meet at the old ferry house at seven.",
            "zh-hans": "{{ name }}，您好：\n\n晚七点，旧渡轮屋见。",
        },
        author=director,
    )


def _take_over(edition: Edition, by: User) -> None:
    """FilmFreeway's table with four films: three are entered, of one the portal asks what it means."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADING)
    for number, (title, synopsis, length, country, language) in enumerate(ELSEWHERE, 1):
        address = "demo.example" if number < len(ELSEWHERE) else "nowhere"
        writer.writerow(
            (
                *(
                    "Demo",
                    f"Maker {number}",
                    f"elsewhere{number}@{address}",
                    f"DEMO{number:04}",
                    title,
                    synopsis,
                ),
                *(length, country, language, "March 5, 2026", f"Demo Director {number}"),
                *("2026-10-01", "In Consideration"),
            )
        )
    table = receive_table(edition, text.getvalue().encode(), name="filmfreeway-demo.csv", by=by)
    mapping = {int(column): key for column, key in table.mapping.items()}
    category = edition.categories.first()
    if category is None:
        return
    due = (timezone.now() + timedelta(days=20)).date()
    look_at_table(
        table,
        mapping=mapping,
        usual_category=category,
        day_first=True,
        due_on=due,
        writes_letters=False,
        by=by,
    )
    enter_table(table, by=by)


def _correct(film: Entry, maker: User) -> None:
    """A second version, for the page that compares them word by word."""
    film.synopsis = {
        "en": f"{film.synopsis.get('en', '')} The harbour answers in the end.".strip(),
        "zh-hans": "港口的小时辰：天亮之前，港口终于回答了。",
    }
    film.logline = {**film.logline, "en": f"{film.logline.get('en', '')} Before dawn.".strip()}
    film.save(update_fields=["synopsis", "logline"])
    keep_correction(film, by=maker)


def _share(film: Entry, maker: User) -> None:
    """One co-owner who has accepted, and one invitation that waits."""
    friend = account("cowriter", "Demo Co-Writer")
    token = (
        invite_co_owner(film, email=friend.email, name=friend.name, by=maker)
        .url.rstrip("/")
        .rsplit("/", 1)[1]
    )
    accept_share(token, by=friend)
    invite_co_owner(film, email="composer@demo.example", name="Demo Composer", by=maker)
