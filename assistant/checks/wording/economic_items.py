"""W: lists of economic items (经济分类科目) in which one stands twice or is called otherwise."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.registry import rule
from assistant.checks.wording.scanning import report_texts
from assistant.model.finding import Finding
from assistant.model.quantity import Text
from assistant.resources import load_yaml

_LIST = re.compile(r"(?:[^，。；：、\n]{2,20}、){4,}[^，。；：、\n]{2,20}")
_BRACKETS = re.compile(r"[（）()“”\"\s]")
_TAIL = re.compile(r"等?(?:支出|费用)?(?:等.{0,4})?$")
_HEAD = re.compile(r"^.*(?:包括|用于|包含|分别[为是]|其中|主要[为是]|含|有)")
_KNOWN = 4
_AMOUNT = re.compile(r"[\d.,]+[万亿]?元?.*$")


class _Book(NamedTuple):
    names: dict[str, str]
    meant: dict[str, tuple[str, frozenset[str]]]


@cache
def _book() -> _Book:
    data = load_yaml("schemas", "economic_items.yaml")
    names = {_bare(str(name)): str(name) for name in data["items"]}
    meant = {
        str(name): (str(entry["as"]), frozenset(map(str, entry["beside"])))
        for name, entry in data["meant"].items()
    }
    return _Book(names, meant)


def _bare(name: str) -> str:
    return _BRACKETS.sub("", name)


@rule("W132", name="经济科目重复或名称有误", severity="info", source="政府收支分类科目 [M]")
def economic_items(ctx: Context) -> Iterator[Finding]:
    """查什么：报告罗列的支出经济分类科目（基本工资、津贴补贴、办公费、印刷费……），有没有同一科目列了两次，名称是否与政府收支分类科目一致。

    为什么：科目名称是全国统一的，写错、写重说明不是从决算报表取的数。
    举例：“因公（境）出国费用”应为“因公出国（境）费用”；人员经费里“奖金”列了两次，后一个应为“奖励金”。
    怎样改：按部门决算报表的科目名称改正，删去重复的。
    何时不报：简称（如“维修费”“养老保险缴费”）；不足五项的罗列；不是科目的罗列。一份报告合并为一条。
    """
    for _, paragraphs in ctx.once(report_texts):
        faults = []
        for text, listed in _lists(paragraphs):
            ctx.look(text.place)
            faults += [(text, fault) for fault in _faults(listed)]
        if faults:
            told = "；".join(dict.fromkeys(fault for _, fault in faults))
            texts = {text.place: text for text, _ in faults}
            yield finding(
                ctx, "W132", faults[0][0].place, f"支出科目的名称：{told}。",
                items=[Item("", text) for text in texts.values()], found=told,
                suggestion="按部门决算报表的科目名称改正，删去重复的。", clerical=True,
            )  # fmt: skip


def _lists(paragraphs: list[Text]) -> Iterator[tuple[Text, list[str]]]:
    """Yield the lists of at least four known items in a report, each with its paragraph."""
    names = _book().names
    for text in paragraphs:
        if "费、" not in text.raw and "工资、" not in text.raw:
            continue
        for match in _LIST.finditer(text.raw):
            listed = [
                _AMOUNT.sub("", _HEAD.sub("", part)).strip() for part in match.group().split("、")
            ]
            last = _TAIL.sub("", listed[-1])
            listed[-1] = last if _bare(last) in names else listed[-1]
            if sum(_bare(name) in names for name in listed) >= _KNOWN:
                yield text, [name for name in listed if name]


def _faults(listed: list[str]) -> Iterator[str]:
    book, bare = _book(), [_bare(name) for name in listed]
    for name in dict.fromkeys(each for each in bare if bare.count(each) > 1):
        right, beside = book.meant.get(name, ("", frozenset()))
        hint = f"，后一个疑为“{right}”" if beside & set(bare) and right not in bare else ""
        yield f"“{name}”列了{bare.count(name)}次{hint}"
    for name, short in zip(listed, bare, strict=True):
        if short not in book.names and (right := _meant(short)):
            yield f"“{name}”应为“{right}”"


def _meant(name: str) -> str:
    """Return the item that a name is a wrong form of: the same characters, or one word apart."""
    if len(name) < _KNOWN or any(name in known or known in name for known in _book().names):
        return ""
    letters = sorted(name)
    for known, printed in _book().names.items():
        alike = len(name) == len(known) and letters == sorted(known)
        if alike or _one_word_apart(name, known):
            return printed
    return ""


_LONG = 8


def _one_word_apart(name: str, known: str) -> bool:
    """Tell whether a long name differs from an item by up to two characters in one place."""
    if min(len(name), len(known)) < _LONG or abs(len(name) - len(known)) > 2:
        return False
    start = next((i for i, (a, b) in enumerate(zip(name, known, strict=False)) if a != b), 0)
    size = min(len(name), len(known)) - start
    end = next((i for i in range(size) if name[-1 - i] != known[-1 - i]), size)
    return start + end >= min(len(name), len(known)) - 2
