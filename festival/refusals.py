"""One handler: a refusal becomes a page, an htmx fragment or a JSON problem (RFC 9457), never a stack trace."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

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
        "back_url": page_of_the_button(request),
    }
    template = "_refused.html" if getattr(request, "htmx", False) else "refused.html"
    return render(request, template, context, status=error.status)


def page_of_the_button(request: HttpRequest) -> str:
    """Where somebody pressed what was refused, so that they can go on there; empty for other hosts and for links."""
    came_from = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    return came_from if request.method == "POST" and ours else ""
