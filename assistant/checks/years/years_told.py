"""Y: a sentence that dates this year's figures to another year."""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.registry import rule
from assistant.checks.years.years import ELSEWHEN
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import Pack
from assistant.model.place import squeeze
from assistant.model.quantity import Quantity, Text

_Value = tuple[str, Decimal]

_HEAD = re.compile(
    r"(?:^\s*(?:[（(]?\d{1,2}[）)．.、])?|(?<=[。；]))[^。；，\d]{0,8}?(20\d\d)年(?!度?[-—–~～至到])"
)
_NUMBERED = re.compile(r"^\s*(?:[（(]?[\d一二三四五六七八九十]+[）)．.、])?[^。；，\d]{0,12}[。：]")
_NEXT_YEAR = re.compile(r"20\d\d年")
# What may be told of an earlier year in its own right.
_ELSEWHEN = re.compile(
    r"^[^，。；]*(?:上年|去年|以来|起|规划|印发|启动|开工|立项|文件|结转|成立|颁布|修订|办法|方案|决算|"
    r"底前|(?:自评|评价|审计|检查|巡[察视]|考核|监控)[^，。；]{0,6}(?:提出|反映|发现|指出|查出)|"
    r"(?:提出|反映|发现|指出|查出)的?[^，。；]{0,4}问题|整改|相比|对比|基期|基数|20\d\d)"
)
_MENDED = re.compile(r"上年度?[^/]*(?:问题|整改)|问题整改")
"""A section on what became of last year's problems."""
_SURVEY = re.compile(r"满意|问卷")
_NO_RESULTS = re.compile(r"基本情况|概况|背景|简介|问题|措施|应用|公开|偏离|自评工作")
_YEAR_END = re.compile(r"截[至止]20\d\d年(?:12月(?:31日|底)|年?[底末])")
"""The end of another year, at which nobody counts the people of this one."""
_CHANGED = re.compile(r"[增减]|上升|下降|[多少]\d|提高|降低|持平")
_COMPARED = re.compile(r"[比较由从]上年|同比")
_THIS_YEAR_SINCE = re.compile(
    r"20\d\d年[^。]{0,40}，(?:本年度?(?:提高|上升|提升|下降|增[长加]|减少|达|为|[比较])|一年[增减多少]|同口径)"
)
_FEWEST, _LONG = 2, 5
"""Figures of this year, or digits of one, that are no chance."""


class _Dated(NamedTuple):
    """The words from an earlier year's date to the next date, and that year."""

    text: Text
    words: str
    year: int


@rule("Y005", name="本年的数写在其他年份下", severity="warning", source="DOMAIN §8 年度")
def other_years_head(ctx: Context) -> Iterator[Finding]:
    """查什么：报告里以往年年份开头的句子，写的却是表内本年的数（两个以上相同；位数多的、满意度调查的，一个相同），或者是与“上年”比较、或只写那一年的成果，而整段没有写到本年。

    为什么：数是本年的，年份却是上年的，多半是沿用上年的文字漏改年份。
    举例：2024年度报告写“2023年年初预算6842.50万元，全年预算7156.80万元”，与2024年自评表一致。
    怎样改：改正年份，并核对本段其他内容是不是本年的。
    何时不报：句子的数与上年决算或上年材料相同；写的是规划期、起止年份、建成和启动时间、文件、上年结转、上年自评提出的问题及整改结果等；数字只有一位；基本情况、问题、措施、结果应用部分只看表内的数。
    """
    year, found = ctx.pack.year, list(_earlier(ctx.pack))
    if year is None or not found:
        return
    this, last, told = _this_year(ctx), _last_year(ctx), _by_place(ctx.pack)
    for text, words, wrong in found:
        ctx.look(text.place)
        facts = [
            f for f in told[text.place] if f.quantity.raw.strip() in words and _telling(f.quantity)
        ]
        same = {_value(f.quantity): f for f in facts
                if _value(f.quantity) in this - last and _once(f, text, words)}  # fmt: skip
        shown = "、".join(f.quantity.raw.strip() for f in same.values())
        if _enough(list(same.values()), words):
            why = f"{shown}却是{year}年度表内的数"
        elif len(facts) >= _FEWEST and _alone(text, words, year):
            why = f"同一段没有写到{year}年"
        else:
            continue
        yield finding(
            ctx, "Y005", text.place, f"这一句写的是{wrong}年，{why}，疑似年份没有改。",
            items=[Item("", text.model_copy(update={"raw": words.strip()}))],
            found=f"{wrong}年", expected=f"{year}年", clerical=True,
            suggestion="改正年份，并核对本段其他内容是不是本年的。",
        )  # fmt: skip


