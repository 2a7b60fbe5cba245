"""A later deadline for one person: by link, by code; every refusal in words."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from festival.exceptions import Conflict
from festival.models import AuditRecord, Letter
from submissions.actions import give_extension, revoke_extension, take_extension
from submissions.actions.extending import find_by_code, find_extension, link_of
from submissions.exceptions import ExtensionRefused, ExtensionUnknown
from submissions.models import Extension
from tests.factories import submissions as make

NOW_AND = timezone.now  # a moment for the tables below
DAY = timedelta(days=1)


def token_of(extension):
    return link_of(extension).rstrip("/").rsplit("/", 1)[1]


def refusal(extension, by):
    with pytest.raises(ExtensionRefused) as refused:
        take_extension(extension, by=by)
    return str(refused.value)


def test_the_link_finds_its_extension_and_no_other(edition):
    one = make.extension(edition)
    make.extension(edition)
    token = token_of(one)
    assert find_extension(token) == one
    for wrong in (token[:-1], "x" + token, one.pk.hex, str(one.pk), "nonsense"):
        with pytest.raises(ExtensionUnknown):
            find_extension(wrong)


def test_taking_it_up_twice_is_one_use(edition, filmmaker):
    extension = make.extension(edition)
    assert take_extension(extension, by=filmmaker) == take_extension(extension, by=filmmaker)
    extension.refresh_from_db()
    assert extension.used == 1
    assert AuditRecord.objects.filter(action="extension.taken_up").count() == 1


def test_a_single_use_is_for_one(edition, filmmaker, rival):
    extension = make.extension(edition)
    take_extension(extension, by=filmmaker)
    assert refusal(extension, rival) == "This extension has been used up. Ask the festival for another one."


def test_several_uses(edition, filmmaker, rival, stranger):
    extension = make.extension(edition, uses_allowed=2)
    for person in (filmmaker, rival):
        take_extension(extension, by=person)
    assert refusal(extension, stranger).startswith("This extension has been used up.")


def test_what_is_over_revoked_or_not_yet_is_said(edition, filmmaker):
    now = timezone.now()
    over = make.extension(edition, until=now - DAY)
    assert refusal(over, filmmaker).startswith("This extension ended on ")
    revoked = make.extension(edition, revoked_at=now)
    assert refusal(revoked, filmmaker) == "The festival has taken this extension back. Ask the festival."
    early = make.extension(edition, valid_from=now + timedelta(hours=1))
    assert refusal(early, filmmaker).startswith("This extension can be taken up from ")


def test_one_that_is_meant_for_somebody(edition, filmmaker, rival):
    extension = make.extension(edition, for_email=filmmaker.email.upper())
    assert refusal(extension, rival).startswith("This extension is meant for another person.")
    assert take_extension(extension, by=filmmaker).user == filmmaker


def test_given_with_a_letter_and_revoked_with_a_trace(edition, director, filmmaker):
    until = timezone.now() + DAY
    extension = give_extension(
        Extension(edition=edition, until=until, reason="Hospital", for_email=filmmaker.email), by=director
    )
    letter = Letter.objects.get()
    assert (letter.kind, letter.recipient) == ("call/extension_given", filmmaker)
    assert link_of(extension) in letter.text
    assert "Hospital" not in letter.text + letter.html
    revoke_extension(extension, by=director)
    revoke_extension(extension, by=director)
    deeds = (
        AuditRecord.objects.filter(action__startswith="extension.")
        .order_by("pk")
        .values_list("action", "actor")
    )
    assert list(deeds) == [("extension.given", director.pk), ("extension.revoked", director.pk)]


def test_codes_do_not_mind_capitals(edition, director):
    extension = give_extension(
        Extension(edition=edition, code="late-Bloomer", until=timezone.now() + DAY, reason="Partner"),
        by=director,
    )
    assert find_by_code(" Late-bloomer ") == extension
    assert find_by_code("") is None
    with pytest.raises(Conflict):
        give_extension(
            Extension(edition=edition, code="LATE-BLOOMER", until=timezone.now() + DAY, reason="Again"),
            by=director,
        )


def test_the_database_refuses_to_oversell(edition):
    extension = make.extension(edition)
    with pytest.raises(IntegrityError), transaction.atomic():
        Extension.objects.filter(pk=extension.pk).update(used=2)


@pytest.mark.parametrize(
    ("fields", "situation"),
    [
        ({}, "open"),
        ({"revoked_at": NOW_AND()}, "revoked"),
        ({"until": NOW_AND() - DAY}, "over"),
        ({"used": 1}, "spent"),
        ({"valid_from": NOW_AND() + DAY}, "waiting"),
    ],
)
def test_the_word_for_the_desk(fields, situation):
    extension = Extension(**{"until": timezone.now() + DAY, **fields})
    assert extension.situation_at(timezone.now()) == situation
