"""C: the numbers of the attachments, which run from one to the last without a gap."""

import re
from collections.abc import Iterator, Sequence

from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.registry import rule
from assistant.model.finding import Finding
from assistant.model.pack import Pack
from assistant.model.place import squeeze

_DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九十")}
_NUMBER = re.compile(r"\d+|[一二三四五六七八九十]+")
_LEFT_OUT = "无|没有|不涉及|不含|不报|免报|免填|略|另[行附报册]|删"


@rule("C140", name="附件序号不连续", severity="info", source="DOMAIN §1、§7")
def annex_numbers(ctx: Context) -> Iterator[Finding]:
    """查什么：各表、各报告上方的“附件1”“附件2”等标签，序号从最小到最大有没有缺号。

    为什么：缺号说明漏了一份附件，或者有一张表、一份报告没有标附件号。
    举例：材料标有附件1、附件2、附件4、附件5，没有附件3，项目支出自评表没有标附件号。
    怎样改：缺少的补齐；已有的补标附件号，或者重新编号。
    何时不报：序号连续（同一附件号可以有几份）；只标了一个附件号；材料写明该附件不报、不涉及、另附的。
    """
    marks = ctx.pack.annex_marks
    numbers = {number for mark in marks if (number := _number(mark.text))}
    if len(numbers) < 2:
        return
    ctx.look(*(f"附件{number}" for number in sorted(numbers)))
    gap = [number for number in range(min(numbers), max(numbers)) if number not in numbers]
    said = _all_words(ctx.pack) if gap else []
    gap = [number for number in gap if not _is_left_out(number, said)]
    if gap:
        there, missing = _listed(sorted(numbers)), _listed(gap)
        after = next(mark for mark in marks if (_number(mark.text) or 0) > gap[0])
        yield finding(
            ctx, "C140", after.place, f"材料标有{there}，没有{missing}。",
            items=[Item("", mark) for mark in marks], found=there, expected=missing, clerical=True,
        )  # fmt: skip


def _number(text: str) -> int | None:
    """Return which attachment a line numbers; numerals up to 十 and figures are known."""
    found = _NUMBER.search(text)
    if found is None:
        return None
    return int(found[0]) if found[0].isdigit() else _DIGITS.get(found[0])


def _listed(numbers: Sequence[int]) -> str:
    return "、".join(f"附件{number}" for number in numbers)


def _all_words(pack: Pack) -> list[str]:
    texts = (text.text for report in pack.reports() for text in report.texts())
    loose = (squeeze(each.text) for each in pack.unplaced)
    return [words for words in (*texts, *loose) if "附件" in words]


def _is_left_out(number: int, said: Sequence[str]) -> bool:
    name = rf"附件{number}(?!\d)"
    words = re.compile(
        rf"{name}[^，。；]{{0,12}}(?:{_LEFT_OUT})|(?:{_LEFT_OUT})[^，。；]{{0,4}}{name}"
    )
    return any(words.search(sentence) for sentence in said)
