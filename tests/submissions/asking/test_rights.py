"""The rights agreement: what is published or signed stays; who signs what, and who may show the film."""

from hashlib import sha256

import pytest
from django.db import DatabaseError, connection, transaction

from festival.exceptions import Conflict, NotReady
from festival.models import AuditRecord, Letter
from submissions.actions import agreeing
from submissions.actions.rights import (
    save_clearances,
    save_permissions,
    settle_clearance,
    sign_agreement,
)
from submissions.asking_exceptions import (
    AgreementChanged,
    AgreementPublished,
    AnswersLocked,
    BadPaperFile,
    SignatureRefused,
)
from submissions.dossiers import whats_missing
from submissions.exceptions import EntryLocked
from submissions.models import Agreement, Clearance, Entry, Paper, Permissions, RightsPolicy, Signature
from submissions.rights_reading import rights_sheet
from submissions.signing import open_signatures, standing_of, with_rights
from tests.factories import asking
from tests.factories import festival as house
from tests.factories import submissions as make

ALL_YES = {"in_person": True, "online": True, "excerpts": True, "archive": True}
MUSIC = {"kind": "music", "title": "A song", "holder": "Somebody", "status": "licensed", "note": ""}


@pytest.fixture
def entry(edition, filmmaker):
    return make.draft(edition, filmmaker, settled=True)


