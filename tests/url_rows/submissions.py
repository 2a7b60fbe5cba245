from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from media_pipeline import subtitling
from media_pipeline.models import Likeness
from submissions import attachments
from submissions.actions import add_consent, invite_co_owner, set_press_kit
from submissions.actions.extending import link_of
from submissions.actions.importing import look_at_table, receive_table
from submissions.actions.messages import Words, open_thread
from submissions.consents import Document
from submissions.models import CannedText, Entry, Mailing, Message, MessageThread
from tests import pictures
from tests.factories import copies, media
from tests.factories import festival as house
from tests.factories import submissions as make
from tests.url_rows import (
    DESK,
    DIRECTORS,
    EVERYBODY,
    LOGIN,
    PROGRAMMERS,
    SIGNED_IN,
    Row,
    asking,
    desk_tools,
    edition_kwargs,
)


def own_draft(cast: SimpleNamespace) -> dict[str, Any]:
    return {"pk": make.draft(cast.edition, cast.filmmaker).pk}


def own_step(cast: SimpleNamespace) -> dict[str, Any]:
    return {**own_draft(cast), "name": "about"}


def own_paying(cast: SimpleNamespace) -> dict[str, Any]:
    """A draft for which a fee is due."""
    make.with_fee(cast.edition)
    return own_draft(cast)


def late_link(cast: SimpleNamespace) -> dict[str, Any]:
    token = link_of(make.extension(cast.edition)).rstrip("/").rsplit("/", 1)[1]
    return {"token": token}


def own_submitted(cast: SimpleNamespace) -> dict[str, Any]:
    return {"pk": make.submitted(cast.edition, cast.filmmaker).pk}


def received(cast: SimpleNamespace) -> dict[str, Any]:
    return {**edition_kwargs(cast), **own_submitted(cast)}


def with_subtitles(kwargs: dict[str, Any], cast: SimpleNamespace) -> dict[str, Any]:
    """Subtitles were sent beside the entry's film."""
    film = Entry.objects.get(pk=kwargs["pk"]).film
    track = subtitling.receive(film, SRT, name="en.srt", language="en", by=cast.filmmaker)
    return {**kwargs, "track": track.pk}


def with_consent(kwargs: dict[str, Any], cast: SimpleNamespace) -> dict[str, Any]:
    """Somebody consented that AI imitates them."""
    entry = Entry.objects.get(pk=kwargs["pk"])
    paper = Document(b"%PDF-1.7 %%EOF", "pdf")
    kept = add_consent(entry, paper, person="Rosa Real", kind="voice", name="rosa.pdf", by=cast.filmmaker)
    return {**kwargs, "consent": kept.pk}


def with_press_kit(cast: SimpleNamespace) -> dict[str, Any]:
    entry = make.submitted(cast.edition, cast.filmmaker)
    set_press_kit(entry, pictures.sent(b"%PDF-1.7"), by=cast.filmmaker)
    return {"pk": entry.pk}


def disqualified(cast: SimpleNamespace) -> dict[str, Any]:
    entry = make.entry(cast.edition, cast.filmmaker, state="disqualified")
    return {**edition_kwargs(cast), "pk": entry.pk}


def incomplete(cast: SimpleNamespace) -> dict[str, Any]:
    """Back with its maker: the festival has asked for something."""
    entry = make.entry(cast.edition, cast.filmmaker, state="incomplete")
    make.request(entry)
    return {"pk": entry.pk}


def incomplete_at_desk(cast: SimpleNamespace) -> dict[str, Any]:
    return {**edition_kwargs(cast), **incomplete(cast)}


def decided_maker(cast: SimpleNamespace) -> dict[str, Any]:
    """Whose letter can be read: the filmmaker has a film that is decided about."""
    make.submitted(cast.edition, cast.filmmaker, decision="selected")
    return {**edition_kwargs(cast), "pk": cast.filmmaker.pk}


def on_reserve(cast: SimpleNamespace) -> dict[str, Any]:
    """A film on the reserve list of an announced selection."""
    make.release(cast.edition)
    film = make.submitted(cast.edition, cast.filmmaker, decision="reserve")
    return {**edition_kwargs(cast), "pk": film.pk}


def todo_kind(cast: SimpleNamespace) -> dict[str, Any]:
    return {**edition_kwargs(cast), "pk": make.todo_kind(cast.edition).pk}


