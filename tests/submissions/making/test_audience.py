from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone

from submissions.actions import add_consent
from submissions.consents import read_document
from submissions.models import Declaration
from tests.factories import making
from tests.factories import submissions as make


@pytest.mark.parametrize("agreed", [False, True])
def test_the_audience_reads_it_only_when_the_maker_agrees(client, edition, filmmaker, agreed):
    type(edition).objects.filter(pk=edition.pk).update(selection_released_at=timezone.now())
    film = make.submitted(edition, filmmaker, decision="selected")
    making.declare(film, voice="generated", human_role={"voice": "Sang it first."})
    making.training(film)
    Declaration.objects.filter(entry=film).update(shown_to_audience=agreed, real_people=True)
    paper = read_document(BytesIO(b"%PDF-1.7 %%EOF"))
    add_consent(film, paper, person="Rosa Real", kind="voice", name="rosa.pdf", by=filmmaker)
    page = client.get(
        reverse("public:film", args=[edition.festival.slug, edition.slug, film.slug])
    ).content.decode()
    words = ("How it was made", "Dream Machine 9", "Sang it first.", "Our own", "compositeSynthetic")
    assert [word in page for word in words] == [agreed] * 5
    assert [word in page for word in ("Rosa", "rosa.pdf", "Consents")] == [False] * 3
