from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from festival.phases import Phase
from festival.rules_text import category_rules_sentences
from festival.scope import public_edition
from judging.results import awards_offered
from screenings.frontage import draw
from screenings.lobby import key_dates
from submissions.call_page import call_picture
from submissions.making_words import making_sentences


def call(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """Who may enter what, until when, and by which rules."""
    found = public_edition(request, festival, edition)
    phase = found.phase_at(timezone.now())
    context = {
        "phase": phase,
        "dates": key_dates(found, phase),
        "not_open_yet": phase == Phase.UPCOMING,
        "categories": [
            {"category": category, "rules": category_rules_sentences(category) + making_sentences(category)}
            for category in found.categories.prefetch_related("making_rules")
        ],
        "picture": call_picture(found),
        "awards": awards_offered(found),
    }
    return draw(request, "public/call.html", found, context)
