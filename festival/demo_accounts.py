"""Who can sign in to the demo. One pass phrase for all, printed when the portal starts."""

from typing import NamedTuple

PASS_PHRASE = "lantern light 2026"  # the demo's public pass phrase


class DemoAccount(NamedTuple):
    email: str
    name: str
    what: str


ACCOUNTS = (
    DemoAccount("admin@demo.example", "Demo Administrator", "everything, and the repair desk"),
    DemoAccount("director@demo.example", "Demo Director", "festival director of all three demo festivals"),
    DemoAccount("programmer@demo.example", "Demo Programmer", "entries, rounds and the programme"),
    DemoAccount("scrutineer@demo.example", "Demo Scrutineer", "counts the votes, sees the standings"),
    DemoAccount("door@demo.example", "Demo Front of House", "front of house"),
    DemoAccount("juror@demo.example", "Juror 1 (demo)", "juror, with films to watch at Lantern (demo)"),
    DemoAccount("filmmaker@demo.example", "Demo Filmmaker", "a filmmaker with entries of their own"),
)
