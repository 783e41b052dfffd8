"""W: the numbers of headings, one after the other and written in one way."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.registry import rule
from assistant.model.finding import Finding
from assistant.model.numerals import chinese_value
from assistant.model.ordinals import heading_number
from assistant.model.pack import Report, Section
from assistant.model.place import squeeze
from assistant.model.quantity import Text


@rule("W104", name="标题序号不连续", severity="info", source="DOMAIN §8 序号；§9 只作提示")
def numbering(ctx: Context) -> Iterator[Finding]:
    """查什么：同一级标题的序号写法统一、号码连续。

    为什么：序号混用（“二、”后接“3、”）或跳号，说明自动编号转换时丢失。
    举例：“一、二、3、4、……九、”。
    怎样改：按“一、（一）1.（1）”的次序统一。
    何时不报：序号连续且写法一致；错了一个之后，接着应有的或者印出的号码往下排的；一份报告合并为一条提示。全文只错一处，又与前一个标题序号相同的，按警告报。
    """
    for report in ctx.pack.reports():
        ctx.look(report.place)
        odd = list(_odd_numbers(report))
        if len(odd) == 1 and (twin := _twin(report, odd[0][0])):
            yield _same_number(ctx, twin, *odd[0])
        elif odd:
            listed = "、".join(f"“{section.number.strip()}”应为“{right}”" for section, right in odd)
            yield finding(
                ctx, "W104", odd[0][0].place, f"标题序号不统一或不连续：{listed}。",
                items=[*(_numbered(section) for section, _ in odd), Item("标题", report.title)],
                found="、".join(section.number.strip() for section, _ in odd),
                suggestion="按“一、（一）1.（1）”的次序统一序号。", clerical=True,
            )  # fmt: skip


def _twin(report: Report, section: Section) -> Section | None:
    """Return the heading right before a section, of its level and number; the first has none.

    A heading that was not read leaves a list that begins with 1 anew.
    """
    parent, _, _ = section.place.rpartition("/")
    before = None
    for other in report.walk():
        if other is section:
            break
        if other.level == section.level and other.place.rpartition("/")[0] == parent:
            before = other
    same = before is not None and squeeze(before.number) == squeeze(section.number)
    first = section.number.strip("（()）、.．。 \u3000") in ("一", "1", "１")
    return before if same and not first and before and before.title != section.title else None


def _same_number(ctx: Context, twin: Section, section: Section, right: str) -> Finding:
    number = section.number.strip()
    return finding(
        ctx, "W104", section.place,
        f"标题“{number}{section.title}”与前面“{twin.number.strip()}{twin.title}”序号相同，应为“{right}”。",
        items=[_numbered(section), _numbered(twin)], found=number, expected=right,
        suggestion=f"序号改为“{right}”。", clerical=True, severity="warning",
    )  # fmt: skip


def _numbered(section: Section) -> Item:
    return Item(
        "", Text(raw=section.number + section.title, place=section.place, location=section.location)
    )


_HEADING_NUMBER = re.compile(r"\d+|[一二三四五六七八九十]+")


class _Run(NamedTuple):
    """Where the numbering of one list of headings is: the number due and the one printed.

    ``shifted``: the list did not begin with 1, so each number of it is out of place.
    """

    due: int = 0
    printed: int = 0
    shifted: bool = False


def _odd_numbers(report: Report) -> Iterator[tuple[Section, str]]:
    """Yield the sections whose number breaks the order, with the number that is due.

    After a wrong number both what is due and what follows the printed one are in order.
    """
    runs: dict[tuple[int, str], _Run] = {}
    above = {section.place: section for section in report.walk()}
    for section in report.walk():
        digits = _HEADING_NUMBER.search(section.number)
        if digits is None:
            continue
        value, parent = _value(digits.group()), section.place.rsplit("/", 1)[0]
        run = runs.get((section.level, parent))
        if run is None:
            begun = _listed(above[parent], section.number, 0) if parent in above else 0
            run = _Run(begun, begun)
        expected = run.due + 1
        goes_on = run.printed > 0 and not run.shifted and value == run.printed + 1
        due = value if goes_on else expected
        if value != due or digits.group().isdigit() != (section.level >= 3):
            yield section, heading_number(due, section.level)
        shifted = value != due and (run.shifted or not run.printed)
        passed = _listed(section, section.number, value)
        runs[section.level, parent] = _Run(due + passed, value + passed, shifted)


def _value(number: str) -> int:
    return int(number) if number.isdigit() else int(chinese_value(number) or 0)


def _listed(section: Section, number: str, last: int) -> int:
    """Return how many paragraphs go on with a heading's numbers, being too full for headings.

    “3.补助对象2,100人，分三类” states figures, so it is read as text below “2.资金支出”.
    """
    mark = _HEADING_NUMBER.sub(
        lambda _: f"({_HEADING_NUMBER.pattern})", re.escape(number.strip()), 1
    )
    count = 0
    for text in section.paragraphs:
        match = re.match(rf"\s*{mark}(?!\d)", text.raw)
        count += bool(match and _value(match[1]) == last + count + 1)
    return count
