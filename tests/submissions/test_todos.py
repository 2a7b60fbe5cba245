"""To-dos of selected films: given with the announcement, answered by makers, seen by the portal, reminded of."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from festival.exceptions import Conflict
from festival.models import Edition, Letter
from submissions import rules
from submissions.actions import decide, release_selection
from submissions.actions.todos import (
    answer_todo,
    remind_of_todos,
    remind_what_is_due,
    remove_todo_kind,
    reopen_todo,
    save_todo_kind,
    settle_seen_todos,
    waive_todo,
)
from submissions.models import AfterSelection, Entry, PressKit, Todo, TodoKind
from submissions.tasks import write_decision_letters
from tests import pictures
from tests.factories import asking
from tests.factories import festival as house
from tests.factories import submissions as make


@pytest.fixture
def selected(edition, filmmaker):
    return make.submitted(edition, filmmaker, decision="selected", title="Him")


def test_the_announcement_gives_each_selected_film_its_list(edition, selected, rival, director):
    refused = make.submitted(edition, rival, decision="not_selected")
    panorama = edition.sections.create(name={"en": "Panorama"}, slug="panorama")
    make.todo_kind(edition, due_after_days=14)
    make.todo_kind(edition, "Who comes", due_after_days=None, due_on=date(2027, 1, 1))
    make.todo_kind(edition, "Only there", section=panorama)
    assert Todo.objects.count() == 0
    release_selection(edition, by=director)
    told = edition.selection_released_at.astimezone(edition.tz).date()
    assert list(selected.todos.values_list("due_on", flat=True)) == [
        *sorted([told + timedelta(days=14), date(2027, 1, 1)])
    ]
    assert refused.todos.count() == 0


def test_a_film_selected_by_correction_gets_its_list_and_one_that_drops_out_owes_nothing(
    edition, selected, rival, director
):
    other = make.submitted(edition, rival, decision="not_selected")
    make.todo_kind(edition)
    write_decision_letters(release_selection(edition, by=director).pk)
    decide(other, "selected", by=director, note="A slip.")
    decide(Entry.objects.get(pk=selected.pk), "not_selected", by=director, note="A slip.")
    assert list(Todo.objects.valid().values_list("entry", flat=True)) == [other.pk]


def test_a_line_added_later_reaches_the_films_that_are_selected(edition, selected, programmer, director):
    release_selection(edition, by=director)
    kind = save_todo_kind(
        TodoKind(edition=edition, name={"en": "Stills"}, due_on=date(2027, 1, 1)), by=programmer
    )
    assert selected.todos.get().due_on == date(2027, 1, 1)
    kind.due_on = date(2027, 2, 1)
    save_todo_kind(kind, by=programmer)
    assert selected.todos.get().due_on == date(2027, 2, 1)
    remove_todo_kind(kind, by=programmer)
    assert selected.todos.count() == 0


def test_answered_changed_waived_and_wanted_again(edition, selected, filmmaker, programmer):
    todo = make.todo(selected, make.todo_kind(edition, answer="text"))
    answer_todo(todo, {"text": "Here."}, by=filmmaker)
    answer_todo(todo, {"text": "There."}, by=filmmaker)
    todo.refresh_from_db()
    assert (todo.state, todo.answer, todo.settled_by) == ("done", {"text": "There."}, filmmaker)
    with pytest.raises(Conflict):
        remove_todo_kind(todo.kind, by=programmer)
    reopen_todo(todo, by=programmer)
    waive_todo(todo, by=programmer)
    with pytest.raises(Conflict):
        answer_todo(todo, {"text": "Again."}, by=filmmaker)


def test_what_the_portal_sees_settles_itself(edition, selected):
    kind = make.todo_kind(edition, "A still", check_by="still")
    make.todo(selected, kind)
    make.todo(selected, make.todo_kind(edition, "Unknown", check_by="nobody knows"))
    assert settle_seen_todos(Todo.objects.of_edition(edition)) == 0
    Entry.objects.filter(pk=selected.pk).update(still=f"stills/{'0' * 32}.jpg")
    assert [settle_seen_todos(Todo.objects.of_edition(edition)) for _time in range(2)] == [1, 0]


def test_biography_press_kit_and_signature_settle_themselves(edition, selected, filmmaker, director):
    other = make.submitted(edition, filmmaker, decision="selected")
    newest = asking.agreement(edition, director)
    looks = ("biography", "press_kit", "signature")
    for look in looks:
        kind = make.todo_kind(edition, look, check_by=look)
        for film in (selected, other):
            make.todo(film, kind)
    assert settle_seen_todos(Todo.objects.of_edition(edition)) == 0
    Entry.objects.filter(pk=selected.pk).update(biography={"en": "Ada was born in Turin."})
    PressKit.objects.create(entry=selected, name="press_kits/a.pdf", filename="a.pdf", size=9)
    asking.signature(selected, newest)
    assert settle_seen_todos(Todo.objects.of_edition(edition)) == 3
    done = Todo.objects.filter(state="done").values_list("entry", "kind__check_by")
    assert sorted(done) == sorted((selected.pk, look) for look in looks)
    asking.agreement(edition, director)
    assert Todo.objects.filter(state="done").count() == 3  # what was settled stays settled


def test_what_is_overdue_is_reminded_of_again_until_it_is_done(edition, selected):
    due = make.todo(selected).due_on
    late = [due + timedelta(days=days) for days in (1, 6, 7, 13, 14)]
    reminded = [len(remind_what_is_due(edition, today=day)) for day in late]
    assert reminded == [0, 0, 1, 0, 1]
    assert "overdue since" in Letter.objects.order_by("pk").last().text
    AfterSelection.objects.create(edition=edition, remind_overdue_every=0)
    assert remind_what_is_due(edition, today=due + timedelta(days=21)) == []


def test_the_desk_is_told_of_what_is_overdue(client, edition, selected, director):
    todo = make.todo(selected)
    make.todo(selected, make.todo_kind(edition, "Who comes"))
    client.force_login(director)
    home = reverse("programme_desk:home", args=[edition.festival.slug, edition.slug])
    assert "overdue" not in client.get(home).content.decode()
    Todo.objects.filter(pk=todo.pk).update(due_on=date(2020, 1, 1))
    assert "1 to-do of a selected film is overdue." in client.get(home).content.decode()


def test_one_reminder_a_person_and_day_for_all_their_films(edition, filmmaker, selected, rival):
    films = [selected, make.submitted(edition, filmmaker, decision="selected", title="Our Tree")]
    make.co_owner(films[1], rival)
    kind = make.todo_kind(edition)
    todos = [make.todo(film, kind) for film in films]
    today = date(2026, 12, 1)
    for _time in range(2):
        remind_of_todos(edition, todos, today=today)
    first, second = Letter.objects.order_by("recipient_id")
    assert {first.recipient, second.recipient} == {filmmaker, rival}
    to_owner = first if first.recipient == filmmaker else second
    assert ("Him" in to_owner.text, "Our Tree" in to_owner.text) == (True, True)


def test_reminded_by_rule_before_it_is_due(edition, selected):
    todo = make.todo(selected)
    AfterSelection.objects.create(edition=edition, remind_days_before=[3])
    assert remind_what_is_due(edition, today=todo.due_on - timedelta(days=2)) == []
    assert len(remind_what_is_due(edition, today=todo.due_on - timedelta(days=3))) == 1


def test_the_maker_says_who_comes(client, edition, selected, filmmaker):
    todo = make.todo(selected, make.todo_kind(edition, "Guests", answer="attendance"))
    client.force_login(filmmaker)
    url = reverse("entries:todo", args=[selected.pk, todo.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"comes": "yes"}).status_code == 422
    assert client.post(url, {"comes": "yes", "names": "Ada", "arrives_on": "2027-01-03"}).status_code == 302
    todo.refresh_from_db()
    assert todo.answer == {"comes": "yes", "names": "Ada", "arrives_on": "2027-01-03"}


def test_a_tick_is_enough_for_a_simple_thing(client, selected, filmmaker):
    todo = make.todo(selected)
    client.force_login(filmmaker)
    assert client.post(reverse("entries:todo", args=[selected.pk, todo.pk])).status_code == 302
    todo.refresh_from_db()
    assert todo.state == "done"


def test_before_the_announcement_there_is_nothing(client, edition, selected, filmmaker):
    todo = make.todo(selected)
    edition.selection_released_at = None
    edition.save()
    client.force_login(filmmaker)
    assert client.get(reverse("entries:todo", args=[selected.pk, todo.pk])).status_code == 404


@pytest.mark.parametrize("films", [1, 3])
def test_the_board_asks_a_fixed_number_of_questions(
    client, edition, programmer, films, django_assert_num_queries
):
    kind = make.todo_kind(edition)
    for n in range(films):
        film = make.submitted(edition, house.user(f"maker{n}"), decision="selected")
        make.todo(film, kind, due_on=date(2026, 1, 1))
    client.force_login(programmer)
    url = reverse("entry_desk:todos", args=[edition.festival.slug, edition.slug])
    with django_assert_num_queries(11):
        page = client.get(url)
    assert [row["overdue"] for row in page.context["rows"]] == [True] * films
    assert client.get(url, {"state": "overdue", "kind": kind.pk}).context["page"].paginator.count == films
    assert client.get(url, {"state": "done", "kind": "²"}).context["page"].paginator.count == 0
    client.post(url)
    assert Letter.objects.count() == films


def test_the_desk_keeps_the_list(client, edition, programmer):
    client.force_login(programmer)
    here = [edition.festival.slug, edition.slug]
    both = {"name_en": "Copy", "answer": "link", "due_on": "2027-01-01", "due_after_days": "3"}
    assert client.post(reverse("entry_desk:new_todo_kind", args=here), both).status_code == 422
    both.pop("due_on")
    assert client.post(reverse("entry_desk:new_todo_kind", args=here), both).status_code == 302
    kind = TodoKind.objects.get()
    assert (str(kind), kind.due_after_days, kind.answer) == ("Copy", 3, "link")
    assert client.get(reverse("entry_desk:edit_todo_kind", args=[*here, kind.pk])).status_code == 200
    assert client.post(reverse("entry_desk:delete_todo_kind", args=[*here, kind.pk])).status_code == 302
    assert TodoKind.objects.count() == 0


def test_a_todo_is_overdue_after_its_day(edition, selected):
    todo = make.todo(selected)
    assert [todo.is_overdue_on(todo.due_on + timedelta(days=n)) for n in (0, 1)] == [False, True]
    assert timezone.now().date() < todo.due_on


@pytest.mark.parametrize(
    ("check", "name"), [("still", "pictures"), ("press_kit", "pictures"), ("biography", "contact")]
)
def test_what_a_to_do_asks_for_can_be_sent_after_the_announcement(
    client, edition, selected, filmmaker, check, name
):
    client.force_login(filmmaker)
    page = reverse("entries:step", kwargs={"pk": selected.pk, "name": name})
    make.release(edition)
    assert client.get(page).status_code == 302
    todo = make.todo(selected, make.todo_kind(edition, check, check_by=check))
    asked = client.get(reverse("entries:todo", kwargs={"pk": selected.pk, "todo": todo.pk})).context["room"]
    other = "contact" if name == "pictures" else "pictures"
    others = reverse("entries:step", kwargs={"pk": selected.pk, "name": other})
    assert (asked, client.get(page).status_code, client.get(others).status_code) == (page, 200, 302)
    Entry.objects.filter(pk=selected.pk).update(decision="not_selected")
    assert client.get(page).status_code == 302


def test_a_still_sent_after_the_announcement_settles_its_to_do(client, edition, selected, filmmaker):
    todo = make.todo(selected, make.todo_kind(edition, "A still", check_by="still"))
    client.force_login(filmmaker)
    address = reverse("entries:pictures_add", kwargs={"pk": selected.pk})
    client.post(address, {"kind": "still", "files": [pictures.sent(pictures.made())]})
    client.get(reverse("entries:home"))
    todo.refresh_from_db()
    assert todo.state == "done"


def test_subtitles_may_come_after_the_announcement_if_they_are_asked_for(edition, selected, filmmaker, rival):
    make.release(edition)
    Edition.objects.filter(pk=edition.pk).update(call_closes_at=timezone.now() - timedelta(days=1))
    late = Entry.objects.get(pk=selected.pk)
    assert rules.can_send_subtitles(filmmaker, late) is False
    make.todo(late, make.todo_kind(edition, "Subtitles", check_by="subtitles"))
    assert [rules.can_send_subtitles(person, late) for person in (filmmaker, rival)] == [True, False]
    assert rules.film_may_change(late) is False


def test_home_shows_what_is_due_first_and_nothing_of_a_festival_that_is_over(
    client, edition, selected, filmmaker
):
    for number in range(14):
        make.todo(selected, make.todo_kind(edition, f"Thing {number}", due_after_days=30 - number))
    client.force_login(filmmaker)
    shown = client.get(reverse("entries:home")).context
    names = [str(item["todo"].kind) for item in shown["todos"]]
    assert (names[0], len(names), len(shown["more_todos"])) == ("Thing 13", 12, 2)
    long_ago = (timezone.now() - timedelta(days=9)).date()
    Edition.objects.filter(pk=edition.pk).update(starts_on=long_ago, ends_on=long_ago)
    assert client.get(reverse("entries:home")).context["todos"] == []
