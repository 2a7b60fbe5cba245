"""Words in every language: collected, compiled and checked in Python, since a fresh machine has no gettext tools."""
