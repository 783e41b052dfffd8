"""Whole runs of the command with a model behind a loopback server, and without a key."""

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from assistant.cli import run
from assistant.model.finding import CheckReport
from assistant.resources import data_path
from corpus.build import build
from tests.drafts.by_hand import asks_for, good, plays, replaced
from tests.llm.server import KEY, Exchange, Plays, serving

Captured = pytest.CaptureFixture[str]
SLOTS, NOTICES = 7, 2
"""How many slots of the demo a model is asked for, and how many questions make its notices."""
DEMO = data_path("corpus", "demo")
ARGS = ["draft", str(DEMO / "2024/pack.docx"), "--prior", str(DEMO / "2023/pack.docx"),
        "--summary", str(DEMO / "2024/summary.docx")]  # fmt: skip


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.chdir(tmp_path)


def drafts(folder: Path) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = json.loads((folder / "drafts.json").read_bytes())
    return found


def with_model(play: Plays, monkeypatch: pytest.MonkeyPatch, *more: str) -> tuple[int, int]:
    """Return the exit code of a run and how many requests the server saw."""
    with serving(play) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.endpoint.base_url)
        code = run([*ARGS, "--model", "by-hand", "-o", "out", *more])
        return code, len(server.requests)


def test_good_replies_reach_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    code, asked = with_model(plays({}, mends=False), monkeypatch)
    assert code == 0 and asked == SLOTS + NOTICES
    assert f"提问 {asked} 次（其中 0 次用缓存）" in capsys.readouterr().out
    assert "没有控制在预算以内" in word(tmp_path / "out/pack.draft.docx")
    authors = {each["author"] for each in drafts(tmp_path / "out")["drafts"]}
    assert authors == {"composer", "model:by-hand"}


def test_a_second_run_costs_nothing_and_is_identical(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(plays({}, mends=False)) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.endpoint.base_url)
        texts = []
        for folder in ("one", "two"):
            assert run([*ARGS, "--model", "by-hand", "-o", folder]) == 0
            texts.append(drafts(tmp_path / folder)["drafts"])
        assert texts[0] == texts[1] and len(server.requests) == SLOTS + NOTICES


def test_what_fails_the_proof_never_reaches_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    bad = replaced("原因：.*", "原因：物价上涨，来访人员增多。")
    code, _ = with_model(plays({"problems": bad}, mends=False), monkeypatch)
    assert code == 3
    assert "采用程序拟的草稿，没有采用模型的文字" in capsys.readouterr().err
    for path in (tmp_path / "out").iterdir():
        content = word(path) if path.suffix in (".docx", ".xlsx") else path.read_text("utf-8")
        assert "来访人员增多" not in content.replace(
            "原因没有出处：“原因：物价上涨，来访人员增多”", ""
        )


def test_an_endpoint_that_is_gone_leaves_the_composers_drafts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    assert run([*ARGS, "--model", "by-hand", "-o", "out"]) == 3
    assert {each["author"] for each in drafts(tmp_path / "out")["drafts"]} == {"composer"}
    assert capsys.readouterr().err.count("采用程序拟的草稿") == SLOTS


