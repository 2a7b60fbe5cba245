"""The files of an entry whose row goes, or of a draft that is given up: away after the commit."""

from festival.commits import after_commit
from submissions.actions.copies import forget_copies
from submissions.emptying import discard, stored_names
from submissions.models import Entry, Message, Snapshot
from submissions.papers.store import discard_paper


def discard_all(entry: Entry) -> None:
    """Of an entry whose row is about to be deleted: whatever it, its versions, papers and messages name."""
    names = {*stored_names(entry), *entry.papers.values_list("stored", flat=True)}
    for files in Snapshot.objects.filter(entry=entry).values_list("files", flat=True):
        names |= set(files)
    names |= set(Message.objects.filter(thread__entry=entry).values_list("file", flat=True))
    for name in sorted(names - {""}):
        after_commit(discard, name)
    forget_copies(entry)


def forget_files(entry: Entry) -> None:
    """Of a draft that is given up: pictures, press kit, consents and papers. Its words stay its maker's to read."""
    for name in stored_names(entry):
        after_commit(discard, name)
    entry.pictures.all().delete()
    entry.consents.all().delete()
    if kit := getattr(entry, "press_kit", None):
        kit.delete()
    entry.still = ""
    entry.save(update_fields=["still", "updated_at"])
    entry.answers.filter(paper__isnull=False).delete()
    entry.clearances.update(paper=None)
    for paper in entry.papers.all():
        discard_paper(paper)
