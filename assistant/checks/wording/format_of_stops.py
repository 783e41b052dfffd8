"""W: stops of one width, brackets and quotes in pairs, ordinals in the text in order."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.registry import rule
from assistant.checks.wording.scanning import report_texts
from assistant.model.finding import Finding
from assistant.model.numerals import chinese_value
from assistant.model.pack import Report
from assistant.model.quantity import Text

# A look back stands behind the first character: a search for known first characters is quick.
_HALF_STOP = re.compile(r"[,;:?!.](?<=[一-龥”）].)(?:(?<!\.)(?=[一-龥“（\n]|$)|(?=$|\n))")
_FULL_DIGITS = re.compile(r"[０-９](?:[０-９．，]*[０-９])?[％]?")
_AROUND = 8


class Odd(NamedTuple):
    """Words of a text that are wrong, from which character on."""

    text: Text
    start: int
    end: int

    @property
    def near(self) -> str:
        """The words with those around them."""
        return self.text.raw[max(self.start - _AROUND, 0) : self.end + _AROUND].strip()


def _told(
    ctx: Context, code: str, odd: Callable[[Text], Iterator[Odd]], what: str, advice: str
) -> Iterator[Finding]:
    """Yield one notice for each report that has something odd."""
    for report, texts in ctx.once(report_texts):
        ctx.look(report.place)
        hits = [hit for text in texts for hit in odd(text)]
        if hits:
            words = "、".join(f"“{near}”" for near in dict.fromkeys(hit.near for hit in hits))
            yield finding(
                ctx, code, hits[0].text.place, f"有{len(hits)}处{what}：{words}。",
                items=[Item("", hit.text.model_copy(update={"raw": hit.near})) for hit in hits],
                found=words, suggestion=advice, clerical=True,
            )  # fmt: skip


@rule(
    "W115", name="标点全角半角混用", severity="info", source="DOMAIN §8 文字疏漏；GB/T 15834-2011"
)
def half_stops(ctx: Context) -> Iterator[Finding]:
    """查什么：报告中汉字后面用了半角的逗号、分号、冒号、句号，或者数字写成全角。

    为什么：中文公文用全角标点、半角数字，混用显得拼凑。
    举例：“举办农技培训,群众满意”。
    怎样改：标点统一改为全角，数字统一改为半角。
    何时不报：数字、英文之间的标点（如1,200.50、10:30）；一份报告合并为一条提示。
    """
    advice = "标点统一用全角，数字统一用半角。"
    yield from _told(ctx, "W115", _half, "标点或数字全角、半角混用", advice)


def _half(text: Text) -> Iterator[Odd]:
    for pattern in (_HALF_STOP, _FULL_DIGITS):
        for match in pattern.finditer(text.raw):
            yield Odd(text, *match.span())


@rule("W116", name="括号引号不成对", severity="info", source="DOMAIN §8 文字疏漏；GB/T 15834-2011")
def pairs(ctx: Context) -> Iterator[Finding]:
    """查什么：报告一段文字里括号、引号、书名号有头无尾或有尾无头，或一对引号一半全角一半半角。

    为什么：不成对多为录入遗漏，影响理解。
    举例：“修渠12处（含塘坝。”。
    怎样改：补齐或删去多余的一半。
    何时不报：“1）”“（1）”“a)”等列举序号；没有句末标点、可能被换页断开的段落；一份报告合并为一条提示。
    """
    yield from _told(ctx, "W116", _unpaired, "括号或引号不成对", "补齐或删去多余的一半。")


_OPEN = {"（": "）", "(": "）", "【": "】", "“": "”", "《": "》", "〔": "〕"}
_CLOSE = {"）", "】", "”", "》", "〕"}
_MARK = re.compile("[（(【“《〔）)】”》〕]")
_WIDE = {")": "）", "(": "（"}
_ENDS = ("。", "；", "！", "？", "：", "，", ".")
_ORDINAL = re.compile(
    r"(?:^|[\s，。；：、])[（(]?(?:\d{1,2}|[a-zA-Z]|[一二三四五六七八九十]{1,3})$"
)


def _unpaired(text: Text) -> Iterator[Odd]:
    raw, waiting = text.raw, list[tuple[str, int]]()
    for match in _MARK.finditer(raw):
        at, mark = match.start(), _WIDE.get(match[0], match[0])
        if mark in _OPEN:
            waiting.append((_OPEN[mark], at))
        elif mark in _CLOSE:
            if waiting and waiting[-1][0] == mark:
                waiting.pop()
            elif not (mark == "）" and _ORDINAL.search(raw[:at])):
                yield Odd(text, at, at + 1)
    if raw.rstrip().endswith(_ENDS):  # else a page may have cut the paragraph in two
        yield from (Odd(text, at, at + 1) for _, at in waiting)
    if raw.count('"') % 2:
        at = raw.index('"')
        yield Odd(text, at, at + 1)


_ONE_IS = re.compile(r"(?:^|[。；：，、\s])([一二三四五六七八九十]{1,2})是(?!否|非)")
_AT_HEAD = re.compile(
    r"^\s*(?:(?P<bracket>[（(]?)(\d{1,2})[）)、]|(\d{1,2})[.．](?!\d)|[（(]([一二三四五六七八九十]{1,2})[）)])"
)


@rule("W117", name="文中序号不连续", severity="info", source="DOMAIN §8 序号")
def ordinals(ctx: Context) -> Iterator[Finding]:
    """查什么：段落中“一是…二是…三是…”和各段开头“1.”“（1）”的序号有没有跳号、重号。

    为什么：跳号多为删改时漏了一条，读者会以为缺内容。
    举例：“一是强化管理；三是加强监督”。
    怎样改：按顺序重新编号。
    何时不报：序号从头另起；只有一个序号；一份报告合并为一条提示。从“一是”起排好、有两条同号的，按警告报。
    """
    for report in ctx.pack.reports():
        found = list(_in_words(report))
        if not found:
            continue
        ctx.look(report.place)
        odd = [(text, told) for text, numbers in found for told in _jumps(numbers)]
        if odd:
            listed = "、".join(told for _, told in odd)
            twice = any(_repeats(numbers) for _, numbers in found)
            yield finding(
                ctx, "W117", odd[0][0].place, f"文中序号不连续：{listed}。",
                items=[Item("", text) for text, _ in odd], found=listed,
                severity="warning" if twice else None,
                suggestion="按顺序重新编号。", clerical=True,
            )  # fmt: skip


def _in_words(report: Report) -> Iterator[tuple[Text, list[tuple[int, str]]]]:
    """Yield each run of ordinals with the text where it begins."""
    for section in report.walk():
        numbers: list[tuple[int, str]] = []
        for text in section.paragraphs:
            if "是" in text.raw:
                numbers += [
                    (int(chinese_value(m[1]) or 0), f"{m[1]}是") for m in _ONE_IS.finditer(text.raw)
                ]
        if len(numbers) > 1:
            yield section.paragraphs[0], numbers
        heads = [(text, m) for text in section.paragraphs if (m := _AT_HEAD.match(text.raw))]
        for style in {_style(m) for _, m in heads}:  # (1) to (6) may stand between 3. and 4.
            own = [(text, m) for text, m in heads if _style(m) == style]
            if len(own) > 1:
                yield own[0][0], [(_number(m), m.group().strip()) for _, m in own]


def _number(match: re.Match[str]) -> int:
    digits = match[2] or match[3]
    return int(digits) if digits else int(chinese_value(match[4]) or 0)


def _style(match: re.Match[str]) -> str:
    """Return how an ordinal is printed: its mark without the number."""
    marks = re.sub(r"[\s\d]|[一二三四五六七八九十]+", "", match.group())
    marks = marks.replace("(", "（").replace(")", "）")
    return f"{marks}一" if match[4] else marks  # （一） and （1） are two lists


def _repeats(numbers: list[tuple[int, str]]) -> bool:
    """Tell whether a run from the first on gives one number to two items: 一是、二是、二是."""
    values = [number for number, _ in numbers]
    at = next((n for n, value in enumerate(values[1:], 1) if value == values[n - 1]), 0)
    return at > 1 and values[:at] == list(range(1, at + 1))


def _jumps(numbers: list[tuple[int, str]]) -> Iterator[str]:
    """Yield “一是”后面是“三是” where a number doesn't follow the one before it or start anew."""
    for (last, before), (number, now) in pairwise(numbers):
        if number not in (1, last + 1):
            yield f"“{before}”后面是“{now}”"
