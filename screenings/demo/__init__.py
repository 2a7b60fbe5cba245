"""Festivals to walk through: built through the same actions and workers as a real one, with invented people.

Facts about AIFF 2025 and SAISFF are only those that were published (film, maker, award, declared tools). Dates, venues,
jurors, scores and every other film are invented and say so.
"""
