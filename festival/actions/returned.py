"""Reports about letters that did not arrive: kept with the letter, and the address remembered."""

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

from django.db import transaction

from festival.actions.delivering import bury
from festival.bounces import Report, read_report
from festival.enums import LetterState
from festival.letter_states import letter_state
from festival.mail import letter_behind
from festival.models import Bounce, Letter


def take_reports(messages: Iterable[bytes]) -> Counter[str]:
    """Read each message; how many were returned, delayed, read before, strangers' or no reports at all."""
    counts: Counter[str] = Counter()
    for raw in messages:
        reports = read_report(raw)
        if not reports:
            counts["no_report"] += 1
        for report in reports:
            counts[take_report(report, source=_source(raw, report))] += 1
    return counts


@transaction.atomic
def take_report(report: Report, *, source: str) -> str:
    """One report about one recipient. Only a letter of ours, known by its seal, is touched; reading twice is harmless."""
    behind = letter_behind(report.token, report.message_ids)
    if behind is None:
        return "stranger"
    letter = Letter.objects.select_for_update().get(pk=behind.pk)
    if Bounce.objects.filter(source=source).exists():
        return "known"
    Bounce.objects.create(
        letter=letter,
        address=letter.to_email,
        permanent=report.verdict.permanent,
        reason=report.verdict.reason,
        status=report.status[:12],
        said=report.said,
        source=source,
    )
    if not report.verdict.permanent:
        return "delayed"
    if letter.state == LetterState.SENT:
        letter_state.move(letter, LetterState.BOUNCED, by=None, last_error=report.said[:2000])
    if report.verdict.kills_address:
        bury(letter.to_email, report.verdict.reason, report.said)
    return "returned"


def _source(raw: bytes, report: Report) -> str:
    return sha256(raw + report.recipient.encode()).hexdigest()
