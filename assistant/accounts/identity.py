"""Whose final accounts a document holds, and of which year."""

import re
from collections.abc import Iterator

from assistant.model.document import Document, Paragraph
from assistant.model.place import squeeze
from assistant.model.quantity import Text

_YEAR = r"(20\d\d|二[〇○零]二[〇○零一二三四五六七八九])年?度?"
_TITLE = re.compile(
    rf"(?P<unit>[^。；]{{0,40}}?){_YEAR}(?:部门|单位)?决算(?:公开)?(?:说明|报告|情况说明|表)?"
)
_FILLER = re.compile(r"(?:编制(?:单位|部门)|公开部门|部门|单位名称)[:：]([^:：（）\s]{3,40})")
_LEAD = re.compile(
    r"^(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、|附件\d*|目录)[:：]?"
)
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_HEAD = 60
"""How many blocks of a document may hold its title."""


def identity(document: Document) -> tuple[Text, int | None]:
    """Return the unit, blank where no heading names it, and the year.

    A cover prints the unit alone above “2024年度部门决算”; forms name it as 编制单位.
    """
    year: int | None = None
    before: Paragraph | None = None
    for block in _paragraphs(document):
        words = squeeze(block.text)
        found = _TITLE.fullmatch(words)
        if found:
            year = year or int(found[2].translate(_DIGITS))
            name = _LEAD.sub("", found["unit"])
            if name:
                return _unit(name, block), year
            if before is not None and _is_name(squeeze(before.text)):
                return _unit(squeeze(before.text), before), year
        before = block if words else before
    return _from_forms(document), year


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    paragraphs = [block for block in document.blocks if isinstance(block, Paragraph)]
    return iter(paragraphs[:_HEAD])


def _is_name(words: str) -> bool:
    return 3 <= len(words) <= 40 and not re.search(r"[。；，:：\d]|目录|第.部分", words)


def _unit(name: str, block: Paragraph) -> Text:
    return Text(raw=name, location=block.location)


def _from_forms(document: Document) -> Text:
    for block in document.blocks:
        lines = [block] if isinstance(block, Paragraph) else block.cells[:12]
        for line in lines:
            found = _FILLER.match(squeeze(line.text))
            if found:
                return Text(raw=re.sub(r"(?:金额)?单位$", "", found[1]), location=line.location)
    return Text()
