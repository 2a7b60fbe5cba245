"""The pure parts of the scripts, tested by node's own test runner."""

import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent


def test_the_scripts_pure_parts():
    node = shutil.which("node")
    assert node is not None, "make setup provides node"
    files = sorted(str(path) for path in (HERE / "javascript").glob("*.test.mjs"))
    run = subprocess.run([node, "--test", *files], check=False, capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-2000:]
