"""Work that the entry desk leaves to the workers."""

from datetime import timedelta
from uuid import UUID

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from media_pipeline.models import Asset, Master


@shared_task(soft_time_limit=50, time_limit=80)
def take_over_settled_film(asset_id: str) -> None:
    """A film came out of the workshop: into its entry with it, and a letter to the maker."""
    from submissions.actions import settle_film

    asset = Asset.objects.filter(pk=UUID(asset_id)).first()
    if asset is not None:
        settle_film(asset)


@shared_task(soft_time_limit=50, time_limit=80)
def take_over_settled_copy(master_id: str) -> None:
    """A file for the projection was read: into its film with it, and a receipt to the makers."""
    from submissions.actions.copies import settle_copy

    master = Master.objects.filter(pk=UUID(master_id)).first()
    if master is not None:
        settle_copy(master)


@shared_task(soft_time_limit=240, time_limit=300)
def forget_viewings() -> None:
    """Beat: who watched what is nobody's business for ever."""
    from submissions.viewers import forget_viewings

    forget_viewings(timezone.now())


@shared_task(soft_time_limit=50, time_limit=80)
def tell_workshop_failures() -> None:
    """Beat: the office hears of films that failed in our workshop."""
    from submissions.failures import tell_failures

    tell_failures(timezone.now())


@shared_task(soft_time_limit=240, time_limit=300)
def index_entries() -> None:
    """Beat: what changed and nobody has searched for since."""
    from submissions.search.index import freshen_all

    freshen_all()


@shared_task(soft_time_limit=540, time_limit=600)
def carry_on_bulk_change(key: str) -> None:
    """A change to thousands of entries, chunk by chunk, each in a transaction of its own."""
    from submissions.actions.bulk import carry_on

    while carry_on(UUID(key)):
        pass


@shared_task(soft_time_limit=540, time_limit=600)
def carry_on_bulk_changes() -> None:
    """Beat: what a dead worker left half done. Whatever another worker holds is passed over."""
    from submissions.actions.bulk import carry_on, unfinished

    for key in unfinished():
        while carry_on(key):
            pass


@shared_task(soft_time_limit=540, time_limit=600)
def carry_on_import(key: str) -> None:
    """Films from a foreign table, a hundred lines in a transaction; then the search knows all of them at once."""
    from submissions.actions.importing import carry_on
    from submissions.search.index import freshen_all

    while carry_on(UUID(key)):
        pass
    freshen_all()


@shared_task(soft_time_limit=540, time_limit=600)
def carry_on_imports() -> None:
    """Beat: tables that a dead worker left half entered."""
    from submissions.actions.importing import carry_on, unfinished

    for key in unfinished():
        while carry_on(key):
            pass


@shared_task(soft_time_limit=540, time_limit=600)
def forget_given_up_films() -> None:
    """Beat: the files of drafts that were never submitted, some time after their makers were warned."""
    from submissions.actions.giving_up import remove_films, warn_makers

    if settings.GIVEN_UP_FILM_DAYS:
        now = timezone.now()
        remove_films(now)
        warn_makers(now)


LETTERS_AT_ONCE = 300


@shared_task(soft_time_limit=240, time_limit=300)
def write_decision_letters(release_id: int) -> None:
    """Write the letters of a telling that are not written yet, some hundreds at a time."""
    from submissions.actions.releasing import write_letter
    from submissions.models import Release, Telling

    waiting = Telling.objects.filter(release_id=release_id, posted_at=None).order_by("pk")
    for pk in list(waiting.values_list("pk", flat=True)[:LETTERS_AT_ONCE]):
        write_letter(pk)
    if waiting.exists():
        write_decision_letters.delay_on_commit(release_id)
    else:
        Release.objects.filter(pk=release_id, letters_done_at=None).update(letters_done_at=timezone.now())


@shared_task(soft_time_limit=240, time_limit=300)
def keep_releases() -> None:
    """Beat: announce what was set for an hour that has come, and go on with letters that were left behind."""
    from submissions.actions.releasing import release_what_is_due
    from submissions.enums import ReleaseState
    from submissions.models import Release

    release_what_is_due(timezone.now())
    for release in Release.objects.filter(state=ReleaseState.DONE, letters_done_at=None):
        write_decision_letters.delay_on_commit(release.pk)


@shared_task(soft_time_limit=240, time_limit=300)
def remind_of_todos() -> None:
    """Beat: what is due soon for the selected films of editions that are not closed."""
    from festival.models import Edition
    from submissions.actions.todos import remind_what_is_due

    now = timezone.now()
    for edition in Edition.objects.filter(selection_released_at__isnull=False, closed_at=None):
        remind_what_is_due(edition, today=now.astimezone(edition.tz).date())


@shared_task(soft_time_limit=240, time_limit=300)
def remind_of_drafts() -> None:
    """Beat: before a call closes, those whose drafts are not submitted hear of it."""
    from submissions.actions.reminding import remind_of_drafts

    remind_of_drafts(timezone.now())


@shared_task(soft_time_limit=240, time_limit=300)
def tell_new_decision_days() -> None:
    """Beat: makers hear that the day of decisions was changed, once the office has had minutes to change its mind."""
    from submissions.actions.reminding import tell_new_decision_day
    from submissions.models import DecisionDayChange

    settled = DecisionDayChange.objects.filter(told_at=None, at__lt=timezone.now() - timedelta(minutes=5))
    for change in settled.select_related("edition__festival").order_by("pk"):
        tell_new_decision_day(change)


@shared_task(soft_time_limit=540, time_limit=600)
def rehearse_telling(rehearsal_id: int) -> None:
    """The dry run of a telling: all its letters, none of them written. A minute for some thousands."""
    from submissions.models import Rehearsal
    from submissions.rehearsing import rehearse

    rehearsal = (
        Rehearsal.objects.filter(pk=rehearsal_id, done_at=None).select_related("edition__festival").first()
    )
    if rehearsal is not None:
        letters, problems = rehearse(rehearsal.edition)
        found = {"letters": letters, "problems": problems, "done_at": timezone.now()}
        Rehearsal.objects.filter(pk=rehearsal_id).update(**found)


@shared_task(soft_time_limit=240, time_limit=300)
def write_mailing(mailing_id: int) -> None:
    """Write the letters of a mailing, each in a transaction of its own, some hundreds at a time."""
    from submissions.actions.mailing import finish, write_next
    from submissions.models import Mailing

    mailing = Mailing.objects.select_related("edition__festival").filter(pk=mailing_id).first()
    if mailing is None:
        return
    if all(write_next(mailing) for _number in range(LETTERS_AT_ONCE)):
        write_mailing.delay_on_commit(mailing_id)
    else:
        finish(mailing)


@shared_task(soft_time_limit=50, time_limit=80)
def carry_on_mailings() -> None:
    """Beat: letters to many that a dead worker or a lost broker left half written."""
    from submissions.enums import MailingState
    from submissions.models import Mailing

    for pk in Mailing.objects.filter(state=MailingState.SENDING).values_list("pk", flat=True):
        write_mailing.delay_on_commit(pk)
