"""Finds a Chromium for the browser tests, or installs one; prints its path, and says on stderr which it took.

Order: the CHROMIUM variable; one on the PATH; Playwright's own; then Debian's package when root; then Playwright's
download. `--find` stops before installing anything.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ON_A_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
DEBIAN = ["chromium", "fonts-noto-core"]  # the fonts carry Arabic, Syriac and Cyrillic names
HOW = """No Chromium was found and none could be installed. One of these installs it:
    apt-get install chromium                      (Debian, as root)
    {python} -m playwright install --with-deps chromium
or name one you have:    CHROMIUM=/path/to/chromium make test"""


def runs(path: str) -> bool:
    """Whether the file at `path` answers to --version; a distribution's stub for a snap does not."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
    except OSError:
        return False


def installed() -> tuple[str, str] | None:
    """A Chromium on the PATH, as (path, where it came from)."""
    for name in (*NAMES, ON_A_MAC):
        path = shutil.which(name)
        if path and runs(path):
            return path, "an installed one"
    return None


def playwright_own() -> tuple[str, str] | None:
    """The Chromium that Playwright downloaded earlier, if any."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as player:
        path = player.chromium.executable_path
    return (path, "Playwright's own download") if Path(path).exists() and runs(path) else None


def is_debian_root() -> bool:
    """Whether packages can be installed with apt-get."""
    return shutil.which("apt-get") is not None and hasattr(os, "geteuid") and os.geteuid() == 0


def apt_install(packages: list[str]) -> bool:
    """Install Debian packages; whether it worked. apt's own words go to stderr: stdout is for the path."""
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    commands = (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages])
    return all(subprocess.run(c, stdout=sys.stderr, env=env, check=False).returncode == 0 for c in commands)


def from_debian() -> tuple[str, str] | None:
    """Debian's package, installed now."""
    if not is_debian_root():
        return None
    say(f"Installing {' and '.join(DEBIAN)} (Debian packages) ...")
    found = installed() if apt_install(DEBIAN) else None
    return (found[0], "Debian's package, installed now") if found else None


def from_playwright() -> tuple[str, str] | None:
    """Playwright's own build, downloaded now."""
    say("Downloading Playwright's Chromium ...")
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    done = subprocess.run(command, stdout=sys.stderr, check=False).returncode == 0
    found = playwright_own() if done else None
    return (found[0], "Playwright's own, downloaded now") if found else None


def ensure_arabic() -> None:
    """Names are shown in Arabic script: without a font for it the pictures show boxes, so get one or say so."""
    if not shutil.which("fc-list"):
        return
    listed = subprocess.run(["fc-list", ":lang=ar", "family"], capture_output=True, text=True, check=False)
    if listed.stdout.strip():
        return
    if not (is_debian_root() and apt_install(["fonts-noto-core"])):
        say("No font for Arabic script was found: pictures will show boxes. apt-get install fonts-noto-core")


def say(text: str) -> None:
    """A line to the person; stdout is kept for the path."""
    print(text, file=sys.stderr)


def main(arguments: list[str]) -> int:
    """Print the path of a Chromium; 1 when there is none."""
    may_install = "--find" not in arguments
    named = os.environ.get("CHROMIUM")
    if named:
        path = shutil.which(named)
        if not path or not runs(path):
            say(f"CHROMIUM={named} does not run. Name one that does, or unset it.")
            return 1
        found: tuple[str, str] | None = (path, "named by CHROMIUM")
    else:
        steps = [installed, playwright_own] + ([from_debian, from_playwright] if may_install else [])
        found = next(filter(None, (step() for step in steps)), None)
    if not found:
        say(HOW.format(python=sys.executable))
        return 1
    if may_install:
        ensure_arabic()
    say(f"Chromium: {found[0]} ({found[1]})")
    print(found[0])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
