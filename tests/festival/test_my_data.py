"""Everything about me in one archive, for me alone; and to be forgotten, with what must stay under a pseudonym."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import InternalError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from festival import audit, pseudonyms
from festival.actions.personal import (
    GRACE,
    ask_for_erasure,
    ask_for_export,
    cancel_erasure,
    carry_out,
    forget_exports,
    make_export,
)
from festival.actions.team import invite
from festival.enums import Role
from festival.exceptions import Conflict, NotReady
from festival.models import AuditRecord, DataExport, Erasure, Letter, Membership, User
from festival.tasks import carry_out_erasures, make_data_export
from judging.models import Juror, Score, Scorecard
from judging.sealing import seal
from submissions import snapshots
from submissions.models import CoOwner, Credit, Entry, Snapshot, SnapshotCause
from tests.factories import festival as house
from tests.factories import judging as make_judging
from tests.factories import submissions as make


@pytest.fixture
def entry(edition, filmmaker):
    made = make.submitted(edition, filmmaker, title="Our Tree", decision="selected")
    snapshots.keep(made, SnapshotCause.SUBMITTED, by=filmmaker)
    audit.record("entry.submitted", made, by=filmmaker, email=filmmaker.email)
    return made


def archive_of(export) -> dict[str, object]:
    with default_storage.open(export.file) as file, zipfile.ZipFile(io.BytesIO(file.read())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def made_for(user) -> dict[str, object]:
    export = ask_for_export(user)
    make_export(export)
    return {
        name.removesuffix(".json"): json.loads(words) if name.endswith(".json") else words
        for name, words in archive_of(export).items()
    }


def overdue(user) -> Erasure:
    erasure = ask_for_erasure(user)
    Erasure.objects.filter(pk=erasure.pk).update(due_at=timezone.now())
    return erasure


def test_the_archive_holds_my_things_and_nobody_elses(edition, entry, filmmaker, rival):
    make.submitted(edition, rival, title="Not mine")
    Letter.objects.create(
        recipient=filmmaker, to_email=filmmaker.email, language="en", kind="x", subject="Mine"
    )
    Letter.objects.create(recipient=rival, to_email=rival.email, language="en", kind="x", subject="Theirs")
    told = made_for(filmmaker)
    assert [film["entry"]["title_original"] for film in told["entries"]] == ["Our Tree"]
    assert told["account"]["email"] == filmmaker.email
    assert [letter["subject"] for letter in told["letters"]] == ["Mine"]
    words = json.dumps(told)
    assert ("Not mine" in words, rival.email in words) == (False, False)
    # The decision is prepared, and not told: the archive does not tell it either.
    assert told["entries"][0]["stage"] == "in_consideration"
    assert "selected" not in words


def test_marks_of_a_juror_are_in_it_and_the_hidden_film_is_not(edition, juror):
    jury = make_judging.jury(edition)
    seat = make_judging.seat(jury, juror)
    film = make_judging.entry(edition, "Hidden Title")
    judged = make_judging.open_round(jury, [film], blindness="film_only")
    make_judging.score(judged, seat, film, 5, 6)
    told = made_for(juror)
    assert [score["value"] for score in told["scores"]] == ["5.00", "6.00"]
    assert "Hidden Title" not in json.dumps(told["scorecards"])


def test_only_i_fetch_it_and_only_for_some_days(client, filmmaker, rival):
    export = ask_for_export(filmmaker)
    assert ask_for_export(filmmaker) == export
    make_data_export(str(export.pk))
    make_data_export(str(export.pk))
    export.refresh_from_db()
    here = reverse("festival:my_data_download", args=[export.pk])
    client.force_login(filmmaker)
    answer = client.get(here)
    assert (answer.status_code, answer["Content-Disposition"][:10]) == (200, "attachment")
    assert answer.streaming
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    assert client.get(reverse("festival:my_data")).context["ready"] is True
    client.force_login(rival)
    assert client.get(here).status_code == 404
    forget_exports(timezone.now() + timedelta(days=8))
    client.force_login(filmmaker)
    assert client.get(here).status_code == 404
    assert not default_storage.exists(export.file)


def test_to_be_forgotten_needs_a_fresh_sign_in(client, filmmaker):
    client.force_login(filmmaker)
    here = reverse("festival:my_data_erase")
    assert client.post(here).status_code == 302
    assert Erasure.objects.count() == 0
    client.post(f"{reverse('account_reauthenticate')}?next={here}", {"password": house.PASSWORD})
    assert client.get(here).status_code == 200
    assert client.post(here).url == reverse("festival:my_data")
    assert Erasure.objects.get().due_at > timezone.now() + GRACE - timedelta(minutes=5)
    assert Letter.objects.get().kind == "festival/erasure_asked"
    client.post(reverse("festival:my_data_keep"))
    assert Erasure.objects.get().cancelled_at is not None
    with pytest.raises(Conflict):
        cancel_erasure(filmmaker)


def test_the_days_of_grace_are_kept_and_a_wish_taken_back_is_none(filmmaker):
    erasure = ask_for_erasure(filmmaker)
    assert ask_for_erasure(filmmaker) == erasure
    assert not carry_out(erasure, timezone.now())
    assert carry_out(erasure, timezone.now() + GRACE + timedelta(minutes=1))
    assert not carry_out(erasure, timezone.now() + GRACE + timedelta(minutes=1))
    other = house.user("other")
    second = ask_for_erasure(other)
    cancel_erasure(other)
    assert not carry_out(second, timezone.now() + timedelta(days=30))
    assert User.objects.get(pk=other.pk).name == "Other"


def test_a_running_entry_stays_under_a_pseudonym_and_nothing_else_tells_who_it_was(
    client, edition, entry, filmmaker, director
):
    email, name = filmmaker.email, filmmaker.name
    Letter.objects.create(
        recipient=filmmaker, to_email=email, language="en", kind="x", subject=name, text=name
    )
    invite(edition, role=Role.JUROR, email=email, by=director)
    overdue(filmmaker)
    carry_out_erasures()
    carry_out_erasures()
    person = User.objects.get(pk=filmmaker.pk)
    assert (person.is_active, person.email, person.name) == (
        False,
        f"former-member-{person.pk}@erased.invalid",
        f"Former member {person.pk}",
    )
    assert not client.login(email=email, password=house.PASSWORD)
    assert Entry.objects.get().title_original == "Our Tree"
    assert Snapshot.objects.get().kept_by_text == person.name
    last = Letter.objects.filter(kind="festival/erasure_done").get()
    assert last.to_email == email
    for model in (AuditRecord, Letter, Membership, CoOwner):
        rows = model.objects.exclude(pk=last.pk) if model is Letter else model.objects.all()
        told = str(list(rows.values()))
        assert (email in told, name in told) == (False, False), model
    line = AuditRecord.objects.get(action="entry.submitted")
    assert (line.actor, line.actor_text, line.facts) == (person, person.name, {"email": person.name})
    client.force_login(director)
    page = client.get(reverse("entry_desk:entry", args=[edition.festival.slug, edition.slug, entry.pk]))
    assert (email in page.content.decode(), name in page.content.decode()) == (False, False)


def test_drafts_and_withdrawn_entries_are_emptied_and_shared_drafts_pass_on(edition, filmmaker, rival):
    draft = make.draft(edition, filmmaker, title="Draft")
    shared = make.draft(edition, filmmaker, title="Shared")
    gone = make.entry(edition, filmmaker, state="withdrawn", title="Gone")
    snapshots.keep(gone, SnapshotCause.SUBMITTED, by=filmmaker)
    make.co_owner(shared, rival)
    other = make.submitted(edition, rival, title="Other")
    make.co_owner(other, filmmaker)
    overdue(filmmaker)
    carry_out_erasures()
    for pk in (draft.pk, gone.pk):
        left = Entry.objects.get(pk=pk)
        assert (left.title_original, str(left.synopsis), left.state) == ("", "", "withdrawn")
        assert not list(left.countries)
        assert not Credit.objects.filter(entry=left).exists()
    assert Snapshot.objects.get(entry=gone).data["entry"] == {}
    assert Entry.objects.get(pk=shared.pk).owner == rival
    assert Entry.objects.get(pk=shared.pk).title_original == "Shared"
    assert CoOwner.objects.count() == 0
    assert Entry.objects.get(pk=other.pk).title_original == "Other"


def test_the_last_director_and_a_juror_on_duty_hear_why_not(client, edition, director, juror):
    with pytest.raises(NotReady) as refusal:
        ask_for_erasure(director)
    assert refusal.value.problems == [
        "You are the last director of Lumen · Edition 2026. Invite another one first."
    ]
    jury = make_judging.jury(edition)
    seat = make_judging.seat(jury, juror)
    film = make_judging.entry(edition)
    judged = make_judging.open_round(jury, [film])
    with pytest.raises(NotReady) as refusal:
        ask_for_erasure(juror)
    assert len(refusal.value.problems) == 1
    make_judging.score(judged, seat, film, 5, 6)
    Scorecard.objects.update(sealed_note=seal("My secret", juror.pk), remark="Lovely")
    house.member(edition, Role.DIRECTOR, name="second")
    overdue(juror)
    carry_out_erasures()
    person = User.objects.get(pk=juror.pk)
    assert Score.objects.filter(given_by=person).count() == 2
    card = Scorecard.objects.get()
    assert (card.sealed_note, card.remark) == ("", "Lovely")
    assert Juror.objects.get().display_name == person.name
    assert Membership.objects.get(user=person).name == person.name


def test_what_became_blocked_meanwhile_waits(edition, director):
    second = house.member(edition, Role.DIRECTOR, name="second")
    erasure = overdue(director)
    Membership.objects.filter(user=second).delete()
    assert not carry_out(erasure, timezone.now())
    assert User.objects.get(pk=director.pk).is_active


def test_without_the_setting_the_trail_is_as_hard_as_ever(entry, filmmaker):
    with pytest.raises(InternalError), transaction.atomic():
        AuditRecord.objects.update(actor_text="somebody")
    assert AuditRecord.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_a_fixed_number_of_queries(
    client, edition, filmmaker, django_assert_num_queries, count
):
    for _number in range(count):
        make.submitted(edition, filmmaker)
    client.force_login(filmmaker)
    with django_assert_num_queries(5):
        client.get(reverse("festival:my_data"))
    assert DataExport.objects.count() == 0


@pytest.mark.parametrize(("language", "said"), [("en", "Former member 329"), ("zh-hans", "前成员 329")])
def test_a_forgotten_name_is_said_in_the_readers_language(language, said):
    name = pseudonyms.kept(329)
    with translation.override(language):
        told = [str(User(name=name)), Membership(name=name).display_name, str(Juror(display_name=name))]
        assert told == [said, said, said]
