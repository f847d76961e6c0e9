"""Find a Chromium for the browser tests, or get one: `python tests/browser/chromium.py`.

In this order: Playwright's own, one that is installed, `playwright install`, and the
system's package where that is the way (Debian's, as root). Each must be able to start.
"""

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
INSTALL_S = 300
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)


def flags():
    """Return how to start it; root has no sandbox."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*FLAGS, *(["--no-sandbox"] if is_root else [])]


def find():
    """Return the path of a Chromium that starts, or None."""
    installed = [shutil.which(name) for name in NAMES]
    for path in (_playwrights_own(), *installed, MAC):
        if path and Path(path).is_file() and _starts(path):
            return str(path)
    return None


def get():
    """Find one, or install one; return its path, or None."""
    return (
        find() or (_install([sys.executable, "-m", "playwright", "install", "chromium"])) or _apt()
    )


def _playwrights_own():
    # The browsers' folder is known to Playwright's driver alone.
    code = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as p: print(p.chromium.executable_path)"
    )
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        found = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
        )
        return found.stdout.strip()
    return None


def _starts(path):
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        subprocess.run([path, "--version"], capture_output=True, timeout=60, check=True)
        return True
    return False


def _install(*commands):
    for command in commands:
        print(" ".join(command), file=sys.stderr)
        with contextlib.suppress(OSError, subprocess.SubprocessError):
            subprocess.run(command, timeout=INSTALL_S, check=True, stdout=subprocess.DEVNULL)
            continue
        return None
    return find()


def _apt():
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    return _install(["apt-get", "update", "-q"], ["apt-get", "install", "-qy", "chromium"])


if __name__ == "__main__":
    path = get()
    print(path or "There is no Chromium here: the browser tests will be skipped.", file=sys.stderr)
    sys.exit(1 if path is None and os.environ.get("CI") == "true" else 0)
