"""One pack or one report in the format that a call asks for; the options of a check."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from pydantic import ValidationError

from assistant.checks import Baseline, CheckOptions, Suppression, counts_for_verdict, load_baseline
from assistant.checks.notices.rules import NO_MODEL
from assistant.checks.own import load_rules
from assistant.checks.own.outcomes import idle
from assistant.cli_console import complain, say, until_closed, wants_colour
from assistant.errors import BadSettings, PartlyDone, Tell
from assistant.files import not_a_source
from assistant.model.document import Source
from assistant.model.finding import SEVERITIES, CheckReport, RuleOutcome, Severity
from assistant.model.pack import Pack
from assistant.output.data import write_csv, write_json, write_text
from assistant.output.text import render as render_text
from assistant.settings import Settings, fault


def check_options(
    settings: Settings, baseline: Path | None = None, *, timings: bool = False
) -> CheckOptions:
    """Return what a check is to do; ``BadSettings`` where a part of it can't be used."""
    accepted = (
        load_baseline(baseline) if baseline else Baseline(reason="", fingerprints=frozenset())
    )
    return CheckOptions(
        profile=settings.profile,
        select=settings.select,
        ignore=settings.ignore,
        own=load_rules(settings.rules),
        suppressions=[_suppression(table) for table in settings.suppress],
        baseline=accepted.fingerprints,
        baseline_reason=accepted.reason,
        timings=timings,
    )


def _suppression(table: dict[str, Any]) -> Suppression:
    try:
        return Suppression.model_validate(table)
    except ValidationError as error:
        raise BadSettings(f"设置中的 [[suppress]]：{fault(error)}。") from error


def write_pack(pack: Pack, kind: str, output: Path | None) -> None:
    """Write a pack as ``json``, ``csv`` or ``xlsx``, to a file or to stdout."""
    if kind == "xlsx":
        _write_workbook(output, pack, None)
    else:
        with _target(output, pack.sources) as target:
            (write_json if kind == "json" else write_csv)(target, pack)
    if output:
        say(f"已写入：{output}")


def write_report(pack: Pack, report: CheckReport, kind: str, output: Path | None) -> None:
    """Write a report as ``text``, ``json``, ``html`` or ``xlsx``, to a file or to stdout."""
    if kind == "xlsx":
        _write_workbook(output, pack, report)
    elif kind == "json":
        with _target(output, pack.sources) as target:
            write_json(target, report)
    elif output is None:
        say(_as_text(pack, report, kind, colour=wants_colour()).rstrip("\n"))
    else:
        write_text(not_a_source(output, _files(pack.sources)), _as_text(pack, report, kind))
    if output:
        say(f"{report.verdict}\n已写入：{output}")


def _as_text(pack: Pack, report: CheckReport, kind: str, colour: bool = False) -> str:
    if kind == "text":
        return render_text(report, colour=colour)
    from assistant.output.page import render as render_page

    return render_page(pack, report, None)


def _write_workbook(output: Path | None, pack: Pack, report: CheckReport | None) -> None:
    from assistant.output.sheet import write_workbook

    if output is None:
        raise ValueError("a workbook needs a file to be written to")
    write_workbook(not_a_source(output, _files(pack.sources)), pack, report)


@contextmanager
def _target(output: Path | None, sources: list[Source]) -> Iterator[Path | TextIO]:
    if output:
        yield not_a_source(output, _files(sources))
    else:
        with until_closed() as stdout:
            yield stdout


def _files(sources: list[Source]) -> list[str]:
    return [source.path for source in sources]


def fails(report: CheckReport, level: Severity) -> bool:
    """Tell whether a report has findings of this severity or a graver one, a model's left out."""
    graver = SEVERITIES[: SEVERITIES.index(level) + 1]
    return any(each.severity in graver for each in report.findings if counts_for_verdict(each))


def tell_incomplete(outcomes: list[RuleOutcome], tell: Tell) -> None:
    """Tell of every rule that could not run; those that want a model run only with one."""
    for outcome in outcomes:
        wanting = outcome.status == "not_run" and outcome.reason != NO_MODEL
        if outcome.status == "crashed" or wanting:
            tell(PartlyDone(f"规则 {outcome.rule}（{outcome.name}）没能运行：{outcome.reason}。"))


def tell_idle(outcomes: list[RuleOutcome]) -> None:
    """Say on stderr which of one's own rules did not apply, and why: a row may be misspelt."""
    for line in idle(outcomes):
        complain(line)


def slowest(outcomes: list[RuleOutcome]) -> list[str]:
    """Return a line for each of the ten slowest rules."""
    ranked = sorted(outcomes, key=lambda outcome: -outcome.milliseconds)[:10]
    return [f"用时　{each.rule} {each.name}：{each.milliseconds:.1f} 毫秒" for each in ranked]
