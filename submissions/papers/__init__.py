"""Papers: private files beside a film (an answer, a licence). Kept under a random name, given out as a download only."""
