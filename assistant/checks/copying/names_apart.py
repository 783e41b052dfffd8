"""In which characters two spellings of one name differ."""

import re
from difflib import SequenceMatcher

_LETTERS = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]")


def only_marks_differ(name: str, title: str) -> bool:
    """Tell whether a title holds a name but for marks and years."""
    bare = re.sub(r"(?:19|20)\d\d年度?", "", title)
    return _LETTERS.sub("", name) in _LETTERS.sub("", bare)


def apart(name: str, title: str) -> str:
    """Return in Chinese what a title has instead of a name's characters, "" where that's unclear.

    >>> apart("水渠清淤工程经费", "2024年度水渠清淤施工经费自评报告")
    '“水渠清淤工程经费”写成“水渠清淤施工经费”：“工程”写成“施工”'
    >>> apart("水渠清淤经费", "水渠清淤期经费项目自评报告")
    '“水渠清淤经费”写成“水渠清淤期经费”：多“期”'
    """
    matcher = SequenceMatcher(None, name, title, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks or 2 * sum(block.size for block in blocks) < len(name):
        return ""
    first, last = blocks[0], blocks[-1]
    start = max(0, first.b - first.a)
    end = min(len(title), last.b + last.size + len(name) - last.a - last.size)
    written = title[start:end]
    told = [said for op in _steps(name, written) if (said := _said(*op))]
    return f"“{name}”写成“{written}”：{'、'.join(told)}" if told else ""


def _steps(name: str, written: str) -> list[tuple[str, str]]:
    """Return the parts that differ; an overlap such as 工程 and 施工 is one part."""
    head = next((n for n, (a, b) in enumerate(zip(name, written, strict=False)) if a != b),
                min(len(name), len(written)))  # fmt: skip
    short = min(len(name), len(written)) - head
    tail = next((n for n in range(short) if name[-1 - n] != written[-1 - n]), short)
    return [(name[head : len(name) - tail], written[head : len(written) - tail])]


def _said(left: str, right: str) -> str:
    if left and right:
        return f"“{left}”写成“{right}”"
    return f"少“{left}”" if left else f"多“{right}”" if right else ""


_TELLING = re.compile(r"[一二三四五六七八九十东南西北中上下左右前后内外甲乙丙丁A-Za-z0-9]")


def misspelt(name: str, written: str) -> bool:
    """Tell whether a name was written with one character lost, added, changed or swapped.

    A number or a direction tells two names apart: 一期 and 二期 are two projects.

    >>> misspelt("水渠清淤工程经费", "水渠清工程经费"), misspelt("道路一期工程", "道路二期工程")
    (True, False)
    """
    from rapidfuzz.distance import OSA  # loaded only where a name isn't found as it is

    if name == written or max(len(name), len(written)) < _SHORTEST:
        return False
    if OSA.distance(name, written, score_cutoff=1) > 1:
        return False
    return not any(map(_tells, *zip(*_steps(name, written), strict=True)))


def _tells(left: str, right: str) -> bool:
    """Tell whether one number or direction stands for another."""
    return bool(_TELLING.search(left) and _TELLING.search(right)) and sorted(left) != sorted(right)


_SHORTEST = 5
