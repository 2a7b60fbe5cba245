"""Where uploaded things lie: in folders below MEDIA_ROOT, or in any S3-compatible store once S3_BUCKET is set."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from festival.settings import environment as env

ROLES = {"default": "pictures", "originals": "originals", "renditions": "renditions"}
"""Django's name of each storage and its folder in the bucket."""
FOREVER = "private, max-age=31536000, immutable"


def storages(media_root: Path) -> dict[str, dict[str, Any]]:
    """The entries of STORAGES for originals, renditions and pictures."""
    if env.text("S3_BUCKET", ""):
        return {role: _in_bucket(role) for role in ROLES}
    return in_folders(media_root)


def in_folders(media_root: Path) -> dict[str, dict[str, Any]]:
    """One disk that web and workers share."""
    places = {
        "default": media_root,
        "originals": media_root / "originals",
        "renditions": media_root / "renditions",
    }
    return {
        role: {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(place)},
        }
        for role, place in places.items()
    }


def _in_bucket(role: str) -> dict[str, Any]:
    bucket = env.text("S3_BUCKET", "")
    if role == "originals":
        bucket = env.text("S3_ORIGINALS_BUCKET", "") or bucket
    options: dict[str, Any] = {
        "bucket_name": bucket,
        "location": ROLES[role],
        "endpoint_url": env.text("S3_ENDPOINT", "") or None,
        "public_endpoint_url": _public_endpoint(),
        "region_name": _region(),
        "addressing_style": _addressing(),
        "access_key": env.text("S3_ACCESS_KEY_ID", "") or None,
        "secret_key": env.text("S3_SECRET_ACCESS_KEY", "") or None,
        "object_parameters": {} if role == "default" else {"CacheControl": FOREVER},
    }
    return {"BACKEND": "media_pipeline.buckets.Bucket", "OPTIONS": options}


def browser_origins() -> list[str]:
    """Where browsers are sent for films: the content security policy has to allow it. Empty for a folder."""
    bucket = env.text("S3_BUCKET", "")
    if not bucket:
        return []
    parts = urlsplit(_public_endpoint())
    host = parts.netloc if _addressing() == "path" else f"{bucket}.{parts.netloc}"
    return [f"{parts.scheme}://{host}"]


def _public_endpoint() -> str:
    named = env.text("S3_PUBLIC_ENDPOINT", "") or env.text("S3_ENDPOINT", "")
    return named or f"https://s3.{_region()}.amazonaws.com"


def _region() -> str:
    return env.text("S3_REGION", "") or "us-east-1"


def _addressing() -> str:
    """Stores of one's own rarely have a name for each bucket; Amazon wants one."""
    style = env.text("S3_ADDRESSING", "") or ("path" if env.text("S3_ENDPOINT", "") else "virtual")
    if style not in {"path", "virtual"}:
        raise ImproperlyConfigured(f"S3_ADDRESSING must be path or virtual, not {style!r}.")
    return style
