from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from festival.models import Edition
from festival.scope import ask, desk_edition
from screenings import rules


def edition_to_plan(request: HttpRequest, festival: str, edition: str) -> Edition:
    """The edition, for somebody who may change its programme."""
    found = desk_edition(request, festival, edition)
    ask(rules.can_plan(request.user, found), _("Only programmers and directors change the programme."))
    return found


def posted(request: HttpRequest) -> Any:
    """What a form is bound to: an empty answer is an answer too."""
    return request.POST if request.method == "POST" else None


def at(name: str, edition: Edition, **more: Any) -> str:
    """The address of a page of this desk."""
    return reverse(
        f"programme_desk:{name}", kwargs={"festival": edition.festival.slug, "edition": edition.slug, **more}
    )


def draw(
    request: HttpRequest, template: str, edition: Edition, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render a page of the desk with the hours of the festival's own zone."""
    with timezone.override(edition.tz):
        frame = {
            "edition": edition,
            "festival": edition.festival,
            "may_plan": rules.can_plan(request.user, edition),
        }
        return render(request, f"screenings/{template}", {**frame, **context}, status=status)


def programme_tabs(request: HttpRequest, edition: Edition) -> list[dict[str, Any]]:
    """Schedule, blocks, sessions, versions: pages that belong together, for those who may open them."""
    plans = rules.can_plan(request.user, edition)
    tabs = [("programme", _("Schedule"))]
    tabs += [("blocks", _("Blocks")), ("sessions", _("Sessions"))] if plans else []
    tabs.append(("versions", _("Versions")))
    here = request.path
    items = [{"label": label, "url": at(name, edition), "current": False} for name, label in tabs]
    current = max((item for item in items if here.startswith(item["url"])), key=lambda i: len(i["url"]))
    current["current"] = True
    return items


def form_page(
    request: HttpRequest,
    edition: Edition,
    form: Any,
    *,
    heading: str,
    back: str,
    delete: str = "",
    kicker: str = "",
) -> HttpResponse:
    context = {"form": form, "heading": heading, "back_url": back, "delete_url": delete, "kicker": kicker}
    return draw(request, "desk_form.html", edition, context, status=422 if form.is_bound else 200)
