"""Make any text harmless and visible where it is going: a page, a terminal, a spreadsheet."""

import re

# Characters that steer the direction of text: they can make a line read otherwise than it is.
_BIDI = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_PICTURES = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n"}
_MARKS = {code: f"〔U+{code:04X}〕" for code in (*range(0x80, 0xA0), *_BIDI, 0xFFFE, 0xFFFF)}
_TABLE = {**_PICTURES, **_MARKS, 0x7F: "␡"}
_SURROGATE = re.compile("[\ud800-\udfff]")

_STARTS_FORMULA = re.compile(r"[\s\ufeff\u200b-\u200d\u2060]*[=+\-@＝＋－＠﹢﹣﹦﹫−|]|[\t\r\n]")
_PLAIN_NUMBER = re.compile(r"[+-]?[\d,]*\.?\d+\s?[%％‰]?|-{1,2}")


def visible(text: str) -> str:
    r"""Return ``text`` with control, direction and surrogate characters made visible.

    Tab and line feed stay. ``\x1b`` becomes ``␛``, U+202E becomes ``〔U+202E〕``.
    """
    shown = text.replace("\r\n", "\n").translate(_TABLE)
    return _SURROGATE.sub(lambda hit: f"〔U+{ord(hit[0]):04X}〕", shown)


def one_line(text: str) -> str:
    """Return ``text`` made visible and on one line; line breaks become ``⏎``."""
    return re.sub(r"\s*\n\s*", " ⏎ ", visible(text.strip())).replace("\t", " ")


def flat(text: str) -> str:
    """Return ``text`` with its line breaks, as narrow cells have them, as single spaces."""
    return re.sub(r"\s*\n\s*", " ", text.strip())


def neutral(text: str) -> str:
    """Return ``text`` so that no spreadsheet program takes it for a formula.

    An apostrophe is put before it as a character of its own. A cell's text type or its
    quote-prefix style would be lost when the sheet is saved as CSV and opened again; the
    character survives. Plain numbers such as ``-12.5%`` and a lone dash stay as they are.
    """
    shown = visible(text)
    if _PLAIN_NUMBER.fullmatch(shown) or not _STARTS_FORMULA.match(shown):
        return shown
    return "'" + shown
