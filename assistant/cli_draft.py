"""A draft run as a user sees it: what was found, what was written, what to do next."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from assistant.cli_console import Console, complain, say
from assistant.cli_report import check_options, tell_incomplete
from assistant.delivery import deliver
from assistant.drafts import Writer
from assistant.errors import ModelUnavailable, PartlyDone
from assistant.llm import Limits, connect, default_options, find_endpoint
from assistant.model.dossier import Dossier
from assistant.pipeline import Drafted, run_draft, run_prompts
from assistant.resources import data_path
from assistant.settings import Settings

WHAT = {
    "pack.json": "结构化数据",
    "findings.json": "核对结果",
    "drafts.json": "草稿及其依据",
    "report.html": "核对报告，用浏览器打开",
    "pack.xlsx": "指标、资金、数据和问题一览",
    "questions.docx": "需要单位回答的问题",
}


class DemoPaths(NamedTuple):
    """The packed sample: this year's pack, last year's, and the work summary."""

    pack: list[Path]
    prior: list[Path]
    summaries: list[Path]


def demo_paths() -> DemoPaths:
    """Return where the packed sample lies."""
    *before, this = sorted(path for path in data_path("corpus", "demo").iterdir() if path.is_dir())
    return DemoPaths(
        [this / "pack.docx"], [year / "pack.docx" for year in before], [this / "summary.docx"]
    )


def draft_into(folder: Path, dossier: Dossier, settings: Settings, console: Console) -> None:
    """Check, draft, write all files to ``folder`` and say what there is to see."""
    with writing(settings, console) as writer:
        drafted = run_draft(dossier, check_options(settings), writer)
    paths = deliver(dossier, drafted, folder, settings, console.tell)
    tell_incomplete(drafted.report.outcomes, console.tell)
    for line in drafted.drafts.fallbacks:
        console.tell(PartlyDone(line))
    say("\n".join([drafted.report.verdict, _summary(drafted), "", *_listing(paths)]))


def show_prompts(dossier: Dossier, settings: Settings) -> None:
    """Print exactly what would be sent to a model; nothing is sent or written."""
    shown = run_prompts(dossier, check_options(settings))
    say("\n".join(shown) if shown else "没有需要模型起草的内容，不会发送任何内容。")


@contextmanager
def writing(settings: Settings, console: Console) -> Iterator[Writer | None]:
    """Give the writer that the settings name; None without a model, or where none can be asked.

    What is wrong with a model is told; the composer's drafts stand in for it.
    """
    endpoint = None
    try:
        endpoint = find_endpoint(settings.model) if settings.model else None
    except ModelUnavailable as error:
        console.tell(error)
    if endpoint is None:
        yield None
        return
    limits = Limits(tokens=settings.budget or None)
    options = replace(default_options(), limits=limits, note=complain)
    client = connect(endpoint, options)
    assert client is not None
    with client:
        yield Writer(client, endpoint.model)
        if client.stopped:
            console.tell(client.stopped)


def _summary(drafted: Drafted) -> str:
    drafts = drafted.drafts
    parts = [f"起草 {len(drafts.drafts)} 处"]
    if drafts.correct_first:
        parts.append(f"须先更正的笔误 {len(drafts.correct_first)} 处")
    if drafts.questions:
        parts.append(f"需要单位回答的问题 {len(drafts.questions)} 个")
    told = "，".join(parts) + "。草稿须经人工审定后使用。"
    return told + (f"\n{_usage(drafts.usage)}" if drafts.usage else "")


def _usage(usage: dict[str, int]) -> str:
    tokens = usage["tokens_sent"] + usage["tokens_received"]
    return (
        f"模型：提问 {usage['requests']} 次（其中 {usage['from_cache']} 次用缓存），"
        f"改正后采用 {usage['repaired']} 处，用去 {tokens} 个词元。"
    )


def _listing(paths: list[Path]) -> list[str]:
    return [
        "已写出：",
        *(f"  {path}　{WHAT.get(path.name, '待定稿的 Word 文件')}" for path in paths),
    ]
