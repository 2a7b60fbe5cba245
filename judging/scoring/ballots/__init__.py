"""Votes of juries, counted in exact fractions: no rounding, no order of rows, no draw ever decides."""
