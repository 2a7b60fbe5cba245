"""Whether words about two people may mean the same person, company or page. Pure."""
