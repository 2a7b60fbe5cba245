"""The search of the desk: both scripts, whatever is typed, and an index that no change escapes."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from submissions.models import Credit, Entry, EntryNote, EntrySearch, EntryTag, EntryTagging
from submissions.search.hits import excerpt, spans
from submissions.search.index import freshen, freshen_all
from submissions.search.query import Term, understand
from submissions.search.words import words
from tests.factories import submissions as make


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Total Pixel Space", ["total", "pixel", "space"]),
        ("Café Strasse Straße Łódź Øre ﬁlm", ["cafe", "strasse", "strasse", "lodz", "ore", "film"]),
        ("Λιμάνι των μικρών", ["λιμανι", "των", "μικρων"]),
        ("ＦＵＬＬ　ｗｉｄｔｈ", ["full", "width"]),
        ("寻找鸟哥", ["寻找", "找鸟", "鸟哥", "哥"]),
        ("他", ["他"]),
        ("上の隣人 2", ["上の", "の隣", "隣人", "人", "2"]),
        ("が", ["が"]),
        ("AI短片", ["ai", "短片", "片"]),
        ("a\x00b -- ''\\", ["a", "b"]),
        ("", []),
    ],
)
def test_texts_become_words(text, known):
    assert [word.text for word in words(text)] == known


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("Lantern café", [Term(("lantern",)), Term(("cafe",))]),
        ("“total pixel” –trailer", [Term(("total", "pixel"), open=False), Term(("trailer",), negated=True)]),
        ("#12 12", [Term(("#12",), open=False), Term(("12",))]),
        ("鸟", [Term(("鸟",))]),
        ("鸟哥", [Term(("鸟哥",), open=False)]),
        ("寻找鸟", [Term(("寻找", "找鸟"), open=False)]),
        ("ab鸟", [Term(("ab", "鸟"))]),
        ('-"x y', [Term(("x", "y"), negated=True, open=False)]),
        ("& | ! :* <-> '' \\ \x00 - \"", []),
        ("anna@example.org", [Term(("anna", "example", "org"))]),
    ],
)
def test_what_was_typed_is_understood(typed, terms):
    assert list(understand(typed).terms) == terms


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("A Bird Named Kaili", "bird", ["Bird"]),
        ("A Bird Named Kaili", "kai bir", ["Bir", "Kai"]),
        ("寻找鸟哥的人", "鸟哥", ["鸟哥"]),
        ("寻找鸟哥的人", "寻找鸟", ["寻找鸟"]),
        ("鸟儿", "鸟", ["鸟"]),
        ("Große Straße, ﬁn", "strasse fin", ["Straße", "ﬁn"]),
        ("José Álvarez", "alvarez", ["Álvarez"]),
        ("blackbird", "bird", []),
        ("A bird", "-bird", []),
        ("A bird", "", []),
    ],
)
def test_hits_are_marked(text, typed, marked):
    assert [text[start:end] for start, end in spans(text, understand(typed))] == marked


def test_an_excerpt_shows_the_surroundings():
    text, found = excerpt("x" * 100 + " a bird sings " + "y" * 200, understand("bird"))
    assert (text[:2], text[-1], [text[start:end] for start, end in found]) == ("…x", "…", ["bird"])
    assert len(text) < 140


def found(words, **options):
    freshen_all()
    return list(
        Entry.objects.search(words, **options).order_by("-rank", "number").values_list("number", flat=True)
    )


@pytest.fixture
def films(edition, filmmaker, rival):
    bird = make.submitted(
        edition,
        filmmaker,
        number=1,
        title="寻找鸟哥",
        title_international="A Bird Named Kaili",
        director="Long Qin",
        countries=["CN"],
        logline={"en": "Nothing of it.", "zh-hans": "什么都没有。"},
    )
    harbour = make.submitted(
        edition,
        rival,
        number=12,
        title="Λιμάνι",
        title_international="Harbour",
        director="José Álvarez",
        countries=["GR"],
        logline={"en": "A bird watches boats.", "zh-hans": "鸟儿看船。"},
    )
    return bird, harbour


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("鸟哥", [1]),
        ("哥", [1]),
        ("找鸟", [1]),
        ("鸟", [1, 12]),
        ("鸟寻", []),
        ("bird", [1, 12]),
        ("bir", [1, 12]),
        ("ird", []),
        ('"bird named"', [1]),
        ('"named bird"', []),
        ('"bir"', []),
        ("bird -kaili", [12]),
        ("-bird", []),
        ("-kaili", [12]),
        ("jose alv", [12]),
        ("ΛΙΜΑΝΙ", [12]),
        ("#1", [1]),
        ("1", [1, 12]),
        ("#12", [12]),
        ("greece", [12]),
        ("希腊", [12]),
        ("中国", [1]),
        ("kaili harbour", []),
    ],
)
def test_films_are_found(films, typed, numbers):
    assert found(typed) == numbers


def test_contacts_notes_and_tags_are_found_by_the_office_alone(films, edition, programmer):
    bird, _harbour = films
    EntryNote.objects.create(entry=bird, author=programmer, author_text="P", text="Ask about the canary.")
    tag = EntryTag.objects.create(edition=edition, name="Opening night")
    EntryTagging.objects.create(entry=bird, tag=tag, by=programmer)
    for typed in ("canary", "opening", "filmmaker@example.org"):
        assert (found(typed), found(typed, office_for=programmer)) == ([], [1])


@pytest.mark.parametrize(
    "typed",
    [
        "'",
        "a'b",
        "\\",
        "!!",
        "a & | b",
        "(",
        ":*",
        "<->",
        "\x00",
        "%_",
        "'x':*",
        "9" * 500,
        "鸟" * 500,
        '"' * 99,
        "a " * 500,
        "\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
        "🎬",
        "𠮷",
        "ا ب",
        "-" * 50,
    ],
)
def test_no_query_breaks_the_search(films, programmer, typed):
    assert isinstance(found(typed, office_for=programmer), list)


def stale():
    return list(EntrySearch.objects.filter(stale=True).values_list("entry__number", flat=True))


WAYS = {
    "the title": lambda bird, office: Entry.objects.filter(pk=bird.pk).update(title_original="别的"),
    "the texts": lambda bird, office: Entry.objects.filter(pk=bird.pk).update(synopsis={"en": "Else."}),
    "the countries": lambda bird, office: Entry.objects.filter(pk=bird.pk).update(countries="FR"),
    "another owner": lambda bird, office: Entry.objects.filter(pk=bird.pk).update(owner=office),
    "a new credit": lambda bird, office: Credit.objects.create(entry=bird, name="Somebody"),
    "a changed credit": lambda bird, office: bird.credits.update(name="Somebody"),
    "a credit less": lambda bird, office: bird.credits.all().delete(),
    "a note": lambda bird, office: EntryNote.objects.create(entry=bird, author=office, text="x"),
    "the owner's name": lambda bird, office: type(office).objects.filter(pk=bird.owner_id).update(name="New"),
    "a co-owner": lambda bird, office: bird.co_owners.create(user=office, accepted_at=timezone.now()),
    "plain SQL": lambda bird, office: connection.cursor().execute(
        "UPDATE submissions_entry SET title_original = 'x' WHERE id = %s", [bird.pk]
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_every_change_of_words_marks_the_index_stale(films, programmer, way):
    freshen_all()
    assert stale() == []
    WAYS[way](films[0], programmer)
    assert stale() == [1]
    assert freshen() == 1
    assert stale() == []


def test_tags_mark_their_films(films, edition, programmer):
    tag = EntryTag.objects.create(edition=edition, name="Opening")
    tagging = EntryTagging.objects.create(entry=films[0], tag=tag)
    freshen_all()
    tag.name = "Closing"
    tag.save()
    assert (stale(), found("closing", office_for=programmer)) == ([1], [1])
    tagging.delete()
    assert (stale(), found("closing", office_for=programmer)) == ([1], [])
    EntryTagging.objects.create(entry=films[0], tag=tag)
    freshen_all()
    tag.delete()
    assert stale() == [1]


def test_decisions_leave_the_index_alone(films):
    freshen_all()
    Entry.objects.update(decision="longlisted", state="disqualified", disqualified_for="x")
    assert stale() == []


def test_the_command_makes_the_index_anew(films, capsys):
    EntrySearch.objects.all().delete()
    call_command("index_entries", "--rebuild")
    assert capsys.readouterr().out == "2 entries indexed.\n"
    assert found("kaili") == [1]


@pytest.mark.parametrize("count", [1, 3])
def test_indexing_costs_a_fixed_number_of_queries(edition, filmmaker, django_assert_num_queries, count):
    for _film in range(count):
        make.submitted(edition, filmmaker)
    with django_assert_num_queries(10):
        assert freshen() == count
