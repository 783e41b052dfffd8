"""A draft run as a user sees it: what was found, what was written, what to do next."""

from pathlib import Path
from typing import NamedTuple

from assistant.cli_console import Console, say
from assistant.cli_report import check_options, tell_incomplete
from assistant.delivery import deliver
from assistant.errors import PartlyDone
from assistant.model.dossier import Dossier
from assistant.pipeline import Drafted, run_draft
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
    drafted = run_draft(dossier, check_options(settings))
    paths = deliver(dossier, drafted, folder, settings, console.tell)
    tell_incomplete(drafted.report.outcomes, console.tell)
    for line in drafted.drafts.fallbacks:
        console.tell(PartlyDone(line))
    say("\n".join([drafted.report.verdict, _summary(drafted), "", *_listing(paths)]))


def _summary(drafted: Drafted) -> str:
    drafts = drafted.drafts
    parts = [f"起草 {len(drafts.drafts)} 处"]
    if drafts.correct_first:
        parts.append(f"须先更正的笔误 {len(drafts.correct_first)} 处")
    if drafts.questions:
        parts.append(f"需要单位回答的问题 {len(drafts.questions)} 个")
    return "，".join(parts) + "。草稿须经人工审定后使用。"


def _listing(paths: list[Path]) -> list[str]:
    return [
        "已写出：",
        *(f"  {path}　{WHAT.get(path.name, '待定稿的 Word 文件')}" for path in paths),
    ]
