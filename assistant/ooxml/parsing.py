"""Safe parsing of one XML part of a Word file."""

from lxml import etree

from assistant.errors import UnreadableFile
from assistant.ooxml.names import NS

# Word's “strict” files use other names for the same elements.
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": NS["w"].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": NS["r"].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": NS["m"].encode(),
}
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def parse(data: bytes) -> etree._Element:
    """Parse one XML part and return its root.

    No entity is expanded, no DTD loaded, no address opened; nesting is limited to 256 levels
    and a text to 10 MB (libxml2's own guards). Raises ``UnreadableFile`` where the part is
    broken or declares a document type, which no word processor writes.
    """
    if _declares(data) or _declares(_narrow(data)):
        raise _declared()
    if b"http://purl.oclc.org/ooxml/" in data:
        for strict, usual in _STRICT.items():
            data = data.replace(strict, usual)
    try:
        root = etree.fromstring(data, _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile("文件内部的 XML 已损坏或嵌套过深，无法读取。") from error
    # Other encodings could hide the declaration from the search above.
    if root.getroottree().docinfo.internalDTD is not None:
        raise _declared()
    return root


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        collect_ids=False,
        remove_comments=True,
        remove_pis=True,
    )


def _declares(data: bytes) -> bool:
    # One byte is found a hundred times faster than two, and "!" is rare in these parts.
    return b"!" in data and (b"<!DOCTYPE" in data or b"<!ENTITY" in data)


def _declared() -> UnreadableFile:
    return UnreadableFile("文件内部含有文档类型声明（DOCTYPE），不是正常的 Word 文件。")


def _narrow(data: bytes) -> bytes:
    """Return UTF-16 text with its zero bytes removed; nothing for other encodings."""
    wide = data[:2] in _UTF16 or b"\0" in data[:4]
    return data.replace(b"\0", b"") if wide else b""
