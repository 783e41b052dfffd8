"""Chromium and LibreOffice as witnesses; a test without them is skipped with the reason."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

CHROMIUM = shutil.which("chromium")
SOFFICE = shutil.which("soffice")
needs_chromium = pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed")
needs_office = pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")

_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
          "--disable-background-networking", "--disable-component-update", "--disable-sync")  # fmt: skip


@contextmanager
def opened(path: Path, width: int = 1366, javascript: bool = True) -> Iterator[Page]:
    """Open a file in Chromium, 768 px high."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_FLAGS))
        context = browser.new_context(
            viewport={"width": width, "height": 768}, java_script_enabled=javascript
        )
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.goto(path.as_uri())
        yield page
        browser.close()


def convert(path: Path, form: str, folder: Path, pattern: str, *options: str) -> list[Path]:
    """Convert a file with LibreOffice and return the files made that fit ``pattern``."""
    assert SOFFICE
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [SOFFICE, profile, "--headless", *options, "--convert-to", form,
         "--outdir", str(folder), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    made = sorted(folder.glob(pattern))
    assert made
    return made
