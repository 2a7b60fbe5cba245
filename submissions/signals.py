"""News for the rooms further up the street; sent after the commit, and their receivers only enqueue a task."""

from django.dispatch import Signal

entry_withdrawn = Signal()  # entry_id, edition_id
