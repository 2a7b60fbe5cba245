"""The desk's table of entries and its tools."""

from types import SimpleNamespace
from typing import Any

from submissions.actions.bulk import apply_bulk, begin_bulk, plan_bulk
from submissions.models import EntryNote, EntryTag, Preselection, SavedView
from tests.factories import submissions as make
from tests.url_rows import DESK, PROGRAMMERS, Row, edition_kwargs

TOOLS: dict[str, Any] = {"allow": PROGRAMMERS, "special": dict.fromkeys(DESK - PROGRAMMERS, 403)}


def received(cast: SimpleNamespace) -> dict[str, Any]:
    return {**edition_kwargs(cast), "pk": make.submitted(cast.edition, cast.filmmaker).pk}


def saved_view(cast: SimpleNamespace) -> dict[str, Any]:
    view = SavedView.objects.create(edition=cast.edition, owner=cast.director, name="Wide", shared=True)
    return {**edition_kwargs(cast), "pk": view.pk}


def tag(cast: SimpleNamespace) -> dict[str, Any]:
    return {**edition_kwargs(cast), "pk": EntryTag.objects.create(edition=cast.edition, name="Opening").pk}


def bulk_change(cast: SimpleNamespace) -> dict[str, Any]:
    """Done already, so that the whole team may look at it."""
    entry = make.submitted(cast.edition, cast.filmmaker)
    change = begin_bulk(cast.edition, [entry.pk], kind="unflag", by=cast.director)
    apply_bulk(plan_bulk(change, {}), by=cast.director)
    return {**edition_kwargs(cast), "pk": change.pk}


def noted(cast: SimpleNamespace) -> dict[str, Any]:
    kwargs = received(cast)
    note = EntryNote.objects.create(
        entry_id=kwargs["pk"], author=cast.director, author_text="D", text="Look."
    )
    return {**kwargs, "note": note.pk}


def given(cast: SimpleNamespace) -> dict[str, Any]:
    kwargs = received(cast)
    for person in (cast.director, cast.programmer, cast.administrator):
        Preselection.objects.create(entry_id=kwargs["pk"], person=person)
    return kwargs


ROWS = {
    "entry_desk:columns": Row(allow=DESK, kwargs=edition_kwargs),
    "entry_desk:views": Row(allow=DESK, kwargs=edition_kwargs),
    "entry_desk:view": Row(
        allow=DESK, kwargs=saved_view, method="post", data=lambda cast: {"deed": "open"}, ok=302
    ),
    "entry_desk:tags": Row(**TOOLS, kwargs=edition_kwargs),
    "entry_desk:tag": Row(**TOOLS, kwargs=tag),
    "entry_desk:bulk_begin": Row(
        **TOOLS,
        kwargs=edition_kwargs,
        method="post",
        data=lambda cast: {"deed": "unflag", "entry": [str(make.submitted(cast.edition, cast.filmmaker).pk)]},
        ok=302,
    ),
    "entry_desk:bulk": Row(**TOOLS, kwargs=bulk_change),
    "entry_desk:entry_tags": Row(
        **TOOLS, kwargs=received, method="post", data=lambda cast: {"name": "Opening"}, ok=302
    ),
    "entry_desk:entry_flag": Row(
        **TOOLS, kwargs=received, method="post", data=lambda cast: {"colour": "red"}, ok=302
    ),
    "entry_desk:entry_notes": Row(
        **TOOLS, kwargs=received, method="post", data=lambda cast: {"text": "Look."}, ok=302
    ),
    # Its author changes it, nobody else.
    "entry_desk:entry_note": Row(
        allow={"director"},
        kwargs=noted,
        special={**TOOLS["special"], "programmer": 403, "administrator": 403},
    ),
    # Administrators hold no seat, so nothing can be given to them; they give.
    "entry_desk:give": Row(
        **TOOLS, kwargs=received, method="post", data=lambda cast: {"person": cast.director.pk}, ok=302
    ),
    "entry_desk:say": Row(**TOOLS, kwargs=given, method="post", data=lambda cast: {"leaning": "yes"}, ok=302),
    "entry_desk:preselection": Row(**TOOLS, kwargs=edition_kwargs),
}
