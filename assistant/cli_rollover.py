"""The command rollover: from last year's pack to this year's."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.cli_chinese import Command
from assistant.cli_console import Console, say
from assistant.errors import WrongUse

if TYPE_CHECKING:
    from assistant.delivery import Place
    from assistant.model.dossier import Dossier
    from assistant.rollover import Template
    from assistant.settings import Settings

PATH = click.Path(path_type=Path)
WHAT = {
    "pack.docx": "新一年的全套材料，请在 Word 中定稿",
    "missing.docx": "还缺什么、请谁补",
    "report.html": "核对报告，用浏览器打开",
    "pack.json": "结构化数据",
    "findings.json": "核对结果",
    "drafts.json": "草稿及其依据",
    "missing.json": "缺项和没有采用的总结内容",
}


@click.command(cls=Command)
@click.argument("last_year", nargs=-1, required=True, type=PATH, metavar="上年材料…")
@click.option("--template", is_flag=True, help="生成待填写的数据表 figures.xlsx")
@click.option("--figures", type=PATH, metavar="文件", help="填好的数据表，据此生成新一年的材料")
@click.option("--summary", multiple=True, type=PATH, metavar="路径",
              help="本年工作总结，可多次给出")  # fmt: skip
@click.option("--accounts", multiple=True, type=PATH, metavar="路径",
              help="本单位公开的部门决算（本年度或上年度），每个路径一份，可多次给出")  # fmt: skip
@click.option("--model", metavar="名称",
              help="语言模型，找总结中的更多完成值、整理工作成效；不给时只用程序")  # fmt: skip
@click.option("--budget", type=click.IntRange(min=1), metavar="数量",
              help="最多用多少词元（token）；不给时不限")  # fmt: skip
@click.option("--show-prompts", is_flag=True,
              help="只显示将要发给模型的全部内容，不发送，不写文件")  # fmt: skip
@click.option("--profile", metavar="名称", help="评分口径；不给时用设置中的，没有设置的按表样认出")
@click.option("-o", "--output", "out", type=PATH, metavar="文件夹",
              help="结果写入的文件夹；不给时为 jixiao-out")  # fmt: skip
def rollover(
    last_year: tuple[Path, ...],
    template: bool,
    figures: Path | None,
    summary: tuple[Path, ...],
    accounts: tuple[Path, ...],
    model: str | None,
    budget: int | None,
    show_prompts: bool,
    profile: str | None,
    out: Path | None,
) -> int:
    """由上年材料、本年数据和工作总结，生成本年的全套材料。

    先用 --template 得到数据表，表中列出上年的每一笔资金和每一项指标，工作总结
    里写明的完成值已摘录待核；给出部门决算的，决算数已填入待核，注明出处。填好后
    再用 --figures 生成材料；所填数与部门决算不一致的照填，列入待补内容。
    示例：jixiao rollover 上年/ --template --summary 总结.docx -o 结果
    jixiao rollover 上年/ --figures 结果/figures.xlsx --summary 总结.docx
    """
    from assistant.files import not_among_sources
    from assistant.pipeline import load
    from assistant.settings import load_settings

    if template == (figures is not None):
        raise WrongUse("请在 --template 和 --figures 中选一个。")
    console = Console()
    settings = load_settings().changed(profile=profile, out=out, model=model, budget=budget)
    folder = not_among_sources(Path(settings.out), (*last_year, *summary, *accounts))
    dossier = load(last_year, summaries=summary, accounts=accounts, ahead=1, tell=console.tell)
    _tell_hidden(dossier)
    if show_prompts:
        _show_prompts(dossier, figures, settings)
        return console.exit_code()
    place = _place(folder, dossier, figures)
    if figures is None:
        _template(place, dossier, settings, console)
    else:
        _new_year(place, dossier, figures, settings, console)
    return console.exit_code()


def _tell_hidden(dossier: "Dossier") -> None:
    """Say that a summary holds text that can't be seen: it is neither used nor sent."""
    from assistant.cli_console import complain
    from assistant.newyear import hidden_text

    count = sum(note.count for note in hidden_text(dossier.narratives))
    if count:
        complain(f"工作总结有看不见的文字 {count} 处（隐藏、白色或零号），没有采用，也不会发送。")


