"""A draft run as a user sees it: what was found, what was written, what to do next."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from assistant.checks.notices.asking import Noticer
from assistant.checks.notices.rules import NO_MODEL
from assistant.cli_console import Console, complain, say
from assistant.cli_report import check_options, tell_incomplete
from assistant.delivery import deliver
from assistant.drafts import Writer
from assistant.errors import ModelUnavailable, PartlyDone
from assistant.extraction.model_layout import ModelReader
from assistant.facts.people import people
from assistant.llm import Client, Limits, connect, default_options, find_endpoint
from assistant.model.dossier import Dossier
from assistant.model.finding import CheckReport
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


def draft_into(
    folder: Path,
    dossier: Dossier,
    settings: Settings,
    console: Console,
    client: Client | None = None,
) -> None:
    """Check, draft, write all files to ``folder`` and say what there is to see."""
    helpers = helpers_of(client, dossier)
    drafted = run_draft(dossier, check_options(settings), helpers.writer, helpers.noticer)
    tell_why_mute(drafted.report, settings, client)
    paths = deliver(dossier, drafted, folder, settings, console.tell)
    tell_incomplete(drafted.report.outcomes, console.tell)
    for line in drafted.drafts.fallbacks:
        console.tell(PartlyDone(line))
    say("\n".join([drafted.report.verdict, _summary(drafted), "", *_listing(paths)]))


def show_prompts(dossier: Dossier, settings: Settings) -> None:
    """Print exactly what would be sent to a model; nothing is sent or written."""
    shown = run_prompts(dossier, check_options(settings))
    say("\n".join(shown) if shown else "没有需要模型起草的内容，不会发送任何内容。")


def reader_of(client: Client | None) -> ModelReader | None:
    """Return what reads forms of unknown layout; None without a model."""
    return None if client is None else ModelReader(client)


class Helpers(NamedTuple):
    """What a model does for one dossier; None without a model."""

    writer: Writer | None
    noticer: Noticer | None


def helpers_of(client: Client | None, dossier: Dossier) -> Helpers:
    """Return what writes and what notices; neither sends the names of the dossier's people."""
    if client is None:
        return Helpers(None, None)
    names = people(dossier)
    return Helpers(Writer(client, client.endpoint.model, names), Noticer(client, names))


@contextmanager
def asking(settings: Settings, console: Console) -> Iterator[Client | None]:
    """Give a client of the model that the settings name; None where none can be asked.

    What is wrong with a model is told; drafts are the composer's then, and notices don't run.
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
        yield client
        if client.stopped:
            console.tell(client.stopped)


def tell_why_mute(report: CheckReport, settings: Settings, client: Client | None) -> None:
    """Say in the outcomes that a model was named but could not be asked."""
    for outcome in report.outcomes:
        if settings.model and client is None and outcome.reason == NO_MODEL:
            outcome.reason = f"未运行：模型“{settings.model}”不可用"


def _summary(drafted: Drafted) -> str:
    drafts = drafted.drafts
    parts = [f"起草 {len(drafts.drafts)} 处"]
    if drafts.correct_first:
        parts.append(f"须先更正或核实 {len(drafts.correct_first)} 处")
    if drafts.questions:
        parts.append(f"需要单位回答的问题 {len(drafts.questions)} 个")
    noticed = sum(each.rule.startswith("M") for each in drafted.report.findings)
    if noticed:
        parts.append(f"模型提示 {noticed} 处")
    told = "，".join(parts) + "。草稿须经人工审定后使用。"
    return told + (f"\n{usage_line(drafts.usage)}" if drafts.usage else "")


def usage_line(usage: dict[str, int]) -> str:
    """Return what a model took, in Chinese."""
    tokens = usage["tokens_sent"] + usage["tokens_received"]
    mended = f"改正后采用 {usage['repaired']} 处，" if "repaired" in usage else ""
    return (
        f"模型：提问 {usage['requests']} 次（其中 {usage['from_cache']} 次用缓存），"
        f"{mended}用去 {tokens} 个词元。"
    )


def _listing(paths: list[Path]) -> list[str]:
    return [
        "已写出：",
        *(f"  {path}　{WHAT.get(path.name, '待定稿的 Word 文件')}" for path in paths),
    ]
