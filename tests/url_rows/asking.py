"""Rows of custom questions, rights and papers."""

from types import SimpleNamespace
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from submissions.actions.agreeing import draft_agreement, write_agreement
from submissions.asking import QuestionState
from submissions.models import Clearance, Paper
from tests.factories import asking
from tests.factories import festival as house
from tests.factories import submissions as make
from tests.url_rows import DESK, DIRECTORS, PROGRAMMERS, Row, edition_kwargs

# The desk's own people know of the page, but it is not theirs.
OFFICE_ONLY = dict.fromkeys(DESK - PROGRAMMERS, 403)
DIRECTOR_ONLY = dict.fromkeys(DESK - DIRECTORS, 403)


def own(cast: SimpleNamespace) -> dict[str, Any]:
    return {"pk": make.submitted(cast.edition, cast.filmmaker).pk}


def own_paper(cast: SimpleNamespace) -> dict[str, Any]:
    entry = make.submitted(cast.edition, cast.filmmaker)
    stored = default_storage.save("papers/row", ContentFile(asking.PDF))
    paper = Paper.objects.create(
        entry=entry, stored=stored, name="a.pdf", kind="pdf", size=9, sha256="x" * 64
    )
    return {"pk": entry.pk, "paper": paper.pk}


def own_signature(cast: SimpleNamespace) -> dict[str, Any]:
    entry = make.submitted(cast.edition, cast.filmmaker)
    signature = asking.signature(entry, asking.agreement(cast.edition, cast.director))
    return {"pk": entry.pk, "signature": signature.pk}


def own_clearance(cast: SimpleNamespace) -> dict[str, Any]:
    entry = make.submitted(cast.edition, cast.filmmaker)
    row = Clearance.objects.create(entry=entry, kind="music", title="Song", status="pending")
    return {"pk": entry.pk, "clearance": row.pk}


def to_sign(cast: SimpleNamespace) -> dict[str, Any]:
    asking.agreement(cast.edition, cast.director)
    return own(cast)


def signing(cast: SimpleNamespace) -> dict[str, Any]:
    agreement = cast.edition.agreements.first()
    return {"name": "Ada Lumen", "digest": agreement.digest_in("en"), "shown": "en"}


def desk_paper(cast: SimpleNamespace) -> dict[str, Any]:
    return {**edition_kwargs(cast), **own_paper(cast)}


def desk_signature(cast: SimpleNamespace) -> dict[str, Any]:
    return {**edition_kwargs(cast), **own_signature(cast)}


def question(cast: SimpleNamespace) -> dict[str, Any]:
    return {**edition_kwargs(cast), "pk": asking.question(cast.edition, state=QuestionState.DRAFT).pk}


def another_edition(cast: SimpleNamespace) -> dict[str, Any]:
    """A question to take over, in an edition whose desk the director has, too."""
    old = house.edition(cast.edition.festival, slug="2025")
    for person in (cast.director,):
        old.memberships.create(role="director", user=person)
    asking.question(old)
    return edition_kwargs(cast)


def with_draft(cast: SimpleNamespace) -> dict[str, Any]:
    draft = draft_agreement(cast.edition, by=cast.director)
    write_agreement(draft, text=asking.WORDS, changes={}, by=cast.director)
    return edition_kwargs(cast)


def with_agreement(cast: SimpleNamespace) -> dict[str, Any]:
    asking.agreement(cast.edition, cast.director)
    return edition_kwargs(cast)


def setting_up(**fields: Any) -> Row:
    """The director's own."""
    return Row(allow=DIRECTORS, special=DIRECTOR_ONLY, **{"kwargs": edition_kwargs, **fields})


ROWS = {
    "entries:answers": Row(allow={"filmmaker"}, kwargs=own),
    "entries:paper": Row(allow={"filmmaker"}, kwargs=own_paper),
    "entries:rights": Row(allow={"filmmaker"}, kwargs=own),
    "entries:sign": Row(allow={"filmmaker"}, kwargs=to_sign, method="post", data=signing, ok=302),
    "entries:certificate": Row(allow={"filmmaker"}, kwargs=own_signature),
    "entries:settle": Row(allow={"filmmaker"}, kwargs=own_clearance),
    "entry_desk:paper": Row(allow=PROGRAMMERS, kwargs=desk_paper, special=OFFICE_ONLY),
    "entry_desk:certificate": Row(allow=PROGRAMMERS, kwargs=desk_signature, special=OFFICE_ONLY),
    "entry_desk:questions": Row(allow=PROGRAMMERS, kwargs=edition_kwargs, special=OFFICE_ONLY),
    "entry_desk:question_kinds": setting_up(),
    "entry_desk:question_new": setting_up(kwargs=lambda cast: {**edition_kwargs(cast), "kind": "number"}),
    "entry_desk:questions_order": setting_up(method="post", ok=302),
    "entry_desk:questions_copy": setting_up(
        kwargs=another_edition,
        method="post",
        data=lambda cast: {"source": cast.edition.festival.editions.get(slug="2025").pk},
        ok=302,
    ),
    "entry_desk:questions_preview": Row(allow=PROGRAMMERS, kwargs=edition_kwargs, special=OFFICE_ONLY),
    "entry_desk:question": setting_up(kwargs=question),
    "entry_desk:question_state": setting_up(kwargs=question, method="post", ok=302),
    "entry_desk:question_delete": setting_up(kwargs=question),
    "entry_desk:agreement": Row(allow=PROGRAMMERS, kwargs=with_agreement, special=OFFICE_ONLY),
    "entry_desk:agreement_version": Row(
        allow=PROGRAMMERS, kwargs=lambda cast: {**with_agreement(cast), "version": 1}, special=OFFICE_ONLY
    ),
    "entry_desk:agreement_draft": setting_up(kwargs=with_draft),
    "entry_desk:agreement_publish": setting_up(kwargs=with_draft),
    "entry_desk:agreement_discard": setting_up(kwargs=with_draft),
    "entry_desk:rights_policy": setting_up(),
    "entry_desk:agreement_request": setting_up(kwargs=with_agreement),
}
