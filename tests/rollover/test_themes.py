"""The achievements in a model's words, over real HTTP: proved theme by theme, else the composer's."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from assistant.cli import run
from assistant.llm import Client, Endpoint, Options, connect
from assistant.model.document import Document
from assistant.rollover.asking import Model
from assistant.rollover.finding import Finder
from assistant.rollover.outline import Plan
from assistant.rollover.themes import Theme, Written, rewritten
from corpus.truth import CLEAN
from tests.drafts.by_hand import good
from tests.llm.server import KEY, Exchange, Plays, serving
from tests.rollover.conftest import make_town
from tests.rollover.filling import summary_of, word

Captured = pytest.CaptureFixture[str]
Themes = dict[str, tuple[list[str], list[str]]]

GOOD: Themes = {
    "供水扩面": (
        ["工程共铺设大小管道{1.86万米}，建泵房{三座}，{6812名}群众用上了稳定的自来水。"],
        ["供水管网改造"],
    ),
    "产业增收": (
        ["全镇早、中、晚稻共{3.15万亩}。", "冬修时新开排水沟{11公里}。"],
        ["种了", "排水沟"],
    ),
    "环境整治": (["路边、河边、屋边的垃圾清了{27轮}，{38名}本地村民当保洁员。"], ["27轮"]),
    "平安建设": (["全年摸排出大小纠纷{212起}，调解成功{204起}。"], ["212起"]),
    "民生服务": (["惠农补贴{3120笔}，帮助{243名}群众在城镇找到工作。"], ["3120笔"]),
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with last year's pack, a summary, and a workbook filled in."""
    folder = tmp_path_factory.mktemp("filled")
    make_town(CLEAN, folder)
    (folder / "上年").mkdir()
    shutil.move(folder / "2023" / "pack.docx", folder / "上年" / "pack.docx")
    (folder / "总结").mkdir()
    shutil.move(folder / "2024" / "summary.docx", folder / "总结" / "summary.docx")
    return folder


@pytest.fixture
def desk(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    shutil.copytree(filled, tmp_path / "desk")
    monkeypatch.chdir(tmp_path / "desk")


def reply(user: str, themes: Themes) -> str:
    """Return an answer whose ``{3座}`` became references and whose words became passages."""
    figures = re.findall(r"^(S\d+) \| [^|\n]* \| ([^|\n]*) \| (T\d+)$", user, re.M)
    numbers = {printed: number for number, printed, _ in reversed(figures)}
    passages = re.findall(r"^(T\d+)（工作总结[^\n]*?）：(.*)$", user, re.M)
    out = []
    for title, (sentences, words) in themes.items():
        texts = [re.sub(r"\{([^}]*)\}", lambda m: f"{{{numbers.get(m[1], m[1])}}}", s)
                 for s in sentences]  # fmt: skip
        sources = [number for number, text in passages if any(w in text for w in words)]
        out.append({"title": title, "sentences": texts, "sources": sources})
    return json.dumps({"themes": out}, ensure_ascii=False)


def plays(themes: Themes, mended: Themes | None = None) -> Plays:
    def play(exchange: Exchange) -> None:
        messages = exchange.body["messages"]
        if "绩效完成情况" not in messages[0]["content"][:60]:
            exchange.say(json.dumps({"paragraphs": good(exchange.body)}, ensure_ascii=False))
            return
        user = messages[-1]["content"]
        again = "## 须改正" in user
        exchange.say(reply(user, (mended or {}) if again and mended is not None else themes))

    return play


def rolled(play: Plays, monkeypatch: pytest.MonkeyPatch) -> tuple[int, dict[str, Any]]:
    """Return the exit code and the themes of missing.json by title."""
    args = ["--figures", "figures.xlsx", "--summary", "总结", "--model", "by-hand", "-o", "果"]
    with serving(play) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.endpoint.base_url)
        code = run(["rollover", "上年", *args])
    missing = json.loads(Path("果/missing.json").read_text(encoding="utf-8"))
    return code, {theme["title"]: theme for theme in missing["themes"]}