def _show_prompts(dossier: "Dossier", figures: Path | None, settings: "Settings") -> None:
    """Print exactly what would be sent to a model; nothing is sent or written."""
    from assistant.cli_report import check_options
    from assistant.facts.people import people
    from assistant.newyear import of_last_year, prompts
    from assistant.rollover import read_figures_book

    supplied = read_figures_book(figures, dossier.pack) if figures else None
    options = of_last_year(check_options(settings), dossier)
    shown = prompts(
        dossier.pack, supplied, dossier.narratives, options, people(dossier), dossier.accounts
    )
    say("\n".join(shown) if shown else "没有要请模型找的内容，不会发送任何内容。")


def _place(folder: Path, dossier: "Dossier", figures: Path | None) -> "Place":
    """Return where to write; the files that were read are left alone."""
    from assistant.delivery import Place
    from assistant.errors import CannotWrite
    from assistant.files import why

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(f"无法写入文件夹“{folder}”：{why(error)}。") from error
    sources = [source.path for source in dossier.pack.sources]
    sources += [narrative.source.path for narrative in dossier.narratives]
    sources += [source.path for each in dossier.accounts for source in each.sources]
    return Place(folder, [*sources, *([str(figures)] if figures else [])])


def _template(place: "Place", dossier: "Dossier", settings: "Settings", console: Console) -> None:
    from assistant.cli_draft import asking, usage_line
    from assistant.delivery_rollover import TEMPLATE, write_template
    from assistant.errors import PartlyDone
    from assistant.newyear import model_of
    from assistant.rollover import template

    with asking(settings, console) as client:
        model = model_of(client, dossier)
        made = template(dossier.pack, dossier.narratives, model, dossier.accounts)
    target = place.file(TEMPLATE)
    write_template(target, made)
    if made.proposed and made.proposed.failed:
        why = made.proposed.failed
        console.tell(PartlyDone(f"{why}，数据表中只有程序从总结里找出的完成值。"))
    say(_told(target, made) + (f"\n{usage_line(model.usage)}" if model else ""))


def _told(target: Path, made: "Template") -> str:
    links = [link.confidence for link in made.linked.values()]
    return (
        f"已写出 {made.year} 年度数据表：{target}\n"
        f"从工作总结摘录完成值 {links.count('高')} 项，另有 {len(links) - links.count('高')} 项"
        f"只列出参考值，都要人工核实。{_proposed(made)}{_published(made)}"
        "\n填好后运行：jixiao rollover 上年材料 --figures 数据表 --summary 工作总结"
    )


def _proposed(made: "Template") -> str:
    """Return what a model added and what of its words was not used."""
    if made.proposed is None:
        return ""
    added = sum(bool(link.by) for link in made.linked.values())
    dropped = "，".join(f"{why} {count} 处" for why, count in made.proposed.dropped.items())
    return f"\n其中模型找出参考值 {added} 项" + (f"，没有采用的：{dropped}。" if dropped else "。")


def _published(made: "Template") -> str:
    """Return what the final accounts gave, and where last year's disagree with last year's pack."""
    filled = sum(each.sure for each in made.offered)
    told = [f"从部门决算填入 {filled} 个金额，请对照出处核实。"] if made.offered else []
    told += [f"上年决算：{each.text}（{each.why}）" for each in made.before]
    return "".join(f"\n{line}" for line in told)


def _new_year(
    place: "Place", dossier: "Dossier", figures: Path, settings: "Settings", console: Console
) -> None:
    from assistant.cli_draft import asking, usage_line
    from assistant.cli_report import check_options, tell_incomplete
    from assistant.delivery_rollover import DOCUMENT, deliver_new_year
    from assistant.errors import BadFigures, PartlyDone
    from assistant.newyear import fallbacks, of_last_year, rolling, write_new_year
    from assistant.rollover import read_figures_book

    supplied = read_figures_book(figures, dossier.pack)
    if supplied.is_unfilled():
        raise BadFigures(f"“{figures.name}”数据表还没有填，请先填写本年各列的数字。")
    document = place.file(DOCUMENT)
    options = of_last_year(check_options(settings), dossier)
    with asking(settings, console) as client:
        helpers = rolling(client, dossier)
        made = write_new_year(
            document, dossier.pack, supplied, dossier.narratives, options, helpers,
            dossier.accounts,
        )  # fmt: skip
    paths = deliver_new_year(made, document, place)
    tell_incomplete(made.report.outcomes, console.tell)
    for line in fallbacks(made):
        console.tell(PartlyDone(line))
    lines = [f"  {path}　{WHAT[path.name]}" for path in paths]
    told = f"还缺或待核实 {len(made.questions)} 项，见 missing.docx。全部内容须经人工审定后使用。"
    used = [usage_line(helpers.usage())] if helpers else []
    say("\n".join([made.report.verdict, told, *used, "", "已写出：", *lines]))
