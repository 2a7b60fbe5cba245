"""The letters of the jury room: one function each, and three small templates beside it."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse

from festival.letters import post_letter
from festival.models import Edition, Letter, User
from judging.models import Honour, Juror, Poll, Round
from submissions.makers import letter_readers
from submissions.models import Entry
from submissions.titles_told import titles_told


def post_round_opened(judged: Round, juror: Juror, *, films: int) -> Letter | None:
    """To a juror with films to watch. A seat that nobody has taken yet gets its invitation, not this."""
    user = juror.membership.user
    if user is None:
        return None
    return _post("round_opened", judged.edition, user, round=judged, films=films, url=_absolute("jury:home"))


def post_honours(honours: Sequence[Honour]) -> list[Letter]:
    """To the makers of a film, once each: everything it has won. Only ever after publication."""
    entry = honours[0].entry
    url = _absolute("entries:entry", pk=entry.pk)
    return [
        _post("film_honoured", entry.edition, reader, entry=entry, honours=honours, url=url)
        for reader in letter_readers(entry)
    ]


def post_feedback(edition: Edition, person: User, films: list[Entry], *, key: str) -> Letter:
    """The comments on these films of one person may be read. Only ever after the announcement."""
    url = _absolute("entries:entry", pk=films[0].pk) if len(films) == 1 else _absolute("entries:home")
    context = {"films": films, "titles": titles_told(films), "url": url}
    return post_letter(
        "judging/feedback_ready", to=person, edition=edition, context=context, key=key, paced=True
    )


def post_vote_code(poll: Poll, address: str, *, code: str, minutes: int, language: str) -> Letter:
    """The code that proves a mailbox. To a bare address, and said in the same words whoever reads it."""
    edition = poll.round.edition
    where = {"festival": edition.festival.slug, "edition": edition.slug, "pk": poll.pk}
    context = {"vote": poll.round, "code": code, "minutes": minutes, "url": _absolute("public:vote", **where)}
    return post_letter("judging/vote_code", to=address, edition=edition, context=context, language=language)


def _post(kind: str, edition: Any, user: Any, **context: Any) -> Letter:
    return post_letter(f"judging/{kind}", to=user, edition=edition, context=context)


def _absolute(name: str, **kwargs: Any) -> str:
    return settings.PORTAL_URL + reverse(name, kwargs=kwargs)
