"""The command ``jixiao``: a group of commands, and what its exit codes are.

Commands import what they need when they run, so that ``--help`` stays quick.
"""

import sys
import traceback
from collections.abc import Sequence
from types import TracebackType

import click

from assistant import __version__
from assistant.cli_book import explain, rules, schema
from assistant.cli_chinese import Group, complaint
from assistant.cli_console import PARTLY, complain, say, use_utf8
from assistant.cli_eval import evaluate
from assistant.cli_layout import layout
from assistant.cli_review import review
from assistant.cli_rollover import rollover
from assistant.cli_work import check, demo, draft, extract
from assistant.errors import JixiaoError, NothingRead, WrongUse

HELP = """\
绩效自评助手：读取部门绩效自评材料，核对数字，起草空缺内容。

路径可以是文件或文件夹；一次给出的全部文件算作一个单位一个年度的一套材料。
可读取 Word、文本、PDF、扫描件和照片、Excel、网页、Markdown、zip 压缩包，
以及旧版的 doc、wps、rtf、odt、xls、et。
扫描件和照片需另装文字识别组件（pip install "jixiao[ocr]"）；旧版文件需要
LibreOffice，不在 PATH 中的用环境变量 JIXIAO_SOFFICE 写明位置。
全程在本机运行，不联网，不改动原文件。

示例：
  jixiao demo                         用自带样例走一遍全程
  jixiao check 自评材料.docx          核对一套材料
  jixiao check 材料/ --accounts 部门决算.pdf    与公开的部门决算对照
  jixiao draft 材料/ --prior 上年/    起草空缺内容，写出待定稿的 Word 文件
  jixiao review 材料/                 在浏览器中核对、处理、定稿
  jixiao layout suggest 自评表.docx   为没有见过的表样起草一份表样

退出码：0 完成；1 核对发现不低于 --fail-on 级别的问题；
2 用法不对，或什么都没读到；3 部分工作没有完成。
"""


@click.group(cls=Group, help=HELP, invoke_without_command=True)
@click.option("--version", is_flag=True, help="显示版本")
@click.pass_context
def group(context: click.Context, version: bool) -> int:
    """Show the version or the help when no command is given."""
    if version:
        say(f"jixiao {__version__}")
    elif context.invoked_subcommand is None:
        say(context.get_help())
    return 0


for command in (
    demo, extract, check, draft, rollover, review, rules, explain, schema, layout, evaluate,
):  # fmt: skip
    group.add_command(command)


def run(args: Sequence[str]) -> int:
    """Run one call and return its exit code; errors become one line on stderr."""
    try:
        return int(group.main(list(args), prog_name="jixiao", standalone_mode=False) or 0)
    except NothingRead as error:
        return error.exit_code
    except JixiaoError as error:
        complain(error.line())
        return error.exit_code
    except click.ClickException as error:
        complain(WrongUse(complaint(error)).line())
        return WrongUse.exit_code
    except click.Abort:
        complain("已中断。")
        return 130


def main() -> None:
    """Run the command with the arguments of the process and exit."""
    use_utf8()
    sys.excepthook = _crashed
    sys.exit(run(sys.argv[1:]))


def _crashed(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Show a fault of the program; Python's own exit code 1 would look like a finding."""
    traceback.print_exception(kind, error, trace)
    complain("程序出错，没有完成。请把以上内容连同材料的情况反馈给维护者。")
    sys.exit(PARTLY)
