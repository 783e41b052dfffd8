"""意见反馈表: the findings as a list to return to the unit, grouped by form, to print on A4."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from assistant.model.finding import SEVERITIES, SEVERITY_NAMES, CheckReport, Finding, Severity
from assistant.model.pack import Pack
from assistant.model.place import Location
from assistant.output.filing import filed
from assistant.output.grounds import quoted
from assistant.output.places import SEPARATOR, location_words, place_words, spot_words
from assistant.output.rulebook import RuleEntry
from assistant.output.score_sheet import add_scores
from assistant.output.scores import differing, row_words
from assistant.output.scoring_words import scoring_words
from assistant.output.sides import PackWords, sides
from assistant.output.text import not_run, reading_words
from assistant.output.workbook import (
    BORDER,
    FONT,
    LINE_HEIGHT,
    Column,
    head,
    new_book,
    print_setup,
    put,
    save,
    width,
)

TITLE = "意见反馈表"
ASIDE = "提示（供参考）"
COLUMNS = [Column(*each) for each in (
    ("序号", 5), ("位置", 17), ("问题", 36), ("依据", 43), ("修改建议", 21), ("单位反馈", 11),
    ("整改情况", 11),
)]  # fmt: skip
_LAST = get_column_letter(len(COLUMNS))
_FILLS: dict[Severity, str] = {"error": "FBE9E7", "warning": "FFF4DC", "info": "E8F1F8"}
_GROUP = PatternFill("solid", fgColor="E3E8EE")
_LINE = 13.2
"""Points of a line of 10 pt text: a tenth more than our font needs, for those that stand in."""
_LINES = 26
"""Lines of a row: more would pass the highest row that Excel allows, and a page."""

Words = tuple[str, str, str, str]
"""Place, problem, grounds, advice."""


class Row(NamedTuple):
    """One line of the list; ``number`` is None in a row that goes on with the one above."""

    number: int | None
    words: Words
    severity: Severity | None = None


class Group(NamedTuple):
    """The rows of one form, or of one kind of what was left open, under a heading."""

    heading: str
    rows: list[Row]


def write_feedback(path: Path, pack: Pack, report: CheckReport, rules: Sequence[RuleEntry]) -> None:
    """Write the list; ``rules`` tells what each finding rests on. Raises ``CannotWrite``.

    What must or should be mended is on the first sheet, notices are on one of their own. A row
    that would not fit a page goes on in the next: nothing is cut.
    """
    year = f"{report.year}年度" if report.year else ""
    book = new_book(f"{report.unit}{year}")
    name = f"{report.unit or '未填单位名称'}{year}绩效自评材料"
    told = _Told(pack, {rule.code: rule for rule in rules})
    grave = [each for each in report.findings if each.severity != "info"]
    notices = [each for each in report.findings if each.severity == "info"]
    groups = [*_findings(told, grave, 1), *_scores(report), *_open(report)]
    aside = f"，另有提示 {len(notices)} 条见“{ASIDE}”表" if notices else ""
    _sheet(book, TITLE, f"{name}{TITLE}", report, f"共 {len(grave)} 条意见{aside}", groups)
    if notices:
        listed = list(_findings(told, notices, len(grave) + 1))
        count = f"共 {len(notices)} 条提示，供修改时参考，不要求逐条反馈"
        _sheet(book, ASIDE, f"{name}{ASIDE}", report, count, listed)
    add_scores(book, report)
    save(book, path)


def _sheet(
    book: Workbook, title: str, heading: str, report: CheckReport, count: str, groups: list[Group]
) -> None:
    sheet: Worksheet = book.create_sheet(title)
    _top(sheet, report, heading, count)
    for group in groups or [Group("能够运行的规则没有发现问题", [])]:
        _heading(sheet, group.heading)
        for row in group.rows:
            for part in _parts(row):
                _row(sheet, part)
    _foot(sheet)
    print_setup(sheet, book.properties.title or "", header_row=4)


class _Told:
    """What the rows tell besides their findings: the file's own words, and the rules' bases."""

    def __init__(self, pack: Pack, rules: dict[str, RuleEntry]) -> None:
        self.pack = pack
        self.rules = rules
        self._words = PackWords(pack)
        self._many = len(pack.sources) > 1

    def place(self, finding: Finding) -> str:
        """Return the place in words, and below it the page or the cell of the file."""
        own = next((each for each in finding.evidence if each.place == finding.place), None)
        at = own.location if own else Location()
        where = location_words(at if self._many else at.model_copy(update={"file": ""}))
        return f"{place_words(finding.place)}\n{where}".strip()

    def quotes(self, finding: Finding) -> list[str]:
        """Return the quotes, those of one form and one kind on one line."""
        lines: dict[str, list[str]] = {}
        for side in sides(finding.evidence, self._words):
            head, _, rest = side.place.partition(SEPARATOR)
            lines.setdefault(head, []).append(f"{_short(rest)}{quoted(side.quote)}")
        return [f"{head}：{'；'.join(quotes)}" for head, quotes in lines.items()]


def _short(place: str) -> str:
    """Return a place within its form; of a paragraph, only the section that it stands in."""
    parts = place.split(SEPARATOR)
    paragraph = next((n for n, part in enumerate(parts) if re.match(r"第\d+段", part)), None)
    kept = parts if paragraph is None else parts[max(paragraph - 1, 0) : paragraph + 1]
    return SEPARATOR.join(kept)


def _findings(told: _Told, findings: list[Finding], first: int) -> Iterator[Group]:
    ordered = sorted(findings, key=lambda each: SEVERITIES.index(each.severity))
    groups: dict[str, list[Finding]] = {}
    for each in filed(told.pack, ordered):
        groups.setdefault(each.forms[0], []).append(each.finding)
    for form, found in groups.items():
        rows = [Row(n, _words(each, told), each.severity) for n, each in enumerate(found, first)]
        first += len(found)
        yield Group(f"{form}（{_counts(found)}）", rows)


def _counts(found: Sequence[Finding]) -> str:
    counts = {level: sum(each.severity == level for each in found) for level in SEVERITIES}
    return "、".join(f"{SEVERITY_NAMES[level]} {n} 处" for level, n in counts.items() if n)


def _words(finding: Finding, told: _Told) -> Words:
    rules = "、".join([finding.rule, *finding.also])
    grounds = told.quotes(finding)
    if rule := told.rules.get(finding.rule):
        grounds.append(f"依据：{rule.basis}")
    grounds.append(f"规则：{rules} {finding.name}")
    reason = f"\n可能原因：{finding.explanation}" if finding.explanation else ""
    caution = f"先核对：{finding.caution}\n" if finding.caution else ""
    problem = f"【{SEVERITY_NAMES[finding.severity]}】{finding.message}{reason}"
    advice = caution + finding.suggestion
    return told.place(finding), problem, "\n".join(grounds), advice


def _scores(report: CheckReport) -> Iterator[Group]:
    """Yield the scores after correction, where there are any that change."""
    views = [view for view in report.scores if view.what_if]
    rows = [
        Row(number, (view.title, view.what_if, "\n".join(map(row_words, differing(view))),
                     "按上述意见改正后重新计算总分；逐项算式见“得分复算”表。"))
        for number, view in enumerate(views, 1)
    ]  # fmt: skip
    if rows:
        yield Group("修正后的自评得分", rows)


def _open(report: CheckReport) -> Iterator[Group]:
    """Yield what the conclusion doesn't vouch for, each kind under its own heading."""
    kinds: dict[str, list[Words]] = {
        "未能运行的规则（不等于通过，请人工核对）": [
            ("", f"{each.name}：{each.reason}", f"规则：{each.rule}", "请人工核对")
            for each in not_run(report)
        ],
        "没有读到、没有核对的内容": [
            (location_words(each.location) if each.location else "", each.message, "",
             "影响结论，请补齐后再核对" if each.leaves_open() else "不影响结论")
            for each in report.lacks
        ],
        "待核对的识别结果（把握不大，请对照原件）": [
            (place_words(each.place), reading_words(each), spot_words(each.location), "请对照原件")
            for each in report.to_review
        ],
        "已搁置（不计入结论）": [
            (place_words(each.finding.place), each.finding.message,
             f"规则：{each.finding.rule}\n理由：{each.reason}"
             + (f"（{each.who}）" if each.who else ""), f"有效期至 {each.until}" if each.until else "")
            for each in report.suppressed
        ],
    }  # fmt: skip
    for heading, found in kinds.items():
        if found:
            yield Group(heading, [Row(n, words) for n, words in enumerate(found, 1)])


