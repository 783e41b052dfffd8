"""The report of a check as text for a terminal; the first line is the verdict."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from assistant.model.finding import (
    SEVERITIES,
    SEVERITY_NAMES,
    CheckReport,
    Finding,
    RuleOutcome,
    Severity,
    ToReview,
)
from assistant.model.pack import Pack
from assistant.output.filing import form, root
from assistant.output.grounds import quote_lines, quoted
from assistant.output.places import location_words, place_words, spot_words
from assistant.output.rulebook import RuleEntry
from assistant.output.safe import one_line
from assistant.output.scores import lines, total_words
from assistant.output.scoring_words import scoring_words
from assistant.output.sides import PackWords

STATUS_NAMES = {
    "passed": "通过",
    "failed": "发现问题",
    "not_applicable": "不适用",
    "crashed": "未能运行",
    "not_selected": "未选用",
    "not_run": "未运行",
}
_FULL = "网页报告（-f html）或意见反馈表（-f xlsx）"
_COLOURS: dict[Severity, str] = {"error": "31", "warning": "33", "info": "36"}


def render(
    report: CheckReport,
    colour: bool = False,
    pack: Pack | None = None,
    rules: Iterable[RuleEntry] = (),
) -> str:
    """Return the whole report; ``colour`` adds ANSI colours to the headings.

    ``pack`` gives the quotes the file's own words; ``rules`` what each rule rests on, told with
    the first finding of each. Of many operands the rest is counted, and told where to find.
    """
    return "\n".join(_lines(report, colour, _Told(pack, rules))) + "\n"


class _Told:
    """What is known of the pack and the rules, and of which rules the basis was told."""

    def __init__(self, pack: Pack | None, rules: Iterable[RuleEntry]) -> None:
        self.words = PackWords(pack) if pack else None
        self._untold = {rule.code: rule.basis for rule in rules}

    def basis(self, rule: str) -> str:
        """Return what a rule rests on the first time it is asked for, then ""."""
        return self._untold.pop(rule, "")


def _lines(report: CheckReport, colour: bool, told: _Told) -> Iterator[str]:
    yield _paint(one_line(report.verdict), "1", colour)
    yield from _scores(report)
    number = 1
    for severity in SEVERITIES:
        group = [finding for finding in report.findings if finding.severity == severity]
        if not group:
            continue
        yield ""
        yield _paint(f"【{SEVERITY_NAMES[severity]}】{len(group)} 项", _COLOURS[severity], colour)
        for alike in _alike(group):
            yield from _finding(number, alike, told)
            number += len(alike)
    yield from _not_run(report)
    yield from _suppressed(report)
    yield from _lacks(report)
    yield from _to_review(report, colour)
    yield ""
    yield from _counts(report)


def _alike(findings: list[Finding]) -> Iterator[list[Finding]]:
    """Yield findings, those together that follow each other and tell the same of blank cells."""
    for _, group in groupby(enumerate(findings), key=_sameness):
        yield [finding for _, finding in group]


def _sameness(numbered: tuple[int, Finding]) -> tuple[object, ...]:
    number, each = numbered
    if each.found != "空白" or each.caution or each.explanation or each.also:
        return (number,)
    return each.rule, root(each.place), each.expected, each.suggestion


def _paint(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text


def _scores(report: CheckReport) -> Iterator[str]:
    for score in report.scores:
        note = f"（{one_line(score.note)}）" if score.note and not score.what_if else ""
        yield (
            f"得分　{one_line(score.title)}：自评 {one_line(score.stated) or '未填'}，"
            f"各项合计 {one_line(score.sum_of_scores) or '无法计算'}，"
            f"重新计算 {one_line(total_words(score)) or '无法计算'}{note}"
        )
        yield from (f"　　　{one_line(line)}" for line in lines(score))


def _finding(number: int, alike: list[Finding], told: _Told) -> Iterator[str]:
    finding, *others = alike
    numbers = f"{number}–{number + len(others)}" if others else f"{number}"
    place = form(finding.place) if others else place_words(finding.place)
    yield ""
    yield f"{numbers}. {one_line(finding.rule)} {one_line(finding.name)}　{place}"
    for each in alike:
        yield f"   问题：{one_line(each.message)}"
    if finding.caution:
        yield f"   待核对：{one_line(finding.caution)}"
    for each in alike:
        yield from (f"   原文：{line}" for line in quote_lines(each, told.words, _FULL))
    if basis := told.basis(finding.rule):
        yield f"   依据：{one_line(basis)}"
    if finding.explanation:
        yield f"   可能原因：{one_line(finding.explanation)}"
    if finding.suggestion:
        yield f"   建议：{one_line(finding.suggestion)}"
    if finding.also:
        yield f"   同一原因的其他规则：{one_line('、'.join(finding.also))}"


def not_run(report: CheckReport) -> list[RuleOutcome]:
    """Return the rules that were to run and couldn't."""
    return [outcome for outcome in report.outcomes if outcome.status == "crashed"]


