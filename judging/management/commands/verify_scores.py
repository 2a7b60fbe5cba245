"""Work the chain of marks out again and name the first one that is not as it was given."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from judging.models import RepeatMark, Round, Score
from judging.score_chain import Break, certain_break, first_break, first_repeat_break

SOME_ARE_BROKEN = 1


class Command(BaseCommand):
    help = (
        "Work the chain of marks out again, of all rounds or of one. "
        "Exit code 0: every mark is as it was given; 1: marks were changed or are missing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--round", type=int, help="the number of one round, as in the address of its page"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        rounds = Round.objects.select_related("edition").order_by("pk")
        if options["round"] is not None:
            rounds = rounds.filter(pk=options["round"])
            if not rounds.exists():
                raise CommandError(f"There is no round {options['round']}.")
        chains = (first_break, first_repeat_break)
        broken = [found for judged in rounds for chain in chains if (found := certain_break(judged, chain))]
        for found in broken:
            self.stdout.write(_words(found))
        self.stdout.write(
            f"{rounds.count()} rounds verified, {len({found.round for found in broken})} broken"
        )
        if broken:
            raise SystemExit(SOME_ARE_BROKEN)


def _words(found: Break) -> str:
    """One line for whoever has to look into it."""
    where = f"round {found.round}: {'mark of a repeated film' if found.repeated else 'mark'} {found.number}"
    model, card = (RepeatMark, "repeat") if found.repeated else (Score, "scorecard")
    marks: Any = model._default_manager.select_related(f"{card}__assignment__juror")
    score = marks.filter(pk=found.score).first()
    if score is None:
        return f"{where} and all after it are missing"
    assignment = getattr(score, card).assignment
    what = "was changed" if found.what == "changed" else "does not follow: one before it is missing"
    return f"{where} (row {score.pk}, {assignment.juror}, entry {assignment.entry_id}) {what}"
