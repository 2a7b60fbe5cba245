"""Where papers lie: under a name of 128 random bits, which nothing serves but the download views."""

import uuid
from hashlib import sha256
from typing import Any

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from submissions.answer_wording import paper_sentence
from submissions.asking_exceptions import BadPaperFile, TooManyPapers
from submissions.models import Entry, Paper
from submissions.papers.types import HEAD, BadPaper, look_at, tidy_name

MOST_PAPERS = 200  # beside one entry; a script that runs wild stops here
MOST_BYTES = 30 * 1024**2  # what the front server lets through; see docs/nginx.conf


def check_paper(file: UploadedFile, *, types: tuple[str, ...], most_bytes: int) -> str:
    """The type of a sent file. Raises BadPaperFile in words that say what to send instead."""
    head = file.read(HEAD)
    file.seek(0)
    limit = min(most_bytes, MOST_BYTES)
    try:
        return look_at(file.name or "", file.size or 0, head, types=types, most_bytes=limit)
    except BadPaper as error:
        raise BadPaperFile(paper_sentence(error.code, types=types, most_bytes=limit)) from error


def keep_paper(
    entry: Entry, file: UploadedFile, *, types: tuple[str, ...], most_bytes: int, by: Any
) -> Paper:
    """Store a file beside the entry. Raises BadPaperFile, TooManyPapers."""
    kind = check_paper(file, types=types, most_bytes=most_bytes)
    if entry.papers.count() >= MOST_PAPERS:
        raise TooManyPapers
    digest = sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    stored = default_storage.save(f"papers/{uuid.uuid4().hex}", file)
    return Paper.objects.create(
        entry=entry,
        stored=stored,
        name=tidy_name(file.name or ""),
        kind=kind,
        size=file.size,
        sha256=digest.hexdigest(),
        sent_by=by,
    )


def discard_paper(paper: Paper) -> None:
    """Forget a paper that nothing refers to any more, and its file after the commit."""
    stored = paper.stored
    paper.delete()
    transaction.on_commit(lambda: default_storage.delete(stored))
