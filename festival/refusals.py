"""One handler: a refusal becomes a page, an htmx fragment or a JSON problem (RFC 9457), never a stack trace."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from festival.exceptions import FestivalError, NotReady


def problem(error: FestivalError) -> dict[str, object]:
    body: dict[str, object] = {"title": str(error.message), "status": error.status}
    if isinstance(error, NotReady):
        body["problems"] = [str(sentence) for sentence in error.problems]
    return body


def refusal_response(request: HttpRequest, error: FestivalError) -> HttpResponse:
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse(problem(error), status=error.status, content_type="application/problem+json")
    context = {
        "error": error,
        "message": error.message,
        "status": error.status,
        "problems": getattr(error, "problems", []),
        "way_out": error.way_out,
    }
    template = "_refused.html" if getattr(request, "htmx", False) else "refused.html"
    return render(request, template, context, status=error.status)
