"""From which address a request came, for rate limits and for the letters about changes of an account."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address that the outermost of our own proxies saw.

    Each of the TRUSTED_PROXIES appends the address it was called from; what stands further left was written by
    the caller and may be invented. Behind fewer proxies than promised the leftmost counts: a limit that is too
    kind is better than one that locks everybody out on the night of the deadline.
    """
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    if settings.TRUSTED_PROXIES and hops:
        return hops[max(len(hops) - settings.TRUSTED_PROXIES, 0)]
    return request.META.get("REMOTE_ADDR") or "unknown"
