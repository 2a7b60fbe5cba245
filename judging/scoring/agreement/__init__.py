"""How much the jurors agree: Krippendorff's alpha, intraclass correlations, Kendall's W, and what each is worth.

Taste is not measurement: 0.2 to 0.4 is what juries of wine and of films reach.
"""

from judging.scoring.agreement.alpha import LEVELS, alpha, alpha_of_rows
from judging.scoring.agreement.concordance import Concordance, kendall_w
from judging.scoring.agreement.icc import (
    ComponentIcc,
    MeanSquares,
    ShroutFleiss,
    from_components,
    shrout_fleiss,
)
from judging.scoring.agreement.words import meaning

__all__ = [
    "LEVELS",
    "ComponentIcc",
    "Concordance",
    "MeanSquares",
    "ShroutFleiss",
    "alpha",
    "alpha_of_rows",
    "from_components",
    "kendall_w",
    "meaning",
    "shrout_fleiss",
]
