"""What form controls show: pages saved from a filling system keep figures in them."""

from lxml import etree

from assistant.documents.web.dom import name, whole_text

_NO_TEXT = frozenset(
    {"hidden", "button", "submit", "reset", "image", "file", "password", "range", "color"}
)


def shown_value(element: etree._Element) -> str | None:
    """Return the words that a control shows, None where the element is no control."""
    tag = name(element)
    if tag == "input":
        return _input(element)
    if tag == "select":
        return _selected(element)
    return "" if tag in ("button", "option") else None


def _input(element: etree._Element) -> str:
    kind = element.get("type", "text").lower()
    if kind in {"checkbox", "radio"}:
        return "☑" if element.get("checked") is not None else "☐"
    return "" if kind in _NO_TEXT else element.get("value", "")


def _selected(element: etree._Element) -> str:
    """Return the chosen options; a browser shows the first one where none is chosen."""
    options = list(element.iter("option"))
    chosen = [option for option in options if option.get("selected") is not None]
    return " ".join(whole_text(option).strip() for option in chosen or options[:1])
