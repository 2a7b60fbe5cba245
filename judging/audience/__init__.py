"""The audience's vote: who may give one, what speaks of stuffing, and how long anything about a voter is kept."""