@pytest.mark.usefixtures("desk")
def test_proved_themes_are_the_models(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    code, themes = rolled(plays(GOOD), monkeypatch)
    told = capsys.readouterr()
    reasons = {title: theme["reason"] for title, theme in themes.items() if title in GOOD}
    assert reasons == dict.fromkeys(GOOD, "")
    assert {themes[title]["author"] for title in GOOD} == {"model:by-hand"}
    assert themes["其他工作"]["author"] == "composer"
    text = word(Path("果/pack.docx"))
    assert "工程共铺设大小管道1.86万米，建泵房3座，6812名群众用上了稳定的自来水。" in text
    assert "全年摸排出大小纠纷212起，调解成功204起。" in text
    assert text.count("1.86万米") == 1  # the composer does not tell it again
    assert "绩效完成情况" not in told.err and code in (0, 3)  # 3: a draft of its own
    assert "后可以上报" in told.out and "模型：提问" in told.out


@pytest.mark.usefixtures("desk")
def test_each_reference_keeps_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    _, themes = rolled(plays(GOOD), monkeypatch)
    facts = {fact["id"]: fact for fact in themes["平安建设"]["facts"]}
    (sentence,) = themes["平安建设"]["paragraph"]["sentences"]
    assert sorted(sentence["facts"]) == sorted(facts)
    assert {fact["quantity"]["raw"] for fact in facts.values()} == {"212起", "204起"}
    assert all(fact["quantity"]["location"]["file"] for fact in facts.values())


def one(sentence: str, *words: str) -> Themes:
    return {**GOOD, "平安建设": ([sentence], list(words) or ["212起"])}


BAD: list[tuple[Themes, str]] = [
    (one("全年摸排出大小纠纷212起，调解成功204起。"), "直接写了数字“212”"),
    (one("全年摸排出大小纠纷{212起}，调解成功二百余起。"), "直接写了数量"),
    (one("全年摸排出大小纠纷{212起}，近三成得到调解。"), "直接写了数量“近三成”"),
    (one("全年摸排出大小纠纷{S999}，调解成功{204起}。"), "引用了不存在的数据"),
    (one("全年摸排出大小纠纷{204起}，调解成功{212起}。"), "与所写的内容不符"),
    (one("铺设大小管道{212起}。"), "在所依据的材料里没有出处"),
    (one("全年调解成功{204起}，由于基层力量充实。"), "材料没有写明原因：“由于”"),
    (one("派出所全年调解成功{204起}。"), "在所依据的材料里没有出处"),
    (one("全年调解成功{204起}，进一步加强了平安建设。"), "是空话"),
    (one("计划全年调解成功{204起}。"), "是打算"),
    (one("全年调解成功{204起}，按《信访条例》办理。"), "材料中没有《信访条例》"),
    (one("全年调解成功{204起}起。"), "重复写了单位"),
    (one("全年摸排出大小纠纷{212起}，大小纠纷{212起}。"), "引用了两次"),
    (one("全年调解成功{204起}。", "惠农补贴"), "不在所列材料中"),
    (one("全年调解纠纷，没有一起发展成群体性事件。"), "没有引用数据"),
    (one("全年调解成功{204起}，\n第二行。"), "“第二行"),
]  # fmt: skip


@pytest.fixture(scope="module")
def summary(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return summary_of(CLEAN, tmp_path_factory.mktemp("summary"))


COMPOSED = "全年村组干部和网格员上门摸排出212起大小纠纷，调解成功204起，没有一起发展成群体性事件。"


def asked(play: Plays, summary: Document) -> tuple[dict[str, Theme], dict[str, str]]:
    """Return the themes and their texts, asked over HTTP with the composer's at hand."""
    plans = [Plan(title, [COMPOSED] if title == "平安建设" else ["总结原句。"]) for title in GOOD]
    said = Finder([summary], 2024, "某镇").statements
    with serving(play) as server, connected(server.endpoint) as client:
        written = Written(Model(client, "by-hand"), said, 2024)
        out, themes = rewritten(plans, written)
    return {each.title: each for each in themes}, {p.title: "".join(p.paragraphs) for p in out}


def connected(endpoint: Endpoint) -> Client:
    client = connect(endpoint, Options())
    assert client is not None
    return client


@pytest.mark.parametrize(("themes", "why"), BAD)
def test_what_can_t_be_proved_keeps_the_composers_paragraph(
    themes: Themes, why: str, summary: Document
) -> None:
    made, texts = asked(plays(themes), summary)
    assert made["平安建设"].author == "composer" and made["平安建设"].paragraph is None
    assert why in made["平安建设"].reason
    assert texts["平安建设"] == COMPOSED
    assert made["民生服务"].author == "model:by-hand"


def test_one_round_of_mending(summary: Document) -> None:
    bad = one("全年摸排出大小纠纷212起，调解成功204起。")
    made, texts = asked(plays(bad, mended=GOOD), summary)
    assert made["平安建设"].author == "model:by-hand"
    assert texts["平安建设"] == "全年摸排出大小纠纷212起，调解成功204起。"


def test_a_figure_is_told_once(summary: Document) -> None:
    twice = {**GOOD, "民生服务": (["全年调解成功{204起}。"], ["212起"])}
    made, _ = asked(plays(twice), summary)
    assert made["平安建设"].author == "model:by-hand"
    assert "与另一主题重复" in made["民生服务"].reason


def test_the_composer_does_not_repeat_what_a_model_tells(summary: Document) -> None:
    moved = {"民生服务": (["全年调解成功{204起}。"], ["212起"])}
    _, texts = asked(plays(moved), summary)
    assert texts["民生服务"] == "全年调解成功204起。" and texts["平安建设"] == ""


@pytest.mark.parametrize("text", ["", "{", '{"themes": []}', '{"themes": [{"title": "别的"}]}'])
def test_garbage_keeps_every_paragraph(text: str, summary: Document) -> None:
    def play(exchange: Exchange) -> None:
        exchange.say(text)

    made, texts = asked(play, summary)
    assert {theme.author for theme in made.values()} == {"composer"}
    assert all(theme.reason for theme in made.values())
    assert texts["平安建设"] == COMPOSED


@pytest.mark.usefixtures("desk")
def test_an_endpoint_that_is_gone_keeps_the_offline_pack(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    args = ["--figures", "figures.xlsx", "--summary", "总结"]
    assert run(["rollover", "上年", *args, "-o", "无"]) == 0
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    assert run(["rollover", "上年", *args, "--model", "by-hand", "-o", "断"]) == 3
    assert "采用程序整理的文字" in capsys.readouterr().err
    assert word(Path("断/pack.docx")) == word(Path("无/pack.docx"))
