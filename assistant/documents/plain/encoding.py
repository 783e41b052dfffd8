"""Bytes to text: the encodings that Chinese offices use."""

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
# Control characters that a text doesn't hold; form feed and vertical tab do occur in dumps.
_CONTROL = {chr(code) for code in range(32)} - set("\t\n\r\f\v\x1a\x07")
_SAMPLE = 1_000_000
"""Characters looked at to tell text from data."""


def decode(data: bytes) -> str | None:
    """Return the text, None where the bytes are in no known encoding.

    A byte order mark decides; otherwise strict UTF-8, then GB18030. Guessing by frequency
    fails on short texts and is not done.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _strictly(data[len(bom) :], name)
    for name in ("utf-8", "gb18030"):
        text = _strictly(data, name)
        if text is not None:
            return text
    return None


def looks_like_text(data: bytes) -> bool:
    """Tell whether bytes are a text: decodable, and free of control characters."""
    text = decode(data)
    if text is None:
        return False
    sample = text[:_SAMPLE]
    return sum(sample.count(sign) for sign in _CONTROL) * 1000 <= len(sample)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
