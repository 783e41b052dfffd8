"""Links that a model proposes, over real HTTP: what is used, what is dropped, what is told."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from assistant.cli import run
from corpus.build import write_pack, write_summary
from corpus.truth import CLEAN, load
from tests.llm.server import KEY, Exchange, Plays, serving
from tests.rollover.filling import Sheet

ROW = "overall/indicators/数量指标/开展人居环境集中整治行动"
SAYS = "路边、河边、屋边的垃圾今年清了27轮"
Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.chdir(tmp_path)
    write_pack(load(CLEAN, 2023), tmp_path / "上年")[1].unlink()
    write_summary(load(CLEAN, 2024), tmp_path / "总结")[1].unlink()


def references(user: str, name: str, printed: str) -> tuple[str, str, str]:
    """Return the numbers of a row, of a figure and of the passage it stands in."""
    row = re.search(rf"^(I\d+) \| {name}(?:（| )", user, re.M)
    figure = re.search(rf"^(S\d+) \| [^|]* \| {printed} \| (T\d+)$", user, re.M)
    assert row and figure
    return row[1], figure[1], figure[2]


def link(user: str, **changed: str) -> dict[str, str]:
    row, figure, source = references(user, "开展人居环境集中整治行动", "27轮")
    said = {"indicator": row, "source": source, "quote": SAYS, "reference": figure,
            "confidence": "medium"}  # fmt: skip
    return said | changed


def plays(*changes: dict[str, str]) -> Plays:
    def play(exchange: Exchange) -> None:
        user = exchange.body["messages"][-1]["content"]
        exchange.say(
            json.dumps({"links": [link(user, **each) for each in changes]}, ensure_ascii=False)
        )

    return play


def rolled(play: Plays, monkeypatch: pytest.MonkeyPatch) -> tuple[int, dict[str, Any]]:
    """Return the exit code and the row's cells; the server saw what was asked."""
    with serving(play) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.endpoint.base_url)
        code = run(
            [
                "rollover",
                "上年",
                "--template",
                "--summary",
                "总结",
                "--model",
                "by-hand",
                "-o",
                "果",
            ]
        )
        assert server.requests
    return code, cells(ROW)


def cells(place: str) -> dict[str, Any]:
    sheet = Sheet(load_workbook("果/figures.xlsx")["指标"])
    (row,) = [row for row, found in sheet.rows() if found == place]
    return {header: sheet.get(row, header) for header in sheet.columns}


