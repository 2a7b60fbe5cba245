"""The methods by name: inputs and parameters as JSON in, rows as JSON out. What a tally names is found here for good."""

from functools import partial

from judging.scoring import audience, qualifying
from judging.scoring import scored_methods as scored
from judging.scoring.ballots.decide import NAMES as BALLOT_METHODS
from judging.scoring.ballots.document import count as count_ballots
from judging.scoring.counted import Counted, Method, Row
from judging.scoring.pair_votes import BRADLEY_TERRY, count_pairs

__all__ = ["METHODS", "Counted", "Method", "Row"]

METHODS: dict[str, Method] = {
    method.name: method
    for method in [
        *(Method(name, partial(scored.count, name)) for name in scored.VALUERS),
        *(Method(name, partial(count_ballots, name)) for name in BALLOT_METHODS),
        Method(qualifying.METHOD, qualifying.count),
        Method(audience.SHARE, audience.count_shares),
        Method(audience.MEAN, audience.count_means),
        Method(BRADLEY_TERRY, lambda inputs, parameters: Counted(*count_pairs(inputs, parameters))),
    ]
}
