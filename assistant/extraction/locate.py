"""Find the forms in documents by their own content, in any order."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from assistant.extraction.detect import fits, kind_of
from assistant.extraction.grid import find_header
from assistant.extraction.halves import are_halves, joined, says_nothing_new
from assistant.extraction.headings import find_heading
from assistant.extraction.layout import layout
from assistant.extraction.layouts import library
from assistant.model.document import Block, Document, Paragraph, Table
from assistant.model.place import squeeze
from assistant.model.quantity import Text

Kind = Literal["base_data", "overall", "project", "overall_report", "project_report", "unknown"]


class Form(NamedTuple):
    """A form as found: its title lines, its table (None for a report) and its paragraphs."""

    kind: Kind
    document: Document
    title: list[Paragraph]
    table: Table | None
    paragraphs: list[Paragraph]
    reason: str = ""
    money_unit: str = ""  # what a line above the table states: 单位：元


MONEY_UNIT = re.compile(r"单位[：:](?:人民币)?(万元|元)[）)]?$")
_ATTACHMENT = re.compile(r"^附件?表?\s*[\d一二三四五六七八九十]*[：:]?$")
_YEAR = re.compile(
    r"^[（(]?(?:19|20)\d\d年度?[）)]?(?:[（(]?(?:金额)?单位[：:](?:人民币)?(?:万元|元)[）)]?)?$"
)
_UNIT = re.compile(
    r"^[\u4e00-\u9fff（）()]{3,28}(?:政府|办事处|街道|局|委员会|办公室|厅|院|学校|中学|小学|中心|会|所|站|馆)$"
)
_TITLE_LINES = 2
"""Lines before the last line of a report's title; scans give each centred line apart."""
_LONGEST_TITLE = 50
_NOTE = re.compile(r"^(?:说明|备注|注|填表说明|填表人|填报人|单位负责人|联系)[：:]?")


_ANNEX_MARK = re.compile(
    r"^附\s*件\s*[\d一二三四五六七八九十]+(?:\s*[-－—–.．]\s*\d+|\s*[（(]\d+[）)])?\s*[：:]?$"
)


def annex_marks(document: Document) -> Iterator[Text]:
    """Yield the lines of a document that only number an attachment, such as 附件1."""
    for block in document.blocks:
        if isinstance(block, Paragraph) and _ANNEX_MARK.match(block.text.strip()):
            place = f"annex_marks/{squeeze(block.text)}"
            yield Text(raw=block.text, place=place, location=block.location)


def is_furniture(text: str) -> bool:
    """Tell whether a line only numbers an attachment or states the unit of a form."""
    unit = MONEY_UNIT.search(text)
    return (
        bool(_ATTACHMENT.match(text))
        or (text.startswith("附件") and len(text) <= 5)
        or (unit is not None and len(text) <= len(unit[0]) + 3)
    )


def locate(documents: Sequence[Document]) -> Iterator[Form]:
    """Yield every form of the documents; what is no known form comes as ``unknown``."""
    for document in documents:
        yield from _Locator(document).forms()


class _Locator:
    """Walks one document's blocks; paragraphs wait until it is clear whose they are."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._waiting: list[Paragraph] = []

    def forms(self) -> Iterator[Form]:
        """Yield the forms in reading order."""
        form: Form | None = None
        for block in self._document.blocks:
            found = self._opens(block)
            if found is None:
                self._waiting.append(block)  # type: ignore[arg-type]
                continue
            if (whole := self._second_half(form, found)) is not None:
                form, self._waiting = whole, []
                continue
            if found.kind == "unknown" and self._inside(form):
                yield found._replace(title=[], reason=f"报告中的表格，没有核对；{found.reason}")
                continue
            yield from self._close(form, found)
            form = found
        yield from self._close(form, None)

    def _second_half(self, form: Form | None, found: Form) -> Form | None:
        """Return the form before with this table as its lower half, None where it is none."""
        if form is None or form.table is None or found.table is None:
            return None
        if not all(map(says_nothing_new, found.title)) or form.kind not in ("overall", "project"):
            return None
        if not are_halves(form.table, found.table, self._waiting):
            return None
        return form._replace(table=joined(form.table, found.table))

    def _inside(self, form: Form | None) -> bool:
        """Tell whether a table belongs to a report's text, which goes on below it."""
        near = [p for p in self._waiting if squeeze(p.text)][-3:]
        attached = any(_ATTACHMENT.match(squeeze(p.text)) for p in near)
        return form is not None and form.table is None and not attached

    def _close(self, form: Form | None, following: Form | None) -> Iterator[Form]:
        """Give the waiting paragraphs to the form before or, as loose text, to nobody."""
        title = {id(p) for p in following.title} if following else set()
        rest = [p for p in self._waiting if id(p) not in title and squeeze(p.number + p.text)]
        self._waiting = []
        if form is not None:
            form.paragraphs.extend(rest)
            yield form
        elif loose := [p for p in rest if not is_furniture(squeeze(p.number + p.text))]:
            yield Form("unknown", self._document, [], None, loose, "不属于任何一张表或报告")

    def _opens(self, block: Block) -> Form | None:
        if isinstance(block, Table):
            title = self._table_title() or list(_title_inside(block))
            kind, reason = classify(block, "".join(p.text for p in title))
            return Form(kind, self._document, title, block, [], reason, self._money_unit())
        title = self._report_title(block)
        if not title:
            return None
        self._waiting.append(block)
        return Form(_report_kind(title), self._document, title, None, [])

    def _money_unit(self) -> str:
        near = [squeeze(p.text) for p in self._waiting if squeeze(p.text)][-3:]
        stated = [m[1] for text in near if (m := MONEY_UNIT.search(text))]
        return stated[-1] if stated else ""

    def _table_title(self) -> list[Paragraph]:
        """Return the title lines right above a table: short lines up to one that ends in 表."""
        near = [p for p in self._waiting if squeeze(p.text)][-4:]
        for number in range(len(near) - 1, -1, -1):
            text = squeeze(near[number].text)
            if (
                re.search(r"表(?:[（(].*[）)])?$", text)
                and len(text) <= 50
                and not _NOTE.match(text)
            ):
                first = number - int(number > 0 and _heads_table(near[number - 1], text))
                years = [p for p in near[number + 1 :] if _YEAR.match(squeeze(p.text))]
                return [*near[first : number + 1], *years]
        return []

    def _report_title(self, paragraph: Paragraph) -> list[Paragraph]:
        """Return the lines of a report's title that ends with this paragraph."""
        text = squeeze(paragraph.text)
        ends = any(re.search(rf"{w}(?:[（(].*[）)])?$", text) for w in layout("reports", "title"))
        if (
            not ends
            or len(text) > 60
            or re.search("[，。；]", text)
            or paragraph.number
            or find_heading(paragraph.text)
        ):
            return []
        before = [p for p in self._waiting if squeeze(p.text)][-_TITLE_LINES:]
        for number, first in enumerate(before):
            rest = "".join(squeeze(p.text) for p in before[number + 1 :]) + text
            between = [squeeze(p.text) for p in before[number + 1 :]]
            if all(map(_is_title_part, between)) and _is_title_start(squeeze(first.text), rest):
                return [*before[number:], paragraph]
        return [paragraph]


