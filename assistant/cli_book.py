"""Commands that show what the program knows: rules, a rule's page, JSON Schemas."""

import click

from assistant.cli_chinese import Command
from assistant.cli_console import say
from assistant.errors import WrongUse

SEVERITY_NAMES = {"error": "错误", "warning": "警告", "info": "提示"}


@click.command(cls=Command)
def rules() -> int:
    """列出全部核对规则。

    每行一条：编号、级别、名称。详细说明用 jixiao explain 查看。
    """
    from assistant.checks import rules as all_rules

    lines = [f"{rule.code}  {SEVERITY_NAMES[rule.severity]}  {rule.name}" for rule in all_rules()]
    say("\n".join(lines))
    return 0


@click.command(cls=Command)
@click.argument("code", metavar="编号")
def explain(code: str) -> int:
    """说明一条规则：查什么、为什么、怎样改、何时不报。

    示例：jixiao explain A101
    """
    from assistant.checks import rules as all_rules
    from assistant.checks.basis import basis

    for rule in all_rules():
        if rule.code == code.upper():
            severity = SEVERITY_NAMES[rule.severity]
            head = f"{rule.code}　{rule.name}\n{rule.family}，{severity}"
            say(f"{head}\n依据：{basis(rule.source)}\n\n{rule.doc}")
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
