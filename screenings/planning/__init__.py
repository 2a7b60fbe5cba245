"""Planning, pure: frozen facts in, minutes and sentences' codes out. No Django, no clock."""