def _not_run(report: CheckReport) -> Iterator[str]:
    crashed = not_run(report)
    if crashed:
        yield ""
        yield f"【未能运行的规则】{len(crashed)} 条（不等于通过，请人工核对）"
    for outcome in crashed:
        name = one_line(f"{outcome.rule} {outcome.name}")
        yield f"   {name}：{one_line(outcome.reason) or '原因不明'}"


def _suppressed(report: CheckReport) -> Iterator[str]:
    if report.suppressed:
        yield ""
        yield f"【已搁置】{len(report.suppressed)} 项（不计入结论）"
    for item in report.suppressed:
        by = "，".join(
            one_line(part) for part in (item.who, item.until and f"有效期至 {item.until}") if part
        )
        finding = item.finding
        yield f"   {one_line(finding.rule)} {place_words(finding.place)}：{one_line(finding.message)}"
        yield f"      搁置理由：{one_line(item.reason)}{f'（{by}）' if by else ''}"


def _lacks(report: CheckReport) -> Iterator[str]:
    if report.lacks:
        yield ""
        yield f"【没有读到、没有核对的内容】{sum(lack.count for lack in report.lacks)} 处"
    for lack in report.lacks:
        where = location_words(lack.location) if lack.location else ""
        yield f"   {one_line(lack.message)}{f'（{where}）' if where else ''}"


def _to_review(report: CheckReport, colour: bool) -> Iterator[str]:
    items = report.to_review
    if items:
        yield ""
        yield _paint(f"【待核对的识别结果】{len(items)} 处（把握不大，请对照原件）", "33", colour)
    for number, item in enumerate(items, 1):
        yield f"{number}. {place_words(item.place)}（{spot_words(item.location)}）"
        yield f"   {reading_words(item)}"


def reading_words(item: ToReview) -> str:
    """Return what was read, what it was taken for, how surely, and what else it may be."""
    parts = [f"读作{quoted(item.raw)}"]
    if item.value and item.value != item.raw.strip():
        parts.append(f"按 {one_line(item.value)} 核对")
    parts.append(f"把握 {sureness(item)}")
    if item.others:
        parts.append(f"也可能是{'、'.join(map(quoted, item.others))}")
    if item.by == "model":
        parts.append("由语言模型指认")
    return "，".join(parts)


def sureness(item: ToReview) -> str:
    """Return how sure a reading is, in percent; a model's own is not measured."""
    return "未知" if item.by == "model" else f"{item.confidence:.0%}"


def _counts(report: CheckReport) -> Iterator[str]:
    found = "，".join(f"{SEVERITY_NAMES[level]} {report.count(level)} 项" for level in SEVERITIES)
    yield f"合计：{found}，已搁置 {len(report.suppressed)} 项。"
    tally: Counter[str] = Counter(outcome.status for outcome in report.outcomes)
    rules = "，".join(f"{name} {tally[status]} 条" for status, name in STATUS_NAMES.items())
    yield f"规则：{rules}（规则库 {one_line(report.rulebook)}）。"
    yield f"评分口径：{scoring_words(report)}。"
