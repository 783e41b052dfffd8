"""Commands that show what the program knows: rules, a rule's page, JSON Schemas."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.cli_chinese import Command
from assistant.cli_console import say
from assistant.errors import WrongUse

if TYPE_CHECKING:  # the rule book loads when a command asks for it
    from assistant.checks import RuleInfo

SEVERITY_NAMES = {"error": "错误", "warning": "警告", "info": "提示"}


_RULES = click.option(
    "--rules", "files", multiple=True, type=click.Path(path_type=Path), metavar="文件",
    help="自定义规则文件（YAML），可多次给出；不给时用设置中的",
)  # fmt: skip


def _book(files: tuple[Path, ...]) -> "list[RuleInfo]":
    """Return every rule, those of one's own last."""
    from assistant.checks import rules as all_rules
    from assistant.checks.own import infos, load_rules
    from assistant.settings import load_settings

    return [*all_rules(), *infos(load_rules(load_settings().changed(rules=files).rules))]


@click.command(cls=Command)
@_RULES
def rules(files: tuple[Path, ...]) -> int:
    """列出全部核对规则。

    每行一条：编号、级别、名称。详细说明用 jixiao explain 查看。
    """
    lines = [f"{rule.code}  {SEVERITY_NAMES[rule.severity]}  {rule.name}" for rule in _book(files)]
    say("\n".join(lines))
    return 0


@click.command(cls=Command)
@click.argument("code", metavar="编号")
@_RULES
def explain(code: str, files: tuple[Path, ...]) -> int:
    """说明一条规则：查什么、为什么、怎样改、何时不报。

    示例：jixiao explain A101
    """
    from assistant.checks.explaining.basis import basis
    from assistant.checks.own.page import FAMILY

    for rule in _book(files):
        if rule.code == code.upper():
            severity = SEVERITY_NAMES[rule.severity]
            head = f"{rule.code}　{rule.name}\n{rule.family}，{severity}"
            why = rule.source if rule.family == FAMILY else basis(rule.source)
            say(f"{head}\n依据：{why}\n\n{rule.doc}")
            return 0
    raise WrongUse(f"没有编号为“{code}”的规则，可用 jixiao rules 查看全部编号。")


@click.command(cls=Command)
@click.argument("name", metavar="名称", required=False)
def schema(name: str | None) -> int:
    """输出 JSON 结果的格式定义（JSON Schema）。

    不带名称时列出全部名称。示例：jixiao schema pack
    """
    from assistant.schema import MODELS, as_text

    if name is None:
        say("\n".join(MODELS))
    elif name in MODELS:
        say(as_text(name).rstrip("\n"))
    else:
        raise WrongUse(f"没有名为“{name}”的格式，可用的有：{'、'.join(MODELS)}。")
    return 0
