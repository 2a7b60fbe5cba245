"""Views begin here: the edition named in the address, for those who may see it."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from festival import rules
from festival.accounts.second_factor import SecondFactorWanted, has_second_factor
from festival.exceptions import Refused
from festival.models import Edition


def desk_edition(request: HttpRequest, festival: str, edition: str) -> Edition:
    """The edition whose desk the person may enter; a stranger learns nothing, not even that it exists (404)."""
    found = _edition(Edition.objects.all(), festival, edition)
    if not rules.can_enter_desk(request.user, found):
        raise Http404
    if settings.REQUIRE_MFA_FOR_DESK and not has_second_factor(request.user):
        raise SecondFactorWanted
    request.edition = found  # type: ignore[attr-defined] # read by festival.context
    return found


def public_edition(request: HttpRequest, festival: str, edition: str) -> Edition:
    """A published edition; the festival's own staff may look at theirs before."""
    found = _edition(Edition.objects.all(), festival, edition)
    if not found.public and not rules.can_enter_desk(request.user, found):
        raise Http404
    request.edition = found  # type: ignore[attr-defined]
    return found


def ask(allowed: bool, message: Any = None) -> None:
    """The second beat of a view: may this person do this? Refused (403) if not."""
    if not allowed:
        raise Refused(message)


def _edition(editions: Any, festival: str, edition: str) -> Edition:
    return get_object_or_404(editions.select_related("festival"), festival__slug=festival, slug=edition)
