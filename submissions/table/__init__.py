"""The desk's table of entries: what it may be asked (filters), what it shows (columns), and how it is laid out."""
