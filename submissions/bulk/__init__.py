"""Deeds to many entries: what each kind of deed reads, wants, refuses and writes. Done by actions/bulk.py."""
