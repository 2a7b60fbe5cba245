"""The ground floor: who, when, which edition. It imports none of the rooms above it."""

from festival.celery import app as celery_app

__all__ = ["celery_app"]
