"""The tree of a web page, and what an element is to a reader."""

import re

from lxml import etree

from assistant.errors import TooLarge, UnreadableFile

SKIPPED = (
    "script", "style", "noscript", "template", "svg", "canvas", "object", "embed", "audio",
    "video", "map", "datalist", "head", "link", "meta", "title",
)  # fmt: skip
"""Elements that show no text of the page."""

_BLOCK_NAMES = (
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu "
    "nav ol p pre section summary table tbody td tfoot th thead tr ul caption"
)
BLOCKS = frozenset(_BLOCK_NAMES.split())
"""Elements that begin and end a line."""

_OFFICE = re.compile(r"LibreOffice|OpenOffice|Microsoft (?:Word|Excel)|WPS|Kingsoft|\bET\b", re.I)
_PROGRAM = re.compile(r"Word\.Document|Excel\.Sheet", re.I)
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_PRE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.I)


class Page:
    """A parsed page: its body, the words of its title, and what program wrote it."""

    def __init__(self, text: str) -> None:
        root = _parse(text)
        self.title = "".join((root.findtext(".//title") or "").split())
        written_by = " ".join(
            meta.get("content", "")
            for meta in root.iter("meta")
            if meta.get("name", "").lower() in {"generator", "progid"}
        )
        self.by_libreoffice = bool(re.search("LibreOffice|OpenOffice", written_by))
        self.by_office = bool(_OFFICE.search(written_by) or _PROGRAM.search(written_by))
        etree.strip_elements(root, *SKIPPED, with_tail=False)
        self.root = root
        # Kept as a whole: it holds the elements whose identity is the key.
        self.index = {element: str(number) for number, element in enumerate(root.iter())}


def _parse(text: str) -> etree._Element:
    """Parse a page; no entity of its own is expanded and no address opened."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    data = text.replace("\0", "").encode("utf-8", "replace")
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile("里没有网页内容，可能没有保存完整。") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        # The parser stops there: the rest of the page would be missing without a word.
        raise TooLarge("的网页标签嵌套过深或单段过长，无法完整读取。")
    if root is None:
        raise UnreadableFile("里没有网页内容，可能没有保存完整。")
    return root


def name(element: etree._Element) -> str:
    """Return an element's tag without a prefix, in lower case."""
    tag = element.tag
    return tag.rpartition(":")[2].lower() if isinstance(tag, str) else ""


def is_hidden(element: etree._Element) -> bool:
    """Tell whether a browser shows nothing of an element, by its own attributes."""
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and bool(_HIDING.search(style))


def is_preformatted(element: etree._Element) -> bool:
    """Tell whether white space inside an element counts."""
    style = element.get("style")
    return element.tag in {"pre", "textarea"} or (style is not None and bool(_PRE.search(style)))


def whole_text(element: etree._Element) -> str:
    """Return all text below an element as it stands."""
    return "".join(map(str, element.itertext()))


def own_text(element: etree._Element) -> str:
    """Return all text below an element without white space."""
    return "".join(whole_text(element).split())


def attribute_number(element: etree._Element, key: str, default: int, most: int) -> int:
    """Return a whole number of an attribute as browsers do: leading digits, within limits."""
    match = re.match(r"\s*\+?(\d{1,9})", element.get(key, ""))
    return min(int(match[1]), most) if match else default
