"""`--model` reads a form of unknown layout: whole runs of the command over loopback."""

import json
from pathlib import Path

import docx
import pytest

from assistant.cli import run
from tests.extraction.build import OVERALL, OVERALL_TITLE, Grid
from tests.extraction.test_model_layout import FORM, GOOD
from tests.llm.server import KEY, Exchange, serving

Captured = pytest.CaptureFixture[str]
PROJECT = "灌渠清淤（青禾镇）"


def put(document: docx.document.Document, grid: Grid) -> None:
    """Add a grid of texts as a Word table; “<” widens the cell before it."""
    table = document.add_table(len(grid), max(map(len, grid)))
    for row, texts in enumerate(grid):
        for col, text in enumerate(texts):
            if text == "<":
                table.cell(row, col).merge(table.cell(row, col - 1))
            else:
                table.cell(row, col).text = text


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.chdir(tmp_path)
    document = docx.Document()
    for title, grid in ((OVERALL_TITLE, OVERALL), ("2024年灌渠清淤情况表", FORM)):
        document.add_paragraph(title)
        put(document, grid)
    document.save("pack.docx")
    return tmp_path / "pack.docx"


def plays(exchange: Exchange) -> None:
    """Point at the form's cells; notice nothing else."""
    form = "灌渠清淤（青禾镇）" in json.dumps(exchange.body, ensure_ascii=False)
    asks_cells = "R2C2" in json.dumps(exchange.body, ensure_ascii=False)
    answer = GOOD if form and asks_cells else {"notices": []}
    exchange.say(json.dumps(answer, ensure_ascii=False))


def test_check_reads_the_form_with_a_model(
    pack: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    with serving(plays) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.endpoint.base_url)
        run(["check", str(pack), "--model", "by-hand"])
    out = capsys.readouterr().out
    assert f"“{PROJECT}”" in out  # a finding calls a table by this project's name


def test_check_without_a_model_lists_the_form(pack: Path, capsys: Captured) -> None:
    run(["check", str(pack)])
    out = capsys.readouterr().out
    assert "不是已知的表样" in out
    assert f"“{PROJECT}”" not in out
