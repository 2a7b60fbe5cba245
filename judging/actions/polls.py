"""Set up an audience's vote, and forget its voters when it is long over."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from festival import audit
from festival.exceptions import Conflict
from festival.models import Edition, Letter
from judging.actions.rounds import create_round
from judging.enums import RoundMode, RoundState
from judging.models import EmailCode, Jury, Poll, VoteTrace
from judging.qualifying import in_every_language
from submissions.models import Entry

CODE_LETTER = "judging/vote_code"
LETTER_DAYS = 2
AUDIENCE = gettext_lazy("Audience")


def create_poll(
    edition: Edition,
    *,
    name: dict[str, str],
    by: Any,
    entries: Iterable[Entry] = (),
    opens_at: Any = None,
    closes_at: Any = None,
    **columns: Any,
) -> Poll:
    """A draft vote of the audience. `columns` are those of Poll. The audience sits in a jury of its own, without seats."""
    with transaction.atomic():
        made = create_round(
            edition,
            jury=audience_of(edition),
            name=name,
            by=by,
            entries=entries,
            mode=RoundMode.PUBLIC,
            opens_at=opens_at,
            closes_at=closes_at,
        )
        poll = Poll(round=made, **columns)
        poll.full_clean(exclude=["round"])
        poll.save()
        audit.record("poll.declared", made, by=by, rule=told(poll))
    return poll


def change_poll(poll: Poll, *, by: Any, **columns: Any) -> Poll:
    """Declare something else, as long as the vote has not opened."""
    with transaction.atomic():
        poll.round.refresh_from_db(fields=["state"])
        if poll.round.state != RoundState.DRAFT:
            raise Conflict(_("The vote has opened. What it asks, and whom it lets in, is fixed now."))
        for name, value in columns.items():
            setattr(poll, name, value)
        poll.full_clean(exclude=["round"])
        poll.save()
        audit.record("poll.declared", poll.round, by=by, rule=told(poll))
    return poll


def audience_of(edition: Edition) -> Jury:
    """The audience as a jury without seats; made with the first vote of an edition."""
    polled = Jury.objects.filter(edition=edition, rounds__mode=RoundMode.PUBLIC, jurors=None)
    present = polled.order_by("pk").first()
    if present is not None:
        return present
    name = in_every_language(lambda: str(AUDIENCE))
    return Jury.objects.create(edition=edition, name=name, position=edition.juries.count())


def forget_voters(poll: Poll) -> None:
    """Throw away the salt and where votes came from: from now on nobody can ask whether an address has voted.

    The votes stay, one a voter, without a way back. Twice changes nothing.
    """
    with transaction.atomic():
        present = Poll.objects.select_for_update(of=("self",)).get(pk=poll.pk)
        if present.forgotten_at is not None:
            return
        VoteTrace.objects.filter(voter__poll=present).delete()
        EmailCode.objects.filter(poll=present).delete()
        Poll.objects.filter(pk=present.pk).update(salt="", forgotten_at=timezone.now())
        audit.record("poll.voters_forgotten", present.round, by=None)


def due_to_forget(now: Any) -> list[Poll]:
    """Votes whose days of keeping are over."""
    polls = Poll.objects.filter(forgotten_at__isnull=True, round__state=RoundState.CLOSED)
    return [
        poll
        for poll in polls.select_related("round")
        if poll.round.closed_at + timedelta(days=poll.keep_days) <= now
    ]


def forget_code_letters(now: Any) -> int:
    """Letters with a code have an address on them and are worthless after minutes: they go after two days."""
    old = Letter.objects.filter(kind=CODE_LETTER, created_at__lt=now - timedelta(days=LETTER_DAYS))
    return old.delete()[0]


def told(poll: Poll) -> dict[str, Any]:
    """What was declared, for the trail."""
    names = ("form", "most", "prior", "accounts", "emails", "tickets", "told", "keep_days")
    return {name: getattr(poll, name) for name in names}
