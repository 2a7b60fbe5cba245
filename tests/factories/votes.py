"""Votes of juries, named as one would say them."""

from typing import Any

from judging import actions
from judging.actions import ballots, votes
from judging.models import Juror, Jury, Round
from submissions.models import Entry


def draft_vote(
    of: Jury, entries: list[Entry], *, settings: dict[str, Any] | None = None, **terms: Any
) -> Round:
    """A ranked round that could open. `terms` are those of VoteTerms, `settings` columns of the round."""
    declared = votes.VoteTerms(**{"quorum_share": 0, "quorum_jurors": 0, **terms})
    name = {"en": "Final vote"}
    return votes.create_vote(
        of.edition, jury=of, name=name, by=None, terms=declared, entries=entries, **(settings or {})
    )


def open_vote(of: Jury, entries: list[Entry], **terms: Any) -> Round:
    return actions.open_round(draft_vote(of, entries, **terms), by=None)


def rank(judged: Round, juror: Juror, *ranking: Entry | list[Entry], confirm: bool = True) -> None:
    """Put the films into this order, equal ones in a list; confirmed unless told otherwise."""
    tiers = [[str(film.pk) for film in (tier if isinstance(tier, list) else [tier])] for tier in ranking]
    ballots.save_order(judged, juror, tiers, by=juror.membership.user)
    if confirm:
        ballots.confirm_ballot(judged, juror, by=juror.membership.user)


def open_pairs(of: Jury, entries: list[Entry]) -> Round:
    """Pairs among these films, as they follow a round."""
    source = actions.create_round(of.edition, jury=of, name={"en": "Source"}, by=None)
    return actions.open_round(votes.create_pairs(source, entries, name={"en": "Tie"}, by=None), by=None)
