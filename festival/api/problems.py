"""The API says no in one shape: application/problem+json (RFC 9457), with all that is wrong at once."""

from typing import Any

from django.utils.encoding import force_str
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

from festival.exceptions import FestivalError
from festival.refusals import problem

CONTENT_TYPE = "application/problem+json"


def problem_response(exc: Exception, context: dict[str, Any]) -> Response | None:
    if isinstance(exc, FestivalError):
        return Response(problem(exc), status=exc.status, content_type=CONTENT_TYPE)
    response = exception_handler(exc, context)
    if response is not None:
        response.data = _body(exc, response)
        response.content_type = CONTENT_TYPE
    return response


def _body(exc: Exception, response: Response) -> dict[str, Any]:
    if not isinstance(exc, ValidationError):
        return {"title": force_str(response.data["detail"]), "status": response.status_code}
    title = force_str(ValidationError.default_detail)
    return {"title": title, "status": response.status_code, "errors": _by_field(response.data)}


def _by_field(errors: Any) -> dict[str, Any]:
    return errors if isinstance(errors, dict) else {"non_field_errors": errors}
