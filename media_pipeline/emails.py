"""The workshop's letters. It knows no festival's offices, so it writes to those who run the portal."""

from django.conf import settings
from django.urls import reverse

from festival.letters import post_letter
from festival.models import Letter, User
from media_pipeline.models import FixityCheck


def post_original_broken(check: FixityCheck) -> list[Letter]:
    """An original is damaged or missing: somebody has to fetch it from the backup."""
    address = reverse("admin:media_pipeline_asset_change", args=[check.asset_id])
    context = {"check": check, "asset": check.asset, "asset_url": settings.PORTAL_URL + address}
    keepers = User.objects.filter(is_superuser=True, is_active=True).order_by("pk")
    return [post_letter("media_pipeline/original_broken", to=person, context=context) for person in keepers]
