"""My data: give me everything, forget me, no, do not."""

import json
import zipfile
from datetime import datetime, timedelta
from tempfile import TemporaryFile
from typing import Any

from django.core.files import File
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from festival import audit, personal_data, tasks
from festival.emails import post_erasure_asked, post_erasure_done
from festival.exceptions import Conflict, NotReady
from festival.lifecycle import Lifecycle
from festival.models import Bounce, DataExport, DeadAddress, Erasure, ExportState, Letter, User
from festival.models.user import GONE_DOMAIN

EXPORT_KEPT = timedelta(days=7)
GRACE = timedelta(days=14)
LAST_LETTER_KEPT = timedelta(days=30)
UNDER_WAY = (ExportState.QUEUED, ExportState.MAKING)

export_state = Lifecycle(
    "state",
    {
        ExportState.QUEUED: {ExportState.MAKING, ExportState.FAILED},
        ExportState.MAKING: {ExportState.READY, ExportState.FAILED},
        ExportState.READY: {ExportState.GONE},
    },
)


@transaction.atomic
def ask_for_export(user: User) -> DataExport:
    """Begin to put everything together; asking twice finds the one that is being made."""
    User.objects.select_for_update().get(pk=user.pk)
    present = DataExport.objects.filter(person=user, state__in=UNDER_WAY).first()
    if present is not None:
        return present
    made = DataExport.objects.create(person=user)
    audit.record("export.asked", made, by=user)
    tasks.make_data_export.delay_on_commit(str(made.pk))
    return made


def make_export(export: DataExport) -> None:
    """Write the archive: a JSON file of each kind of data, and the person's own pictures and papers."""
    export_state.move(export, ExportState.MAKING, by=None)
    user, holdings = export.person, list(personal_data.HOLDINGS.values())
    with TemporaryFile() as place:
        with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
            for done, holding in enumerate(holdings):
                for name, rows in holding.tell(user).items():
                    words = json.dumps(rows, ensure_ascii=False, indent=2, cls=DjangoJSONEncoder)
                    archive.writestr(f"{name}.json", words)
                for path, stored in holding.files(user):
                    _copy(archive, path, stored)
                DataExport.objects.filter(pk=export.pk).update(percent=100 * (done + 1) // len(holdings))
        size = place.tell()
        place.seek(0)
        name = default_storage.save(f"exports/{export.pk.hex}.zip", File(place))
    export_state.move(
        export,
        ExportState.READY,
        by=None,
        file=name,
        size=size,
        percent=100,
        expires_at=timezone.now() + EXPORT_KEPT,
    )


def give_up_export(export: DataExport) -> None:
    export_state.move(export, ExportState.FAILED, by=None)


def forget_exports(now: datetime) -> int:
    """Remove the files of archives whose days are over; end those that a dead worker left behind."""
    for left in DataExport.objects.filter(state__in=UNDER_WAY, asked_at__lt=now - timedelta(hours=6)):
        give_up_export(left)
    over = list(DataExport.objects.filter(state=ExportState.READY, expires_at__lte=now))
    for export in over:
        _discard(export)
    return len(over)


@transaction.atomic
def ask_for_erasure(user: User) -> Erasure:
    """The days of grace begin. Refused, with all reasons at once, while something would be left without a hand."""
    User.objects.select_for_update().get(pk=user.pk)
    present = open_erasure(user)
    if present is not None:
        return present
    if problems := personal_data.sentences(user, "blocks"):
        raise NotReady(list(problems), _("Your account cannot be deleted now."))
    made = Erasure.objects.create(person=user, due_at=timezone.now() + GRACE)
    audit.record("erasure.asked", user, by=user)
    post_erasure_asked(user, due_at=made.due_at)
    return made


@transaction.atomic
def cancel_erasure(user: User) -> None:
    """Not to be forgotten after all, at any moment of the days of grace."""
    changed = Erasure.objects.filter(person=user, cancelled_at=None, done_at=None).update(
        cancelled_at=timezone.now()
    )
    if not changed:
        raise Conflict(_("There is nothing to take back: the deletion has not been asked for."))
    audit.record("erasure.cancelled", user, by=user)


def open_erasure(user: User) -> Erasure | None:
    return Erasure.objects.filter(person=user, cancelled_at=None, done_at=None).first()


def carry_out(erasure: Erasure, now: datetime) -> bool:
    """Forget the person. Returns whether it happened: what became blocked meanwhile waits. Twice does no harm."""
    with transaction.atomic():
        present = Erasure.objects.select_for_update().get(pk=erasure.pk)
        if present.done_at or present.cancelled_at or present.due_at > now:
            return False
        user = User.objects.select_for_update().get(pk=present.person_id)
        if personal_data.sentences(user, "blocks"):
            return False
        post_erasure_done(user)
        personal_data.allow_erasing()
        name = personal_data.pseudonym(user)
        # The rooms still need the name and the address that the ground floor forgets.
        for holding in sorted(personal_data.HOLDINGS.values(), key=lambda one: one.name == "festival"):
            holding.erase(user, name)
        Erasure.objects.filter(pk=present.pk).update(done_at=now)
        user.refresh_from_db()
        audit.record("erasure.done", user, by=None)
    return True


def forget_last_letters(now: datetime) -> int:
    """The letter that says that all is done still had to be sent: some weeks later its address is forgotten, too."""
    over = Letter.objects.filter(kind="festival/erasure_done", created_at__lt=now - LAST_LETTER_KEPT)
    left = list(over.exclude(to_email__endswith=GONE_DOMAIN).values_list("pk", "to_email"))
    for pk, address in left:
        nobody = f"former-member{GONE_DOMAIN}"
        Bounce.objects.filter(address__iexact=address).update(address=nobody, said="")
        DeadAddress.objects.filter(address__iexact=address).delete()
        Letter.objects.filter(pk=pk).update(
            to_email=nobody, subject="", text="", html="", last_error="", key=""
        )
    return len(left)


def _copy(archive: zipfile.ZipFile, path: str, stored: str) -> None:
    if not default_storage.exists(stored):
        return
    with default_storage.open(stored) as source, archive.open(path, "w") as target:
        for part in source.chunks():
            target.write(part)


def _discard(export: DataExport) -> None:
    default_storage.delete(export.file)
    export_state.move(export, ExportState.GONE, by=None)


def discard_exports_of(user: Any) -> None:
    for export in DataExport.objects.filter(person=user, state=ExportState.READY):
        _discard(export)