def _title_inside(table: Table) -> Iterator[Paragraph]:
    """Yield the rows that hold nothing but a table's own title: 自评表, and below it its year."""
    for row in range(min(table.rows, _TITLE_LINES)):
        first, *others = table.row(row)
        text = squeeze(first.text)
        ends = _YEAR.match(text) if row else re.search(r"自评(?:价|分)?表(?:[（(].*[）)])?$", text)
        if any(squeeze(cell.text) for cell in others) or not ends or len(text) > _LONGEST_TITLE:
            return
        yield Paragraph(text=first.text.strip(), location=first.location)


def _heads_table(paragraph: Paragraph, end: str) -> bool:
    """Tell whether a line above a table's title is its first half: a year, or a unit."""
    line = squeeze(paragraph.text)
    if re.search(r"(?:19|20)\d\d年", end) or len(line) > 30 or re.search(r"[。；：，表]", line):
        return False
    return bool(re.match(r"(?:19|20)\d\d年", line) or _UNIT.match(line))


def _is_title_part(line: str) -> bool:
    """Tell whether a line may be the rest of a title's first line, which was too long for one."""
    return (
        len(line) <= 12
        and not re.search(r"[\d，。；：、]|报告$|表$", line)
        and not _ATTACHMENT.match(line)
    )


def _is_title_start(line: str, end: str) -> bool:
    """Tell whether ``line`` is the first half of a title broken over two lines."""
    if _ATTACHMENT.match(line) or _NOTE.match(line) or len(line) > 50:
        return False
    if _UNIT.match(line) and re.match(r"(?:19|20)\d\d年", end):
        return True
    if re.search(r"[。；：，]$", line) or re.search(r"(?:报告|表)$", line):
        return False
    return bool(re.search(r"(?:19|20)\d\d|支出|项目|单位|部门|政府|局|[镇乡县市区]$", line)) and (
        not re.search(r"(?:19|20)\d\d年", end) or len(end) < 12
    )


def classify(table: Table, title: str) -> tuple[Kind, str]:
    """Return which form a table is, and why it is none where it is none."""
    if _SUMMARY.search(squeeze(title)):
        return "unknown", f"“{squeeze(title)}”把几个项目列在一张表里，没有核对"
    words = [squeeze(cell.text) for cell in table.cells]
    base = _score(words, layout("classify", "base_data", "signature"))
    indicators = _score(words, layout("classify", "indicator_table", "signature"))
    if base >= layout("classify", "base_data", "needs") and base > indicators:
        return "base_data", ""
    if indicators >= layout("classify", "indicator_table", "needs") or _says_so(table, title):
        return _table_kind(table, words, title), ""
    if fits(table):
        return kind_of(table), ""
    preview = "、".join(word for word in words if word)[:40]
    return "unknown", f"表格不是已知的表样（{preview}…）"


_SUMMARY = re.compile("项目.*(?:汇总|一览)表")
"""The title of a table with a row for each project."""


def _says_so(table: Table, title: str) -> bool:
    """Tell whether a table is titled a self-evaluation and has a block that can be read."""
    if "自评" not in title:
        return False
    return find_header(table, library().common.by_part["money"], needs=3) is not None


def _score(words: list[str], signature: list[str]) -> int:
    return sum(any(mark in word for word in words) for mark in signature)


def _table_kind(table: Table, words: list[str], title: str) -> Literal["overall", "project"]:
    head = [*words[:60], squeeze(title)]
    overall = _score(head, layout("classify", "overall"))
    project = _score(head, layout("classify", "project"))
    if project == overall:
        return kind_of(table)
    return "project" if project > overall else "overall"


def _report_kind(title: list[Paragraph]) -> Kind:
    text = squeeze("".join(p.text for p in title))
    if any(word in text for word in layout("reports", "overall")):
        return "overall_report"
    if any(word in text for word in layout("reports", "project")):
        return "project_report"
    return "overall_report"
