"""Commands that work on packs: demo, extract, check, draft."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import click

from assistant.cli_chinese import Command
from assistant.cli_console import Console, complain, say
from assistant.errors import JixiaoError, NothingRead, WrongUse

SEVERITIES = ("error", "warning", "info")
MODES = ("clean", "tracked", "annotated")
PATH = click.Path(path_type=Path)
Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def _paths() -> Decorator:
    return click.argument("paths", nargs=-1, required=True, type=PATH, metavar="路径…")


def _prior() -> Decorator:
    text = "上年材料（文件或文件夹），每个路径一套，可多次给出"
    return click.option("--prior", multiple=True, type=PATH, metavar="路径", help=text)


def _accounts() -> Decorator:
    text = "本单位公开的部门决算（本年度或上年度），每个路径一份，可多次给出"
    return click.option("--accounts", multiple=True, type=PATH, metavar="路径", help=text)


def _beside() -> Decorator:
    text = "其他单位的材料，用来比对文字是否雷同，每个路径一套，可多次给出"
    return click.option("--beside", multiple=True, type=PATH, metavar="路径", help=text)


def _format(*names: str) -> Decorator:
    text = f"输出格式；不给时按 -o 的扩展名，再不然用 {names[0]}"
    return click.option("-f", "--format", "kind", type=click.Choice(names), help=text)


def _output() -> Decorator:
    text = "写入这个文件；不给时输出到屏幕"
    return click.option("-o", "--output", type=PATH, metavar="文件", help=text)


@click.command(cls=Command)
@click.option("--out", type=PATH, default=Path("jixiao-demo"), metavar="文件夹",
              help="结果写入的文件夹；不给时为 jixiao-demo")  # fmt: skip
def demo(out: Path) -> int:
    """用自带的虚构样例走一遍全程：读取、核对、起草、写出文件。

    示例：jixiao demo --out 试用结果
    """
    from assistant.cli_draft import demo_paths, draft_into
    from assistant.pipeline import load
    from assistant.settings import Settings

    console = Console()
    paths = demo_paths()
    dossier = load(paths.pack, paths.prior, paths.summaries, tell=console.tell)
    draft_into(out, dossier, Settings(), console)
    return console.exit_code()


@click.command(cls=Command)
@_paths()
@_output()
@_format("json", "xlsx", "csv")
def extract(paths: tuple[Path, ...], output: Path | None, kind: str | None) -> int:
    """把材料读成结构化数据。

    JSON 就是 Pack（见 jixiao schema pack）；xlsx 和 csv 便于人工查看。
    示例：jixiao extract 材料/ -o 数据.xlsx
    """
    from assistant.cli_report import write_pack
    from assistant.pipeline import load

    console = Console()
    kind = _kind(kind, output, ("json", "xlsx", "csv"))
    dossier = load(paths, tell=console.tell)
    write_pack(dossier.pack, kind, output)
    return console.exit_code()


class _Call(NamedTuple):
    """What a call of ``check`` asks for; ``given`` holds options that may stand in settings."""

    paths: tuple[Path, ...]
    prior: tuple[Path, ...]
    accounts: tuple[Path, ...]
    beside: tuple[Path, ...]
    kind: str
    output: Path | None
    timings: bool
    model: str
    given: dict[str, Any]


class _Checked(NamedTuple):
    """One check that was done, and what it was done with."""

    dossier: Any
    report: Any
    options: Any
    settings: Any
    console: Console


@click.command(cls=Command)
@_paths()
@_format("text", "json", "html", "xlsx", "sarif")
@_output()
@_prior()
@_accounts()
@_beside()
@click.option("--profile", metavar="名称", help="评分口径；不给时用设置中的，没有设置的按表样认出")
@click.option("--select", multiple=True, metavar="编号", help="只用这些规则，如 A101,S")
@click.option("--ignore", multiple=True, metavar="编号", help="不用这些规则，如 W201")
@click.option("--rules", multiple=True, type=PATH, metavar="文件",
              help="自定义规则文件（YAML），可多次给出；不给时用设置中的")  # fmt: skip
@click.option("--fail-on", type=click.Choice(SEVERITIES),
              help="有此级别及以上的问题时退出码为 1；默认 error")  # fmt: skip
@click.option(
    "--baseline", type=PATH, metavar="文件", help="以前的核对结果（JSON），其中已有的问题不再计入"
)
@click.option("--watch", is_flag=True,
              help="边改边核对：材料每次保存后重新核对，按 Ctrl+C 结束")  # fmt: skip
@click.option("--timings", is_flag=True, help="显示各步和每条规则的用时，从慢到快")
@click.option("--model", metavar="名称",
              help="请语言模型提示疑点（M 类规则，不计入结论）；不给时不联网")  # fmt: skip
def check(
    paths: tuple[Path, ...],
    kind: str | None,
    output: Path | None,
    prior: tuple[Path, ...],
    accounts: tuple[Path, ...],
    beside: tuple[Path, ...],
    watch: bool,
    timings: bool,
    model: str | None,
    **given: Any,
) -> int:
    """核对材料中的数字和表述，第一行是结论。

    级别：error 错误（必须改）、warning 警告（应当改）、info 提示（可以改）。
    格式：text 文字、json 数据、html 网页报告、xlsx 意见反馈表（退回单位用）、
    sarif 供其他系统汇集（SARIF 2.1.0）。
    示例：jixiao check 材料/ --prior 上年/ -f html -o 核对.html
    与其他单位比对：jixiao check 材料/ --beside 甲镇/ --beside 乙镇/
    边改边核对：jixiao check 自评材料.docx --watch
    """
    from assistant.cli_report import fails, write_report

    kind = _kind(kind, output, ("text", "json", "html", "xlsx", "sarif"))
    call = _Call(paths, prior, accounts, beside, kind, output, timings, model or "", given)
    if watch:
        return _watch(call)
    done = _checked(call)
    write_report(done.dossier, done.report, kind, output, done.options)
    _tell_rest(done, timings)
    return done.console.exit_code(otherwise=int(fails(done.report, done.settings.fail_on)))


def _checked(call: _Call) -> _Checked:
    """Read and check once; files of settings and rules are read anew each time."""
    from assistant.cli_report import check_options
    from assistant.pipeline import load, run_check
    from assistant.settings import load_settings

    console = Console(timings=call.timings)
    settings = load_settings().changed(**call.given).model_copy(update={"model": call.model})
    options = check_options(settings, call.given["baseline"], timings=call.timings)
    if call.model:
        files = (call.paths, call.prior, call.accounts, call.beside)
        dossier, report = _with_model(files, options, settings, console)
    else:
        with console.step("读取和提取"):
            dossier = load(
                call.paths, call.prior,
                accounts=call.accounts, beside=call.beside, tell=console.tell,
            )  # fmt: skip
        with console.step("核对"):
            report = run_check(dossier, options)
    return _Checked(dossier, report, options, settings, console)


def _tell_rest(done: _Checked, timings: bool) -> None:
    """Say on stderr what a report leaves to be known: rules that didn't run, durations."""
    from assistant.cli_report import slowest, tell_idle, tell_incomplete

    tell_incomplete(done.report.outcomes, done.console.tell)
    tell_idle(done.report.outcomes)
    for line in slowest(done.report.outcomes) if timings else ():
        complain(line)