def test_a_model_without_a_key_is_told(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    assert run([*ARGS, "--model", "by-hand", "-o", "out"]) == 3
    assert "没有设置 OPENAI_API_KEY" in capsys.readouterr().err
    report = CheckReport.model_validate_json(Path("out/findings.json").read_bytes())
    own = {each.reason for each in report.outcomes if each.rule[0] == "M"}
    assert own == {"未运行：模型“by-hand”不可用"}


def test_show_prompts_needs_no_key_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    assert run([*ARGS, "--show-prompts", "-o", "out"]) == 0
    shown = capsys.readouterr().out
    assert shown.count("[system]") == shown.count("[user]") == SLOTS + NOTICES
    assert shown.count("# notices（版本") == NOTICES
    assert "F" in shown and "⟦材料：数据⟧" in shown and not (tmp_path / "out").exists()


def test_what_is_shown_is_what_is_sent(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    assert run([*ARGS, "--show-prompts"]) == 0
    shown = capsys.readouterr().out
    with serving(plays({}, mends=False)) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.endpoint.base_url)
        assert run([*ARGS, "--model", "by-hand", "-o", "out"]) == 0
        for body in server.requests:
            assert all(message["content"] in shown for message in body["messages"])


def test_hidden_text_is_never_sent(tmp_path: Path, capsys: Captured) -> None:
    from docx import Document

    summary = Document(str(DEMO / "2024/summary.docx"))
    target = next(p for p in summary.paragraphs if "办公经费花了" in p.text)
    target.add_run("因暗中指令而超支").font.hidden = True
    summary.save(str(tmp_path / "hidden.docx"))
    args = [*ARGS[:4], "--summary", str(tmp_path / "hidden.docx")]
    assert run([*args, "--show-prompts"]) == 0
    shown = capsys.readouterr().out
    assert "办公经费花了68.37万元" in shown and "暗中指令" not in shown


def test_private_numbers_are_not_shown(tmp_path: Path, capsys: Captured) -> None:
    from docx import Document

    summary = Document(str(DEMO / "2024/summary.docx"))
    target = next(p for p in summary.paragraphs if "办公经费花了" in p.text)
    text = target.text.replace("其余是", "联系人电话13907311234，其余是")
    target.text = text
    summary.save(str(tmp_path / "phone.docx"))
    args = [*ARGS[:4], "--summary", str(tmp_path / "phone.docx")]
    assert run([*args, "--show-prompts"]) == 0
    shown = capsys.readouterr().out
    assert "13907311234" not in shown and "〔电话1〕" in shown


def test_eval_puts_the_composer_and_models_side_by_side(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    build(tmp_path / "corpus")
    with serving(plays({}, mends=False)) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.endpoint.base_url)
        args = ["eval", str(tmp_path / "corpus/luting"), "--model", "by-hand"]
        assert run([*args, "-f", "json", "-o", "scores.json"]) == 0
        assert run(args) == 0
    scores = json.loads((tmp_path / "scores.json").read_bytes())
    composer, model = [each for each in scores if each["pack"] == "luting/2024"]
    assert composer["figures_typed"] == model["figures_typed"] == 0
    assert composer["cells"][0] == composer["cells"][1] > 400
    assert composer["faults"][0] >= composer["faults"][1] - 2
    assert composer["paired"][0] == composer["paired"][1] >= 7 and composer["covered"][0] >= 33
    assert model["slots"] == [SLOTS, 9] and model["tokens"] > 0 and model["fallbacks"] == 0
    assert SLOTS <= model["paragraphs"][0] <= model["paragraphs"][1]
    assert composer["paragraphs"][0] == composer["paragraphs"][1]
    table = capsys.readouterr().out
    assert "项目\tcomposer\tby-hand" in table and f"由其起草\t9/9\t{SLOTS}/9" in table


def costly(exchange: Exchange) -> None:
    """Answer well and count 10,000 tokens for each reply."""
    reply = {"paragraphs": good(exchange.body)}
    message = {"role": "assistant", "content": json.dumps(reply, ensure_ascii=False)}
    usage = {"prompt_tokens": 9000, "completion_tokens": 1000, "total_tokens": 10_000}
    exchange.complete(message, usage=usage)


@pytest.mark.parametrize(
    ("budget", "least", "most"), [(None, 140_000, 200_000), (50_000, 20_000, 60_000)]
)
def test_the_budget_of_an_eval_is_for_the_run(
    budget: int | None, least: int, most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two models share it; a per-pack budget of 50,000 would let each of them spend that much."""
    build(tmp_path / "corpus")
    with serving(costly) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.endpoint.base_url)
        args = ["eval", str(tmp_path / "corpus/luting"), "--model", "a", "--model", "b"]
        run([*args, *(["--budget", str(budget)] if budget else []), "-f", "json", "-o", "scores"])
    scores = json.loads((tmp_path / "scores").read_bytes())
    assert {each["writer"] for each in scores} == {"composer", "a", "b"}
    assert least <= sum(each["tokens"] for each in scores) <= most


@pytest.mark.parametrize(("content", "said"), [("{", "读不了"), ("[]", "标注不合格式")])
def test_eval_tells_of_labels_it_cannot_use(
    content: str, said: str, tmp_path: Path, capsys: Captured
) -> None:
    (tmp_path / "p").mkdir()
    (tmp_path / "p/truth.json").write_text(content)
    (tmp_path / "p/pack.docx").write_bytes((DEMO / "2024/pack.docx").read_bytes())
    assert run(["eval", str(tmp_path / "p")]) == 2
    assert said in capsys.readouterr().err


def notices(exchange: Exchange) -> None:
    """Answer every question well; of two sentences about the work say that they clash."""
    user = exchange.body["messages"][-1]["content"]
    if asks_for(exchange.body) != "notices" or "\ncontradiction：" not in user:
        plays({}, mends=False)(exchange)
        return
    pairs = {}
    for number, text in re.findall(r"^(P\d+)（[^\n]*?）：([^\n]{12,})$", user, flags=re.M):
        pairs.setdefault(text[:8], number)
    (first, one), (second, two) = list(pairs.items())[-2:]
    told = {"kind": "contradiction", "first_ref": one, "first_quote": first, "second_ref": two,
            "second_quote": second, "why": "done_or_not"}  # fmt: skip
    false = {**told, "first_quote": "材料里没有的话"}
    exchange.say(json.dumps({"notices": [told, false]}, ensure_ascii=False))


def test_notices_reach_findings_page_and_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    code, _ = with_model(notices, monkeypatch)
    assert code == 0 and "模型提示 1 处" in capsys.readouterr().out
    report = CheckReport.model_validate_json((tmp_path / "out/findings.json").read_bytes())
    (found,) = [each for each in report.findings if each.rule == "M104"]
    assert found.severity == "info"
    (outcome,) = [each for each in report.outcomes if each.rule == "M104"]
    assert "模型另有1条提示的引文或位置与材料不符" in outcome.reason
    assert found.message in (tmp_path / "out/report.html").read_text("utf-8")
    assert found.message in word(tmp_path / "out/pack.draft.docx")


def test_check_asks_a_model_only_where_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    with serving(notices) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.endpoint.base_url)
        monkeypatch.setenv("JIXIAO_MODEL", "by-hand")
        plain = run(["check", ARGS[1], "-f", "json", "-o", "plain.json"])
        assert not server.requests
        code = run(["check", ARGS[1], "-f", "json", "-o", "told.json", "--model", "by-hand"])
        assert len(server.requests) == NOTICES
    assert code == plain
    assert f"模型：提问 {NOTICES} 次" in capsys.readouterr().err
    before, after = (
        CheckReport.model_validate_json((tmp_path / name).read_bytes())
        for name in ("plain.json", "told.json")
    )
    assert after.verdict == before.verdict
    assert [f for f in after.findings if f.rule[0] != "M"] == before.findings
    assert {o.reason for o in before.outcomes if o.rule[0] == "M"} == {"未运行：未指定模型"}
    assert len(after.findings) == len(before.findings) + 1


def test_a_check_whose_model_is_mute_is_only_partly_done(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    assert run(["check", ARGS[1], "--model", "by-hand"]) == 3
    assert "规则 M104（两处说法相反）没能运行" in capsys.readouterr().err


def word(path: Path) -> str:
    """Return all text of an Office file, its tags taken out."""
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(name).decode("utf-8", "ignore") for name in archive.namelist()]
    return re.sub(r"<[^>]+>", "", "\n".join(parts))


# numpy isn't listed: openpyxl loads it wherever it is installed.
HEAVY = {"langchain_openai", "openai", "langchain", "rjieba", "bm25s"}
LOADS: list[tuple[list[str], set[str]]] = [
    (["check", ARGS[1]], set()),
    (["draft", ARGS[1], "-o", "out"], set()),
    ([*ARGS, "-o", "out"], {"rjieba", "bm25s"}),
    (["--help"], set()),
]


@pytest.mark.parametrize(("args", "loaded"), LOADS)
def test_heavy_libraries_load_only_where_they_are_used(args: list[str], loaded: set[str]) -> None:
    code = (
        "import sys; from assistant.cli import run; run(sys.argv[1:]); "
        f"print(sorted(set(sys.modules) & {HEAVY!r}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, *args], capture_output=True, check=True)
    assert done.stderr.decode().strip().splitlines()[-1] == str(sorted(loaded))
