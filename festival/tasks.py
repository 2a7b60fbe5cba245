"""Background work of the ground floor: letters leave the outbox."""

import smtplib
from datetime import timedelta

from celery import shared_task
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from festival.enums import UNSENT, LetterState
from festival.models import Letter

MAX_ATTEMPTS = 8


@shared_task(soft_time_limit=60, time_limit=90)
def send_letter(letter_id: int) -> None:
    """Send one letter once. The row is locked while the server is spoken to, so two workers never both send it."""
    with transaction.atomic():
        waiting = Letter.objects.select_for_update(skip_locked=True).filter(state__in=UNSENT)
        letter = waiting.filter(pk=letter_id).first()
        if letter is None:
            return
        message = EmailMultiAlternatives(letter.subject, letter.text, to=[letter.to_email])
        if letter.html:
            message.attach_alternative(letter.html, "text/html")
        try:
            message.send()
        except (OSError, smtplib.SMTPException) as error:
            Letter.objects.filter(pk=letter.pk).update(
                attempts=F("attempts") + 1,
                last_error=str(error)[:2000],
                state=LetterState.FAILED if letter.attempts + 1 >= MAX_ATTEMPTS else LetterState.RETRYING,
            )
        else:
            Letter.objects.filter(pk=letter.pk).update(
                attempts=F("attempts") + 1, sent_at=timezone.now(), last_error="", state=LetterState.SENT
            )


@shared_task(soft_time_limit=50, time_limit=80)
def post_unsent_letters() -> None:
    """Beat: whatever a lost broker or a mail server on holiday left behind goes out with the next round."""
    unsent = Letter.objects.filter(state__in=UNSENT, created_at__lt=timezone.now() - timedelta(minutes=1))
    for pk in unsent.order_by("pk").values_list("pk", flat=True)[:200]:
        send_letter.delay_on_commit(pk)
