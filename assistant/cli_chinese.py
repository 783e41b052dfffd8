"""click in Chinese: help pages, usage lines, and complaints about wrong use."""

import inspect
from collections.abc import Iterator
from typing import Any

import click

from assistant.cli_console import say
from assistant.errors import WrongUse


class _Chinese(click.Command):
    """What commands and groups share: ``--help``, and complaints that know their command."""

    def __init__(self, *args: Any, **attributes: Any) -> None:
        super().__init__(*args, **attributes | {"add_help_option": False})
        self.params.append(_help_option())

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse ``args``; click forgets the context of some complaints."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise


def _help_option() -> click.Option:
    return click.Option(
        ["--help"], is_flag=True, is_eager=True, expose_value=False,
        callback=_show_help, help="显示这份帮助",
    )  # fmt: skip


def _show_help(ctx: click.Context, param: click.Parameter, wanted: bool) -> None:
    if wanted:
        say(ctx.get_help())
        ctx.exit()


class Command(_Chinese):
    """A command whose help and complaints are Chinese; its docstring is its help."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse ``args``; ``WrongUse`` where some are left over."""
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if rest:
            raise WrongUse(f"多出的参数：{' '.join(rest)}。")
        return rest

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write usage, docstring and options."""
        formatter.write("\n".join(_command_page(self, ctx)) + "\n")


class Group(_Chinese, click.Group):
    """A group whose help and complaints are Chinese; commands keep their order."""

    command_class = Command

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which they are written down."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; ``WrongUse`` where there is none of that name."""
        if args[0] not in self.commands:
            raise WrongUse(f"没有“{args[0]}”这个命令，可用的有：{'、'.join(self.commands)}。")
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write usage, docstring, commands and options."""
        formatter.write("\n".join(_group_page(self, ctx)) + "\n")


def complaint(error: click.ClickException) -> str:
    """Return one Chinese line for what click says about a wrong call."""
    match error:
        case click.MissingParameter(param=param) if param is not None:
            return f"缺少参数：{_shown(param)}。"
        case click.NoSuchOption():
            near = f"是不是想用 {'、'.join(error.possibilities)}？" if error.possibilities else ""
            return f"没有 {error.option_name} 这个选项。{near}"
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 的写法不对：{_value_rule(error)}。"
        case click.BadParameter(param=param) if param is not None:
            return f"{_shown(param)} 的值不对，{_allowed(param)}。"
    return f"命令写法不对（{error.message}）。"


def _shown(param: click.Parameter) -> str:
    if isinstance(param, click.Option):
        return "/".join(param.opts)
    return param.metavar or str(param.name)


def _value_rule(error: click.BadOptionUsage) -> str:
    command = error.ctx.command if error.ctx else None
    for param in command.params if command else ():
        if isinstance(param, click.Option) and error.option_name in param.opts:
            return "后面不带值" if param.is_flag else "后面要跟一个值"
    return "请核对"


def _allowed(param: click.Parameter) -> str:
    if isinstance(param.type, click.Choice):
        return f"可选：{'、'.join(param.type.choices)}"
    return "请核对"


def _command_page(command: click.Command, ctx: click.Context) -> Iterator[str]:
    arguments = [_argument(p) for p in command.params if isinstance(p, click.Argument)]
    yield " ".join([f"用法：{ctx.command_path}", "[选项]", *arguments])
    yield from ("", *_indented(command.help or ""), "", "选项：")
    yield from _options(command, ctx)


def _group_page(group: click.Group, ctx: click.Context) -> Iterator[str]:
    yield f"用法：{ctx.command_path} 命令 [选项] …"
    yield from ("", *_indented(group.help or ""), "", "命令：")
    for name, command in group.commands.items():
        yield f"  {name:<10}{inspect.cleandoc(command.help or '').splitlines()[0]}"
    yield from ("", "选项：")
    yield from _options(group, ctx)


def _argument(param: click.Argument) -> str:
    name = param.metavar or str(param.name)
    return name if param.required else f"[{name}]"


def _options(command: click.Command, ctx: click.Context) -> Iterator[str]:
    for param in command.get_params(ctx):
        if isinstance(param, click.Option):
            name = ", ".join(param.opts)
            value = "" if param.is_flag else f" {_value_name(param)}"
            yield f"  {name}{value}"
            yield f"      {param.help}"


def _value_name(param: click.Option) -> str:
    if isinstance(param.type, click.Choice):
        return f"[{'|'.join(param.type.choices)}]"
    return param.metavar or "值"


def _indented(text: str) -> Iterator[str]:
    return (f"  {line}".rstrip() for line in inspect.cleandoc(text).splitlines())
