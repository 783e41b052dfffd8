"""The marks inside a line of Markdown, taken away; what they mark stays."""

import html
import re

# What is marked is of a sentence's length: bounds keep hostile lines from costing their square.
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.I)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_IMAGE = re.compile(r"!\[([^\[\]]{0,500})\]\([^)]{0,2000}\)")
_LINK = re.compile(r"\[([^\[\]]{0,500})\]\((?:[^()]|\([^()]{0,200}\)){0,2000}\)")
_CODE = re.compile(r"(`{1,9})(.{1,500}?)\1")
_MET = re.compile(r"(?<=[^\s*])\*{4}(?=[^\s*])")
"""Where two bold stretches meet."""
_STRONG = re.compile(r"(\*\*\*|\*\*|__)(?=\S)(.{1,500}?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,500}?)(?<=[^\s*])\*(?![\w*])")
_STRUCK = re.compile(r"~~(?=\S)(.{1,500}?)(?<=\S)~~")
_CJK = "\u2e80-\u9fff\uff00-\uffef"
WRAP = "\0"
"""A line end that is no line break, until it is clear whether it is a space."""
_CJK_WRAP = re.compile(rf"(?<=[{_CJK}]){WRAP}\s*(?=[{_CJK}])")
_KEPT = 0xE000
"""Escaped signs wait in the private area, out of reach of the marks."""


def clean(text: str) -> tuple[str, int]:
    """Return a text as a reader sees it, and how many pictures stood in it."""
    text = _ESCAPE.sub(lambda match: chr(_KEPT + ord(match[1])), text)
    text, images = _IMAGE.subn(r"\1", text)
    text = _CODE.sub(r"\2", _LINK.sub(r"\1", text))
    text = _TAG.sub("", _BREAK.sub("\n", text))
    text = _MET.sub("", text)
    for pattern, group in ((_STRONG, r"\2"), (_EMPHASIS, r"\1"), (_STRUCK, r"\1")):
        text = pattern.sub(group, text)
    text = html.unescape(text).replace("\xa0", " ")
    return "".join(_restored(sign) for sign in text), images


def _restored(sign: str) -> str:
    code = ord(sign) - _KEPT
    return chr(code) if 0 < code < 128 else sign


def split_row(line: str) -> list[str]:
    """Return the cells of a table row as written; a pipe after a backslash is text."""
    body = line.strip()
    if body.startswith("|"):
        body = body[1:]
    if body.endswith("|") and not body.endswith("\\|"):
        body = body[:-1]
    return re.split(r"(?<!\\)\|", body)


def joined(lines: list[str]) -> str:
    """Join the lines of a paragraph; two spaces or a backslash at an end are a line break."""
    out = ""
    for line in lines[:-1]:
        breaks = line.endswith(("\\", "  "))
        out += line.rstrip("\\ ") + "\n" if breaks else line.rstrip() + WRAP
    return _CJK_WRAP.sub("", out + lines[-1]).replace(WRAP, " ")
