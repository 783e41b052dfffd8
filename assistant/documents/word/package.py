"""The parts of a Word file and the relations between them."""

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from assistant.documents.archive import Archive
from assistant.documents.limits import Limits
from assistant.errors import TooLarge, UnreadableFile
from assistant.ooxml import parse, qn

_RELATION = qn("rel:Relationship")
_USUAL = "word/document.xml"
_LEAST_CELL = 16
"""Bytes of the shortest cell there can be, such as ``<w:tc><w:p/></w:tc>``."""


class Package:
    """A Word file's parts, found by their relations and parsed when they are asked for."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._archive = Archive(data, limits)
        self._limits = limits
        self.main = self._main()
        self._relations = list(self._read_relations(self.main))

    def root(self, part: str) -> etree._Element | None:
        """Return a part's parsed root, None where it is absent.

        Raises ``TooLarge`` before building a tree of too many cells.
        """
        data = self._archive.get(part)
        if data is None:
            return None
        if len(data) > self._limits.cells * _LEAST_CELL:
            cells = data.count(b"</w:tc>")
            if cells > self._limits.cells:
                raise TooLarge(f"的表格共有 {cells} 个单元格，超过上限 {self._limits.cells}。")
        return parse(data)

    def head(self, part: str, size: int) -> bytes:
        """Return the first bytes of a part, none where it is absent."""
        if part not in self._archive.names:
            return b""
        with self._archive.stream(part) as stream:
            return stream.read(size)

    def related(self, kind: str) -> list[str]:
        """Return the parts that the main part names as ``kind`` (``footnotes``, ``header``…)."""
        return [part for name, part in self._relations if name == kind]

    def _main(self) -> str:
        named = [part for kind, part in self._read_relations("") if kind == "officeDocument"]
        for part in [*named, _USUAL]:
            if part in self._archive.names:
                return part
        raise UnreadableFile("缺少正文部件（word/document.xml），不是完整的 Word 文件。")

    def _read_relations(self, part: str) -> Iterator[tuple[str, str]]:
        folder, name = posixpath.split(part)
        data = self._archive.get(posixpath.join(folder, "_rels", name + ".rels"))
        for relation in [] if data is None else parse(data).iter(_RELATION):
            if relation.get("TargetMode") == "External":
                continue
            target = unquote(relation.get("Target") or "")
            where = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            yield posixpath.basename(relation.get("Type") or ""), where
