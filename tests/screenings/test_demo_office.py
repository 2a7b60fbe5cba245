"""The demo's office has marked, given away and answered before a newcomer looks; a second run leaves it as it is."""

import pytest

from festival.enums import Role
from festival.models import AuditRecord
from screenings.demo.desk_life import live_a_while
from screenings.demo.office import TAGS, furnish
from submissions.desk_enums import Leaning
from submissions.models import Entry, EntryFlag, EntryNote, ImportedTable, Mailing, Message, Preselection
from tests.factories import festival as make
from tests.factories import submissions as films

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(edition):
    roles = {"director": Role.DIRECTOR, "programmer": Role.PROGRAMMER}
    return {name: make.member(edition, role, name=name) for name, role in roles.items()} | {
        "filmmaker": make.user()
    }


def test_a_desk_is_furnished_once(edition, people):
    entries = [films.submitted(edition, people["filmmaker"]) for _each in range(3)]
    furnish(edition, people)
    marks = sorted(tagging.tag.name for entry in entries for tagging in entry.taggings.all())
    assert marks == ["Families", "Families", "Opening night?", "Watch it twice"]
    assert set(edition.entry_tags.values_list("name", flat=True)) == set(TAGS)
    assert EntryFlag.objects.get().entry == entries[2]
    assert EntryNote.objects.count() == 3
    assert sorted(Preselection.objects.values_list("leaning", flat=True)) == ["", "", Leaning.YES]
    edition.refresh_from_db()
    assert (Message.objects.count(), edition.messages_waiting) == (3, 1)
    before = AuditRecord.objects.count()
    furnish(edition, people)
    assert AuditRecord.objects.count() == before


def test_where_hardly_a_film_is_the_desk_stays_bare(edition, people):
    films.submitted(edition, people["filmmaker"])
    furnish(edition, people)
    assert not edition.entry_tags.exists()


def test_a_desk_has_lived_a_while_once(edition, category, people):
    entries = [films.submitted(edition, people["filmmaker"]) for _each in range(4)]
    for place, entry in enumerate(entries, 1):
        Entry.objects.filter(pk=entry.pk).update(number=place)
    live_a_while(edition, people)
    table = ImportedTable.objects.get(edition=edition)
    assert (table.source, table.state) == ("filmfreeway", "queued")
    assert sorted(table.lines.values_list("outcome", flat=True)) == [
        "refused",
        "to_enter",
        "to_enter",
        "to_enter",
    ]
    found = Entry.objects.filter(pk__in=[entry.pk for entry in entries]).order_by("number")
    assert [entry.decision for entry in found] == ["selected", "shortlisted", "longlisted", "reserve"]
    assert sorted(bool(share.user_id) for share in found[0].co_owners.all()) == [False, True]
    assert (found[0].snapshots.count(), Mailing.objects.get().state) == (1, "draft")
    before = AuditRecord.objects.count()
    live_a_while(edition, people)
    assert AuditRecord.objects.count() == before