def _enough(same: list[Fact], words: str) -> bool:
    """Tell whether enough of this year's figures stand in a sentence to be no chance."""
    long = any(_digits(fact.quantity) >= _LONG for fact in same)
    return len(same) >= (1 if long or _SURVEY.search(words) else _FEWEST)


def _once(fact: Fact, text: Text, words: str) -> bool:
    """Tell whether a paragraph gives a figure under the earlier year only."""
    raw = fact.quantity.raw.strip()
    return text.raw.count(raw) == words.count(raw)


def _alone(text: Text, words: str, year: int) -> bool:
    """Tell whether a sentence tells of an earlier year as if it were this.

    It compares that year with 上年, or it gives results of that year alone, in a section on
    results, without a word on why; and the paragraph says nothing of this year.
    """
    if str(year) in text.raw or "今年" in text.raw or _THIS_YEAR_SINCE.search(text.raw):
        return False
    if _YEAR_END.match(words.strip()) and not _CHANGED.search(words):
        return True
    results = not _NO_RESULTS.search(text.place) and not ELSEWHEN.search(squeeze(words))
    return bool(_COMPARED.search(words)) or results


def _earlier(pack: Pack) -> Iterator[_Dated]:
    """Yield what is told under the date of an earlier year at the head of a sentence."""
    for report in pack.reports() if pack.year else ():
        for text in report.texts():
            if not _NEXT_YEAR.search(text.raw):
                continue
            title, mended = _NUMBERED.match(text.raw), bool(_MENDED.search(text.place))
            start = title.end() if title else 0
            for match in _HEAD.finditer(text.raw, start):
                wrong = int(match[1])
                rest = text.raw[match.end() :]
                if wrong < (pack.year or 0) and not (mended or _ELSEWHEN.match(rest)):
                    following = _NEXT_YEAR.search(rest)
                    words = rest[: following.start() if following else None]
                    if match.start() > start and _CHANGED.search(words.partition("。")[0]):
                        words = words.partition("。")[0]  # only what this year is compared with
                    yield _Dated(text, match[0] + words, wrong)


def _by_place(pack: Pack) -> dict[str, list[Fact]]:
    told: dict[str, list[Fact]] = defaultdict(list)
    for fact in pack.figures:
        told[fact.place.rpartition("@")[0]].append(fact)
    return told


def _this_year(ctx: Context) -> set[_Value]:
    """Return the figures of this year's forms."""
    return {
        _value(field)
        for field in ctx.pack.fields()
        if isinstance(field, Quantity)
        and field.base is not None
        and not field.place.endswith("/last_final")
        and not field.place.endswith(("/weight", "/score", "/unspent"))
    }


def _last_year(ctx: Context) -> set[_Value]:
    """Return the figures that are last year's: of its columns, its packs, told as 上年."""
    own = (f for f in ctx.pack.fields() if f.place.endswith("/last_final"))
    before = (f for pack in ctx.dossier.prior for f in pack.fields())
    cells = (f for f in (*own, *before) if isinstance(f, Quantity))
    return {_value(cell) for cell in cells if cell.base is not None}


def _value(quantity: Quantity) -> _Value:
    unit = quantity.dimension
    return ("人" if unit in ("名", "位") else unit), quantity.base or Decimal(0)


def _telling(quantity: Quantity) -> bool:
    """Tell whether a figure has two digits that say something."""
    return quantity.base is not None and _digits(quantity) >= _FEWEST


def _digits(quantity: Quantity) -> int:
    return len(re.sub(r"\D", "", quantity.raw).strip("0"))
