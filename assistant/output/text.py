"""The report of a check as text for a terminal; the first line is the verdict."""

from collections import Counter
from collections.abc import Iterator

from assistant.model.finding import (
    SEVERITIES,
    SEVERITY_NAMES,
    CheckReport,
    Finding,
    RuleOutcome,
    Severity,
    ToReview,
)
from assistant.output.places import location_words, place_words, spot_words
from assistant.output.safe import inner, one_line
from assistant.output.scores import lines, total_words
from assistant.output.scoring_words import scoring_words
from assistant.output.sides import Side, sides

STATUS_NAMES = {
    "passed": "通过",
    "failed": "发现问题",
    "not_applicable": "不适用",
    "crashed": "未能运行",
    "not_selected": "未选用",
    "not_run": "未运行",
}
_COLOURS: dict[Severity, str] = {"error": "31", "warning": "33", "info": "36"}


def render(report: CheckReport, colour: bool = False) -> str:
    """Return the whole report, nothing cut; ``colour`` adds ANSI colours to the headings."""
    return "\n".join(_lines(report, colour)) + "\n"


def _lines(report: CheckReport, colour: bool) -> Iterator[str]:
    yield _paint(one_line(report.verdict), "1", colour)
    yield from _scores(report)
    number = 0
    for severity in SEVERITIES:
        group = [finding for finding in report.findings if finding.severity == severity]
        if not group:
            continue
        yield ""
        yield _paint(f"【{SEVERITY_NAMES[severity]}】{len(group)} 项", _COLOURS[severity], colour)
        for finding in group:
            number += 1
            yield from _finding(number, finding)
    yield from _not_run(report)
    yield from _suppressed(report)
    yield from _lacks(report)
    yield from _to_review(report, colour)
    yield ""
    yield from _counts(report)


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


def _finding(number: int, finding: Finding) -> Iterator[str]:
    yield ""
    yield f"{number}. {one_line(finding.rule)} {one_line(finding.name)}　{place_words(finding.place)}"
    yield f"   问题：{one_line(finding.message)}"
    if finding.caution:
        yield f"   待核对：{one_line(finding.caution)}"
    for side in sides(finding.evidence):
        yield f"   依据：{_side(side)}"
    if finding.explanation:
        yield f"   可能原因：{one_line(finding.explanation)}"
    if finding.suggestion:
        yield f"   建议：{one_line(finding.suggestion)}"
    if finding.also:
        yield f"   同一原因的其他规则：{one_line('、'.join(finding.also))}"


def _side(side: Side) -> str:
    where = location_words(side.location)
    return f"{side.place}{f'（{where}）' if where else ''}　{quoted(side.quote)}"


def quoted(quote: str) -> str:
    """Return a quote on one line in Chinese quotation marks, or （空白）.

    One that begins with a quotation mark of its own stands without a second one around it.
    """
    words = one_line(quote)
    if words.startswith("“"):
        return words
    return f"“{inner(words)}”" if words else "（空白）"


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


def render_changes(before: CheckReport, after: CheckReport) -> str:
    """Return what a new check says that the one before didn't, and the other way round.

    The first line is the new verdict. Findings are the same where their fingerprints are.
    """
    return "\n".join(_changes(before, after)) + "\n"


def _changes(before: CheckReport, after: CheckReport) -> Iterator[str]:
    yield one_line(after.verdict)
    old, new = _known(before), _known(after)
    same = [key for key in new if key in old]
    reworded = [new[key] for key in same if new[key].message != old[key].message]
    yield from _listed("不再出现", [old[key] for key in old if key not in new])
    yield from _listed("新出现", [new[key] for key in new if key not in old])
    yield from _listed("仍在而说明有变", reworded)
    yield f"其余 {len(same) - len(reworded)} 处问题与上次相同。"


def _known(report: CheckReport) -> dict[tuple[str, int], Finding]:
    """Return findings by what tells them apart; equal ones are told apart by their order."""
    seen: Counter[str] = Counter()
    known = {}
    for finding in report.findings:
        key = finding.fingerprint or f"{finding.rule} {finding.place}"
        seen[key] += 1
        known[key, seen[key]] = finding
    return known


def _listed(heading: str, findings: list[Finding]) -> Iterator[str]:
    if findings:
        yield f"【{heading}】{len(findings)} 处"
    for finding in findings:
        level, rule = SEVERITY_NAMES[finding.severity], one_line(finding.rule)
        yield f"   {level} {rule}　{place_words(finding.place)}：{one_line(finding.message)}"
