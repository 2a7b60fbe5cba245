"""An edition says its letters in its own words."""

import pytest
from django.urls import reverse

from festival.forms.wording import WordingForm
from festival.letter_kinds import all_kinds, kind_named
from festival.letters import built_in, compose, post_letter
from festival.models import AuditRecord, Letter, LetterWording
from submissions.emails import about_entry, post_receipt
from tests.factories import submissions as make

RECEIPT = "submissions/entry_received"


def address(edition, kind: str = RECEIPT, name: str = "letter_wording") -> str:
    return reverse(f"desk:{name}", args=[edition.festival.slug, edition.slug, kind])


def words(**changed) -> dict[str, str]:
    said = {
        "en-subject": "We have {{ title }}",
        "en-body": "Dear {{ name }},\n\n**{{ title }}** is No. {{ number }}.\n\n[Look]({{ entry_link }})",
        "zh-hans-subject": "已收到《{{ title }}》",
        "zh-hans-body": "{{ name }}，您好：\n\n《{{ title }}》编号 {{ number }}。",
    }
    return {**said, **changed}


@pytest.fixture
def entry(edition, filmmaker):
    return make.submitted(edition, filmmaker, title="You & <Me> **x**")


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.name)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_built_in_letter_can_be_begun_from(edition, kind, language):
    subject, body = built_in(kind, edition, language)
    form = WordingForm(
        {f"{language}-subject": subject, f"{language}-body": body}, kind=kind, language=language
    )
    assert form.is_valid(), form.errors
    assert "9001" not in body


def test_the_built_in_receipt_holds_its_fields(edition):
    subject, body = built_in(kind_named(RECEIPT), edition, "en")
    assert subject == "Received: {{ title }} (No. {{ number }})"
    assert body.splitlines() == [
        "Dear {{ name }},",
        "",
        "We have received “{{ title }}” for {{ festival }}, {{ edition }}. Keep this letter: it is your receipt.",
        "",
        "Number: {{ number }}",
        "Category: {{ category }}",
        "File: {{ file }}",
        "Size: {{ size }} bytes",
        "SHA-256: {{ sha256 }}",
        "",
        "You will hear from us on {{ decision_day }} at the latest.",
        "",
        "{{ entry_link }}",
    ]


def test_own_words_are_saved_sent_and_escaped(client, edition, director, entry):
    client.force_login(director)
    response = client.post(address(edition), {**words(), "do": "save"})
    assert response.status_code == 302
    letter = post_receipt(entry)[0]
    assert letter.subject == "We have You & <Me> **x**"
    assert letter.text.startswith(f"Dear Filmmaker,\n\nYou & <Me> **x** is No. {entry.number}.\n\nLook: http")
    assert "<strong>You &amp; &lt;Me&gt; **x**</strong>" in letter.html
    filmmaker = entry.owner
    filmmaker.language = "zh-hans"
    assert compose(RECEIPT, to=filmmaker, context=about_entry(entry), edition=edition).text.startswith(
        f"Filmmaker，您好：\n\n《You & <Me> **x**》编号 {entry.number}。"
    )


def test_an_edition_next_door_keeps_the_built_in_words(client, edition, director, entry, colleague):
    client.force_login(director)
    client.post(address(edition), {**words(), "do": "save"})
    elsewhere = colleague.memberships.get().edition
    other = make.submitted(elsewhere, entry.owner, title="Away")
    assert post_receipt(other)[0].subject == f"Received: Away (No. {other.number})"


def test_an_unknown_field_is_refused_with_those_there_are(client, edition, director):
    client.force_login(director)
    wrong = words(**{"en-body": "{{ decision }} {{ entry.owner.password }} {% include 'x' %}"})
    response = client.post(address(edition), {**wrong, "do": "save"})
    assert (response.status_code, LetterWording.objects.count()) == (422, 0)
    assert response.context["forms"][0].errors["body"] == [
        "This letter does not know {{ decision }}, {{ entry.owner.password }}, {% include 'x' %}. It knows: "
        + ", ".join(f"{{{{ {field.name} }}}}" for field in kind_named(RECEIPT).all_fields)
        + "."
    ]


def test_a_preview_and_a_test_copy_save_nothing(client, edition, director, entry):
    client.force_login(director)
    page = client.post(address(edition), {**words(), "do": "look", "example": str(entry.pk)})
    assert [draft.subject for draft in page.context["drafts"]] == [
        "We have You & <Me> **x**",
        "已收到《You & <Me> **x**》",
    ]
    assert "<Me>" not in page.content.decode()
    client.post(address(edition), {**words(), "do": "test", "example": str(entry.pk)})
    copies = Letter.objects.order_by("pk")
    assert [(copy.to_email, copy.subject) for copy in copies] == [
        (director.email, "[Test] We have You & <Me> **x**"),
        (director.email, "[Test] 已收到《You & <Me> **x**》"),
    ]
    assert LetterWording.objects.count() == 0


def test_an_entry_of_another_edition_is_no_example(client, edition, director, entry, colleague):
    elsewhere = colleague.memberships.get().edition
    secret = make.submitted(elsewhere, entry.owner, title="Secret")
    client.force_login(director)
    page = client.post(address(edition), {**words(), "do": "look", "example": str(secret.pk)})
    assert "Secret" not in page.content.decode()
    page = client.post(address(edition), {**words(), "do": "look", "example": "x'; drop"})
    assert page.status_code == 200


def test_unchanged_words_stay_built_in_and_reset_forgets(client, edition, director, entry):
    client.force_login(director)
    as_it_is = {
        f"{form.prefix}-{name}": value
        for form in client.get(address(edition)).context["forms"]
        for name, value in form.initial.items()
    }
    client.post(address(edition), {**as_it_is, "do": "save"})
    assert LetterWording.objects.count() == 0
    client.post(address(edition), {**as_it_is, "en-subject": "Here: {{ title }}", "do": "save"})
    assert LetterWording.objects.get().language == "en"
    client.post(address(edition, name="letter_wording_reset"))
    assert LetterWording.objects.count() == 0
    told = AuditRecord.objects.filter(action__startswith="letter_wording").order_by("pk")
    assert [record.action for record in told] == ["letter_wording.changed", "letter_wording.forgotten"]


def test_of_two_letters_with_one_key_one_is_written(edition, filmmaker, entry):
    twice = [
        post_letter(
            RECEIPT, to=filmmaker, context=about_entry(entry), edition=edition, key=f"receipt:{entry.pk}"
        )
        for _time in range(2)
    ]
    assert (twice[0].pk, Letter.objects.count()) == (twice[1].pk, 1)
