from tests.factories import judging as make
from tests.url_rows import SIGNED_IN, Row

JUROR = {"juror"}


def own_film(cast):
    """The juror's film in an open round."""
    jury = make.jury(cast.edition)
    seat = make.seat(jury, cast.juror)
    film = make.entry(cast.edition)
    given = make.assignment(make.open_round(jury, [film]), seat, film)
    return {"round_pk": given.round_id, "pk": given.pk}


def own_round(cast):
    return {"round_pk": own_film(cast)["round_pk"]}


def confirmed_film(cast):
    jury = make.jury(cast.edition)
    seat = make.seat(jury, cast.juror)
    film = make.entry(cast.edition)
    given = make.score(make.open_round(jury, [film]), seat, film, 7, 7)
    return {"round_pk": given.round_id, "pk": given.pk}


def juror_post(kwargs=own_film, **more):
    return Row(allow=JUROR, kwargs=kwargs, method="post", **{"ok": 302, **more})


ROWS = {
    "jury:home": Row(allow=SIGNED_IN),
    "jury:overview": Row(allow=JUROR, kwargs=own_round),
    "jury:film": Row(allow=JUROR, kwargs=own_film),
    "jury:save": juror_post(data=lambda cast: {"private_note": "slow"}),
    "jury:confirm": juror_post(ok=422),
    "jury:reopen": juror_post(kwargs=confirmed_film),
    "jury:step_back": juror_post(data=lambda cast: {"reason": "A friend"}),
    "jury:watched": juror_post(ok=422),
}
