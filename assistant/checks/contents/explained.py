"""Whether the pack's own words explain an overspending, an adjustment or a low rate."""

import re
from collections.abc import Iterable
from decimal import Decimal

from assistant.checks.labels import row_name
from assistant.checks.prose import notes
from assistant.model.pack import IndicatorTable, Pack, SpendingRow
from assistant.model.place import squeeze
from assistant.model.quantity import MONEY_UNITS

_CHANGED = "追加|调增|调减|追减|核减|收回|调剂"
_ADJUSTED = re.compile(
    rf"预算.{{0,20}}(?:{_CHANGED}|调整|增加|减少|压减)"
    rf"|(?:{_CHANGED}).{{0,20}}(?:预算|资金|指标|经费|万元)|调整.{{0,6}}预算"
)
_HINT = re.compile("[预追调核收]")
"""What no sentence on an adjusted budget is without."""
_ADDED = re.compile(
    r"年中.{0,12}(?:安排|下达|增加|新增)|\d+月\d*日?.{0,12}下达|下达.{0,12}(?:资金|补助|经费|指标|预算)"
    r"|(?:应急|临时|新增).{0,8}(?:任务|资金|经费|预算)|年初(?:未|没有|预算未|无)"
)
_ASKED = "〔待确认"
_NOT_THIS_YEAR = re.compile(r"[比较]上年|[比较]去年|同比|作为.{0,20}(?:参考|依据)|下一?年")
_OVERSPENT = re.compile(r"超(?:出|过|支|预算|年初|额)|高于|增加|增长|上升|追加|调增|增支|大于")
_LOW = re.compile(
    r"未(?:执行|支付|完成|拨付|使用|支出|到货|交付|验收|结算|完工|竣工|付)|(?:延期|推迟|跨年|取消|核减)|没有?(?:花|用|付|支|执行)|支付慢|付款慢|结转|结余|较低|偏低|滞后|缓慢|进度慢|尚未|不足|压减|节约"
)
_EXECUTION = re.compile(r"执行|支付|拨付|资金|预算|支出|结转|结余|结算|花|付[款出清给完]")
_SPLIT = re.compile(r"[、和及与,，/（）()]")
_TAIL = re.compile(r"(?:支出|经费|费用|资金)$")


def noted(pack: Pack) -> list[str]:
    """Return what explains figures outside reports."""
    return list(notes(pack))


def adjustment_explained(words: Iterable[str]) -> bool:
    """Tell whether a report's sentences or notes say that, and so why, its budget was changed.

    A sentence that asks for the reason gives none: the question is listed by its own rule.
    """
    return any(
        _HINT.search(sentence)
        and _ADJUSTED.search(sentence)
        and not _NOT_THIS_YEAR.search(sentence)
        and _ASKED not in sentence
        for sentence in words
    )


def addition_explained(words: Iterable[str]) -> bool:
    """Tell whether a report's sentences say why money came that was in no initial budget."""
    return any(_ADDED.search(s) and not _NOT_THIS_YEAR.search(s) and _ASKED not in s for s in words)


def dearer_words(said: Iterable[str]) -> list[str]:
    """Return the sentences and notes that say something cost more."""
    return [sentence for sentence in said if _OVERSPENT.search(sentence)]


def overspending_explained(row: SpendingRow, said: Iterable[str]) -> bool:
    """Tell whether one of the sentences of :func:`dearer_words` names the row."""
    names = [name for part in _SPLIT.split(row_name(row)) if len(name := _TAIL.sub("", part)) >= 2]
    return any(name in sentence for sentence in said for name in names)


_GIVEN_MORE = re.compile(
    r"(?:追加|调增)[^，。；\d]{0,12}(?P<amount>\d[\d,]*(?:\.\d+)?)(?P<unit>亿元|万元|元)"
)
# 公用经费 has a rate of control: money of which the sentence says what else it was for is none of it.
_GIVEN_MORE_FOR = re.compile(
    rf"{_GIVEN_MORE.pattern}(?![，（]?(?:其中|主要|全部)?(?:用于|包括|其中|为))"
)
_AS_A_WHOLE = re.compile(r"支出|合计|总计|人员经费|公用经费|项目")
_OWN_CONTROL = re.compile(r"三公|接待|公务用车|公车|因公出国|会议|培训|差旅")


def added_as_a_whole(row: SpendingRow, apart: Decimal, said: Iterable[str]) -> bool:
    """Tell whether the budget was raised as a whole by no less than a row's overspending.

    Rows that have a limit of their own (三公经费, meetings) stay to be explained by name.
    """
    name = row_name(row)
    if _OWN_CONTROL.search(name) or not _AS_A_WHOLE.search(name):
        return False
    given = _GIVEN_MORE_FOR if "公用" in name else _GIVEN_MORE
    return any(
        Decimal(match["amount"].replace(",", "")) * MONEY_UNITS[match["unit"]] >= apart
        for sentence in said
        if not _NOT_THIS_YEAR.search(sentence) and _ASKED not in sentence
        for match in given.finditer(squeeze(sentence))
    )


def low_rate_explained(table: IndicatorTable, words: Iterable[str]) -> bool:
    """Tell whether a report's sentences or the table's notes speak of money not spent."""
    said = (*words, *(row.deviation.text for row in table.indicators))
    return any(_LOW.search(text) and _EXECUTION.search(text) for text in said)
