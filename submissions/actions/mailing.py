"""Letters to many: tried on everybody first, then one letter a person, whatever happens to the worker."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from festival import tasks as house_tasks
from festival.actions.delivering import dead_among
from festival.exceptions import Conflict, NotReady
from festival.letters import Draft, post_draft
from festival.lifecycle import Lifecycle
from festival.models import Edition
from submissions import tasks
from submissions.audience import films_of, tells_a_decision
from submissions.enums import MailingState
from submissions.mailing_letters import draft_for
from submissions.models import Entry, Mailing, MailingReader
from submissions.tellings import Reader, readers_of

mailing_state = Lifecycle(
    "state",
    {
        MailingState.DRAFT: {MailingState.SENDING},
        MailingState.SENDING: {MailingState.SENT, MailingState.STOPPED},
    },
)


HELD_BACK = _lazy(
    "These films are decided about in one way and others in another, and the selection is not announced: whoever gets "
    "this letter could guess the decision. It waits until the announcement."
)


@dataclass
class Trial:
    """What would be sent: `empty`, the readers for whom a field has nothing to say; `dead`, who cannot be reached."""

    readers: list[Reader] = field(default_factory=list)
    empty: list[tuple[Reader, tuple[str, ...]]] = field(default_factory=list)
    dead: list[Reader] = field(default_factory=list)
    first: Draft | None = None
    held: bool = False
    """Kept back until the selection is announced: whom it goes to would tell a decision."""


def rehearse(mailing: Mailing) -> Trial:
    """Render every letter and send none."""
    trial = Trial(readers_of(films_of(mailing)), held=tells_a_decision(mailing))
    gone = dead_among([reader.person.email for reader in trial.readers])
    for reader in trial.readers:
        draft = draft_for(mailing, reader.person, reader.films)
        trial.first = trial.first or draft
        if draft.empty:
            trial.empty.append((reader, draft.empty))
        if reader.person.email.lower() in gone:
            trial.dead.append(reader)
    return trial


def send_mailing(mailing: Mailing, *, expected: int, by: Any) -> Mailing:
    """Fix who gets it and begin. `expected`: how many readers the page showed; another number is a Conflict."""
    with transaction.atomic():
        # Decisions wait until it is settled whom the letter goes to.
        mailing.edition = Edition.objects.select_for_update(of=("self",)).get(pk=mailing.edition_id)
        mailing_state.move(mailing, MailingState.SENDING, by=by, started_at=timezone.now())
        readers = readers_of(films_of(mailing))
        if not readers:
            raise NotReady([_("Nobody would get this letter.")])
        if tells_a_decision(mailing):
            raise NotReady([HELD_BACK])
        if len(readers) != expected:
            raise Conflict(_("The readers have changed in the meantime. Look at them again."))
        MailingReader.objects.bulk_create(
            MailingReader(mailing=mailing, person=reader.person, films=[film.pk for film in reader.films])
            for reader in readers
        )
        tasks.write_mailing.delay_on_commit(mailing.pk)
    return mailing


def stop_mailing(mailing: Mailing, *, by: Any) -> Mailing:
    """Write no more of its letters. Those that are written are in the outbox and can be cancelled there."""
    return mailing_state.move(mailing, MailingState.STOPPED, by=by)


def write_next(mailing: Mailing) -> bool:
    """One more letter, in a transaction of its own; False when there is none that nobody else holds."""
    with transaction.atomic():
        waiting = mailing.readers.select_for_update(skip_locked=True, of=("self",)).filter(done=False)
        reader = waiting.select_related("person").order_by("pk").first()
        if reader is None or Mailing.objects.get(pk=mailing.pk).state != MailingState.SENDING:
            return False
        films = list(
            Entry.objects.filter(pk__in=reader.films).select_related("edition__festival").by_number()
        )
        draft = draft_for(mailing, reader.person, films)
        letter = post_draft(draft, key=f"mailing:{mailing.pk}:{reader.person_id}", paced=True)
        MailingReader.objects.filter(pk=reader.pk).update(done=True, letter=letter)
    return True


def finish(mailing: Mailing) -> None:
    """When everybody is written to. Two workers that find it out together move it once."""
    with transaction.atomic():
        locked = Mailing.objects.select_for_update().get(pk=mailing.pk)
        if locked.state == MailingState.SENDING and not locked.readers.filter(done=False).exists():
            mailing_state.move(locked, MailingState.SENT, by=None)
            house_tasks.post_unsent_letters.delay_on_commit()
