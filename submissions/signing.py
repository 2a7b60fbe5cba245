"""Which agreement an entry is asked to sign, and how it stands. No queries when `with_rights` has run."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet

from festival.models import Edition
from submissions.enums import EntryState
from submissions.granting import ClearanceStatus, Showing
from submissions.models import Agreement, Clearance, Entry, Permissions, RightsPolicy, Signature
from submissions.rights_rules import RightsFacts


def with_rights(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """With all that the rights step asks, in a fixed number of queries."""
    return entries.select_related("permissions", "edition__rights_policy").prefetch_related(*rights_rows())


def rights_rows() -> tuple[Prefetch, ...]:
    """What `with_rights` fetches beside its single rows, for one entry that is already here."""
    return (
        Prefetch("edition__agreements", published()),
        Prefetch("signatures", Signature.objects.select_related("agreement")),
        Prefetch("clearances", Clearance.objects.select_related("paper")),
    )


def published() -> QuerySet[Agreement]:
    """Newest first. The words are left out: a list never needs them."""
    return Agreement.objects.filter(published_at__isnull=False).order_by("-version").defer("text", "changes")


def agreement_of(edition: Edition) -> Agreement | None:
    """The newest published version."""
    prefetched = getattr(edition, "_prefetched_objects_cache", {})
    if "agreements" in prefetched:
        return next((row for row in prefetched["agreements"] if row.published_at), None)
    return published().filter(edition=edition).first()


def policy_of(edition: Edition) -> RightsPolicy:
    """Without a row of its own an edition has the defaults."""
    try:
        return edition.rights_policy
    except RightsPolicy.DoesNotExist:
        return RightsPolicy(edition=edition)


def permissions_of(entry: Entry) -> Permissions:
    try:
        return entry.permissions
    except Permissions.DoesNotExist:
        return Permissions(entry=entry)


@dataclass(frozen=True)
class Standing:
    """How an entry stands to its edition's agreement."""

    current: Agreement | None
    signature: Signature | None
    """The newest signature, perhaps of an earlier version."""

    @property
    def is_signed(self) -> bool:
        return (
            self.signature is not None
            and self.current is not None
            and (self.signature.agreement_id == self.current.pk)
        )

    @property
    def is_outdated(self) -> bool:
        """An earlier version was signed than the one that is valid now."""
        return self.signature is not None and self.current is not None and not self.is_signed


def standing_of(entry: Entry) -> Standing:
    signatures = sorted(entry.signatures.all(), key=lambda row: row.agreement.version, reverse=True)
    return Standing(agreement_of(entry.edition), signatures[0] if signatures else None)


def rights_facts(entry: Entry) -> RightsFacts:
    """For the check of completeness."""
    policy, permissions, standing = policy_of(entry.edition), permissions_of(entry), standing_of(entry)
    clearances = list(entry.clearances.all())
    return RightsFacts(
        asks_agreement=standing.current is not None,
        signed=standing.is_signed,
        permissions_open=sum(getattr(permissions, use) is None for use in Showing.values),
        asks_material=policy.material_required,
        material=len(clearances),
        nothing_of_others=permissions.nothing_of_others,
        pending=sum(row.is_pending for row in clearances),
        pending_allowed=policy.pending_allowed,
        without_licence=sum(lacks_licence(row) for row in clearances) if policy.licences_required else 0,
    )


def has_rights(entry: Entry) -> bool:
    """Whether the maker has said anything in the rights step."""
    return (
        standing_of(entry).is_signed
        or permissions_of(entry).nothing_of_others
        or bool(entry.clearances.all())
    )


def lacks_licence(row: Clearance) -> bool:
    return row.status == ClearanceStatus.LICENSED and row.paper_id is None


def with_outdated_signatures(edition: Edition, agreement: Agreement) -> QuerySet[Entry]:
    """Submitted entries of the edition that have not signed this version."""
    signed = Signature.objects.filter(entry=OuterRef("pk"), agreement=agreement)
    return Entry.objects.of_edition(edition).submitted().filter(~Exists(signed))


def signature_counts(edition: Edition) -> dict[int, int]:
    """Signatures of submitted entries by the agreement's number."""
    rows = Signature.objects.filter(agreement__edition=edition, entry__state=EntryState.SUBMITTED)
    return dict(rows.order_by().values_list("agreement_id").annotate(Count("pk")))


def open_signatures(user: Any) -> list[dict[str, Any]]:
    """For a maker's to-do list: submitted entries that the festival has asked to sign its newest agreement.

    Each: entry, agreement, asked_at. Only after the festival's own request; a new version alone asks nothing.
    """
    mine = Entry.objects.owned_by(user).submitted().filter(signature_requests__isnull=False).distinct()
    rows = with_rights(mine.select_related("edition__festival", "category")).prefetch_related(
        "signature_requests"
    )
    todo = []
    for entry in rows:
        standing = standing_of(entry)
        asked = [row for row in entry.signature_requests.all() if row.agreement_id == standing_key(standing)]
        if asked and not standing.is_signed:
            todo.append({"entry": entry, "agreement": standing.current, "asked_at": asked[0].asked_at})
    return todo


def standing_key(standing: Standing) -> int | None:
    return standing.current.pk if standing.current else None
