"""The desk reads what changed since the submission, and says that it has looked."""

from datetime import date

import pytest
from django.urls import reverse

from media_pipeline.models import Asset
from submissions import snapshots
from submissions.changes import compare
from submissions.models import Credit, Entry, Snapshot, SnapshotCause
from tests.factories import media
from tests.factories import submissions as make
from tests.submissions.parts import part


@pytest.fixture
def entry(edition, filmmaker):
    made = make.submitted(edition, filmmaker, title="Our Tree")
    snapshots.keep(made, SnapshotCause.SUBMITTED, by=filmmaker)
    return made


def address(entry, name="entry_history") -> str:
    return reverse(f"entry_desk:{name}", args=[entry.edition.festival.slug, entry.edition.slug, entry.pk])


def changed(entry, **fields) -> None:
    Entry.objects.filter(pk=entry.pk).update(**fields)
    snapshots.keep(entry, SnapshotCause.MAKER, by=entry.owner)


def told(change) -> tuple[str, str, str]:
    kinds = {kind: "".join(p.text for p in change.pieces if p.kind == kind) for kind in ("gone", "new")}
    return (change.label, kinds["gone"], kinds["new"])


def test_every_field_is_told_in_the_words_of_the_form(edition, entry, filmmaker):
    other = edition.categories.create(slug="long", name={"en": "Long"})
    changed(
        entry,
        title_international="The Tree",
        synopsis={"en": "Somebody looks for something and finds it.", "zh-hans": "有人在找东西。"},
        countries=["IT", "CN"],
        languages=["fr"],
        completed_on=date(2026, 3, 2),
        category=other,
    )
    first, second = Snapshot.objects.select_related("film").order_by("version")
    assert [told(change) for change in compare(first, second).changes] == [
        ("Category", "Shorts", "Long"),
        ("International title", "", "The Tree"),
        ("Synopsis · English", "something else", "it"),
        ("Synopsis · Simplified Chinese", "", "有人在找东西。"),
        ("Countries", "", "China, "),
        ("Languages", "English", "French"),
        ("Completion date", "1", "2"),
    ]


def test_rows_pictures_and_the_film(entry, filmmaker):
    Credit.objects.update(name="Ada Lumens")
    Credit.objects.create(entry=entry, role="music", name="Bo", position=3)
    changed(entry, still="stills/" + "1" * 32 + ".jpg", film=media.asset(filmmaker, original_name="new.mp4"))
    first, second = Snapshot.objects.select_related("film").order_by("version")
    still, people, film = compare(first, second).changes
    assert (still.kind, still.before, still.after) == (
        "pictures",
        [],
        ["/entries/stills/" + "1" * 32 + "-480.jpg"],
    )
    assert [(line.before, line.after) for line in people.lines] == [
        ("Director · Ada Lumen", "Director · Ada Lumens"),
        (None, "Music · Bo"),
    ]
    assert (film.kind, film.after.name) == ("film", "new.mp4")
    Credit.objects.filter(role="director").update(position=4)
    snapshots.keep(entry, SnapshotCause.MAKER, by=filmmaker)
    third = Snapshot.objects.select_related("film").get(version=3)
    (order,) = compare(second, third).changes
    assert (order.kind, order.after) == ("order", ["Music · Bo", "Director · Ada Lumens"])


def test_the_badge_goes_when_somebody_has_looked(client, entry, programmer):
    client.force_login(programmer)
    desk = address(entry, "entry")
    table = reverse("entry_desk:entries", args=[entry.edition.festival.slug, entry.edition.slug])

    def marked():
        return [line.changed for line in client.get(table, {"all": "1"}).context["lines"]]

    assert (part(client.get(desk), "history")["changed"], marked()) == (False, [False])
    changed(entry, title_international="The <b>Tree</b>")
    assert (part(client.get(desk), "history")["changed"], marked()) == (True, [True])
    page = client.get(address(entry))
    assert (page.context["before"].version, page.context["after"].version) == (1, 2)
    assert "<ins>The &lt;b&gt;Tree&lt;/b&gt;</ins>" in page.content.decode()
    client.post(address(entry, "entry_seen"), {"version": 2})
    assert (part(client.get(desk), "history")["changed"], marked()) == (False, [False])


def test_any_two_versions_may_be_compared_and_nonsense_is_the_whole_way(client, entry, programmer):
    changed(entry, title_international="Two")
    changed(entry, title_international="Three")
    client.force_login(programmer)
    for query, expected in (
        ({"from": 2, "to": 3}, (2, 3)),
        ({"from": "x", "to": "-1"}, (1, 3)),
        ({"from": 3, "to": 3}, (3, 3)),
    ):
        page = client.get(address(entry), query)
        assert (page.context["before"].version, page.context["after"].version) == expected
    assert client.get(address(entry), {"from": 8}).context["comparison"] is None


def test_an_entry_without_versions_says_so(client, edition, filmmaker, programmer):
    client.force_login(programmer)
    page = client.get(address(make.submitted(edition, filmmaker)))
    assert "No version is kept yet" in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_history_costs_a_fixed_number_of_queries(
    client, entry, filmmaker, programmer, django_assert_num_queries, count
):
    for number in range(count):
        changed(entry, title_international=f"Title {number}")
    assert Asset.objects.count() == 1
    client.force_login(programmer)
    with django_assert_num_queries(9):
        client.get(address(entry))


def test_one_version_is_compared_with_nothing(client, entry, programmer):
    client.force_login(programmer)
    page = client.get(address(entry)).content.decode()
    told = [words in page for words in ("There is only one version so far.", "Between these two versions")]
    assert told == [True, False]
