"""Full-text search over entries in any script, with what every PostgreSQL has: see words.py and docs/decisions.md."""
