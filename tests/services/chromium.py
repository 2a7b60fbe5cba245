"""Finds the Chromium that browser tests drive; run as a module it installs one where there is none."""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "Google Chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
USUAL_FOLDERS = ("/usr/bin", "/usr/local/bin", "/Applications/Google Chrome.app/Contents/MacOS")
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")


def find() -> str | None:
    """The path of a Chromium: named by CHROMIUM, on PATH, or Playwright's own download."""
    if named := os.environ.get("CHROMIUM"):
        return named
    folders = os.pathsep.join([os.environ.get("PATH", ""), *USUAL_FOLDERS])
    found = (shutil.which(name, path=folders) for name in NAMES)
    return next((path for path in found if path and _works(path)), None) or _playwrights_own()


def _works(path: str) -> bool:
    """Ubuntu's package is a stub that only asks for a snap."""
    return subprocess.run([path, "--version"], capture_output=True, check=False).returncode == 0


def _playwrights_own() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _has_chinese_glyphs() -> bool:
    if platform.system() != "Linux":
        return True
    return any(
        "cjk" in font.name.lower() or "wqy" in font.name.lower()
        for folder in FONT_FOLDERS
        for font in Path(folder).rglob("*.tt[cf]")
    )


def _install(missing: list[str]) -> None:
    """Debian's packages where we may, else Playwright's download; Raises CalledProcessError."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _run(["apt-get", "update", "-q"])
        _run(["apt-get", "install", "-q", "-y", "--no-install-recommends", *missing])
    if find() is None:
        _run([sys.executable, "-m", "playwright", "install", "chromium"])


def _run(command: list[str]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, check=True, capture_output=True, env=environment)


def main() -> int:
    missing = [] if find() else ["chromium"]
    missing += [] if _has_chinese_glyphs() else ["fonts-noto-cjk"]
    if missing:
        print(f"  Installing for the browser tests: {', '.join(missing)} ...", flush=True)
        try:
            _install(missing)
        except subprocess.CalledProcessError as error:
            print(
                f"  {' '.join(error.cmd)} failed:\n{error.stderr.decode(errors='replace')[-500:]}",
                file=sys.stderr,
            )
    if (path := find()) is None:
        print(
            "There is no Chromium and none could be installed; install it or set CHROMIUM.", file=sys.stderr
        )
        return 1
    print(f"  Browser tests use {path}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