def _watch(call: _Call) -> int:
    """Check now and after each save until Ctrl-C, which is how this ends well."""
    from assistant.documents import READABLE
    from assistant.watching import Watcher, own_files

    _watchable(call)
    extra = (*call.given["rules"], *filter(None, [call.given["baseline"]]))
    paths = (*call.paths, *call.prior, *call.accounts, *call.beside, *extra)
    watcher = Watcher(lambda: own_files(paths, READABLE))
    before = None
    try:
        while True:
            watcher.look()
            before = _round(call, before)
            watcher.wait()
    except KeyboardInterrupt:
        complain("已停止。")
        return 0


def _watchable(call: _Call) -> None:
    """Raise ``WrongUse`` where checking again and again would cost, loop, or flood the screen."""
    from assistant.files import not_among_sources

    if call.model:
        raise WrongUse("--watch 不能与 --model 同用：每次保存都会请求模型。")
    if call.output is None and call.kind != "text":
        raise WrongUse(f"--watch 时 {call.kind} 不能输出到屏幕，请用 -o 给出文件名。")
    if call.output is not None:
        not_among_sources(
            call.output.parent, (*call.paths, *call.prior, *call.accounts, *call.beside)
        )


def _round(call: _Call, before: Any) -> Any:
    """Check once and say what is new; a fault after the first check is told, not the end."""
    from assistant.cli_report import write_changes, write_report

    if before is not None:
        say(f"\n〔{datetime.now():%H:%M:%S}　材料已保存，重新核对〕")
    try:
        done = _checked(call)
        if before is None:
            write_report(done.dossier, done.report, call.kind, call.output, done.options)
            complain("材料每次保存后重新核对；按 Ctrl+C 结束。")
        else:
            write_changes(done.dossier, (before, done.report), call.kind, call.output, done.options)
        _tell_rest(done, call.timings)
    except JixiaoError as error:
        if before is None:
            raise
        if not isinstance(error, NothingRead):  # each file's own error was told
            complain(error.line())
        return before
    return done.report


