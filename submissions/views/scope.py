"""Views of the entry desk begin here: an entry that this person may see, else 404."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from festival.models import Edition
from submissions.models import Entry


def own_entry(request: HttpRequest, pk: UUID) -> Entry:
    """One of the person's own films. The page then carries its festival's name and colour."""
    mine = Entry.objects.owned_by(request.user).for_cards().prefetch_related("category__making_rules")
    # Single rows that each step's page reads: joined, they cost no query of their own.
    mine = mine.select_related("declaration", "permissions", "press_kit", "edition__rights_policy")
    found = get_object_or_404(mine, pk=pk)
    request.edition = found.edition  # type: ignore[attr-defined] # read by festival.context
    return found


def desk_entry(request: HttpRequest, edition: Edition, pk: UUID) -> Entry:
    """An entry of this edition that the desk has received."""
    received = Entry.objects.visible_to(request.user).of_edition(edition).at_the_desk()
    return get_object_or_404(received.for_cards().select_related("owner"), pk=pk)
