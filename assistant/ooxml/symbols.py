"""Signs that forms take from symbol fonts, as the characters people see."""

from lxml import etree

from assistant.ooxml.names import W

# Other signs keep their code, which is where their font has them.
_SYMBOLS = {
    ("wingdings", 0xFE): "☑", ("wingdings", 0xFD): "☒", ("wingdings", 0xA8): "☐",
    ("wingdings", 0x6F): "☐", ("wingdings", 0xFC): "✓", ("wingdings", 0xFB): "✗",
    ("wingdings 2", 0x52): "☑", ("wingdings 2", 0x50): "✓", ("wingdings 2", 0xA3): "☐",
    ("wingdings 2", 0x2A): "☐", ("wingdings 2", 0x51): "☒", ("wingdings 2", 0x4F): "✗",
    ("symbol", 0xB3): "≥", ("symbol", 0xA3): "≤", ("symbol", 0xB4): "×", ("symbol", 0xB8): "÷",
    ("symbol", 0xB1): "±", ("symbol", 0xBB): "≈", ("symbol", 0xB9): "≠", ("symbol", 0xB7): "·",
}  # fmt: skip
_UNKNOWN = "\ufffd"


def symbol(node: etree._Element) -> str:
    """Return the character of a ``w:sym``; U+FFFD where its code is no code."""
    try:
        code = int(node.get(W + "char") or "", 16)
        low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
        return _SYMBOLS.get(((node.get(W + "font") or "").lower(), low), chr(code))
    except (ValueError, OverflowError):
        return _UNKNOWN
