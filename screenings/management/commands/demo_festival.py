"""Build the demo festivals with real films; a second run changes nothing. The workers must be running."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from screenings.demo import aiff, lantern, saisff
from screenings.demo import people as cast
from screenings.demo.build import build
from screenings.demo.jury_work import put_jury_to_work

PLANS = {plan.slug: plan for plan in (lantern.PLAN, aiff.PLAN, saisff.PLAN)}


class Command(BaseCommand):
    help = "Build the demo festivals, sending their films through the same actions and workers as real ones."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--only", choices=sorted(PLANS), help="build just this one")

    def handle(self, *args: Any, only: str | None = None, **options: Any) -> None:
        for slug, plan in PLANS.items():
            if only in (None, slug):
                edition = build(plan, self._say)
                if plan.open_call:
                    put_jury_to_work(edition.festival, cast.staff(), self._say)

    def _say(self, sentence: str) -> None:
        self.stdout.write(f"  {sentence}")
