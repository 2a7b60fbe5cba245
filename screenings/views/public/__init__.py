"""The shop window. Whatever is not told yet answers like something that does not exist."""
