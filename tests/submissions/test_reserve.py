"""The reserve list: told with the selection, in an order of the office's own, and a film that moves up."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from festival.exceptions import Conflict
from festival.models import AuditRecord, Letter
from submissions.actions import decide, disqualify_entry, release_selection, withdraw_entry
from submissions.actions.reserve import move_up, order_reserve
from submissions.enums import Decision, Stage
from submissions.models import Entry, ReservePlace
from submissions.reading import history_of
from submissions.reserve import free_places, on_reserve, suggestions
from submissions.tasks import write_decision_letters
from tests.factories import media
from tests.factories import submissions as make


@pytest.fixture
def hall(edition, filmmaker, rival, director):
    """Two films selected, two on the reserve (both of one maker), nothing told yet."""
    edition.todo_kinds.create(name={"en": "Send the copy"}, due_after_days=7)
    films = [make.submitted(edition, owner) for owner in (filmmaker, filmmaker, rival, rival)]
    for film, decision in zip(films, ("selected", "selected", "reserve", "reserve"), strict=True):
        decide(film, Decision(decision), by=director)
    return films


def tell(edition, director):
    release = release_selection(edition, by=director)
    write_decision_letters(release.pk)
    edition.refresh_from_db()
    return release


def fresh(film):
    return Entry.objects.select_related("edition", "film").get(pk=film.pk)


def url(edition, name, *more):
    return reverse(f"entry_desk:{name}", args=[edition.festival.slug, edition.slug, *more])


def kinds(person):
    return list(Letter.objects.filter(recipient=person).order_by("pk").values_list("kind", flat=True))


def test_the_reserve_is_told_with_the_selection_and_not_before(hall, edition, director, rival, client):
    client.force_login(rival)
    page = reverse("entries:entry", kwargs={"pk": hall[2].pk})
    assert (fresh(hall[2]).stage, "reserve" in client.get(page).content.decode()) == (
        Stage.IN_CONSIDERATION,
        False,
    )
    tell(edition, director)
    assert kinds(rival) == ["submissions/film_on_reserve"]
    assert fresh(hall[2]).stage == Stage.RESERVE
    assert "Your film is on the reserve list." in client.get(page).content.decode()
    record = AuditRecord.objects.get(action="edition.selection_released")
    assert record.facts == {"selected": 2, "reserve": 2, "not_selected": 0}


def test_selected_and_reserve_in_one_letter(edition, filmmaker, director):
    for decision in ("selected", "reserve"):
        make.submitted(edition, filmmaker, decision=decision, title=f"The {decision} one")
    tell(edition, director)
    (letter,) = Letter.objects.filter(recipient=filmmaker)
    assert letter.kind == "submissions/decisions_mixed"
    upper, lower = letter.text.split("On the reserve list, in case a selected film drops out:")
    assert ("The selected one" in upper, "The reserve one" in upper, "The reserve one" in lower) == (
        True,
        False,
        True,
    )
    assert "Not among the films" not in letter.text


def test_only_a_checked_film_is_on_the_reserve(edition, filmmaker, director):
    film = make.submitted(edition, filmmaker, film=media.asset(filmmaker, state="refused"))
    with pytest.raises(Conflict):
        decide(film, Decision.RESERVE, by=director)


def test_the_order_is_the_offices_and_films_without_a_place_come_last(hall, edition, director):
    order_reserve(edition, [hall[3].pk, hall[0].pk], by=director)  # hall[0] is not on the list
    late = make.submitted(edition, hall[0].owner, decision="reserve", number=1)
    assert list(on_reserve(edition)) == [hall[3], hall[2], late]
    order_reserve(edition, [late.pk, hall[2].pk, hall[3].pk], by=director)
    assert list(on_reserve(edition)) == [late, hall[2], hall[3]]
    assert AuditRecord.objects.filter(action="reserve.ordered").count() == 2


def test_moving_up_after_a_withdrawal(hall, edition, director, filmmaker, rival):
    order_reserve(edition, [hall[3].pk, hall[2].pk], by=director)
    tell(edition, director)
    assert free_places(edition) == []
    withdraw_entry(fresh(hall[0]), by=filmmaker)
    (place,) = suggestions(edition)
    assert (place.gone, place.next_up) == (hall[0], hall[3])

    release = edition.releases.get()
    move_up(fresh(hall[3]), by=director, instead_of=hall[0])
    write_decision_letters(release.pk)
    up = fresh(hall[3])
    assert (up.stage, up.todos.count(), up.reserve_place.instead_of) == (Stage.SELECTED, 1, hall[0])
    assert kinds(rival) == ["submissions/film_on_reserve", "submissions/film_moved_up"]
    letter = Letter.objects.filter(recipient=rival).order_by("pk").last()
    assert (letter.subject, "stays as it is" in letter.text) == (
        f"Moved up into the selection: {hall[3].title}",
        True,
    )
    assert free_places(edition) == []
    assert AuditRecord.objects.get(action="entry.moved_up").facts == {"instead_of": hall[0].number}
    note = f"Moved up from the reserve list for No. {hall[0].number}, “{hall[0].title}”, which dropped out."
    assert AuditRecord.objects.filter(action="entry.selected", target_id=str(up.pk)).get().note == note


def test_a_place_is_taken_once_and_only_when_it_is_free(hall, edition, director, filmmaker):
    with pytest.raises(Conflict):
        move_up(fresh(hall[2]), by=director)  # nothing is told yet
    tell(edition, director)
    with pytest.raises(Conflict):
        move_up(fresh(hall[2]), by=director, instead_of=hall[0])  # still selected
    disqualify_entry(fresh(hall[0]), by=director, reason="Shown before.")
    move_up(fresh(hall[2]), by=director, instead_of=hall[0])
    for film, gone in ((hall[3], hall[0]), (hall[2], None)):
        with pytest.raises(Conflict):
            move_up(fresh(film), by=director, instead_of=gone)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReservePlace.objects.create(
            entry=hall[3], instead_of=hall[0], moved_up_at=edition.selection_released_at
        )


def test_who_moved_up_and_drops_out_frees_one_place(hall, edition, director, filmmaker, rival):
    tell(edition, director)
    withdraw_entry(fresh(hall[0]), by=filmmaker)
    move_up(fresh(hall[2]), by=director, instead_of=hall[0])
    withdraw_entry(fresh(hall[2]), by=rival)
    assert [place.gone for place in suggestions(edition)] == [hall[2]]


def test_a_place_is_free_again_when_moving_up_was_a_mistake(hall, edition, director, filmmaker):
    tell(edition, director)
    withdraw_entry(fresh(hall[0]), by=filmmaker)
    move_up(fresh(hall[2]), by=director, instead_of=hall[0])
    decide(fresh(hall[2]), Decision.NOT_SELECTED, by=director, note="Rights missing.")
    assert [(place.gone, place.next_up) for place in suggestions(edition)] == [(hall[0], hall[3])]
    move_up(fresh(hall[3]), by=director, instead_of=hall[0])
    assert free_places(edition) == []


def test_a_film_that_left_before_the_announcement_frees_no_place(hall, edition, director, filmmaker):
    withdraw_entry(fresh(hall[0]), by=filmmaker)
    tell(edition, director)
    assert free_places(edition) == []


def test_the_page_orders_suggests_and_moves_up(hall, edition, director, filmmaker, client):
    client.force_login(director)
    sent = {f"place-{hall[2].pk.hex}": "2", f"place-{hall[3].pk.hex}": "1"}
    assert client.post(url(edition, "reserve"), sent).status_code == 302
    assert list(on_reserve(edition)) == [hall[3], hall[2]]
    tell(edition, director)
    withdraw_entry(fresh(hall[1]), by=filmmaker)
    words = f"“{hall[1].title}” has dropped out of the selection."
    assert words in client.get(url(edition, "selection")).content.decode()
    assert "Places that have become free" in client.get(url(edition, "reserve")).content.decode()
    up = url(edition, "move_up", hall[3].pk)
    assert client.post(up, {"instead_of": "99999999999"}).status_code == 404
    assert client.post(up, {"instead_of": hall[1].number}).status_code == 302
    assert fresh(hall[3]).stage == Stage.SELECTED


def test_nobody_puts_their_own_film_in_order(hall, edition, programmer, client):
    make.co_owner(hall[3], programmer)
    client.force_login(programmer)
    sent = {f"place-{hall[3].pk.hex}": "1", f"place-{hall[2].pk.hex}": "2"}
    assert client.post(url(edition, "reserve"), sent).status_code == 403
    assert not ReservePlace.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_however_long_the_list(
    edition, filmmaker, director, client, count, django_assert_num_queries
):
    for _film in range(count):
        make.submitted(edition, filmmaker, decision="reserve")
    client.force_login(director)
    client.get(url(edition, "reserve"))
    with django_assert_num_queries(8):
        client.get(url(edition, "reserve"))


TOLD = ("Selected", "On the reserve list", "Not selected")


def told_on_the_way(film):
    return [line["label"] for line in history_of(fresh(film)) if line["label"] in TOLD]


def test_a_makers_timeline_tells_the_reserve_first_and_a_selection_that_was_left_later(
    hall, edition, director, filmmaker, rival
):
    left_before, left_after, moved_up, _waits = hall
    withdraw_entry(left_before, by=filmmaker)
    tell(edition, director)
    withdraw_entry(fresh(left_after), by=filmmaker)
    move_up(fresh(moved_up), by=director)
    assert [told_on_the_way(film) for film in hall] == [
        [],
        ["Selected"],
        ["On the reserve list", "Selected"],
        ["On the reserve list"],
    ]
