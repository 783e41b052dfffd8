"""One pack or one report in the format that a call asks for; the options of a check."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from pydantic import ValidationError

from assistant.checks import (
    Baseline,
    CheckOptions,
    RuleInfo,
    Suppression,
    counts_for_verdict,
    load_baseline,
    rules,
)
from assistant.checks.explaining.basis import basis
from assistant.checks.notices.rules import NO_MODEL
from assistant.checks.own import infos, load_rules
from assistant.checks.own.outcomes import idle
from assistant.cli_console import complain, say, until_closed, wants_colour
from assistant.errors import BadSettings, PartlyDone, Tell
from assistant.files import not_a_source
from assistant.model.document import Source
from assistant.model.dossier import Dossier
from assistant.model.finding import SEVERITIES, CheckReport, RuleOutcome, Severity
from assistant.model.pack import Pack
from assistant.output.changes import render_changes
from assistant.output.data import write_csv, write_json, write_text
from assistant.output.rulebook import RuleEntry
from assistant.output.safe import one_line
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
        _write_workbook(output, pack)
    else:
        with _target(output, pack.sources) as target:
            (write_json if kind == "json" else write_csv)(target, pack)
    if output:
        say(f"已写入：{output}")


def write_report(
    dossier: Dossier, report: CheckReport, kind: str, output: Path | None, options: CheckOptions
) -> None:
    """Write a report as ``text``, ``json``, ``html``, ``xlsx`` or ``sarif``: a file or stdout."""
    if output:
        _write_file(dossier, report, kind, output, options)
        say(f"{one_line(report.verdict)}\n已写入：{output}")
    elif kind == "json":
        with until_closed() as stdout:
            write_json(stdout, report)
    else:
        say(_as_text(dossier, report, kind, options, colour=wants_colour()).rstrip("\n"))


def _write_file(
    dossier: Dossier, report: CheckReport, kind: str, output: Path, options: CheckOptions
) -> None:
    target = not_a_source(output, _files(dossier.pack.sources))
    if kind == "xlsx":
        from assistant.output.feedback import write_feedback

        write_feedback(target, dossier.pack, report, rule_entries(options))
    elif kind == "json":
        write_json(target, report)
    else:
        write_text(target, _as_text(dossier, report, kind, options))


def write_changes(
    dossier: Dossier,
    reports: tuple[CheckReport, CheckReport],
    kind: str,
    output: Path | None,
    options: CheckOptions,
) -> None:
    """Say what the second report has that the first hadn't, after writing it where asked for."""
    before, after = reports
    if output:
        _write_file(dossier, after, kind, output, options)
    say(render_changes(before, after).rstrip("\n"))
    if output:
        say(f"已写入：{output}")


def _as_text(
    dossier: Dossier, report: CheckReport, kind: str, options: CheckOptions, colour: bool = False
) -> str:
    if kind == "text":
        return render_text(report, colour, dossier.pack, rule_entries(options))
    if kind == "sarif":
        from assistant.output.sarif import render as render_sarif

        return render_sarif(dossier.pack, report, rule_entries(options))
    from assistant.output.page import render as render_page

    return render_page(dossier.pack, report, None, dossier.prior)


def rule_entries(options: CheckOptions) -> list[RuleEntry]:
    """Return the whole rule book, those of one's own last, with each one's basis in Chinese."""
    own = [_entry(rule, rule.source) for rule in infos(options.own)]
    return [*(_entry(rule, basis(rule.source)) for rule in rules()), *own]


def _entry(rule: RuleInfo, why: str) -> RuleEntry:
    return RuleEntry(rule.code, rule.name, rule.severity, rule.family, why, rule.doc)


def _write_workbook(output: Path | None, pack: Pack) -> None:
    from assistant.output.sheet import write_workbook

    if output is None:
        raise ValueError("a workbook needs a file to be written to")
    write_workbook(not_a_source(output, _files(pack.sources)), pack, None)


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
    """Return a line for each rule that ran, the slowest first, after one for all of them."""
    ran = [each for each in outcomes if each.status not in ("not_selected", "not_run")]
    ranked = sorted(ran, key=lambda outcome: -outcome.milliseconds)
    total = sum(each.milliseconds for each in ran)
    return [
        f"用时　全部 {len(ran)} 条规则：{total:.1f} 毫秒，从慢到快为",
        *(f"用时　{each.rule} {each.name}：{each.milliseconds:.1f} 毫秒" for each in ranked),
    ]
