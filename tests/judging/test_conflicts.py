"""What jurors and films have in common, in both scripts; and what the office answers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from festival.models import AuditRecord
from judging import actions
from judging.conflict_search import finds_of, open_finds, search
from judging.conflict_words import sentence
from judging.conflicts import Credited, Film, Find, Person, find_conflicts, same_person
from judging.matching.handles import Handle, read_handle
from judging.matching.houses import house_forms, mail_domain
from judging.matching.names import meet, read_name
from judging.models import ConflictFind, Recusal
from judging.people_enums import FindState
from submissions.models import Credit, Link
from tests.factories import judging as make_judging


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("José Núñez", "jose NUNEZ", "spelling"),
        ("Núñez, José", "José Núñez", "spelling"),
        ("Lǐ Wěi", "WEI Li", "spelling"),
        ("李 安", "李安", "characters"),
        ("李伟", "Li Wei", "latin"),
        ("李伟", "Wei Li", "latin"),
        ("李伟", "Lǐ Wěi", "latin"),
        ("李小明", "Li Xiaoming", "latin"),
        ("李小明", "Xiao-Ming LI", "latin"),
        ("欧阳娜娜", "Nana Ouyang", "latin"),
        ("单立", "Shan Li", "latin"),  # as a word it is read dan
        ("任重", "Ren Chong", "latin"),  # both readings of the second
        ("任重", "Zhong Ren", "latin"),
        ("尉迟恭", "Yuchi Gong", "latin"),
        ("吕布", "Lyu Bu", "latin"),
        ("吕布", "LV BU", "latin"),
        ("吕布", "Lü Bu", "latin"),
        ("李伟", "李偉", "sound"),
        ("小明", "李小明", "given"),
        ("Li Xiaoming", "Li Xiao Ming", "joined"),
        ("Robert A. Smith", "Robert Smith", "short"),
        ("R. Smith", "Robert Smith", "initials"),
        ("Joey", "JOEY", "one_word"),
        ("李伟 (导演)", "Li Wei", "latin"),
        ("Ann Lee", "Anna Lee", ""),
        ("Wei Li", "Wei Liu", ""),
        ("李伟", "李薇", ""),
        ("李伟", "Li Wen", ""),
        ("Ann Lee", "Lee Wang", ""),
        ("", "", ""),
        ("Ann Lee", "", ""),
        ("…", "…", ""),
    ],
)
def test_how_two_spellings_meet(one, other, how):
    first, second = read_name(one), read_name(other)
    assert (meet(first, second), meet(second, first)) == (how, how)
    assert same_person(one, other) is bool(how)
    assert not how or first.keys & second.keys, "the search would not find it"


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=12), st.text(max_size=12))
def test_any_words_can_be_read_and_meet_both_ways_alike(one, other):
    first, second = read_name(one), read_name(other)
    assert meet(first, second) == meet(second, first)
    assert not meet(first, second) or first.keys & second.keys


@pytest.mark.parametrize(
    ("one", "other", "full", "core"),
    [
        ("Lamp Films Ltd.", "LAMP FILMS", True, True),
        ("Lantern Pictures", "Lantern Film GmbH", False, True),
        ("上海灯影文化传媒有限公司", "灯影影业", False, True),
        ("Film Studio", "Film Production", False, False),
        ("Lamp", "Lump", False, False),
    ],
)
def test_houses(one, other, full, core):
    first, second = house_forms(one), house_forms(other)
    assert (first[0] == second[0], bool(first[1]) and first[1] == second[1]) == (full, core)


def test_mail_hosts_of_everybody_say_nothing():
    hosts = ["ann@gmail.com", "ann@qq.com", "ann@163.com", "ann", "", "ann@mail.lamp.co.uk", "A@Lamp.FILM"]
    assert [mail_domain(host) for host in hosts] == ["", "", "", "", "", "lamp.co.uk", "lamp.film"]


@pytest.mark.parametrize(
    ("written", "handle"),
    [
        ("@annlee", Handle("", "annlee")),
        ("https://www.instagram.com/AnnLee/?hl=de", Handle("instagram", "annlee")),
        ("instagram.com/annlee", Handle("instagram", "annlee")),
        ("https://weibo.com/u/12345", Handle("weibo", "12345")),
        ("https://space.bilibili.com/998", Handle("bilibili", "998")),
        ("https://www.linkedin.com/in/ann-lee", Handle("linkedin", "ann-lee")),
        ("https://films.annlee.cn/about", Handle(site="annlee.cn")),
        ("https://vimeo.com/", None),
        ("https://drive.google.com/x", None),
        ("http://[", None),
        ("", None),
    ],
)
def test_addresses(written, handle):
    assert read_handle(written) == handle


def test_everything_that_is_found_and_nothing_else():
    ann = Person(
        "7",
        ("李伟", "Wei Li"),
        ("Lamp Films",),
        ("Film Academy of Lumen",),
        ("ann@lamp.film",),
        ("@weili88",),
    )
    other = Person("8", ("Bo Cho",), (), (), ("bo@gmail.com",), ("https://bo.example",))
    films = [
        Film("him", (Credited("Li Wei", "Editor"), Credited("Lamp Film GmbH", "Producer", is_team=True))),
        Film(
            "tree",
            (Credited("Somebody", "Editor"),),
            ("x@lamp.film", "y@gmail.com"),
            ("https://x.com/weili88",),
        ),
        Film("moon", (Credited("Nobody At All", "Editor"),), ("z@gmail.com",), ("https://other.example",)),
    ]
    assert set(find_conflicts([ann, other], films)) == {
        Find("7", "him", "name", "latin", False, "李伟", "Li Wei", "Editor"),
        Find("7", "him", "name", "spelling", True, "Wei Li", "Li Wei", "Editor"),
        Find("7", "him", "company", "core", False, "Lamp Films", "Lamp Film GmbH", "Producer"),
        Find("7", "tree", "domain", "mail", True, "lamp.film", "lamp.film", "mail"),
        Find("7", "tree", "handle", "name", False, "@weili88", "https://x.com/weili88", "link"),
    }


@pytest.fixture
def credited(judged, seat, films):
    """The juror's name, in the other script, among the credits of the second film."""
    seat.display_name = "李伟"
    seat.save()
    Credit.objects.create(entry=films[1], role="editor", name="Li Wei")
    Link.objects.create(entry=films[0], url="https://nobody.example/x")
    search(judged)
    return ConflictFind.objects.get()