def _parts(row: Row) -> Iterator[Row]:
    """Yield a row, gone on in others where a cell of it has too many lines for one."""
    pieces = [_pieces(words, column.width)
              for words, column in zip(row.words, COLUMNS[1:], strict=False)]  # fmt: skip
    for at in range(max(map(len, pieces))):
        place, problem, grounds, advice = (each[at] if at < len(each) else "" for each in pieces)
        number = row.number if at == 0 else None
        yield Row(number, (place, problem, grounds, advice), row.severity)


def _pieces(text: str, room: int) -> list[str]:
    """Cut a text into pieces of at most ``_LINES`` lines of ``room`` characters."""
    pieces, lines = [""], 0.0
    for line in text.split("\n"):
        for part in _wrapped(line, room):
            if lines == _LINES:
                pieces.append("")
                lines = 0
            pieces[-1] += part
            lines += 1
        pieces[-1] += "\n"
    return [piece.removesuffix("\n") for piece in pieces]


def _lines(text: str, column: Column) -> int:
    return sum(len(list(_wrapped(line, column.width))) for line in text.split("\n"))


def _wrapped(line: str, room: int) -> Iterator[str]:
    """Yield the stretches of a line that fill one line of a cell each."""
    start = used = 0
    for at, character in enumerate(line):
        wide = width(character)
        if used + wide > room:
            yield line[start:at]
            start, used = at, 0
        used += wide
    yield line[start:]


