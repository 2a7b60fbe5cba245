from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import http_date

from festival.models import Edition
from festival.scope import public_edition
from screenings.calendar import absolute
from screenings.stills import WIDTHS, still_picture
from screenings.views.public.films import public_film


def still(request: HttpRequest, festival: str, edition: str, slug: str, width: int) -> HttpResponse:
    """The picture of a film that the public knows. The address changes with the picture, so it may be kept."""
    if width not in WIDTHS:
        raise Http404
    entry = public_film(public_edition(request, festival, edition), slug)
    picture = still_picture(entry, width)
    if picture is None:
        raise Http404
    response = HttpResponse(picture, content_type="image/jpeg")
    response["Cache-Control"] = "public, max-age=86400"
    response["Last-Modified"] = http_date(entry.updated_at.timestamp())
    return response


def robots(request: HttpRequest) -> HttpResponse:
    rooms = sorted(settings.RESERVED_SLUGS - {"media", "robots", "static"})
    lines = ["User-agent: *", *(f"Disallow: /{room}/" for room in rooms)]
    return _text([*lines, "", f"Sitemap: {absolute(reverse('public:sitemap'))}"])


def sitemap(request: HttpRequest) -> HttpResponse:
    """The front pages; from there everything that is told is linked."""
    editions = Edition.objects.public().select_related("festival")
    paths = [
        reverse("public:edition_home", kwargs={"festival": edition.festival.slug, "edition": edition.slug})
        for edition in editions
    ]
    urls = "".join(f"<url><loc>{absolute(path)}</loc></url>" for path in paths)
    body = f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
    return HttpResponse(body, content_type="application/xml")


def _text(lines: list[str]) -> HttpResponse:
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