def test_a_find_is_told_in_words(credited, seat, films):
    assert (credited.juror, credited.entry, credited.strength) == (seat, films[1], "maybe")
    assert (
        sentence(credited)
        == "“Li Wei” (Editing) may be the juror's name “李伟”, written in the other script."
    )


def test_opening_searches_and_a_second_search_asks_nothing_twice(jury, seat, films):
    Credit.objects.create(entry=films[0], role="editor", name=seat.display_name + " Lee")
    seat.also_known_as = "Lee Juror"
    seat.save()
    judged = make_judging.open_round(jury, films)
    assert open_finds(judged).count() == 1
    assert search(judged) == 1


def test_no_conflict_is_kept_with_who_and_when(credited, judged, director):
    actions.clear_find(credited, by=director, note="Another Li Wei")
    search(judged)
    kept = finds_of(judged).get()
    assert (kept.state, kept.note, kept.answered_by) == (FindState.CLEARED, "Another Li Wei", director)
    assert kept.answered_at is not None


def test_to_recuse_answers_and_hands_the_film_on(credited, judged, seat, films, director):
    other = make_judging.seat(judged.jury)
    actions.recuse_for_find(credited, by=director)
    credited.refresh_from_db()
    assert credited.state == FindState.RECUSED
    assert Recusal.objects.get().reason == sentence(credited)
    assert {row.juror for row in judged.assignments.filter(entry=films[1])} == {other}
    search(judged)
    assert open_finds(judged).count() == 0


def test_what_holds_no_more_goes(credited, judged, films):
    Credit.objects.filter(entry=films[1]).delete()
    assert search(judged) == 0
    assert not ConflictFind.objects.exists()


def test_the_desk_answers(credited, client, judged, edition, programmer, juror, director):
    client.force_login(programmer)
    base = f"/desk/{edition.festival.slug}/{edition.slug}"
    page = client.get(f"{base}/rounds/{judged.pk}/conflicts/").content.decode()
    assert "written in the other script" in page
    url = f"{base}/conflicts/{credited.pk}/answer/"
    assert client.post(url, {"deed": "recuse", "round": judged.pk}).status_code == 302
    assert [
        row["find"] for row in client.get(f"{base}/rounds/{judged.pk}/conflicts/").context["answered"]
    ] == [credited]
    assert client.post(f"{base}/rounds/{judged.pk}/conflicts/look/").status_code == 302
    assert AuditRecord.objects.filter(action="conflictfind.recused").count() == 1


@pytest.mark.parametrize("more", [0, 2])
def test_query_counts(
    credited, client, judged, films, seat, edition, director, django_assert_num_queries, more
):
    for film in films[:more]:
        ConflictFind.objects.create(
            juror=seat, entry=film, kind="name", strength="same", how="spelling", ours=film.slug
        )
    client.force_login(director)
    url = f"/desk/{edition.festival.slug}/{edition.slug}/rounds/{judged.pk}/conflicts/"
    client.get(url)
    with django_assert_num_queries(10):
        client.get(url)
