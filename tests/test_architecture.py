"""The floor plan as a test: imports go left on the street, pure packages stay pure, work starts after the commit."""

import ast
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).resolve().parent.parent
STREET = ["festival", "media_pipeline", "submissions", "judging", "screenings"]
FRAMEWORKS = {"django", "celery", "rest_framework", "allauth", "storages"}
PURE = [
    "festival/bounces",
    "festival/durations.py",
    "festival/phases.py",
    "festival/wall_clock.py",
    "festival/wording",
    "media_pipeline/credentials.py",
    "media_pipeline/credentials_child.py",
    "media_pipeline/fingerprints",
    "media_pipeline/facts.py",
    "media_pipeline/chunks/bench.py",
    "media_pipeline/chunks/fragments.py",
    "media_pipeline/chunks/planning.py",
    "media_pipeline/forecast.py",
    "media_pipeline/hostile.py",
    "media_pipeline/measurements.py",
    "media_pipeline/packages.py",
    "media_pipeline/packets.py",
    "media_pipeline/playlists.py",
    "media_pipeline/probe.py",
    "media_pipeline/processes.py",
    "media_pipeline/segments.py",
    "media_pipeline/signature.py",
    "media_pipeline/spans.py",
    "media_pipeline/timetable.py",
    "media_pipeline/spec.py",
    "media_pipeline/subtitles",
    "media_pipeline/inspection",
    "media_pipeline/ladder.py",
    "media_pipeline/recipes",
    "submissions/changing.py",
    "submissions/copy_comparing.py",
    "submissions/deadlines.py",
    "submissions/titles.py",
    "submissions/diffing.py",
    "submissions/eligibility.py",
    "submissions/importing",
    "submissions/making",
    "submissions/payments/checkout.py",
    "submissions/payments/manual.py",
    "submissions/payments/pricing.py",
    "submissions/payments/provider.py",
    "submissions/answers.py",
    "submissions/papers/types.py",
    "submissions/rights_rules.py",
    "submissions/reminding.py",
    "submissions/ribbons.py",
    "submissions/search/words.py",
    "submissions/search/hits.py",
    "submissions/search/query.py",
    "submissions/search/vector.py",
    "submissions/spreading.py",
    "media_pipeline/uploads/protocol.py",
    "judging/scoring",
    "judging/assigning",
    "judging/conflicts.py",
    "judging/matching",
    "judging/reminding.py",
    "judging/repeat_draw.py",
    "judging/awards.py",
    "judging/plots.py",
    "judging/watching.py",
    "judging/audience/addresses.py",
    "judging/audience/codes.py",
    "judging/audience/signals.py",
    "screenings/planning",
]
# Enqueueing names that do not wait for the commit.
TOO_EARLY = {"delay", "apply_async", "send_task"}


def sources(*places: str) -> list[Path]:
    found: list[Path] = []
    for place in places:
        path = HOUSE / place
        found += sorted(path.rglob("*.py")) if path.is_dir() else [path]
    return found


DEAR = {"pypinyin"}
"""Packages that take long to load and are rarely asked: not at every start."""
ALL = [path for path in sources(*STREET) if "migrations" not in path.parts]


class Reader(ast.NodeVisitor):
    """What the rules ask of a file, noted in one walk through it."""

    def __init__(self) -> None:
        self.depth = 0
        self.imports: set[str] = set()
        self.inner_imports: list[int] = []
        self.calls: set[str] = set()
        self.wide_nets: list[int] = []
        self.endless_tasks: list[str] = []

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for decorator in node.decorator_list:
            limits = {keyword.arg for keyword in getattr(decorator, "keywords", [])}
            if "shared_task" in ast.unparse(decorator) and not {"soft_time_limit", "time_limit"} <= limits:
                self.endless_tasks.append(node.name)
        self.depth += 1
        self.generic_visit(node)
        self.depth -= 1

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self.visit_FunctionDef(node)

    def visit_Import(self, node: ast.Import) -> None:
        self._note(node, [alias.name for alias in node.names])

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        self._note(node, [node.module or ""] if node.level == 0 else [])

    def _note(self, node: ast.stmt, names: list[str]) -> None:
        self.imports.update(names)
        if self.depth and not set(names) <= DEAR:
            self.inner_imports.append(node.lineno)

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Attribute):
            self.calls.add(node.func.attr)
        self.generic_visit(node)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.type is None or ast.unparse(node.type) in {"BaseException", "Exception"}:
            self.wide_nets.append(node.lineno)
        self.generic_visit(node)


@cache
def read(path: Path) -> Reader:
    """Once for all tests: there are a thousand files."""
    return reading(path.read_text(encoding="utf-8"))


def reading(text: str) -> Reader:
    reader = Reader()
    reader.visit(ast.parse(text))
    return reader


def offences(paths: list[Path], of: Callable[[Path], Iterable[Any]]) -> dict[str, list[Any]]:
    """What is wrong, by file: a test looks at all files and names every one that breaks its rule."""
    assert paths
    found = {str(path.relative_to(HOUSE)): sorted(of(path)) for path in paths}
    return {name: faults for name, faults in found.items() if faults}


def uphill(path: Path) -> set[str]:
    here = STREET.index(path.relative_to(HOUSE).parts[0])
    return {name for name in read(path).imports if name.split(".")[0] in STREET[here + 1 :]}


def test_imports_go_left_on_the_street():
    # The demo walks through every room, as a visitor would; nothing imports it.
    paths = [path for path in ALL if not {"demo", "management"} & set(path.parts)]
    assert offences(paths, uphill) == {}


def test_pure_packages_know_no_framework():
    def frameworks(path: Path) -> set[str]:
        return {name for name in read(path).imports if name.split(".")[0] in FRAMEWORKS}

    assert offences(sources(*PURE), frameworks) == {}


def test_work_is_enqueued_only_after_commit():
    assert offences(ALL, lambda path: read(path).calls & TOO_EARLY) == {}


def test_each_task_has_both_time_limits():
    assert offences(ALL, lambda path: read(path).endless_tasks) == {}


def test_no_net_catches_everything():
    assert offences(ALL, lambda path: read(path).wide_nets) == {}


def test_imports_stand_at_the_top():
    """Only tasks import an action inside a function, because actions enqueue tasks."""
    # AppConfig.ready is Django's place for receivers and checks.
    paths = [path for path in ALL if path.name not in {"tasks.py", "apps.py"}]
    assert offences(paths, lambda path: read(path).inner_imports) == {}


BROKEN = """
import judging.models
from celery import shared_task

@shared_task(time_limit=3)
def endless():
    try:
        from judging import actions
        actions.go.delay(1)
    except Exception:
        pass
"""


def test_the_reader_sees_what_is_wrong():
    seen = reading(BROKEN)
    assert seen.imports == {"judging.models", "celery", "judging"}
    assert (seen.endless_tasks, seen.inner_imports, seen.wide_nets) == (["endless"], [8], [10])
    assert seen.calls & TOO_EARLY == {"delay"}
