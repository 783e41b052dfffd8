"""The parts around the text of a new Word file: types, relationships, settings, properties."""

import zipfile
from pathlib import Path

from lxml import etree

from assistant.errors import CannotWrite
from assistant.ooxml import NS
from assistant.output.formal_styles import footer, styles
from assistant.output.word_xml import make

PRODUCER = "绩效自评助手"
FOOTERS = {"default": "rId3", "even": "rId4"}
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = {
    "word/document.xml": _MAIN + "document.main+xml",
    "word/styles.xml": _MAIN + "styles+xml",
    "word/settings.xml": _MAIN + "settings+xml",
    "word/footer1.xml": _MAIN + "footer+xml",
    "word/footer2.xml": _MAIN + "footer+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
}
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"


def save(path: Path, document: etree._Element, title: str) -> None:
    """Write a new Word file around the root of its text; ``CannotWrite`` where it can't."""
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _rels(
            ("rId1", NS["r"] + "/officeDocument", "word/document.xml"),
            ("rId2", _CORE.replace("2006/metadata", "2006/relationships/metadata"),
             "docProps/core.xml"),
        ),
        "word/document.xml": _bytes(document),
        "word/_rels/document.xml.rels": _rels(
            ("rId1", NS["r"] + "/styles", "styles.xml"),
            ("rId2", NS["r"] + "/settings", "settings.xml"),
            ("rId3", NS["r"] + "/footer", "footer1.xml"),
            ("rId4", NS["r"] + "/footer", "footer2.xml"),
        ),
        "word/styles.xml": _bytes(styles()),
        "word/settings.xml": _bytes(_settings()),
        "word/footer1.xml": _bytes(footer(even=False)),
        "word/footer2.xml": _bytes(footer(even=True)),
        "docProps/core.xml": _core(title),
    }  # fmt: skip
    try:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in parts.items():
                # A fixed time, so that one input gives one output.
                archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, 8)
    except OSError as error:
        raise CannotWrite(f"无法写入文件：{path}") from error


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _types() -> bytes:
    kinds = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in _PARTS.items()
    )
    return (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{kinds}</Types>'
    ).encode()


def _rels(*entries: tuple[str, str, str]) -> bytes:
    lines = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>'
        for key, kind, target in entries
    )
    return f'{_HEAD}<Relationships xmlns="{NS["rel"]}">{lines}</Relationships>'.encode()


def _settings() -> etree._Element:
    mode = make(
        "compatSetting",
        name="compatibilityMode",
        uri="http://schemas.microsoft.com/office/word",
        val=15,
    )
    return make(
        "settings",
        make("defaultTabStop", val=640),
        make("evenAndOddHeaders"),
        make("characterSpacingControl", val="compressPunctuation"),
        make("compat", mode),
        make("themeFontLang", val="en-US", eastAsia="zh-CN"),
    )


def _core(title: str) -> bytes:
    root = etree.Element(f"{{{_CORE}}}coreProperties", nsmap={"cp": _CORE, "dc": _DC})
    for name, text in (("title", title), ("creator", PRODUCER)):
        etree.SubElement(root, f"{{{_DC}}}{name}").text = text
    return _bytes(root)
