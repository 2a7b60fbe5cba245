"""The API says no in one shape: application/problem+json."""

from typing import Any

from rest_framework.response import Response
from rest_framework.views import exception_handler

from festival.exceptions import FestivalError
from festival.refusals import problem


def problem_response(exc: Exception, context: dict[str, Any]) -> Response | None:
    if isinstance(exc, FestivalError):
        return Response(problem(exc), status=exc.status, content_type="application/problem+json")
    return exception_handler(exc, context)
