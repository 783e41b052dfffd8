"""The command that measures drafts on labelled packs."""

from pathlib import Path
from typing import Any

import click

from assistant.cli_chinese import Command
from assistant.cli_console import Console, say

_PATH = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command("eval", cls=Command)
@click.argument("folders", nargs=-1, required=True, type=_PATH, metavar="文件夹…")
@click.option("--model", "models", multiple=True, metavar="名称",
              help="同时评测这个模型，可多次给出，并列比较")  # fmt: skip
@click.option("--budget", type=click.IntRange(min=1), metavar="数量",
              help="整次评测最多用多少词元（token），各模型、各套材料合计；不给时不限")  # fmt: skip
@click.option("-f", "--format", "kind", type=click.Choice(("table", "json")), default="table",
              help="输出格式；默认 table")  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="文件",
              help="写入这个文件；不给时输出到屏幕")  # fmt: skip
def evaluate(
    folders: tuple[Path, ...],
    models: tuple[str, ...],
    budget: int | None,
    kind: str,
    output: Path | None,
) -> int:
    """在带标注的材料上评测起草质量。

    文件夹里（含下级）每套材料有 pack.docx 和标注 truth.json，可有 summary.docx；
    相邻的上年文件夹作为上年材料。
    示例：jixiao eval 标注材料/ --model 模型名称
    """
    from assistant.evaluation import find_packs
    from assistant.settings import load_settings

    console = Console()
    settings = load_settings().changed(budget=budget)
    packs = find_packs(folders, console.tell)
    scores = _scores(packs, settings, "", console)
    for model in models:
        scores += _scores(packs, _left(settings, scores), model, console)
    _write(scores, kind, output)
    return console.exit_code()


def _left(settings: Any, scores: list[Any]) -> Any:
    """Return the settings with what is left of the run's budget (at least 1: 0 is no limit)."""
    if not settings.budget:
        return settings
    spent = sum(each.tokens for each in scores)
    return settings.model_copy(update={"budget": max(settings.budget - spent, 1)})


def _scores(packs: Any, settings: Any, model: str, console: Console) -> list[Any]:
    """Return a score for each pack; one client, and so one budget, for all of them."""
    from assistant.cli_draft import asking, helpers_of
    from assistant.cli_report import check_options
    from assistant.evaluation import score

    options = check_options(settings)
    with asking(settings.model_copy(update={"model": model}), console) as client:
        if model and client is None:
            return []
        return [score(each, helpers_of(client, each.dossier).writer, options) for each in packs]


def _write(scores: list[Any], kind: str, output: Path | None) -> None:
    import json

    from assistant.evaluation import table
    from assistant.output.data import write_text

    data = [each.model_dump(mode="json") for each in scores]
    text = table(scores) if kind == "table" else json.dumps(data, ensure_ascii=False, indent=1)
    if output:
        write_text(output, text + "\n")
        say(f"已写入：{output}")
    else:
        say(text)
