"""Rows of the ground floor, named as one would say them."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from festival.models import Category, Edition, Festival, Membership, User

PASSWORD = "a long enough pass phrase"


def user(name: str = "someone", **fields: Any) -> User:
    return User.objects.create_user(
        fields.pop("email", f"{name.replace('_', '.')}@example.org"), PASSWORD, name=name.title(), **fields
    )


def festival(slug: str = "lumen", **fields: Any) -> Festival:
    return Festival.objects.create(slug=slug, name={"en": slug.title()}, **fields)


def edition(of: Festival | None = None, *, slug: str = "2026", **fields: Any) -> Edition:
    """An edition whose call is open and which is public, unless `fields` say otherwise."""
    now = timezone.now()
    defaults: dict[str, Any] = {
        "name": {"en": f"Edition {slug}"},
        "time_zone": "Europe/Rome",
        "languages": ["en", "zh-hans"],
        "call_opens_at": now - timedelta(days=10),
        "call_closes_at": now + timedelta(days=20),
        "decisions_on": (now + timedelta(days=40)).date(),
        "starts_on": (now + timedelta(days=60)).date(),
        "ends_on": (now + timedelta(days=62)).date(),
        "public": True,
    }
    return Edition.objects.create(festival=of or festival(), slug=slug, **{**defaults, **fields})


def category(of: Edition, slug: str = "shorts", **fields: Any) -> Category:
    return Category.objects.create(edition=of, slug=slug, **{"name": {"en": slug.title()}, **fields})


def member(of: Edition, role: str, *, name: str = "") -> User:
    """A new person with one hat."""
    person = user(name or role)
    Membership.objects.create(
        edition=of, role=role, user=person, name=person.name, accepted_at=timezone.now()
    )
    return person
