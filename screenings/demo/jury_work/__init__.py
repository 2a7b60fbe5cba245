"""A second edition of the invented festival, in which the jury is in the middle of its work.

Rows only: its films play the clips of the edition whose call is open.
"""

from screenings.demo.jury_work.build import put_jury_to_work

__all__ = ["put_jury_to_work"]