def _with_model(files: Any, options: Any, settings: Any, console: Console) -> tuple[Any, Any]:
    """Read and check with a model's help; the libraries that ask it load only here."""
    from assistant.cli_draft import asking, helpers_of, reader_of, tell_why_mute, usage_line
    from assistant.pipeline import load, run_check

    paths, prior, accounts, beside = files
    with asking(settings, console) as client:
        reader = reader_of(client)
        dossier = load(
            paths, prior, accounts=accounts, beside=beside, reader=reader, tell=console.tell
        )
        noticer = helpers_of(client, dossier).noticer
        report = run_check(dossier, options, noticer)
    tell_why_mute(report, settings, client)
    if noticer:
        complain(usage_line(noticer.usage))
    return dossier, report


@click.command(cls=Command)
@_paths()
@_prior()
@click.option("--summary", multiple=True, type=PATH, metavar="路径", help="工作总结，可多次给出")
@_accounts()
@click.option("-o", "--output", "out", type=PATH, metavar="文件夹",
              help="结果写入的文件夹；不给时为 jixiao-out")  # fmt: skip
@click.option("--mode", type=click.Choice(MODES),
              help="Word 文件：不留痕、修订、修订加批注；默认 annotated")  # fmt: skip
@click.option(
    "--model", metavar="名称", help="用这个语言模型改写措辞、提示疑点；不给时不用模型，不联网"
)
@click.option("--budget", type=click.IntRange(min=1), metavar="数量",
              help="一次运行最多用多少词元（token）；不给时不限")  # fmt: skip
@click.option("--show-prompts", is_flag=True, help="只显示将要发给模型的全部内容，不发送，不写文件")
def draft(
    paths: tuple[Path, ...],
    prior: tuple[Path, ...],
    summary: tuple[Path, ...],
    accounts: tuple[Path, ...],
    show_prompts: bool,
    **given: Any,
) -> int:
    """起草空缺内容，写出待定稿的 Word 文件、问题清单和核对报告。

    写出 pack.json、findings.json、drafts.json、report.html、pack.xlsx、
    questions.docx，以及每个 Word 原件对应的“原名.draft.docx”。
    数字都由程序填写；给出部门决算的，可引用其中的数和说明。
    模型的文字逐段核验，通不过的改用程序拟的草稿。
    示例：jixiao draft 材料/ --prior 上年/ --summary 总结.docx
    """
    from assistant import cli_draft
    from assistant.files import not_among_sources
    from assistant.pipeline import load
    from assistant.settings import load_settings

    console = Console()
    settings = load_settings().changed(**given)
    folder = not_among_sources(Path(settings.out), (*paths, *prior, *summary, *accounts))
    if show_prompts:
        dossier = load(paths, prior, summary, accounts=accounts, tell=console.tell)
        cli_draft.show_prompts(dossier, settings)
        return console.exit_code()
    with cli_draft.asking(settings, console) as client:
        reader = cli_draft.reader_of(client)
        dossier = load(paths, prior, summary, accounts=accounts, reader=reader, tell=console.tell)
        cli_draft.draft_into(folder, dossier, settings, console, client)
    return console.exit_code()


_SUFFIXES = {
    "text": ".txt",
    "json": ".json",
    "html": ".html",
    "xlsx": ".xlsx",
    "csv": ".csv",
    "sarif": ".sarif",
}
_OTHER_SUFFIXES = (".pdf", ".doc", ".docx", ".wps", ".xls", ".et", ".htm")


def _kind(kind: str | None, output: Path | None, kinds: tuple[str, ...]) -> str:
    """Choose the output format by option or file name.

    ``WrongUse`` for a name that promises another format, and for a workbook on the screen.
    """
    suffix = output.suffix.lower() if output else ""
    by_name = next((each for each in kinds if _SUFFIXES[each] == suffix), None)
    chosen = kind or by_name or kinds[0]
    misleading = suffix in (*_SUFFIXES.values(), *_OTHER_SUFFIXES) if kind else bool(suffix)
    if misleading and by_name != chosen:
        known = "、".join(f"{_SUFFIXES[each]}（{each}）" for each in kinds)
        given = f"（-f 给的是 {kind}）" if kind else ""
        raise WrongUse(f"-o 不能写成“{suffix}”文件{given}，可用的扩展名：{known}。")
    if chosen == "xlsx" and output is None:
        raise WrongUse("xlsx 不能输出到屏幕，请用 -o 给出文件名。")
    return chosen
