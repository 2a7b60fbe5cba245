"""Background work of the ground floor: letters leave the outbox, returned ones come back."""

import smtplib
from datetime import timedelta

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from festival.enums import UNSENT
from festival.models import DataExport, Erasure, Letter

MOST_AT_ONCE = 200


@shared_task(soft_time_limit=60, time_limit=90)
def send_letter(letter_id: int) -> None:
    """Send one letter once. The row is locked while the server is spoken to, so two workers never both send it."""
    from festival.actions.delivering import refused, sent, suppressed_for
    from festival.mail import message_for, refusal_of

    with transaction.atomic():
        waiting = Letter.objects.select_for_update(skip_locked=True, of=("self",)).filter(state__in=UNSENT)
        letter = waiting.select_related("edition__festival", "recipient").filter(pk=letter_id).first()
        if letter is None or suppressed_for(letter):
            return
        try:
            message_for(letter).send()
        except (OSError, smtplib.SMTPException, ValueError) as error:
            refused(letter, refusal_of(error))
        else:
            sent(letter)


@shared_task(soft_time_limit=50, time_limit=80)
def post_unsent_letters() -> None:
    """Beat: what a lost broker left behind, what is due for another try, and the next of those that wait their turn."""
    now = timezone.now()
    due = Letter.objects.filter(state__in=UNSENT).filter(Q(not_before=None) | Q(not_before__lte=now))
    alone = due.filter(paced=False, created_at__lt=now - timedelta(minutes=1))
    a_round = settings.LETTERS_PER_MINUTE * settings.LETTERS_EVERY_SECONDS // 60
    for letters, most in ((alone, MOST_AT_ONCE), (due.filter(paced=True), a_round)):
        for pk in letters.order_by("pk").values_list("pk", flat=True)[:most]:
            send_letter.delay_on_commit(pk)


@shared_task(soft_time_limit=240, time_limit=300)
def read_returned_letters() -> None:
    """Beat: empties the mailbox to which undeliverable letters come back, where there is one."""
    from festival.actions.returned import take_reports
    from festival.mailboxes import from_imap

    if settings.BOUNCE_MAILBOX:
        with from_imap(settings.BOUNCE_MAILBOX) as messages:
            take_reports(messages)


@shared_task(soft_time_limit=1500, time_limit=1800)
def make_data_export(export_id: str) -> None:
    """Put everything about a person into one archive. Somebody else's turn, or a second message: nothing happens."""
    from festival.actions.personal import give_up_export, make_export

    export = DataExport.objects.select_related("person").filter(pk=export_id, state="queued").first()
    if export is None:
        return
    try:
        make_export(export)
    except (OSError, SoftTimeLimitExceeded):
        export.refresh_from_db()
        give_up_export(export)
        raise


@shared_task(soft_time_limit=240, time_limit=300)
def forget_data_exports() -> None:
    """Beat: archives of personal data do not lie about, nor do addresses of those who were forgotten."""
    from festival.actions.personal import forget_exports, forget_last_letters

    forget_exports(timezone.now())
    forget_last_letters(timezone.now())


@shared_task(soft_time_limit=240, time_limit=300)
def carry_out_erasures() -> None:
    """Beat: whoever asked to be forgotten, and had the days of grace, is."""
    from festival.actions.personal import carry_out

    now = timezone.now()
    for erasure in Erasure.objects.filter(due_at__lte=now, cancelled_at=None, done_at=None)[:50]:
        carry_out(erasure, now)