def test_a_good_link_is_proposed_not_filled_in(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    code, row = rolled(plays({}), monkeypatch)
    assert (code, row["总结中的参考值"], row["把握"]) == (0, "27次", "中")
    assert row["本年完成值"] == "" and row["由谁找出"] == "模型 by-hand"
    assert SAYS in row["总结原文"]
    assert "其中模型找出参考值 1 项。" in capsys.readouterr().out


def test_a_link_the_model_is_unsure_of_stays_low(monkeypatch: pytest.MonkeyPatch) -> None:
    assert rolled(plays({"confidence": "low"}), monkeypatch)[1]["把握"] == "低"


DROPPED = [
    ({"quote": "路边、河边、屋边的垃圾今年清了28轮"}, "原文对不上 1 处"),
    ({"quote": "垃圾清运共27轮"}, "原文对不上 1 处"),
    ({"quote": "27"}, "原文对不上 1 处"),
    ({"quote": "每月碰头一次"}, "原文对不上 1 处"),
    ({"source": "T99"}, "编号不存在 1 处"),
    ({"indicator": "I999"}, "编号不存在 1 处"),
    ({"reference": "S999"}, "编号不存在 1 处"),
    ({"quote": "拉走陈年垃圾1300余吨"}, "没有指明是哪个数 1 处"),
    ({"quote": SAYS + "，拉走陈年垃圾1300余吨", "reference": ""}, "没有指明是哪个数 1 处"),
]


@pytest.mark.parametrize(("changed", "said"), DROPPED)
def test_what_can_t_be_proved_is_dropped_and_counted(
    changed: dict[str, str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    code, row = rolled(plays(changed), monkeypatch)
    assert code == 0 and row["总结中的参考值"] == row["本年完成值"] == ""
    assert f"其中模型找出参考值 0 项，没有采用的：{said}。" in capsys.readouterr().out


def other(name: str, printed: str, quote: str) -> Callable[[Exchange], None]:
    def play(exchange: Exchange) -> None:
        row, _, _ = references(exchange.body["messages"][-1]["content"], name, "27轮")
        _, figure, source = references(exchange.body["messages"][-1]["content"], name, printed)
        said = {"indicator": row, "source": source, "quote": quote, "reference": figure,
                "confidence": "high"}  # fmt: skip
        exchange.say(json.dumps({"links": [said]}, ensure_ascii=False))

    return play


INCOMPARABLE = [
    ("开展人居环境集中整治行动", "1300余吨", "拉走陈年垃圾1300余吨", "计量单位不同 1 处"),
    ("机关用电量增幅", "27轮", SAYS, "计量单位不同 1 处"),
    ("供水管网改造完工时间", "27轮", SAYS, "计量单位不同 1 处"),
    ("受益群众满意度", "95%以上", "矛盾纠纷化解率保持在95%以上", "不是本年的数 1 处"),
    ("保障运转的行政村", "两个", "还有两个村收入不到四十万元", "不是完成数 1 处"),
    ("施工期间群众有效投诉", "20起", "去年是20起", "不是本年的数 1 处"),
]


@pytest.mark.parametrize(("name", "printed", "quote", "said"), INCOMPARABLE)
def test_figures_of_another_unit_or_year_are_dropped(
    name: str, printed: str, quote: str, said: str,
    monkeypatch: pytest.MonkeyPatch, capsys: Captured,
) -> None:  # fmt: skip
    code, _ = rolled(other(name, printed, quote), monkeypatch)
    assert code == 0 and f"没有采用的：{said}" in capsys.readouterr().out


def broken(exchange: Exchange) -> None:
    exchange.say("好的，我来找一找：{links: [")


def refused(exchange: Exchange) -> None:
    exchange.say(None, refusal="不能回答")


def offline(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    assert run(["rollover", "上年", "--template", "--summary", "总结", "-o", "果"]) == 0
    sheet = Sheet(load_workbook("果/figures.xlsx")["指标"])
    return {p: [sheet.get(row, h) for h in sheet.columns] for row, p in sheet.rows()}


@pytest.mark.parametrize("play", [broken, refused])
def test_garbage_leaves_the_offline_links(
    play: Plays, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    before = offline(monkeypatch)
    code, _ = rolled(play, monkeypatch)
    sheet = Sheet(load_workbook("果/figures.xlsx")["指标"])
    assert {p: [sheet.get(row, h) for h in sheet.columns] for row, p in sheet.rows()} == before
    assert code == 3
    assert "数据表中只有程序从总结里找出的完成值" in capsys.readouterr().err


def test_an_endpoint_that_is_gone_leaves_the_offline_links(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    before = offline(monkeypatch)
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    args = ["rollover", "上年", "--template", "--summary", "总结", "--model", "by-hand", "-o", "果"]
    assert run(args) == 3
    sheet = Sheet(load_workbook("果/figures.xlsx")["指标"])
    assert {p: [sheet.get(row, h) for h in sheet.columns] for row, p in sheet.rows()} == before
    err = capsys.readouterr().err
    assert err.count("数据表中只有程序从总结里找出的完成值") == 1


def test_rows_that_are_filled_in_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(plays({})) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.endpoint.base_url)
        assert run(["rollover", "上年", "--template", "--summary", "总结", "--model", "m"]) == 0
        (asked,) = [b["messages"][-1]["content"] for b in server.requests]
    assert "三公经费支出 |" not in asked.partition("## 数据")[0]
    assert "⟦材料：指标⟧" in asked and "⟦材料：材料⟧" in asked
