"""Further looks at the cut line, as they were proposed and ticked."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import Conflict, NotReady
from judging.actions.topping import Handed, Handing, locked_round
from judging.enums import RoundState
from judging.models import Round

Pair = tuple[str, str]
"""Film and juror, keys as text."""


def add_looks(judged: Round, pairs: Iterable[Pair], *, among: int, by: Any) -> Handed:
    """Give each film to the juror named, nothing else moves. `short` counts what no longer fits: it is left out.

    A conflict, a language or a limit that came up since the page was read is never overridden. Sent twice, the second
    time changes nothing. Raises NotReady when nothing is ticked, Conflict unless the round is open.
    """
    wanted = list(dict.fromkeys(pairs))
    if not wanted:
        raise NotReady([_("Tick at least one look.")])
    with transaction.atomic():
        locked_round(judged)
        if judged.state != RoundState.OPEN:
            raise Conflict(_("Further looks are asked for while a round is open."))
        handing = Handing(judged)
        columns = {seat.key: number for number, seat in enumerate(handing.parties.problem.jurors)}
        taken, short = [], {}
        for film, juror in wanted:
            row, column = handing.rows.get(film), columns.get(juror)
            if row is not None and column is not None and handing.topping.take(row, column):
                taken.append((int(juror), film))
            else:
                short[film] = short.get(film, 0) + 1
        made = handing.write(taken)
        if made:
            audit.record(
                "round.looks_added",
                judged,
                by=by,
                count=len(made),
                among=among,
                films=sorted({film for _juror, film in taken}),
            )
    return Handed(made, short)
