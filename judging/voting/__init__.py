"""Ranked ballots and pairs between the rows and the pure counting: who may speak on what, what was said."""
