"""The floor plan as a test: imports go left on the street, pure packages stay pure, work starts after the commit."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

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
    "submissions/deadlines.py",
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


ALL = [path for path in sources(*STREET) if "migrations" not in path.parts]


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module or ""


def name_of(path: Path) -> str:
    return str(path.relative_to(HOUSE))


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_imports_go_left_on_the_street(path):
    # The demo walks through every room, as a visitor would; nothing imports it.
    if "demo" in path.parts or "management" in path.parts:
        return
    here = STREET.index(path.relative_to(HOUSE).parts[0])
    uphill = {name for name in imported(path) if name.split(".")[0] in STREET[here + 1 :]}
    assert uphill == set()


@pytest.mark.parametrize("path", sources(*PURE), ids=name_of)
def test_pure_packages_know_no_framework(path):
    assert {name for name in imported(path) if name.split(".")[0] in FRAMEWORKS} == set()


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_work_is_enqueued_only_after_commit(path):
    calls = {
        node.func.attr
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert calls & TOO_EARLY == set()


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_each_task_has_both_time_limits(path):
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.FunctionDef):
            continue
        for decorator in node.decorator_list:
            if "shared_task" in ast.unparse(decorator):
                limits = {keyword.arg for keyword in getattr(decorator, "keywords", [])}
                assert {"soft_time_limit", "time_limit"} <= limits, node.name


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_no_net_catches_everything(path):
    handlers = [node for node in ast.walk(tree(path)) if isinstance(node, ast.ExceptHandler)]
    wide = [
        h.lineno for h in handlers if h.type is None or ast.unparse(h.type) in {"BaseException", "Exception"}
    ]
    assert wide == []


@pytest.mark.parametrize("path", [p for p in ALL if p.name != "tasks.py"], ids=name_of)
def test_imports_stand_at_the_top(path):
    """Only tasks import an action inside a function, because actions enqueue tasks."""
    module = tree(path)
    inner = [
        node.lineno
        for function in ast.walk(module)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    # AppConfig.ready is Django's place for receivers and checks.
    assert path.name == "apps.py" or inner == []
