"""The command layout: draft a layout file from a filled form."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.cli_chinese import Command
from assistant.cli_console import complain, say
from assistant.errors import CannotWrite, NothingFound, WrongUse

if TYPE_CHECKING:
    from assistant.extraction import FormTable

PATH = click.Path(path_type=Path)
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_NEW = "new_layout"


@click.command(cls=Command)
@click.argument("action", type=click.Choice(["suggest"]), metavar="suggest")
@click.argument("path", type=PATH, metavar="文件")
@click.option("--table", "number", type=click.IntRange(min=1), metavar="序号",
              help="用文件中的第几张表；不给时用第一张不是已知表样的，再不然用第一张")  # fmt: skip
@click.option("-o", "--output", type=PATH, metavar="文件",
              help="写入这个文件，文件名即表样名，如 somewhere.yaml；不给时输出到屏幕")  # fmt: skip
def layout(action: str, path: Path, number: int | None, output: Path | None) -> int:
    """由一张已填的表起草表样文件，供人改定。

    认得出的表头写到对应的栏目下，猜测的和认不出的注明“待确认”。
    示例：jixiao layout suggest 某省自评表.docx -o somewhere.yaml
    """
    from assistant.documents import read
    from assistant.extraction import form_tables
    from assistant.extraction.suggest import suggest_layout

    name = _name(output)
    tables = form_tables(read(path))
    chosen = _choose(tables, number, path)
    source = f"“{path.name}”第 {chosen.number} 张表"
    text = suggest_layout(chosen.table, chosen.kind, chosen.title, name, source)
    _tell(tables, chosen)
    if output is None:
        say(text.rstrip("\n"))
    else:
        _write(output, text, path)
    return 0


def _name(output: Path | None) -> str:
    if output is None:
        return _NEW
    if output.suffix not in (".yaml", ".yml") or not _NAME.fullmatch(output.stem):
        raise WrongUse("表样文件的名称只能用小写字母、数字和下划线，以 .yaml 结尾。")
    return output.stem


def _choose(tables: "list[FormTable]", number: int | None, path: Path) -> "FormTable":
    if not tables:
        raise NothingFound(f"“{path.name}”里没有表格。")
    if number is None:
        return next((each for each in tables if not each.known), tables[0])
    if number > len(tables):
        raise WrongUse(f"“{path.name}”里只有 {len(tables)} 张表。")
    return tables[number - 1]


def _tell(tables: "list[FormTable]", chosen: "FormTable") -> None:
    """Say which table was taken, where a person might have meant another."""
    if chosen.known:
        complain(f"第 {chosen.number} 张表是已知的表样“{chosen.known}”，一般不必另写。")
    if len(tables) > 1:
        complain(f"文件里有 {len(tables)} 张表，用的是第 {chosen.number} 张；可用 --table 另选。")


def _write(output: Path, text: str, source: Path) -> None:
    from assistant.files import not_a_source, why

    try:
        not_a_source(output, [source]).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise CannotWrite(f"无法写入“{output}”：{why(error)}。") from error
    say(
        f"已写出表样草稿：{output}\n请对照原表改定各处“待确认”，放进自备表样的文件夹，"
        '并在 jixiao.toml 中写 layouts = "文件夹"（或设环境变量 JIXIAO_LAYOUTS）。'
    )