def own_todo(cast: SimpleNamespace) -> dict[str, Any]:
    """Something to do for a film whose selection is announced."""
    todo = make.todo(make.submitted(cast.edition, cast.filmmaker, decision="selected"))
    return {"pk": todo.entry_id, "todo": todo.pk}


def own_copy(cast: SimpleNamespace) -> dict[str, Any]:
    """A selected film with an exhibition copy that nobody has looked at yet."""
    film = copies.selected(cast.edition, cast.filmmaker)
    copies.sent(film)
    return {"pk": film.pk}


def copy_at_desk(cast: SimpleNamespace) -> dict[str, Any]:
    return {**edition_kwargs(cast), **own_copy(cast)}


def fetched_copy(cast: SimpleNamespace) -> dict[str, Any]:
    """Its link is another person's."""
    return {**copy_at_desk(cast), "token": "nobody:signed:this"}


def todo_at_desk(cast: SimpleNamespace) -> dict[str, Any]:
    return {**edition_kwargs(cast), "pk": own_todo(cast)["todo"]}


def workshop_film(state: str) -> Callable[[SimpleNamespace], dict[str, Any]]:
    def kwargs(cast: SimpleNamespace) -> dict[str, Any]:
        film = media.asset(cast.filmmaker, state=state)
        make.submitted(cast.edition, cast.filmmaker, film=film)
        return {**edition_kwargs(cast), "pk": film.pk}

    return kwargs


def alike(cast: SimpleNamespace) -> dict[str, Any]:
    """Two films that resemble each other."""
    one, other = (make.submitted(cast.edition, cast.filmmaker) for _ in range(2))
    first, second = sorted((one.film, other.film), key=lambda asset: asset.pk)
    row = Likeness.objects.create(first=first, second=second, certainty="review", share=0.3)
    return {**edition_kwargs(cast), "pk": row.pk}


def conversation(cast: SimpleNamespace) -> MessageThread:
    film = make.submitted(cast.edition, cast.filmmaker)
    return open_thread(film, "A", Words("Good day"), by=cast.filmmaker, from_desk=False)


def with_file(cast: SimpleNamespace) -> Message:
    thread = conversation(cast)
    Message.objects.update(file=attachments.keep(BytesIO(PDF), "a.pdf")[0], file_label="a.pdf")
    return thread.messages.get()


def desk_thread(cast: SimpleNamespace) -> dict[str, Any]:
    return {**edition_kwargs(cast), "pk": conversation(cast).pk}


def own_thread(cast: SimpleNamespace) -> dict[str, Any]:
    thread = conversation(cast)
    return {"pk": thread.entry_id, "thread": thread.pk}


def own_file(cast: SimpleNamespace) -> dict[str, Any]:
    message = with_file(cast)
    return {"pk": message.thread.entry_id, "message": message.pk}


def canned(cast: SimpleNamespace) -> dict[str, Any]:
    text = CannedText.objects.create(edition=cast.edition, title="T", text={"en": "T"})
    return {**edition_kwargs(cast), "pk": text.pk}


PDF = b"%PDF-1.4\ntrailer<<>>\n%%EOF\n"


def a_mailing(cast: SimpleNamespace, state: str = "draft") -> dict[str, Any]:
    make.submitted(cast.edition, cast.filmmaker)
    words = {"subject": {"en": "S"}, "body": {"en": "B"}}
    made = Mailing.objects.create(edition=cast.edition, state=state, **words)
    return {**edition_kwargs(cast), "pk": made.pk}


# The desk's own people know of the page, but it is not theirs.
OFFICE_ONLY = dict.fromkeys(DESK - PROGRAMMERS, 403)

DIRECTORS_ONLY = {**OFFICE_ONLY, "programmer": 403}

SRT = b"1\n00:00:01,000 --> 00:00:03,000\nAre you awake?\n"


def waiting_share(cast: SimpleNamespace) -> dict[str, Any]:
    entry = make.submitted(cast.edition, cast.filmmaker)
    share = invite_co_owner(entry, email="partner@example.org", by=cast.filmmaker).share
    return {"pk": entry.pk, "share": share.pk}


def share_link(cast: SimpleNamespace) -> dict[str, Any]:
    entry = make.submitted(cast.edition, cast.filmmaker)
    return {
        "token": invite_co_owner(entry, email="partner@example.org", by=cast.filmmaker).url.split("/")[-2]
    }