@transaction.atomic
def execute(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def rights_codes(entry):
    missing = whats_missing(Entry.objects.get(pk=entry.pk))
    return [found.code for found in missing if found.step == "rights"]


def test_versions_follow_each_other_and_begin_with_the_words_before(edition, director):
    first = asking.agreement(edition, director)
    draft = agreeing.draft_agreement(edition, by=director)
    assert agreeing.draft_agreement(edition, by=director) == draft
    assert (first.version, draft.version, draft.text) == (1, 2, first.text)
    agreeing.discard_agreement(draft, by=director)
    assert agreeing.draft_agreement(edition, by=director).version == 2


def test_words_in_each_language_of_the_edition_before_it_is_published(edition, director):
    draft = agreeing.draft_agreement(edition, by=director)
    agreeing.write_agreement(draft, text={"en": "Words."}, changes={}, by=director)
    with pytest.raises(NotReady):
        agreeing.publish_agreement(draft, by=director)


def test_a_published_version_is_never_written_again(edition, director):
    agreement = asking.agreement(edition, director)
    for deed in (
        lambda: agreeing.write_agreement(agreement, text={"en": "x"}, changes={}, by=director),
        lambda: agreeing.publish_agreement(agreement, by=director),
        lambda: agreeing.discard_agreement(agreement, by=director),
    ):
        with pytest.raises(AgreementPublished):
            deed()


TAMPERING = [
    "UPDATE submissions_agreement SET text = '{}'",
    "UPDATE submissions_agreement SET published_at = NULL",
    "UPDATE submissions_agreement SET version = 9",
    "DELETE FROM submissions_agreement",
    "UPDATE submissions_signature SET name = 'Somebody Else'",
    "UPDATE submissions_signature SET signed_at = now()",
    "UPDATE submissions_signature SET digest = 'x'",
    "DELETE FROM submissions_signature",
]


@pytest.mark.parametrize("sql", TAMPERING)
def test_the_database_refuses_to_change_what_was_published_or_signed(edition, director, filmmaker, sql):
    asking.signature(make.submitted(edition, filmmaker), asking.agreement(edition, director))
    with pytest.raises(DatabaseError):
        execute(sql)


def test_the_database_takes_a_signature_only_under_a_published_agreement_of_the_edition(
    edition, director, entry
):
    draft = agreeing.draft_agreement(edition, by=director)
    elsewhere = asking.agreement(house.edition(house.festival("elsewhere")), director)
    for agreement in (draft, elsewhere):
        with pytest.raises(DatabaseError), transaction.atomic():
            Signature.objects.create(agreement=agreement, entry=entry, name="A B", language="en", digest="x")


def test_losing_the_account_clears_the_link_and_keeps_the_signature(edition, director, filmmaker, rival):
    agreement = asking.agreement(edition, director)
    signature = asking.signature(make.submitted(edition, filmmaker), agreement)
    Signature.objects.filter(pk=signature.pk).update(signed_by=None)
    Agreement.objects.filter(pk=agreement.pk).update(published_by=None)
    assert Signature.objects.get().name == "Ada Lumen"


def test_a_signature_goes_with_a_draft_that_was_never_handed_in(edition, director, entry):
    asking.signature(entry, asking.agreement(edition, director))
    entry.delete()
    assert Signature.objects.count() == 0


def test_what_a_signature_keeps(edition, director, entry, filmmaker):
    agreement = asking.agreement(edition, director)
    words = agreement.text["zh-hans"]
    digest = sha256(words.encode()).hexdigest()
    for _twice in range(2):
        signature = sign_agreement(
            entry,
            name="  Ada   Lumen ",
            digest=digest,
            language="zh-hans",
            by=filmmaker,
            address="192.0.2.7",
            user_agent="Browser\r\nX: y" + "z" * 900,
        )
    assert Signature.objects.get() == signature
    kept = (
        signature.name,
        signature.language,
        signature.digest,
        signature.address,
        len(signature.user_agent),
    )
    assert kept == ("Ada Lumen", "zh-hans", digest, "192.0.2.7", 400)
    assert signature.user_agent.startswith("BrowserX: y")
    (told,) = AuditRecord.objects.filter(action="entry.agreement_signed")
    assert told.facts == {"version": 1, "digest": digest}


@pytest.mark.parametrize("name", ["", " ", "A", "12", "--", "x" * 151])
def test_what_is_no_name_does_not_sign(edition, director, entry, filmmaker, name):
    digest = asking.agreement(edition, director).digest_in("en")
    with pytest.raises(SignatureRefused):
        sign_agreement(entry, name=name, digest=digest, language="en", by=filmmaker)


@pytest.mark.parametrize("language", ["en", "zh-hans", "nonsense", ""])
def test_other_words_than_those_that_were_read_are_not_signed(edition, director, entry, filmmaker, language):
    read = asking.agreement(edition, director)
    digest = read.digest_in("en")
    asking.agreement(edition, director)
    with pytest.raises(AgreementChanged):
        sign_agreement(entry, name="Ada Lumen", digest=digest, language=language, by=filmmaker)


def test_no_agreement_no_signature_and_nothing_missing(edition, entry, filmmaker):
    agreeing.draft_agreement(edition, by=filmmaker)
    assert rights_codes(entry) == []
    with pytest.raises(Conflict):
        sign_agreement(entry, name="Ada Lumen", digest="", language="en", by=filmmaker)


def test_what_the_step_still_needs(edition, director, entry, filmmaker):
    agreement = asking.agreement(edition, director)
    RightsPolicy.objects.create(
        edition=edition, material_required=True, licences_required=True, pending_allowed=False, excerpt_s=45
    )
    assert rights_codes(entry) == ["permissions_open", "material_unsaid", "agreement_unsigned"]
    save_permissions(entry, ALL_YES, by=filmmaker)
    save_clearances(entry, [MUSIC, {**MUSIC, "status": "pending"}], by=filmmaker)
    asking.signature(entry, agreement)
    assert rights_codes(entry) == ["material_pending", "licence_missing"]
    assert Permissions.objects.get().excerpt_s == 45
    (first, _second) = entry.clearances.all()
    save_clearances(entry, [{**MUSIC, "id": first.pk, "licence": asking.file()}], by=filmmaker)
    assert rights_codes(entry) == []
    asking.agreement(edition, director)
    assert rights_codes(entry) == ["agreement_unsigned"]


def test_nothing_of_others_is_an_answer_until_a_work_is_listed(edition, entry, filmmaker):
    RightsPolicy.objects.create(edition=edition, material_required=True)
    save_permissions(entry, {"nothing_of_others": True}, by=filmmaker)
    assert rights_codes(entry) == []
    save_clearances(entry, [MUSIC], by=filmmaker)
    assert Permissions.objects.get().nothing_of_others is False


def test_a_list_of_works_is_replaced_and_a_kept_row_keeps_its_licence(edition, entry, rival, filmmaker):
    strange = save_clearances(make.draft(edition, rival), [MUSIC], by=rival)[0]
    (song,) = save_clearances(entry, [{**MUSIC, "licence": asking.file("one.pdf")}], by=filmmaker)
    rows = save_clearances(
        entry, [{**MUSIC, "title": "Font", "id": strange.pk}, {**MUSIC, "id": song.pk}], by=filmmaker
    )
    assert [row.title for row in entry.clearances.all()] == ["Font", "A song"]
    assert rows[1].pk == song.pk
    assert rows[1].paper.name == "one.pdf"
    strange.refresh_from_db()
    assert strange.title == "A song"
    save_clearances(entry, [], by=filmmaker)
    assert (entry.clearances.count(), Paper.objects.count()) == (0, 0)


def test_a_hostile_licence_changes_nothing(edition, entry, filmmaker):
    save_clearances(entry, [MUSIC], by=filmmaker)
    with pytest.raises(BadPaperFile):
        save_clearances(entry, [{**MUSIC, "licence": asking.file("a.pdf", b"<html>")}], by=filmmaker)
    assert (Clearance.objects.count(), Paper.objects.count()) == (1, 0)


def test_after_the_submission_only_what_was_pending_can_be_cleared(edition, filmmaker):
    entry = make.submitted(edition, filmmaker)
    pending = Clearance.objects.create(entry=entry, **{**MUSIC, "status": "pending"})
    for deed in (
        lambda: save_clearances(entry, [], by=filmmaker),
        lambda: save_permissions(entry, ALL_YES, by=filmmaker),
    ):
        with pytest.raises(EntryLocked):
            deed()
    settle_clearance(pending, status="licensed", licence=asking.file(), by=filmmaker)
    pending.refresh_from_db()
    assert (pending.status, pending.paper.name, pending.holder) == ("licensed", "licence.pdf", "Somebody")
    with pytest.raises(AnswersLocked):
        settle_clearance(pending, status="original", by=filmmaker)


def test_only_an_explicit_yes_lets_a_film_be_shown(edition, filmmaker):
    yes, no, silent = (make.submitted(edition, filmmaker) for _ in range(3))
    Permissions.objects.create(entry=yes, online=True, in_person=True)
    Permissions.objects.create(entry=no, online=False, in_person=True)
    Permissions.objects.create(entry=silent)
    make.submitted(edition, filmmaker)
    assert list(Entry.objects.may_show(online=True)) == [yes]
    assert set(Entry.objects.may_show(in_person=True)) == {yes, no}
    assert list(Entry.objects.may_show(online=True, archive=True)) == []
    assert Entry.objects.may_show(online=False).count() == 4


def test_a_new_version_asks_nothing_of_those_who_signed_until_the_festival_does(edition, director, filmmaker):
    entry = make.submitted(edition, filmmaker)
    asking.signature(entry, asking.agreement(edition, director))
    draft = make.draft(edition, filmmaker)
    newest = asking.agreement(edition, director)
    entry = Entry.objects.get(pk=entry.pk)
    assert rights_sheet(entry)["state"] == "Signed version 1 of 2"
    assert (open_signatures(filmmaker), Letter.objects.count()) == ([], 0)
    assert agreeing.request_signatures(edition, newest, by=director) == 1
    (todo,) = open_signatures(filmmaker)
    assert (todo["entry"], todo["agreement"]) == (entry, newest)
    assert agreeing.request_signatures(edition, newest, by=director) == 0
    letter = Letter.objects.get()
    assert (letter.kind, letter.to_email) == ("submissions/signature_requested", filmmaker.email)
    asking.signature(entry, newest)
    assert open_signatures(filmmaker) == []
    assert rights_sheet(Entry.objects.get(pk=entry.pk))["state"] == "Signed version 2 of 2"
    assert standing_of(draft).signature is None


def test_only_the_newest_version_is_asked_for(edition, director):
    old = asking.agreement(edition, director)
    asking.agreement(edition, director)
    with pytest.raises(Conflict):
        agreeing.request_signatures(edition, old, by=director)


@pytest.mark.parametrize("count", [1, 3])
def test_the_sheet_costs_a_fixed_number_of_queries(
    edition, director, filmmaker, django_assert_num_queries, count
):
    agreement = asking.agreement(edition, director)
    for _film in range(count):
        entry = make.submitted(edition, filmmaker)
        asking.signature(entry, agreement)
        save = Clearance.objects.create(entry=entry, **MUSIC)
        assert save.pk
    films = with_rights(Entry.objects.select_related("edition"))
    with django_assert_num_queries(4):
        assert [rights_sheet(film)["state"] for film in films] == ["Signed version 1 of 1"] * count
