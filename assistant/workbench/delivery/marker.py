"""The mark in a working copy that says of which pack and version it is, for when it comes back.

It is a property of the document (文件—信息—属性—自定义) that Word, WPS and LibreOffice keep.
The clean file, which is handed in, bears none.
"""

import re
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from assistant.documents.archive import Archive
from assistant.ooxml import parse
from assistant.output.word_package import Package
from assistant.workbench.delivery.made import FORMS, Form

UNNAMED = "-"
"""Stands for a pack that no store has."""
_NAME = "绩效自评助手"
_PART = "docProps/custom.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_NS = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_EMPTY = f'<Properties xmlns="{_NS}" xmlns:vt="{_VT}"/>'.encode()
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_FIRST = 2
"""The least number that a property of one's own may have."""


class Mark(NamedTuple):
    """Of which pack and version a file is, and in which form."""

    pack_id: str
    version: int
    form: Form


def set_mark(source: Path, target: Path, mark: Mark) -> None:
    """Write ``source`` with a mark to ``target``; another one there is replaced."""
    package = Package(source)
    part = package.related("", "custom-properties")
    root = package.parse(part) if part else parse(_EMPTY)
    for old in root.findall(f"{{{_NS}}}property[@name='{_NAME}']"):
        root.remove(old)
    used = [int(each.get("pid", "0")) for each in root]
    own = etree.SubElement(
        root, f"{{{_NS}}}property", fmtid=_FORMAT, pid=str(max([_FIRST - 1, *used]) + 1), name=_NAME
    )
    etree.SubElement(own, f"{{{_VT}}}lpwstr").text = f"{mark.pack_id} {mark.version} {mark.form}"
    name = part or package.free_name(_PART)
    if not part:
        package.add("", "custom-properties", name, _TYPE)
    package.put(name, root)
    package.save(target)


def mark_of(archive: Archive) -> Mark | None:
    """Return the mark of a Word file, None where it bears none that can be understood."""
    data = archive.get(_PART)
    if data is None:
        return None
    for own in parse(data).iter(f"{{{_NS}}}property"):
        if own.get("name") == _NAME:
            found = re.fullmatch(
                r"(\S*) (\d{1,9}) (\w+)", "".join(map(str, own.itertext())).strip()
            )
            form = next((form for form in FORMS if found and form == found[3]), None)
            return Mark(found[1], int(found[2]), form) if found and form else None
    return None
