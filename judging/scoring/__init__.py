"""Counting: numbers in, frozen results out. No Django, exact fractions, tested with published tables."""
