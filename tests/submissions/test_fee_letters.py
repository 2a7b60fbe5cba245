"""Letters about money and later deadlines in the festival's own words, amounts as their reader writes them."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from festival.models import Letter, LetterWording
from submissions.actions.extending import give_extension, link_of
from submissions.actions.paying import begin_payment, note_payment, refund_fee
from submissions.models import Extension
from tests.factories import submissions as make


@pytest.fixture
def entry(edition, filmmaker):
    make.deadline(edition, fee=2500)
    make.terms(edition, fees_on=True, payment_details={"en": "Bank of Lumen", "zh-hans": "流明银行"})
    return make.draft(edition, filmmaker, settled=True)


def own(edition, kind: str, body: str, language: str = "en") -> None:
    LetterWording.objects.create(edition=edition, kind=kind, language=language, subject="Own", body=body)


def text_of(kind: str) -> str:
    return Letter.objects.get(kind=kind).text.split("\n", 1)[0]


def test_fees_are_told_in_own_words(edition, entry, director):
    own(edition, "fees/due", "{{ title }}: {{ amount }} to {{ details }}, {{ reference }}, {{ fee_link }}")
    own(edition, "fees/settled", "{{ price }} / {{ waived }} / {{ paid }}")
    own(edition, "fees/refunded", "{{ amount }} back")
    account, _address = begin_payment(entry, by=entry.owner)
    note_payment(entry, amount=2500, reference="x", by=director)
    refund_fee(entry, amount=500, reference="y", by=director)
    page = settings.PORTAL_URL + reverse("entries:fee", args=[entry.pk])
    assert text_of("fees/due") == f"{entry.title}: €25.00 to Bank of Lumen, {account.reference}, {page}"
    assert text_of("fees/settled") == "€25.00 /  / €25.00"
    assert text_of("fees/refunded") == "€5.00 back"


def test_the_reader_s_language_counts_not_that_of_whoever_acts(edition, entry):
    entry.owner.language = "zh-hans"
    entry.owner.save(update_fields=["language"])
    own(edition, "fees/due", "{{ details }}", "zh-hans")
    with translation.override("en"):
        begin_payment(entry, by=entry.owner)
    assert text_of("fees/due") == "流明银行"


def test_a_later_deadline_in_own_words(edition, director, filmmaker):
    own(edition, "call/extension_given", "Until {{ until }}: {{ link }}")
    until = timezone.now().replace(year=2030, month=1, day=2, hour=12, minute=0)
    extension = give_extension(
        Extension(edition=edition, until=until, reason="Hospital", for_email=filmmaker.email), by=director
    )
    said = text_of("call/extension_given")
    assert said == f"Until 2 January 2030, 13:00, Rome time (UTC+1): {link_of(extension)}"


@pytest.mark.parametrize("kind", ["fees/due", "fees/settled", "fees/refunded"])
def test_they_are_tried_with_accounts(client, edition, entry, director, kind):
    account, _address = begin_payment(entry, by=entry.owner)
    Letter.objects.all().delete()
    client.force_login(director)
    address = reverse("desk:letter_wording", args=[edition.festival.slug, edition.slug, kind])
    words = {"en-subject": "S {{ reference }}", "en-body": "B", "zh-hans-subject": "S", "zh-hans-body": "B"}
    page = client.post(address, {**words, "do": "look", "example": str(account.pk)})
    assert [draft.subject for draft in page.context["drafts"]] == [f"S {account.reference}", "S"]
    for strange in ("0", "x", "9" * 12):
        assert client.post(address, {**words, "do": "look", "example": strange}).status_code == 200


def test_a_later_deadline_is_tried_with_one_that_was_given(client, edition, director):
    given = Extension.objects.create(
        edition=edition, until=timezone.now() + timedelta(days=1), reason="Ill", for_email="a@lumen.example"
    )
    client.force_login(director)
    here = [edition.festival.slug, edition.slug, "call/extension_given"]
    words = {"en-subject": "S", "en-body": "{{ link }}", "zh-hans-subject": "S", "zh-hans-body": "B"}
    page = client.post(
        reverse("desk:letter_wording", args=here), {**words, "do": "look", "example": str(given.pk)}
    )
    assert page.context["drafts"][0].text.startswith(link_of(given))