def _top(sheet: Worksheet, report: CheckReport, title: str, count: str) -> None:
    about = f"评分口径：{scoring_words(report)}　规则库：{report.rulebook}　{count}"
    for at, (text, size, bold) in enumerate(
        ((title, 16, True), (f"结论：{report.verdict}", 12, True), (about, 10, False)), 1
    ):
        cell = _merged(sheet, at, text)
        cell.font = Font(name=FONT, size=size, bold=bold)
        cell.alignment = Alignment(
            horizontal="center" if at == 1 else "left", vertical="center", wrap_text=True
        )
        room = sum(column.width for column in COLUMNS) * 10 // size - 4
        sheet.row_dimensions[at].height = (-(-width(text) // room)) * size * 1.5 + 6
    for number, column in enumerate(COLUMNS, 1):
        head(_cell(sheet, 4, number), column.header)
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.row_dimensions[4].height = 2 * LINE_HEIGHT


def _heading(sheet: Worksheet, text: str) -> None:
    at = sheet.max_row + 1
    cell = _merged(sheet, at, text)
    for number in range(1, len(COLUMNS) + 1):
        sheet.cell(at, number).border = BORDER
    cell.font, cell.fill = Font(name=FONT, size=11, bold=True), _GROUP
    cell.alignment = Alignment(vertical="center", wrap_text=True, indent=1)
    room = sum(column.width for column in COLUMNS) - 8
    sheet.row_dimensions[at].height = -(-width(text) // room) * LINE_HEIGHT + 8


def _row(sheet: Worksheet, row: Row) -> None:
    at = sheet.max_row + 1
    values = ["续" if row.number is None else row.number, *row.words, "", ""]
    for number, value in enumerate(values, 1):
        cell = _cell(sheet, at, number)
        put(cell, value)
        cell.font, cell.border = Font(name=FONT, size=10), BORDER
        cell.alignment = Alignment(
            horizontal="center" if number == 1 else "left", vertical="top", wrap_text=True
        )
    if row.severity:
        _cell(sheet, at, 1).fill = PatternFill("solid", fgColor=_FILLS[row.severity])
    sheet.row_dimensions[at].height = max(map(_lines, row.words, COLUMNS[1:])) * _LINE + 7


def _foot(sheet: Worksheet) -> None:
    at = sheet.max_row + 2
    cell = _merged(sheet, at, "被反馈单位（盖章）：　　　　　　　　　　填报人：　　　　　　　　　"
                              "联系电话：　　　　　　　　　反馈日期：　　　　年　　月　　日")  # fmt: skip
    cell.font = Font(name=FONT, size=11)
    sheet.row_dimensions[at].height = 2 * LINE_HEIGHT


def _merged(sheet: Worksheet, at: int, text: str) -> Cell:
    sheet.merge_cells(f"A{at}:{_LAST}{at}")
    cell = _cell(sheet, at, 1)
    put(cell, text)
    return cell


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    cell: Cell = sheet.cell(row, column)  # type: ignore[assignment]  # the first of a merged row
    return cell
