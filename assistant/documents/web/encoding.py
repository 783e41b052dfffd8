"""The bytes of a web page to text."""

import codecs
import re

from assistant.documents.plain.encoding import decode

_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}encoding\s*=\s*["']([\w.:-]{2,40})""", re.I)
_HEAD = 8192
"""Bytes in which a page declares its encoding; browsers look at 1024."""
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# GB18030 holds all of the older Chinese sets, and pages use its characters under their names.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "hz": "gb18030"}


def decode_page(data: bytes) -> str | None:
    """Return a page's text, None where no encoding fits.

    A byte order mark decides, then strict UTF-8, then what the page declares, then GB18030.
    Bytes that GB18030 doesn't know are replaced where the page declares a Chinese set: a page
    saved with one torn character is still read.
    """
    if not data.startswith(_BOMS):
        utf8 = _strictly(data, "utf-8")
        if utf8 is not None:
            return utf8
        for name in _declared(data):
            text = _strictly(data, name)
            if text is not None:
                return text
    text = decode(data)
    if text is None and "gb18030" in _declared(data):
        return data.decode("gb18030", errors="replace")
    return text


def _declared(data: bytes) -> list[str]:
    head = data[:_HEAD]
    names = [m[1] for m in (_XML.search(head), _DECLARED.search(head)) if m]
    return [codec for name in names if (codec := _known(name.decode("ascii", "replace")))]


def _known(name: str) -> str | None:
    """Return Python's name of a text encoding; None for others, such as ``hex``."""
    try:
        b"a".decode(name)  # refuses codecs that don't give text
        known = codecs.lookup(name).name
    except (LookupError, UnicodeError):
        return None
    if known.startswith("utf-16"):
        return None  # a page whose declaration can be found in its bytes is not UTF-16
    return _WIDER.get(known, known)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None
