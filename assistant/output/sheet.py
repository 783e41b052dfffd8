"""The workbook ``pack.xlsx``: indicators, money, figures in prose, findings, sections."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from openpyxl import Workbook

from assistant.facts.quotes import mended, texts
from assistant.facts.to_review import to_review
from assistant.model.finding import SEVERITY_NAMES, CheckReport, Finding, ToReview
from assistant.model.pack import Indicator, IndicatorTable, Pack, Report
from assistant.model.place import Place
from assistant.model.quantity import Quantity, Text
from assistant.output.figures import completion
from assistant.output.grounds import quoted
from assistant.output.places import WORDS, location_words, place_words, spot_words
from assistant.output.score_sheet import add_scores
from assistant.output.sides import sides
from assistant.output.text import STATUS_NAMES, not_run, sureness
from assistant.output.workbook import UNSURE, Column, Value, add_sheet, new_book, save

Rows = Iterator[Sequence[Value]]
Fills = dict[str, str] | None

_DOUBTS = ("待核对", "先核对")

INDICATOR_COLUMNS = [Column(*each) for each in (
    ("表", 20), ("一级指标", 13), ("二级指标", 13), ("三级指标", 26),
    ("年度指标值", 11), ("指标值原文", 13), ("实际完成值", 11), ("完成值原文", 13),
    ("单位", 7), ("分值", 7), ("分值原文", 9), ("得分", 7), ("得分原文", 9),
    ("完成率（%）", 11), ("偏差原因分析及改进措施", 34), ("待核对", 16),
)]  # fmt: skip
MONEY_COLUMNS = [Column(*each) for each in (
    ("表", 18), ("部分", 13), ("科目", 28), ("口径", 12),
    ("数值", 15), ("原文", 15), ("单位", 8), ("位置编号", 40), ("待核对", 14),
)]  # fmt: skip
FIGURE_COLUMNS = [Column(*each) for each in (
    ("位置", 34), ("指什么", 16), ("谁的", 16), ("期间", 8), ("比较", 6), ("数值", 13),
    ("原文", 14), ("上限", 10), ("单位", 7), ("所在句子", 56), ("待核对", 14),
)]  # fmt: skip
FINDING_COLUMNS = [Column(*each) for each in (
    ("序号", 6), ("级别", 10), ("位置", 28), ("问题", 46), ("依据", 50), ("修改建议", 34),
    ("先核对", 20), ("规则", 14),
)]  # fmt: skip
SECTION_COLUMNS = [Column(*each) for each in (
    ("报告", 24), ("层级", 6), ("序号", 8), ("标题", 30), ("正文", 100),
)]  # fmt: skip
FIELD_COLUMNS = [Column(*each) for each in (
    ("位置", 46), ("原文", 50), ("数值", 15), ("单位", 8), ("文件中的位置", 34), ("待核对", 14),
)]  # fmt: skip
REVIEW_COLUMNS = [Column(*each) for each in (
    ("序号", 6), ("类别", 8), ("位置", 40), ("原件中何处", 40), ("识别为", 36), ("按此核对", 14),
    ("把握", 8), ("也可能是", 24), ("核对结果", 20),
)]  # fmt: skip
READING_COLUMNS = [Column(*each) for each in (
    ("文件", 30), ("情况", 14), ("说明", 50), ("文字", 60), ("数量", 7),
)]  # fmt: skip

_FILLS = {"错误": "FBE9E7", "警告": "FFF4DC", "提示": "E8F1F8", "未能运行": "FBE9E7",
          "未能读取": "FBE9E7", "图例": UNSURE}  # fmt: skip
_KINDS = {"figure": "数字", "text": "文字"}
_LEGEND = (
    "深黄底的单元格：由文字识别或语言模型得出、把握不大，使用前请对照原件；逐处清单见“待核对”表。"
)
_COMPARATORS = {"=": "", ">=": "≥", "<=": "≤", ">": "＞", "<": "＜", "~": "约"}


def write_workbook(path: Path, pack: Pack, report: CheckReport | None) -> None:
    """Write ``pack.xlsx``; the sheet of findings is left out when there is no check.

    Numbers are numbers with their original text beside them. Raises ``CannotWrite``.
    """
    year = f"{pack.year}年" if pack.year else ""
    book = new_book(f"{pack.unit.raw}{year}")
    if report:
        _add(book, "检查结果", FINDING_COLUMNS, _findings(report), _FILLS)
        add_scores(book, report)
    if awaiting := report.to_review if report else to_review(pack):
        add_sheet(book, "待核对", REVIEW_COLUMNS, _awaiting(awaiting), {"图例": UNSURE})
    _add(book, "指标", INDICATOR_COLUMNS, _indicators(pack))
    _add(book, "资金", MONEY_COLUMNS, _money(pack))
    _add(book, "文中数字", FIGURE_COLUMNS, _figures(pack))
    add_sheet(book, "章节文本", SECTION_COLUMNS, _sections(pack))
    _add(book, "全部字段", FIELD_COLUMNS, _fields(pack))
    add_sheet(book, "阅读情况", READING_COLUMNS, _readings(pack))
    save(book, path)


def _add(
    book: Workbook, title: str, columns: Sequence[Column], rows: Rows, fills: Fills = None
) -> None:
    """Add a sheet; its column about doubts is left out where no row has one."""
    lines = list(rows)
    at = next(n for n, column in enumerate(columns) if column.header in _DOUBTS)
    if not any(line[at] for line in lines):
        columns = [*columns[:at], *columns[at + 1 :]]
        lines = [[*line[:at], *line[at + 1 :]] for line in lines]
    add_sheet(book, title, columns, lines, fills)


def _indicators(pack: Pack) -> Rows:
    for table in pack.tables():
        for row in table.indicators:
            yield [
                place_words(table.place), row.level1, row.level2, row.name.raw,
                _number(row.target), _raw(row.target), _number(row.actual), _raw(row.actual),
                row.target.unit or row.actual.unit, _number(row.weight), _raw(row.weight),
                _number(row.score), _raw(row.score), completion(row), row.deviation,
                _doubtful(row),
            ]  # fmt: skip


def _doubtful(row: Indicator) -> str:
    """Return which cells of a row want a look at the original."""
    return "、".join(
        WORDS[name] for name, field in vars(row).items()
        if isinstance(field, Text) and field.is_doubtful()
    )  # fmt: skip


def _raw(field: Text) -> Text:
    """Return a figure as the words it was read from."""
    return Text(raw=field.raw, confidence=field.confidence, review=field.review)


def _mark(field: Text) -> str:
    """Return what the last column says of a field."""
    if not field.is_doubtful():
        return ""
    return f"待核对（把握 {field.confidence:.0%}）"


def _awaiting(items: Sequence[ToReview]) -> Rows:
    yield [None, "图例", _LEGEND, "", "", "", "", "", ""]
    for number, item in enumerate(items, 1):
        others = "、".join(item.others)
        yield [
            number, _KINDS[item.kind], place_words(item.place), spot_words(item.location),
            item.raw, item.value, sureness(item), others, "",
        ]  # fmt: skip


def _number(quantity: Quantity) -> Quantity | None:
    """Return the quantity where it is one number, else None: its text stands beside it."""
    return quantity if quantity.value is not None and quantity.upper is None else None


def _money(pack: Pack) -> Rows:
    yield from _base_money(pack)
    for table in pack.tables():
        yield from _table_money(table)


def _base_money(pack: Pack) -> Rows:
    if pack.base_data is None:
        return
    base = pack.base_data
    for row in (*base.spending, base.procurement, base.budget_adjustment):
        name = row.label.raw.strip()
        part = "其中：" if row.of_which and not name.startswith("其中") else ""
        label = "　" * row.depth + part + name
        kinds = {"上年决算数": row.last_final, "本年预算数": row.budget, "本年决算数": row.final}
        yield from _amounts("基础数据表", "支出", label, kinds)


def _table_money(table: IndicatorTable) -> Rows:
    title = place_words(table.place)
    for line in table.money:
        kinds = {
            "年初预算数": line.initial, "全年预算数": line.full_year, "全年执行数": line.executed,
            "分值": line.weight, "执行率": line.rate, "得分": line.score,
        }  # fmt: skip
        yield from _amounts(title, "资金", line.label.raw, kinds)
    for part, lines in (("按收入性质分", table.by_income), ("按支出性质分", table.by_expenditure)):
        for named in lines:
            kind = "合计" if named.is_total else "金额"
            yield from _amounts(title, part, named.label.raw, {kind: named.amount})


def _amounts(table: str, part: str, label: str, kinds: dict[str, Quantity]) -> Rows:
    for kind, amount in kinds.items():
        if not amount.is_blank() or amount.known():
            number = _number(amount)
            yield [
                table, part, label, kind, number, _raw(amount), amount.unit, amount.place,
                _mark(amount),
            ]  # fmt: skip


def _figures(pack: Pack) -> Rows:
    known = texts(pack)
    for fact in pack.figures:
        figure = fact.quantity
        yield [
            place_words(fact.place), fact.measure, fact.subject, fact.period,
            _COMPARATORS[figure.comparator], figure.value, _raw(figure), figure.upper,
            figure.unit, mended(fact.quote, fact.place, known), _mark(figure),
        ]  # fmt: skip


def _findings(report: CheckReport) -> Rows:
    yield [None, "结论", "", report.verdict, "", "", "", ""]
    if report.to_review:
        yield [None, "图例", "", _LEGEND, "", "", "", ""]
    ordered = sorted(report.findings, key=lambda each: list(SEVERITY_NAMES).index(each.severity))
    for number, finding in enumerate(ordered, 1):
        yield _finding(number, SEVERITY_NAMES[finding.severity], finding, _grounds(finding))
    for outcome in not_run(report):
        name = STATUS_NAMES[outcome.status]
        told = f"{outcome.name}：{outcome.reason}"
        yield [None, name, "", told, "", "请人工核对", "", outcome.rule]
    for lack in report.lacks:
        at = location_words(lack.location) if lack.location else ""
        state = "未能读取" if lack.leaves_open() else "未计入"
        yield [None, state, at, lack.message, "", "", "", ""]
    for item in report.suppressed:
        reason = "，".join(filter(None, (item.reason, item.who, item.until)))
        yield _finding(None, "已搁置", item.finding, f"搁置理由：{reason}")


def _finding(number: int | None, level: str, finding: Finding, grounds: str) -> Sequence[Value]:
    rules = "、".join([finding.rule, *finding.also])
    place = place_words(finding.place)
    advice, caution = finding.suggestion, finding.caution
    return [number, level, place, finding.message, grounds, advice, caution, rules]


def _grounds(finding: Finding) -> str:
    lines = [f"{side.place}：{quoted(side.quote)}" for side in sides(finding.evidence)]
    return "\n".join([*lines, finding.explanation] if finding.explanation else lines)


def _sections(pack: Pack) -> Rows:
    for report in pack.reports():
        yield from _report(report, place_words(report.place))


def _report(report: Report, name: str) -> Rows:
    for text in report.preamble or [Text()]:
        yield [name, 0, "", report.title.raw, text.raw]
    for section in report.walk():
        for text in section.paragraphs or [Text()]:
            yield [name, section.level, section.number, section.title, text.raw]


def _fields(pack: Pack) -> Rows:
    for field in pack.fields():
        known = field if isinstance(field, Quantity) and field.known() else None
        unit = known.unit if known else ""
        where = location_words(field.location)
        yield [_place(field.place), _raw(field), known, unit, where, _mark(field)]


def _place(place: Place) -> str:
    return place_words(place) if place else ""


def _readings(pack: Pack) -> Rows:
    for reading in pack.readings:
        for note in reading.notes:
            state = "未读入" if note.lost else "已读入，请留意"
            yield [reading.file, state, note.message, note.text, note.count]
    for item in pack.unplaced:
        yield [item.location.file, "未归入任何表", item.reason, item.text, None]
