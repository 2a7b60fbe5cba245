"""A whole edition as one file: its rows as JSON lines, its pictures and papers, and a manifest with their hashes.

The street's upper rooms are asked by string; what does not travel is named below with the reason.
"""
