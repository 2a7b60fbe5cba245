"""Set up a vote: a ranked round or pairs, on films that another round brought forward."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from festival.exceptions import FestivalError
from festival.models import Edition
from judging.actions.assigning import assign_all
from judging.actions.round_rules import declare_rules
from judging.actions.rounds import create_round
from judging.enums import RoundMode
from judging.models import Deliberation, FollowUp, Jury, Round
from judging.models.round_rules import rules_of
from judging.modes.pairwise import BRADLEY_TERRY
from judging.vote_enums import UnseenRule, VoteMethod, VoteRung
from submissions.models import Entry

MOST_IN_PAIRS = 30
QUORUM_SHARE, QUORUM_JURORS = 67, 3
USUAL_LADDER = (
    VoteRung.RECOUNT,
    VoteRung.SECOND_BALLOT,
    VoteRung.THIRD_BALLOT,
    VoteRung.CASTING_VOTE,
    VoteRung.JURY_SCORE,
)


@dataclass(frozen=True)
class VoteTerms:
    """What a vote declares before it opens."""

    method: str = VoteMethod.SCHULZE
    ladder: Sequence[str] = USUAL_LADDER
    seats: int = 1
    ballot: int = 1
    unseen: str = UnseenRule.ALLOWED
    quorum_share: int = QUORUM_SHARE
    quorum_jurors: int = QUORUM_JURORS


USUAL = VoteTerms()


@transaction.atomic
def create_vote(
    edition: Edition,
    *,
    jury: Jury,
    name: dict[str, str],
    by: Any,
    terms: VoteTerms = USUAL,
    entries: Iterable[Entry] = (),
    after: Round | None = None,
    deliberation: Deliberation | None = None,
    **settings: Any,
) -> Round:
    """A ranked round as a draft; everybody of the jury votes on every film. `after`: whose films these are."""
    made = create_round(
        edition, jury=jury, name=name, by=by, entries=entries, mode=RoundMode.RANKED, **settings
    )
    declare_terms(made, terms, by=by)
    follow(made, after, deliberation)
    assign_all(made, by=by)
    return made


def declare_terms(judged: Round, terms: VoteTerms, *, by: Any) -> None:
    """Method, ladder, quorum and the rest; only before the opening."""
    if terms.method not in VoteMethod.values or terms.unseen not in UnseenRule.values:
        raise FestivalError(_("A vote of this kind cannot be counted."), status=422)
    if len(set(terms.ladder)) != len(terms.ladder) or set(terms.ladder) - set(VoteRung.values):
        raise FestivalError(_("Each step of the tie ladder can stand there once."), status=422)
    if terms.seats < 1 or terms.ballot not in (1, 2, 3):
        raise FestivalError(
            _("A shortlist has at least one place, and there are at most three ballots."), status=422
        )
    kept: Mapping[str, Any] = {
        **rules_of(judged).parameters,
        "seats": terms.seats if terms.method == VoteMethod.STV else 1,
        "ballot": terms.ballot,
        "unseen": terms.unseen,
    }
    declare_rules(
        judged,
        by=by,
        method=terms.method,
        parameters=kept,
        tie_ladder=[str(rung) for rung in terms.ladder],
        quorum_share=terms.quorum_share,
        quorum_scores=terms.quorum_jurors,
    )


def terms_declared(judged: Round) -> VoteTerms:
    declared = rules_of(judged)
    return VoteTerms(
        method=declared.method or VoteMethod.SCHULZE,
        ladder=tuple(declared.tie_ladder),
        seats=int(declared.parameters.get("seats", 1)),
        ballot=int(declared.parameters.get("ballot", 1)),
        unseen=declared.parameters.get("unseen", UnseenRule.ALLOWED),
        quorum_share=declared.quorum_share,
        quorum_jurors=declared.quorum_scores,
    )


def follow(made: Round, after: Round | None, deliberation: Deliberation | None = None) -> None:
    if after is not None or deliberation is not None:
        FollowUp.objects.create(round=made, of=after, deliberation=deliberation)


@transaction.atomic
def create_pairs(
    source: Round,
    entries: Sequence[Entry],
    *,
    name: dict[str, str],
    by: Any,
    goal: str = "winner",
    deliberation: Deliberation | None = None,
) -> Round:
    """Pairs among the tied films of a round, at most thirty of them."""
    if not 2 <= len(entries) <= MOST_IN_PAIRS:
        raise FestivalError(_("Pairs are asked among 2 to 30 films."), status=422)
    made = create_round(
        source.edition,
        jury=source.jury,
        name=name,
        by=by,
        entries=entries,
        mode=RoundMode.PAIRWISE,
        blindness=source.blindness,
        veil_fields=source.veil_fields,
    )
    declare_rules(made, by=by, method=BRADLEY_TERRY, parameters={"goal": goal})
    follow(made, source, deliberation)
    assign_all(made, by=by)
    return made


@transaction.atomic
def vote_again(
    judged: Round,
    entries: Sequence[Entry],
    *,
    name: dict[str, str],
    by: Any,
    deliberation: Deliberation | None = None,
) -> Round:
    """The next ballot of the same jury among these films, under the same terms."""
    terms = terms_declared(judged)
    following = VoteTerms(**{**vars(terms), "ballot": min(terms.ballot + 1, 3)})
    return create_vote(
        judged.edition,
        jury=judged.jury,
        name=name,
        by=by,
        terms=following,
        entries=entries,
        after=judged,
        deliberation=deliberation,
        blindness=judged.blindness,
        veil_fields=judged.veil_fields,
        min_watched_percent=judged.min_watched_percent,
    )
