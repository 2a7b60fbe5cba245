"""Starts a whole portal on one machine: PostgreSQL, Redis, web server, workers and clock, and stops them again."""
