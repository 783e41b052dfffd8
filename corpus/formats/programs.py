"""The office programs that write formats: LibreOffice and Chromium, each with its own profile."""

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

SECONDS = 240


def convert(sources: Sequence[Path], kind: str, targets: Sequence[Path]) -> None:
    """Convert files with one start of LibreOffice and put them at ``targets``.

    ``kind`` is a suffix that LibreOffice knows. Raises ``FileNotFoundError`` where it left one
    out, ``CalledProcessError`` or ``TimeoutExpired`` where it failed.
    """
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        copies = [place / f"{n}{path.suffix}" for n, path in enumerate(sources)]
        for source, copy in zip(sources, copies, strict=True):
            shutil.copyfile(source, copy)
        command = ["soffice", f"-env:UserInstallation={(place / 'profile').as_uri()}"]
        command += ["--headless", "--convert-to", kind, "--outdir", str(place / "out")]
        _run([*command, *map(str, copies)])
        for number, target in enumerate(targets):
            shutil.copyfile(place / "out" / f"{number}.{kind}", target)


def browse(page: Path, target: Path) -> None:
    """Print a web page to PDF with Chromium, without its headers and footers."""
    with tempfile.TemporaryDirectory() as profile:
        program = shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
        command = [program, "--headless", "--no-sandbox", "--disable-gpu"]
        command += [f"--user-data-dir={profile}", "--no-pdf-header-footer"]
        _run([*command, f"--print-to-pdf={target}", page.absolute().as_uri()])


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)  # noqa: S603