def foreign_table(cast: SimpleNamespace, *, looked_at: bool = False) -> dict[str, Any]:
    cast.edition.categories.first() or house.category(cast.edition)
    table = receive_table(
        cast.edition, b"Project Title,Email\nHim,maker@example.org\n", name="a.csv", by=None
    )
    if looked_at:
        due_on = (timezone.now() + timedelta(days=9)).date()
        look_at_table(
            table,
            mapping={0: "title_international", 1: "email"},
            usual_category=table.usual_category,
            day_first=False,
            due_on=due_on,
            writes_letters=False,
            by=None,
        )
    return {**edition_kwargs(cast), "pk": table.pk}


def looked_at_table(cast: SimpleNamespace) -> dict[str, Any]:
    return foreign_table(cast, looked_at=True)


ROWS = {
    "entry_desk:reminders": Row(allow=DIRECTORS, kwargs=edition_kwargs, special=DIRECTORS_ONLY),
    "entry_desk:mailings": Row(allow=DIRECTORS, kwargs=edition_kwargs, special=DIRECTORS_ONLY),
    "entry_desk:mailing_new": Row(allow=DIRECTORS, kwargs=edition_kwargs, special=DIRECTORS_ONLY),
    "entry_desk:mailing": Row(allow=DIRECTORS, kwargs=a_mailing, special=DIRECTORS_ONLY),
    "entry_desk:mailing_edit": Row(allow=DIRECTORS, kwargs=a_mailing, special=DIRECTORS_ONLY),
    "entry_desk:mailing_letter": Row(
        allow=DIRECTORS,
        kwargs=lambda cast: {**a_mailing(cast), "person": cast.filmmaker.pk},
        special=DIRECTORS_ONLY,
    ),
    "entry_desk:mailing_send": Row(
        allow=DIRECTORS,
        kwargs=a_mailing,
        method="post",
        data=lambda cast: {"expected": "1"},
        ok=302,
        special=DIRECTORS_ONLY,
    ),
    "entry_desk:mailing_stop": Row(
        allow=DIRECTORS,
        kwargs=lambda cast: a_mailing(cast, state="sending"),
        method="post",
        ok=302,
        special=DIRECTORS_ONLY,
    ),
    "entry_desk:entry_history": Row(allow=PROGRAMMERS, kwargs=received, special=OFFICE_ONLY),
    "entry_desk:entry_seen": Row(
        allow=PROGRAMMERS, kwargs=received, method="post", ok=302, special=OFFICE_ONLY
    ),
    "entry_desk:imports": Row(allow=PROGRAMMERS, kwargs=edition_kwargs, special=OFFICE_ONLY),
    "entry_desk:import": Row(allow=PROGRAMMERS, kwargs=foreign_table, special=OFFICE_ONLY),
    "entry_desk:import_lines": Row(allow=PROGRAMMERS, kwargs=looked_at_table, special=OFFICE_ONLY),
    "entry_desk:import_enter": Row(
        allow=PROGRAMMERS, kwargs=looked_at_table, method="post", ok=302, special=OFFICE_ONLY
    ),
    "entry_desk:import_discard": Row(
        allow=PROGRAMMERS, kwargs=foreign_table, method="post", ok=302, special=OFFICE_ONLY
    ),
    "entry_desk:messages": Row(allow=PROGRAMMERS, kwargs=edition_kwargs, special=OFFICE_ONLY),
    "entry_desk:message_new": Row(allow=PROGRAMMERS, kwargs=received, special=OFFICE_ONLY),
    "entry_desk:message_thread": Row(allow=PROGRAMMERS, kwargs=desk_thread, special=OFFICE_ONLY),
    "entry_desk:message_close": Row(
        allow=PROGRAMMERS, kwargs=desk_thread, method="post", ok=302, special=OFFICE_ONLY
    ),
    "entry_desk:message_file": Row(
        allow=PROGRAMMERS,
        kwargs=lambda cast: {**edition_kwargs(cast), "message": with_file(cast).pk},
        special=OFFICE_ONLY,
    ),
    "entry_desk:canned_texts": Row(allow=PROGRAMMERS, kwargs=edition_kwargs, special=OFFICE_ONLY),
    "entry_desk:canned_text": Row(allow=PROGRAMMERS, kwargs=canned, special=OFFICE_ONLY),
    "entries:messages": Row(allow={"filmmaker"}, kwargs=own_submitted),
    "entries:message_thread": Row(allow={"filmmaker"}, kwargs=own_thread),
    "entries:message_file": Row(allow={"filmmaker"}, kwargs=own_file),
    "entry_desk:pass_on": Row(allow=DIRECTORS, kwargs=received, special={**OFFICE_ONLY, "programmer": 403}),
    "entry_desk:take_back_offer": Row(
        allow=DIRECTORS, kwargs=received, method="post", ok=302, special={**OFFICE_ONLY, "programmer": 403}
    ),
    "entries:makers": Row(allow={"filmmaker"}, kwargs=own_submitted),
    "entries:makers_invite": Row(
        allow={"filmmaker"},
        kwargs=own_submitted,
        method="post",
        data=lambda cast: {"email": "partner@example.org"},
        ok=302,
    ),
    "entries:makers_offer": Row(
        allow={"filmmaker"},
        kwargs=own_submitted,
        method="post",
        data=lambda cast: {"email": "partner@example.org"},
        ok=302,
    ),
    "entries:makers_letters": Row(allow={"filmmaker"}, kwargs=own_submitted, method="post", ok=302),
    "entries:makers_resend": Row(allow={"filmmaker"}, kwargs=waiting_share, method="post", ok=302),
    "entries:makers_remove": Row(allow={"filmmaker"}, kwargs=waiting_share),
    "entries:share": Row(allow=EVERYBODY, kwargs=share_link),
    # Whoever has the link may accept; nobody signed in is sent to the sign-in page by the link's own page,
    # and to the owner the film is none to be shared.
    "entries:share_accept": Row(
        allow=EVERYBODY, kwargs=share_link, method="post", ok=302, special={"filmmaker": 409}
    ),
    "entries:share_switch": Row(allow=EVERYBODY, kwargs=share_link, method="post", ok=LOGIN),
    "entry_desk:entries": Row(allow=DESK, kwargs=edition_kwargs),
    "entry_desk:entry": Row(allow=DESK, kwargs=received),
    "entry_desk:export_choose": Row(allow=PROGRAMMERS, kwargs=edition_kwargs, special=OFFICE_ONLY),
    "entry_desk:edition_zip": Row(
        allow=DIRECTORS, kwargs=edition_kwargs, special={**OFFICE_ONLY, "programmer": 403}
    ),
    "entry_desk:pictures_zip": Row(allow=PROGRAMMERS, kwargs=edition_kwargs, special=OFFICE_ONLY),
    "entry_desk:export": Row(allow=PROGRAMMERS, kwargs=edition_kwargs, special=OFFICE_ONLY),
    "entry_desk:decide": Row(
        allow=PROGRAMMERS,
        kwargs=received,
        method="post",
        data=lambda cast: {"decision": "longlisted"},
        ok=302,
        special=OFFICE_ONLY,
    ),
    "entry_desk:disqualify": Row(allow=PROGRAMMERS, kwargs=received, special=OFFICE_ONLY),
    "entry_desk:ask_maker": Row(allow=PROGRAMMERS, kwargs=received, special=OFFICE_ONLY),
    "entry_desk:as_it_is": Row(
        allow=PROGRAMMERS, kwargs=incomplete_at_desk, method="post", ok=302, special=OFFICE_ONLY
    ),
    "entry_desk:reinstate": Row(allow=PROGRAMMERS, kwargs=disqualified, special=OFFICE_ONLY),
    "entry_desk:workshop": Row(allow=PROGRAMMERS, kwargs=edition_kwargs, special=OFFICE_ONLY),
    "entry_desk:workshop_retry_all": Row(
        allow=DIRECTORS,
        kwargs=edition_kwargs,
        method="post",
        ok=302,
        special={**OFFICE_ONLY, "programmer": 403},
    ),
    "entry_desk:workshop_rush": Row(
        allow=DIRECTORS,
        kwargs=workshop_film("preparing"),
        method="post",
        ok=302,
        special={**OFFICE_ONLY, "programmer": 403},
    ),
    "entry_desk:workshop_retry": Row(
        allow=DIRECTORS,
        kwargs=workshop_film("failed"),
        method="post",
        ok=302,
        special={**OFFICE_ONLY, "programmer": 403},
    ),
    "entry_desk:subtitles": Row(allow=PROGRAMMERS, kwargs=received, special=OFFICE_ONLY),
    "entry_desk:subtitles_remove": Row(
        allow=PROGRAMMERS,
        kwargs=lambda cast: with_subtitles(received(cast), cast),
        method="post",
        ok=302,
        special=OFFICE_ONLY,
    ),
    "entry_desk:consent": Row(
        allow=PROGRAMMERS, kwargs=lambda cast: with_consent(received(cast), cast), special=OFFICE_ONLY
    ),
    "entry_desk:making": Row(allow=PROGRAMMERS, kwargs=edition_kwargs, special=OFFICE_ONLY),
    "entry_desk:making_rules": Row(
        allow=DIRECTORS,
        kwargs=lambda cast: {**edition_kwargs(cast), "pk": cast.category.pk},
        special={**OFFICE_ONLY, "programmer": 403},
    ),
    "entry_desk:likenesses": Row(allow=PROGRAMMERS, kwargs=edition_kwargs, special=OFFICE_ONLY),
    "entry_desk:likeness": Row(allow=PROGRAMMERS, kwargs=alike, special=OFFICE_ONLY),
    "entry_desk:judge_likeness": Row(
        allow=PROGRAMMERS,
        kwargs=alike,
        method="post",
        data=lambda cast: {"decision": "allowed"},
        ok=302,
        special=OFFICE_ONLY,
    ),
    "entry_desk:telling": Row(allow=PROGRAMMERS, kwargs=edition_kwargs, special=OFFICE_ONLY),
    "entry_desk:telling_letter": Row(allow=PROGRAMMERS, kwargs=decided_maker, special=OFFICE_ONLY),
    "entry_desk:rehearse": Row(
        allow=PROGRAMMERS, kwargs=edition_kwargs, method="post", ok=302, special=OFFICE_ONLY
    ),
    "entry_desk:schedule_release": Row(
        allow=DIRECTORS,
        kwargs=edition_kwargs,
        method="post",
        data=lambda cast: {"deed": "cancel"},
        ok=302,
        special={**OFFICE_ONLY, "programmer": 403},
    ),
    "entry_desk:after_selection": Row(allow=PROGRAMMERS, kwargs=edition_kwargs, special=OFFICE_ONLY),
    "entry_desk:todos": Row(allow=PROGRAMMERS, kwargs=edition_kwargs, special=OFFICE_ONLY),
    "entry_desk:settle_todo": Row(
        allow=PROGRAMMERS,
        kwargs=todo_at_desk,
        method="post",
        data=lambda cast: {"deed": "waive"},
        ok=302,
        special=OFFICE_ONLY,
    ),
    "entry_desk:new_todo_kind": Row(allow=PROGRAMMERS, kwargs=edition_kwargs, special=OFFICE_ONLY),
    "entry_desk:edit_todo_kind": Row(allow=PROGRAMMERS, kwargs=todo_kind, special=OFFICE_ONLY),
    "entry_desk:delete_todo_kind": Row(
        allow=PROGRAMMERS, kwargs=todo_kind, method="post", ok=302, special=OFFICE_ONLY
    ),
    "entry_desk:selection": Row(allow=PROGRAMMERS, kwargs=edition_kwargs, special=OFFICE_ONLY),
    "entry_desk:reserve": Row(allow=PROGRAMMERS, kwargs=edition_kwargs, special=OFFICE_ONLY),
    "entry_desk:move_up": Row(
        allow=DIRECTORS, kwargs=on_reserve, method="post", ok=302, special={**OFFICE_ONLY, "programmer": 403}
    ),
    "entry_desk:rest": Row(allow=PROGRAMMERS, kwargs=edition_kwargs, special=OFFICE_ONLY),
    "entry_desk:release": Row(
        allow=DIRECTORS, kwargs=edition_kwargs, special={**OFFICE_ONLY, "programmer": 403}
    ),
    "entries:fee": Row(allow={"filmmaker"}, kwargs=own_paying),
    "entries:fee_pay": Row(allow={"filmmaker"}, kwargs=own_paying, method="post", ok=302),
    "entries:fee_code": Row(
        allow={"filmmaker"},
        kwargs=own_paying,
        method="post",
        data=lambda cast: {"code": make.fee_code(cast.edition).code},
        ok=302,
    ),
    "entries:fee_code_drop": Row(allow={"filmmaker"}, kwargs=own_paying, method="post", ok=302),
    # Whoever holds the link may look: it says what it gives, and to whom.
    "entries:late": Row(allow=SIGNED_IN, kwargs=late_link),
    "entries:late_code": Row(allow=SIGNED_IN),
    # Only a signature opens this door, whoever knocks.
    "entries:payment_webhook": Row(
        allow=EVERYBODY, method="post", ok=400, kwargs=lambda cast: {"provider": "manual"}
    ),
    "entries:home": Row(allow=SIGNED_IN),
    "entries:begin": Row(allow=SIGNED_IN),
    # known by address only, and this one does not exist
    "entries:still": Row(allow=EVERYBODY, ok=404, kwargs=lambda cast: {"key": "0" * 32, "width": 480}),
    "entries:poster": Row(allow=EVERYBODY, ok=404, kwargs=lambda cast: {"key": "nobody:signed-this"}),
    "entries:entry": Row(allow={"filmmaker"}, kwargs=own_submitted),
    "entries:todo": Row(allow={"filmmaker"}, kwargs=own_todo),
    "entries:copy": Row(allow={"filmmaker"}, kwargs=own_copy),
    # A script does not follow to the sign-in page; without a body the owner is told what is missing.
    "entries:copy_begin": Row(allow={"filmmaker"}, kwargs=own_copy, method="post", ok=400, anonymous=401),
    "entries:copy_status": Row(allow={"filmmaker"}, kwargs=own_copy),
    "entries:copy_link": Row(allow={"filmmaker"}, kwargs=own_copy, method="post", ok=422),
    "entries:copy_remove": Row(allow={"filmmaker"}, kwargs=own_copy, method="post", ok=302),
    "entry_desk:copies": Row(allow=PROGRAMMERS, kwargs=edition_kwargs, special=OFFICE_ONLY),
    "entry_desk:copy_accept": Row(
        allow=PROGRAMMERS, kwargs=copy_at_desk, method="post", ok=302, special=OFFICE_ONLY
    ),
    "entry_desk:copy_again": Row(allow=PROGRAMMERS, kwargs=copy_at_desk, special=OFFICE_ONLY),
    "entry_desk:copy_fetch": Row(
        allow=PROGRAMMERS, kwargs=copy_at_desk, method="post", ok=302, special=OFFICE_ONLY
    ),
    # the link of nobody: even those who may fetch it find nothing
    "entry_desk:copy_file": Row(allow=PROGRAMMERS, kwargs=fetched_copy, ok=404, special=OFFICE_ONLY),
    "entries:complete": Row(allow={"filmmaker"}, kwargs=incomplete),
    "entries:step": Row(allow={"filmmaker"}, kwargs=own_step),
    "entries:withdraw": Row(allow={"filmmaker"}, kwargs=own_draft),
    # A script does not follow to the sign-in page; without a body the owner is told what is missing.
    "entries:film_begin": Row(allow={"filmmaker"}, kwargs=own_draft, method="post", ok=400, anonymous=401),
    "entries:film_status": Row(allow={"filmmaker"}, kwargs=own_draft),
    "entries:category": Row(
        allow={"filmmaker"},
        kwargs=own_draft,
        method="post",
        data=lambda cast: {"category": cast.category.slug},
        ok=302,
    ),
    "entries:subtitles": Row(allow={"filmmaker"}, kwargs=own_submitted),
    "entries:subtitles_remove": Row(
        allow={"filmmaker"},
        kwargs=lambda cast: with_subtitles(own_submitted(cast), cast),
        method="post",
        ok=302,
    ),
    "entries:consents": Row(allow={"filmmaker"}, kwargs=own_submitted),
    "entries:consent": Row(allow={"filmmaker"}, kwargs=lambda cast: with_consent(own_submitted(cast), cast)),
    "entries:consent_remove": Row(
        allow={"filmmaker"},
        kwargs=lambda cast: with_consent(own_submitted(cast), cast),
        method="post",
        ok=302,
    ),
    "entries:progress": Row(allow={"filmmaker"}, kwargs=own_step),
    # Nothing is sent: the maker is told so in words.
    "entries:pictures_add": Row(allow={"filmmaker"}, kwargs=own_draft, method="post", ok=422),
    "entries:press_kit_set": Row(allow={"filmmaker"}, kwargs=own_draft, method="post", ok=422),
    "entries:press_kit": Row(
        allow={"filmmaker", *PROGRAMMERS},
        kwargs=with_press_kit,
        special={"scrutineer": 403, "front_of_house": 403},
    ),
    "entries:details_use": Row(allow={"filmmaker"}, kwargs=own_draft, method="post", ok=302),
    "entries:details": Row(allow=SIGNED_IN),
}

ROWS.update(asking.ROWS)
ROWS.update(desk_tools.ROWS)
