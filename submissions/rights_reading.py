"""The rights in a film laid out for reading: for its makers and for the staff."""

from typing import Any

from django.utils.translation import gettext as _

from submissions.granting import ClearanceStatus, Showing
from submissions.models import Clearance, Entry
from submissions.signing import lacks_licence, permissions_of, policy_of, standing_of


def rights_sheet(entry: Entry) -> dict[str, Any]:
    """standing, uses (label, answer, state), clearances (rows with words), nothing_of_others, pending."""
    standing, permissions, policy = standing_of(entry), permissions_of(entry), policy_of(entry.edition)
    clearances = [_clearance(row, policy.licences_required) for row in entry.clearances.all()]
    return {
        "standing": standing,
        "is_asked": standing.current is not None,
        "state": _state_word(standing),
        "uses": uses_of(entry) if standing.current or permissions.pk else [],
        "clearances": clearances,
        "nothing_of_others": permissions.nothing_of_others,
        "pending": sum(row["pending"] for row in clearances),
    }


def uses_of(entry: Entry) -> list[dict[str, str]]:
    """Each use with yes, no or a dash. The jury's watching is what submitting means."""
    permissions = permissions_of(entry)
    words = {True: (_("Yes"), "yes"), False: (_("No"), "no"), None: ("–", "open")}
    rows = [{"label": _("Watching by the jury and the staff"), "answer": _("Yes"), "state": "yes"}]
    for use in Showing:
        answer, state = words[getattr(permissions, use.value)]
        label = str(use.label)
        if use == Showing.EXCERPTS and permissions.excerpts:
            label = _("%(use)s, up to %(seconds)d seconds") % {"use": label, "seconds": permissions.excerpt_s}
        rows.append({"label": label, "answer": answer, "state": state})
    return rows


def _state_word(standing: Any) -> str:
    """Signed version 1 of 2."""
    if standing.signature is None:
        return _("Not signed") if standing.current else ""
    newest = standing.current.version if standing.current else standing.signature.agreement.version
    return _("Signed version %(signed)d of %(newest)d") % {
        "signed": standing.signature.agreement.version,
        "newest": newest,
    }


def _clearance(row: Clearance, licences_required: bool) -> dict[str, Any]:
    return {
        "pk": row.pk,
        "kind": row.get_kind_display(),
        "title": row.title,
        "holder": row.holder,
        "status": row.status,
        "status_label": row.get_status_display(),
        "tone": {ClearanceStatus.PENDING: "warn"}.get(ClearanceStatus(row.status), "good"),
        "note": row.note,
        "paper": row.paper,
        "pending": row.is_pending,
        "lacks_licence": licences_required and lacks_licence(row),
    }
