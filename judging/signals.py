"""News for the rooms further up the street. Sent once, after the commit."""

from django.dispatch import Signal

results_published = Signal()
"""Sent with `edition`."""
