"""What the rights step still needs, as codes. Pure; the words are in sentences.py."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RightsFacts:
    """How an entry stands to its edition's agreement and to the works of others."""

    asks_agreement: bool = False
    signed: bool = False
    permissions_open: int = 0
    """Uses that the maker has said neither yes nor no to."""
    asks_material: bool = False
    material: int = 0
    nothing_of_others: bool = False
    pending: int = 0
    pending_allowed: bool = True
    without_licence: int = 0
    """Licensed works without the licence's file, where the edition wants one."""


def rights_problems(facts: RightsFacts) -> list[tuple[str, dict[str, int]]]:
    """Codes with their figures. Without an agreement neither a signature nor permissions are asked for."""
    found: list[tuple[str, dict[str, int]]] = []
    if facts.asks_agreement and facts.permissions_open:
        found.append(("permissions_open", {"count": facts.permissions_open}))
    if facts.asks_material and not facts.material and not facts.nothing_of_others:
        found.append(("material_unsaid", {}))
    if facts.pending and not facts.pending_allowed:
        found.append(("material_pending", {"count": facts.pending}))
    if facts.without_licence:
        found.append(("licence_missing", {"count": facts.without_licence}))
    if facts.asks_agreement and not facts.signed:
        found.append(("agreement_unsigned", {}))
    return found
