"""Give headings Word's automatic numbers, one list for each report."""

from typing import Any

from docx.document import Document as DocumentObject
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from corpus.layout import Heading

_LEVELS = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
_CHINESE = "一二三四五六七八九十"
_ABSTRACT = 90


class Numbering:
    """Numbering lists of one document; a heading gets a number only if it is the typed one."""

    def __init__(self, document: DocumentObject) -> None:
        self._root = document.part.numbering_part.element
        self._lists: dict[str, int] = {}
        self._counts: dict[str, list[int]] = {}

    def apply(self, paragraph: Paragraph, heading: Heading) -> bool:
        """Give a heading its number; ``ValueError`` where Word would print another number."""
        if heading.report not in self._lists:
            self._open(heading.report)
        counts = self._counts[heading.report]
        counts[heading.level - 1] += 1
        counts[heading.level :] = [0] * (len(counts) - heading.level)
        if (shown := _shown(counts, heading.level)) != heading.number:
            raise ValueError(f"Word prints {shown}, the truth {heading.number}{heading.title}")
        self._mark(paragraph, heading)
        return True

    def _mark(self, paragraph: Paragraph, heading: Heading) -> None:
        number = OxmlElement("w:numPr")
        for name, value in (
            ("w:ilvl", heading.level - 1),
            ("w:numId", self._lists[heading.report]),
        ):
            child = OxmlElement(name)
            child.set(qn("w:val"), str(value))
            number.append(child)
        properties: Any = paragraph._p.get_or_add_pPr()
        properties._insert_numPr(number)

    def _open(self, report: str) -> None:
        number = _ABSTRACT + len(self._lists)
        levels = "".join(_level(i, style, text) for i, (style, text) in enumerate(_LEVELS))
        abstract = parse_xml(
            f"<w:abstractNum {nsdecls('w')} w:abstractNumId='{number}'>"
            f"<w:multiLevelType w:val='multilevel'/>{levels}</w:abstractNum>"
        )
        first = self._root.find(qn("w:num"))
        first.addprevious(abstract)
        self._root.append(
            parse_xml(
                f"<w:num {nsdecls('w')} w:numId='{number}'><w:abstractNumId w:val='{number}'/></w:num>"
            )
        )
        self._lists[report], self._counts[report] = number, [0] * len(_LEVELS)


def _level(index: int, style: str, text: str) -> str:
    return (
        f"<w:lvl w:ilvl='{index}'><w:start w:val='1'/><w:numFmt w:val='{style}'/>"
        f"<w:suff w:val='nothing'/><w:lvlText w:val='{text}'/><w:lvlJc w:val='left'/>"
        f"<w:pPr><w:ind w:left='0' w:firstLine='640'/></w:pPr></w:lvl>"
    )


def _shown(counts: list[int], level: int) -> str:
    count = counts[level - 1]
    style, text = _LEVELS[level - 1]
    return text.replace(f"%{level}", _CHINESE[count - 1] if style != "decimal" else str(count))
