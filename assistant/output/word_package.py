"""A Word file as a package: its parts, relationships and content types."""

import os
import posixpath
import shutil
import tempfile
import zipfile
from pathlib import Path

from lxml import etree

from assistant.errors import CannotWrite, UnreadableFile, WrongUse
from assistant.ooxml import NS, parse

REL = f"{{{NS['rel']}}}"
_TYPES = "[Content_Types].xml"
_CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_KIND = NS["r"] + "/"
# “Strict” files name relationships and elements differently; parse() gives the usual names.
_STRICT = {
    NS["w"]: "http://purl.oclc.org/ooxml/wordprocessingml/main",
    NS["r"]: "http://purl.oclc.org/ooxml/officeDocument/relationships",
    NS["m"]: "http://purl.oclc.org/ooxml/officeDocument/math",
}
_WRONG_KIND = "文件不是有效的 Word 文件（.docx）：{}"


class Package:
    """Reads the parts of a Word file; parts put in replace or join the others on saving."""

    def __init__(self, source: Path) -> None:
        self.source = source
        self._new: dict[str, bytes] = {}
        try:
            with zipfile.ZipFile(source) as archive:
                self._names = archive.namelist()
        except (zipfile.BadZipFile, OSError) as error:
            raise UnreadableFile(_WRONG_KIND.format(source.name)) from error
        self.main = self.related("", "officeDocument") or "word/document.xml"
        if self.main not in self._names:
            raise UnreadableFile(_WRONG_KIND.format(source.name))

    def __contains__(self, name: str) -> bool:
        return name in self._new or name in self._names

    def read(self, name: str) -> bytes:
        """Return the bytes of a part; ``KeyError`` when there is none."""
        if name in self._new:
            return self._new[name]
        with zipfile.ZipFile(self.source) as archive:
            return archive.read(name)

    def parse(self, name: str) -> etree._Element:
        """Return the root of an XML part."""
        return parse(self.read(name))

    def put(self, name: str, root: etree._Element) -> None:
        """Set the content of an XML part."""
        data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        if name in self._names and _STRICT[NS["w"]].encode() in self.read(name):
            for usual, strict in _STRICT.items():
                data = data.replace(usual.encode(), strict.encode())
        self._new[name] = data

    def related(self, part: str, kind: str) -> str | None:
        """Return the part that ``part`` names by a relationship of this kind, if any."""
        if rels_name(part) not in self:
            return None
        for rel in self.parse(rels_name(part)).iter(REL + "Relationship"):
            if rel.get("Type", "").endswith("/" + kind) and rel.get("TargetMode") != "External":
                path = posixpath.join("/", posixpath.dirname(part), rel.get("Target", ""))
                return posixpath.normpath(path).lstrip("/")
        return None

    def add(self, part: str, kind: str, name: str, content_type: str) -> None:
        """Declare a new part ``name`` and a relationship of ``kind`` from ``part`` to it."""
        types = self.parse(_TYPES)
        etree.SubElement(types, _CT + "Override", PartName="/" + name, ContentType=content_type)
        self.put(_TYPES, types)
        rels = self._relationships(part)
        taken = {rel.get("Id") for rel in rels}
        free = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        target = posixpath.relpath(name, posixpath.dirname(part) or ".")
        etree.SubElement(rels, REL + "Relationship", Id=free, Type=_KIND + kind, Target=target)
        self.put(rels_name(part), rels)

    def _relationships(self, part: str) -> etree._Element:
        if rels_name(part) in self:
            return self.parse(rels_name(part))
        return parse(f'<Relationships xmlns="{NS["rel"]}"/>'.encode())

    def free_name(self, wanted: str) -> str:
        """Return ``wanted``, numbered when a part has that name already."""
        stem, extension = posixpath.splitext(wanted)
        names = (f"{stem}{n or ''}{extension}" for n in range(len(self._names) + 1))
        return next(name for name in names if name not in self)

    def save(self, target: Path) -> None:
        """Write the package to ``target``, whole or not at all; never over the source."""
        refuse_same(self.source, target)
        try:
            handle, name = tempfile.mkstemp(suffix=".docx", dir=target.parent)
        except OSError as error:
            raise CannotWrite(f"无法写入文件：{target}") from error
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream, zipfile.ZipFile(stream, "w") as out:
                self._copy(out)
            temporary.chmod(0o644)
            temporary.replace(target)
        except OSError as error:
            raise CannotWrite(f"无法写入文件：{target}") from error
        finally:
            temporary.unlink(missing_ok=True)

    def _copy(self, out: zipfile.ZipFile) -> None:
        with zipfile.ZipFile(self.source) as archive:
            for info in archive.infolist():
                if info.filename in self._new:
                    self._write(out, info.filename)
                    continue
                with archive.open(info) as part, out.open(_like(info), "w") as copy:
                    shutil.copyfileobj(part, copy)
        for name in self._new:
            if name not in self._names:
                self._write(out, name)

    def _write(self, out: zipfile.ZipFile, name: str) -> None:
        # A fixed time, so that one input gives one output.
        info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
        out.writestr(info, self._new[name], zipfile.ZIP_DEFLATED)


def _like(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    copy = zipfile.ZipInfo(info.filename, info.date_time)
    copy.compress_type = zipfile.ZIP_DEFLATED
    copy.external_attr = info.external_attr
    copy.file_size = info.file_size
    return copy


def rels_name(part: str) -> str:
    """Return the name of the part that holds the relationships of ``part``."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", name + ".rels")


def refuse_same(source: Path, target: Path) -> None:
    """Raise ``WrongUse`` where writing ``target`` would change ``source``."""
    same = source.resolve() == target.resolve()
    if same or (target.exists() and target.samefile(source)):
        raise WrongUse(f"输出文件不能覆盖原文件：{source.name}")
