"""The parts of a workbook that its sheets share: titles, texts, styles."""

import posixpath
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from lxml import etree

from assistant.documents.archive import Archive, Counted
from assistant.documents.limits import Limits
from assistant.documents.sheet.formats import BUILT_IN
from assistant.errors import TooLarge, UnreadableFile
from assistant.ooxml import parse

_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_TEXTS, _CHARACTERS = 1_000_000, 50_000_000
_BROKEN = "文件内部的 XML 已损坏或嵌套过深，无法读取。"


class Style(NamedTuple):
    """What a cell's style says: its number format, and whether it is ruled at a side."""

    code: str
    ruled: bool


class SheetPart(NamedTuple):
    """A sheet: its title, the part that holds it, and whether it is hidden."""

    title: str
    part: str
    hidden: bool


class Book:
    """A workbook's shared parts."""

    def __init__(self, archive: Archive, limits: Limits) -> None:
        self.archive, self._limits = archive, limits
        main = _main_part(archive)
        root = parse(archive.read(main)) if main in archive.names else None
        if root is None or not str(root.tag).endswith("}workbook"):
            raise UnreadableFile(f"里没有工作簿部件（{main}），不是 Excel 文件。")
        self.ns = str(root.tag)[: -len("workbook")]
        properties, calculation = root.find(self.ns + "workbookPr"), root.find(self.ns + "calcPr")
        self.from_1904 = _is_on(properties, "date1904", False)
        self.full_precision = _is_on(calculation, "fullPrecision", True)
        targets = relations(archive, main)
        self.sheets = [
            SheetPart(
                sheet.get("name", ""),
                targets.get(sheet.get(_REL + "id", ""), ("", ""))[1],
                sheet.get("state", "visible") != "visible",
            )
            for sheet in root.iter(self.ns + "sheet")
        ]
        self.kinds = {target: kind for kind, target in targets.values()}
        styles = enumerate(self._styles(self._related("styles")))
        self._by_index = {str(number): style for number, style in styles}
        self.texts = list(self._texts(self._related("sharedStrings")))

    def style(self, index: str | None) -> Style:
        """Return a cell's style by its number."""
        return self._by_index.get(index or "0", _PLAIN)

    def _related(self, kind: str) -> str:
        return next((part for part, name in self.kinds.items() if name == kind), "")

    def _styles(self, part: str) -> Iterator[Style]:
        data = self.archive.get(part)
        if data is None:
            return
        root = parse(data)
        codes = {f.get("numFmtId"): f.get("formatCode", "") for f in root.iter(self.ns + "numFmt")}
        borders = root.find(self.ns + "borders")
        ruled = [_is_ruled(border, self.ns) for border in (() if borders is None else borders)]
        formats = root.find(self.ns + "cellXfs")
        for xf in () if formats is None else formats:
            number, border = xf.get("numFmtId", "0"), xf.get("borderId", "")
            code = codes.get(number)
            if code is None:
                code = BUILT_IN.get(int(number), "General") if number.isdigit() else "General"
            known = border.isdigit() and int(border) < len(ruled)
            yield Style(code, known and ruled[int(border)])

    def _texts(self, part: str) -> Iterator[str]:
        if part not in self.archive.names:
            return
        with self.elements(part, "si") as found:
            size = 0
            for number, element in enumerate(found):
                text = words(element, self.ns)
                size += len(text)
                if number >= _TEXTS or size > _CHARACTERS:
                    raise TooLarge(f"的文字超过 {_TEXTS} 条或 {_CHARACTERS} 字。")
                yield text

    @contextmanager
    def elements(self, part: str, *names: str) -> Iterator[Iterator[etree._Element]]:
        """Stream the elements of these names out of a part, each forgotten after its use."""
        with self.archive.stream(part) as stream:
            events = etree.iterparse(
                stream, tag=[self.ns + name for name in names], resolve_entities=False,
                load_dtd=False, no_network=True, huge_tree=False, remove_comments=True,
                remove_pis=True,
            )  # fmt: skip
            yield _each(events, stream)


_PLAIN = Style("General", False)


def _each(events: Any, stream: Counted) -> Iterator[etree._Element]:
    try:
        for _, element in events:
            stream.since = 0
            if element.getroottree().docinfo.internalDTD is not None:
                raise UnreadableFile("文件内部含有文档类型声明（DOCTYPE），不是正常的 Excel 文件。")
            yield element
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
    except etree.XMLSyntaxError as error:
        raise UnreadableFile(_BROKEN) from error


def relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """Return a part's relations by id: (kind, target); targets outside the file are left out."""
    folder, name = posixpath.split(part)
    data = archive.get(posixpath.join(folder, "_rels", name + ".rels"))
    out = {}
    for item in () if data is None else parse(data):
        if item.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join(folder, item.get("Target", "")))
            kind = item.get("Type", "").rsplit("/", 1)[-1]
            out[item.get("Id", "")] = (kind, target.lstrip("/"))
    return out


def _main_part(archive: Archive) -> str:
    found = (target for kind, target in relations(archive, "").values() if kind == "officeDocument")
    return next(found, "xl/workbook.xml")


def _is_on(element: etree._Element | None, key: str, default: bool) -> bool:
    value = None if element is None else element.get(key)
    return default if value is None else value in {"1", "true", "on"}


def _is_ruled(border: etree._Element, ns: str) -> bool:
    """Tell whether a border has a line at the left or right: cells of a form do, titles don't."""
    sides = (border.find(ns + side) for side in ("left", "right", "start", "end"))
    return any(side is not None and side.get("style", "none") != "none" for side in sides)


def words(element: etree._Element, ns: str) -> str:
    """Return a text without its phonetic guides, its escapes resolved."""
    parts = (
        t.text or ""
        for t in element.iter(ns + "t")
        if next(t.iterancestors(ns + "rPh"), None) is None
    )
    text = "".join(parts)
    if "_x" in text:
        text = _without_escapes(text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _without_escapes(text: str) -> str:
    """Return a text with ``_x000D_`` and the like resolved; what no text can hold is left out."""
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _CONTROL.sub("", whole)
