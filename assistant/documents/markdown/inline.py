"""The marks inside a line of Markdown, taken away; what they mark stays."""

import html
import re

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.I)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_IMAGE = re.compile(r"!\[([^\]]{0,500})\]\([^)]{0,2000}\)")
_LINK = re.compile(r"\[([^\]]{0,500})\]\((?:[^()]|\([^()]{0,200}\)){0,2000}\)")
_CODE = re.compile(r"(`+)(.+?)\1")
_STRONG = re.compile(r"(\*\*\*|\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])")
_STRUCK = re.compile(r"~~(?=\S)(.+?)(?<=\S)~~")
_KEPT = 0xE000
"""Escaped signs wait in the private area, out of reach of the marks."""


def clean(text: str) -> tuple[str, int]:
    """Return a text as a reader sees it, and how many pictures stood in it."""
    text = _ESCAPE.sub(lambda match: chr(_KEPT + ord(match[1])), text)
    text, images = _IMAGE.subn(r"\1", text)
    text = _CODE.sub(r"\2", _LINK.sub(r"\1", text))
    text = _TAG.sub("", _BREAK.sub("\n", text))
    for pattern, group in ((_STRONG, r"\2"), (_EMPHASIS, r"\1"), (_STRUCK, r"\1")):
        text = pattern.sub(group, text)
    text = html.unescape(text).replace("\xa0", " ")
    return "".join(_restored(sign) for sign in text), images


def _restored(sign: str) -> str:
    code = ord(sign) - _KEPT
    return chr(code) if 0 < code < 128 else sign


def split_row(line: str) -> list[str]:
    """Return the cells of a table row; a pipe after a backslash is text."""
    body = line.strip()
    if body.startswith("|"):
        body = body[1:]
    if body.endswith("|") and not body.endswith("\\|"):
        body = body[:-1]
    return [cell.strip(" \t") for cell in re.split(r"(?<!\\)\|", body)]
