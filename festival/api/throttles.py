"""How often one may ask: generous for programs of people we know, less so for everybody else."""

from rest_framework.request import Request
from rest_framework.throttling import AnonRateThrottle, UserRateThrottle

from festival.accounts.client_address import client_address


class ByAddress(AnonRateThrottle):
    def get_ident(self, request: Request) -> str:
        """The caller's address as our own proxies saw it, not as the caller says."""
        return client_address(request)  # type: ignore[arg-type] - it reads headers and META only


class ByPerson(UserRateThrottle):
    def get_ident(self, request: Request) -> str:
        return client_address(request)  # type: ignore[arg-type]
