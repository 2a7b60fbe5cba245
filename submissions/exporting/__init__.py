"""Entries as files that other programs read: tables, and pictures in an archive; written row by row."""
