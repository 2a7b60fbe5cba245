"""``manage.py inspect_media FILE… --category …``: the workshop's verdict on files, as JSON, from a shell."""

import json
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from media_pipeline import binaries
from media_pipeline.examining import CannotBeExaminedError, Examined, examine, is_near_duplicate
from media_pipeline.sentences import remedy, sentence
from media_pipeline.spec import PRESETS, RulesError, TechnicalSpec

REFUSED, USAGE, NO_VERDICT = 1, 2, 3

DESCRIPTION = """\
Judge films as the workshop does and print one JSON object a line for each file, in the order given.
Needs no database, no Redis and no worker; the files are only read.

  file, bytes    the name as given; its size
  verdict        accept, accept_with_warnings or reject; null when there is none
  reasons        the codes behind the verdict, what blocks first; near_duplicate_of:<name> names an earlier file of
                 the same command line that shows the same pictures, and changes no verdict
  true           the measured facts under the names of the corpus's manifest; they also stand beside the verdict
  findings       everything found, also what changes no verdict: code, severity (blocks, warns, informs),
                 time code in seconds, sentence and remedy
  error          only when there is no verdict: why

Exit codes:
  0  every file is accepted, with or without warnings
  1  at least one file is rejected
  2  the command line or the category cannot be understood; nothing was judged
  3  at least one file has no verdict: it is not there, is no file, may not be read, or ffmpeg failed here
"""

CATEGORY = f"""\
the rules to judge by: one of {", ".join(PRESETS)} (P0, the policy of the corpus's manifest, is the default),
a JSON object such as {{"max_duration_s": 300, "orientation": "vertical"}} with the names of TechnicalSpec
or of the manifest's policy, or the name of a file that holds one
"""


class Command(BaseCommand):
    help = DESCRIPTION
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        """Keep the lines of the description as they are written."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.formatter_class = RawDescriptionHelpFormatter
        return parser

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "files", nargs="+", metavar="FILE", help="put -- before names that begin with a dash"
        )
        parser.add_argument("--category", default="P0", metavar="RULES", help=CATEGORY)

    def handle(self, *args: Any, files: list[str], category: str, **options: Any) -> None:
        try:
            spec = read_category(category)
            binaries.ffmpeg(), binaries.ffprobe()
        except RulesError as error:
            raise CommandError(str(error), returncode=USAGE) from error
        except binaries.NoUsableFfmpegError as error:
            raise CommandError(str(error), returncode=NO_VERDICT) from error
        verdicts = set()
        for report in reports(files, spec):
            verdicts.add(report["verdict"])
            self.stdout.write(json.dumps(report))
            self.stdout.flush()
        sys.exit(NO_VERDICT if None in verdicts else REFUSED if "reject" in verdicts else 0)


def reports(files: list[str], spec: TechnicalSpec) -> Iterator[dict[str, Any]]:
    """What is printed for each file."""
    taken: list[tuple[str, Examined]] = []
    for name in files:
        path = Path(name)
        try:
            found = examine(path, spec)
        except CannotBeExaminedError as error:
            yield {"file": name, "verdict": None, "reasons": [], "error": str(error)}
            continue
        alike = [
            f"near_duplicate_of:{earlier}" for earlier, other in taken if is_near_duplicate(found, other)
        ]
        taken.append((path.name, found))
        yield {
            "file": name,
            "bytes": path.stat().st_size,
            "verdict": found.verdict,
            "reasons": [*found.reasons, *alike],
            **found.facts,
            "true": found.facts,
            "findings": [
                {
                    "code": problem.code,
                    "severity": str(problem.severity),
                    "timecode_s": problem.timecode_s,
                    "sentence": sentence(problem.code, problem.params),
                    "remedy": remedy(problem.code, problem.params),
                }
                for problem in found.problems
            ],
        }


def read_category(text: str) -> TechnicalSpec:
    """Find the rules behind what stands after ``--category``. Raises RulesError."""
    if text in PRESETS:
        return PRESETS[text]
    written = text if text.lstrip().startswith("{") else _content(text)
    try:
        rules = json.loads(written)
    except (ValueError, RecursionError) as error:
        raise RulesError(f"The category is not JSON: {error}") from error
    if not isinstance(rules, dict):
        raise RulesError("The category is not a JSON object.")
    return TechnicalSpec.from_rules(rules)


def _content(name: str) -> str:
    path = Path(name)
    try:
        if not path.is_file():
            raise RulesError(f"{name} is neither one of {', '.join(PRESETS)} nor a file.")
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RulesError(f"{name} cannot be read: {error}") from error
