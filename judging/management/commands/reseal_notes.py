"""`reseal_notes`: seal every private note with the newest of NOTE_SECRETS, so that older ones can be taken away."""

from typing import Any

from django.core.management.base import BaseCommand

from judging.models import Scorecard
from judging.sealing import NoteUnreadable, reseal


class Command(BaseCommand):
    help = "Seal every juror's private note with the first of NOTE_SECRETS. Nothing is shown."

    def handle(self, *args: Any, **options: Any) -> None:
        cards = Scorecard.objects.exclude(sealed_note="").order_by("pk")
        done = lost = 0
        for pk, sealed, author in cards.values_list(
            "pk", "sealed_note", "assignment__juror__membership__user"
        ).iterator():
            try:
                anew = reseal(sealed, author)
            except NoteUnreadable:
                lost += 1
                continue
            # Written anew meanwhile: then it carries the newest secret already.
            done += Scorecard.objects.filter(pk=pk, sealed_note=sealed).update(sealed_note=anew)
        self.stdout.write(f"{done} sealed anew, {lost} cannot be opened with any secret of NOTE_SECRETS.")
