"""What the demo writes opens in the programs that users have."""

import subprocess
from pathlib import Path

import pytest

from assistant.cli import run


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    assert run(["demo", "--out", str(folder)]) == 0
    return folder


@pytest.mark.system("soffice")
@pytest.mark.parametrize("name", ["pack.draft.docx", "questions.docx", "pack.xlsx"])
def test_office_files_open(name: str, results: Path, tmp_path: Path) -> None:
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*convert, str(results / name)], check=True, capture_output=True, timeout=180)
    pdf = (tmp_path / name).with_suffix(".pdf").read_bytes()
    assert pdf.startswith(b"%PDF-")
    assert b"/Font" in pdf


@pytest.mark.system("chromium")
def test_the_page_opens_without_a_network(results: Path) -> None:
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * 0.0.0.0"]
    page = (results / "report.html").as_uri()
    call = ["chromium", *flags, "--virtual-time-budget=3000", "--dump-dom", page]
    done = subprocess.run(call, check=True, capture_output=True, timeout=120)
    assert "绩效" in done.stdout.decode("utf-8")
