from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from media_pipeline.uploads.actions import begin_upload
from tests.factories import asking
from tests.factories import judging as jury_room
from tests.factories import screenings as auditorium
from tests.factories import submissions as entry_desk
from tests.url_rows import EVERYBODY, SIGNED_IN, Row, edition_kwargs


def own_entry(cast: SimpleNamespace) -> dict[str, Any]:
    """The filmmaker's, submitted. The desk reads it on its pages, not here."""
    return {"pk": entry_desk.submitted(cast.edition, cast.filmmaker).pk}


def own_draft(cast: SimpleNamespace) -> dict[str, Any]:
    return {"pk": entry_desk.draft(cast.edition, cast.filmmaker).pk}


def file_answer(cast: SimpleNamespace) -> dict[str, Any]:
    question = asking.question(cast.edition, "file")
    return {**own_draft(cast), "key": question.key}


def own_upload(cast: SimpleNamespace) -> dict[str, Any]:
    return {"pk": begin_upload(owner=cast.filmmaker, filename="film.mp4", length=9).pk}


def own_scorecard(cast: SimpleNamespace) -> dict[str, Any]:
    """The juror's, in an open round."""
    jury = jury_room.jury(cast.edition)
    seat = jury_room.seat(jury, cast.juror)
    film = jury_room.entry(cast.edition)
    return {"pk": jury_room.assignment(jury_room.open_round(jury, [film]), seat, film).pk}


def marked_scorecard(cast: SimpleNamespace) -> dict[str, Any]:
    jury = jury_room.jury(cast.edition)
    seat = jury_room.seat(jury, cast.juror)
    film = jury_room.entry(cast.edition)
    judged = jury_room.open_round(jury, [film])
    return {"pk": jury_room.score(judged, seat, film, 7, 8, confirm=False).pk}


def confirmed_scorecard(cast: SimpleNamespace) -> dict[str, Any]:
    jury = jury_room.jury(cast.edition)
    seat = jury_room.seat(jury, cast.juror)
    film = jury_room.entry(cast.edition)
    return {"pk": jury_room.score(jury_room.open_round(jury, [film]), seat, film, 7, 8).pk}


def published(cast: SimpleNamespace) -> dict[str, Any]:
    cast.edition.results_published_at = timezone.now()
    cast.edition.save()
    return edition_kwargs(cast)


def released(cast: SimpleNamespace) -> dict[str, Any]:
    auditorium.released_programme(cast.edition, auditorium.film(cast.category, cast.filmmaker))
    return edition_kwargs(cast)


ROWS: dict[str, Row] = {
    "api:schema": Row(allow=EVERYBODY),
    "api:docs": Row(allow=EVERYBODY),
    "api:nothing": Row(allow=EVERYBODY, ok=404, kwargs=lambda cast: {"rest": "films/"}),
    "api:editions": Row(allow=EVERYBODY),
    "api:edition": Row(allow=EVERYBODY, kwargs=edition_kwargs),
    "api:call": Row(allow=EVERYBODY, kwargs=edition_kwargs),
    "api:results": Row(allow=EVERYBODY, kwargs=published),
    "api:programme": Row(allow=EVERYBODY, kwargs=released),
    "api:uploads": Row(allow=SIGNED_IN, anonymous=401),
    "api:upload": Row(allow={"filmmaker"}, anonymous=401, kwargs=own_upload),
    "api:entries": Row(allow=SIGNED_IN, anonymous=401),
    "api:entry": Row(allow={"filmmaker"}, anonymous=401, kwargs=own_entry),
    "api:answers": Row(allow={"filmmaker"}, anonymous=401, kwargs=own_entry),
    "api:answer_file": Row(allow={"filmmaker"}, anonymous=401, method="delete", kwargs=file_answer),
    "api:rights": Row(allow={"filmmaker"}, anonymous=401, kwargs=own_entry),
    "api:sign": Row(allow={"filmmaker"}, anonymous=401, method="post", ok=415, kwargs=own_draft),
    "api:findings": Row(allow={"filmmaker"}, anonymous=401, kwargs=own_entry),
    # 415: the harness posts a form, and the API takes JSON. Whoever gets that far has been let in.
    "api:send_film": Row(allow={"filmmaker"}, anonymous=401, method="post", ok=415, kwargs=own_draft),
    "api:submit_entry": Row(allow={"filmmaker"}, anonymous=401, method="post", ok=415, kwargs=own_draft),
    "api:withdraw_entry": Row(allow={"filmmaker"}, anonymous=401, method="post", ok=415, kwargs=own_draft),
    "api:scorecards": Row(allow=SIGNED_IN, anonymous=401),
    "api:scorecard": Row(allow={"juror"}, anonymous=401, kwargs=own_scorecard),
    "api:confirm_scorecard": Row(allow={"juror"}, anonymous=401, method="post", kwargs=marked_scorecard),
    "api:reopen_scorecard": Row(allow={"juror"}, anonymous=401, method="post", kwargs=confirmed_scorecard),
    "api:step_back": Row(allow={"juror"}, anonymous=401, method="post", ok=415, kwargs=own_scorecard),
}
