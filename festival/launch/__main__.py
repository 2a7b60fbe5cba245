"""`python -m festival.launch run` and `python -m festival.launch with-services -- COMMAND`."""

import argparse
import os
import sys

from festival.launch.exceptions import CannotStart
from festival.launch.place import in_words
from festival.launch.progress import complain
from festival.launch.run import Options, run
from festival.launch.scratch import run_beside_services


def main() -> int:
    chosen = _parser().parse_args()
    try:
        if chosen.task == "with-services":
            return run_beside_services(chosen.arguments)
        run(Options(chosen.host, chosen.port, not chosen.no_demo, chosen.follow_parent))
    except CannotStart as refusal:
        complain(str(refusal))
        return 1
    except OSError as error:
        complain(in_words(error))
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m festival.launch", description=__doc__)
    tasks = parser.add_subparsers(dest="task", required=True)
    portal = tasks.add_parser("run", help="start a whole portal on this machine")
    portal.add_argument("--host", default="127.0.0.1")
    portal.add_argument("--port", type=int, default=os.environ.get("PORT") or 8000)
    portal.add_argument("--no-demo", action="store_true", help="do not build the demo festivals")
    portal.add_argument("--follow-parent", action="store_true", help="stop when the parent process ends")
    beside = tasks.add_parser(
        "with-services", help="run a command beside a PostgreSQL and a Redis of its own"
    )
    beside.add_argument("arguments", nargs="+")
    return parser


if __name__ == "__main__":
    sys.exit(main())
