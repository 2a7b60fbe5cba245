from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from festival.scope import desk_edition
from screenings import overview, rules
from screenings.views.desk.common import draw


@login_required
def home(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """How is the festival? Phase, films, jury, what needs attention, what comes next."""
    found = desk_edition(request, festival, edition)
    now = timezone.now()
    phase = found.phase_at(now)
    figures = overview.figures_of(found)
    rounds = overview.rounds_of(found)
    context = {
        "phase": phase,
        "steps": overview.phase_steps(found, phase),
        "counts": overview.counts(request.user, found, figures, rounds),
        "attention": overview.attention(request.user, found, figures, now),
        "entry_bars": overview.entry_bars(figures),
        "entries_maximum": max(1, figures.drafts + figures.submitted),
        "round_bars": overview.round_bars(rounds),
        "dates": overview.next_dates(found, rounds, now),
        "public_url": overview.public_page(found),
        "may_copy": rules.can_copy(request.user, found),
    }
    return draw(request, "desk_home.html", found, context)
