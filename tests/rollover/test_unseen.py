"""Text of a summary that nobody sees is reported, never used and never sent; --show-prompts."""

import json
from pathlib import Path

import pytest
from docx import Document as Word
from docx.shared import Pt, RGBColor

from assistant.cli import run
from corpus.build import write_pack, write_summary
from corpus.truth import DEMO, load
from tests.llm.server import KEY, Exchange, serving
from tests.rollover.filling import fill

Captured = pytest.CaptureFixture[str]
SAID = ("危房改造竣工甲甲户。", "志愿服务活动开展乙乙场。", "技能培训共丙丙人。")
FIRST = ["rollover", "上年", "--template", "--summary", "总结"]
SECOND = ["rollover", "上年", "--figures", "figures.xlsx", "--summary", "总结"]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    write_pack(load(DEMO, 2023), tmp_path / "上年")[1].unlink()
    write_summary(load(DEMO, 2024), tmp_path / "总结")[1].unlink()
    path = tmp_path / "总结/summary.docx"
    summary = Word(str(path))
    paragraph = next(p for p in summary.paragraphs if "办公经费花了" in p.text)
    hidden, white, speck = (paragraph.add_run(text) for text in SAID)
    hidden.font.hidden = True
    white.font.color.rgb = RGBColor(255, 255, 255)
    speck.font.size = Pt(0)
    summary.save(str(path))
    assert run([*FIRST, "-o", "."]) == 0
    fill(tmp_path / "figures.xlsx", load(DEMO, 2024))
    return tmp_path


def nothing(exchange: Exchange) -> None:
    """Answer every question with an empty reply of its shape."""
    asked = exchange.body["messages"][0]["content"]
    shape = "links" if "从文字中找指标" in asked else "paragraphs"
    exchange.say(json.dumps({"themes" if "从工作总结整理" in asked else shape: []}))


def said_in(text: str) -> list[str]:
    return [word for word in ("甲甲", "乙乙", "丙丙") if word in text]


def test_unseen_text_is_told_and_used_nowhere(desk: Path, capsys: Captured) -> None:
    assert run([*SECOND, "-o", "结果"]) == 0
    assert "工作总结有看不见的文字" in capsys.readouterr().err
    for name in ("pack.json", "drafts.json", "findings.json"):
        assert not said_in((desk / "结果" / name).read_text(encoding="utf-8")), name
    missing = json.loads((desk / "结果/missing.json").read_text(encoding="utf-8"))
    told = [q["text"] for q in missing["questions"] if "看不见" in q["text"]]
    assert said_in("".join(told)) == ["甲甲", "乙乙", "丙丙"]
    assert not said_in(json.dumps(missing["achievements"], ensure_ascii=False))


@pytest.mark.parametrize(
    ("args", "prompts"), [(FIRST, {"links"}), (SECOND, {"achievements", "problems", "measures"})]
)
def test_show_prompts_sends_and_writes_nothing(
    args: list[str], prompts: set[str], desk: Path, capsys: Captured
) -> None:
    before = {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()}
    capsys.readouterr()
    assert run([*args, "--show-prompts", "-o", "新"]) == 0
    shown = capsys.readouterr().out
    named = {
        line.split("（")[0].removeprefix("# ") for line in shown.splitlines() if "（版本" in line
    }
    assert named >= prompts and shown.count("[system]") == shown.count("[user]")
    assert not said_in(shown)
    after = {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()}
    assert after == before


@pytest.mark.parametrize("args", [FIRST, SECOND], ids=["template", "figures"])
def test_what_is_shown_is_what_is_sent(
    args: list[str], desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    capsys.readouterr()
    assert run([*args, "--show-prompts"]) == 0
    shown = capsys.readouterr().out
    with serving(nothing) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.endpoint.base_url)
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        run([*args, "--model", "by-hand", "-o", "新"])
        assert server.requests
        asked = [m["content"] for body in server.requests for m in body["messages"]]
        first = [text for text in asked if "须改正" not in text]
        assert first and all(text in shown for text in first)
