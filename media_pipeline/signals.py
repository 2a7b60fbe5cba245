"""The news that the workshop sends up the street."""

from django.dispatch import Signal

asset_settled = Signal()
"""Sent after the commit with ``asset``: when it is refused, when it is playable and verified, and when it is ready.

It may come more than once for an asset; receivers look at the row and only enqueue.
"""

master_settled = Signal()
"""Sent after the commit with ``master``: a file for the projection has been read, or could not be. Perhaps twice."""
