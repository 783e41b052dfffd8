"""Whether the pack's own words explain an overspending, an adjustment or a low rate."""

import re
from collections.abc import Iterable

from assistant.checks.labels import row_name
from assistant.checks.prose import notes, stated
from assistant.model.pack import IndicatorTable, Pack, SpendingRow

_CHANGED = "追加|调增|调减|追减|核减|收回|调剂"
_ADJUSTED = re.compile(
    rf"预算.{{0,20}}(?:{_CHANGED}|调整|增加|减少|压减)"
    rf"|(?:{_CHANGED}).{{0,20}}(?:预算|资金|指标|经费|万元)|调整.{{0,6}}预算"
)
_ADDED = re.compile(
    r"年中.{0,12}(?:安排|下达|增加|新增)|\d+月\d*日?.{0,12}下达|下达.{0,12}(?:资金|补助|经费|指标|预算)"
    r"|(?:应急|临时|新增).{0,8}(?:任务|资金|经费|预算)|年初(?:未|没有|预算未|无)"
)
_ASKED = "〔待确认"
_NOT_THIS_YEAR = re.compile(r"[比较]上年|[比较]去年|同比|作为.{0,20}(?:参考|依据)|下一?年")
_OVERSPENT = re.compile(r"超(?:出|过|支|预算|年初|额)|高于|增加|增长|上升|追加|增支|大于")
_LOW = re.compile(
    r"未(?:执行|支付|完成|拨付|使用|支出)|结转|结余|较低|偏低|滞后|缓慢|进度慢|尚未|不足|压减|节约"
)
_EXECUTION = re.compile(r"执行|支付|拨付|资金|预算|支出|结转|结余")
_SPLIT = re.compile(r"[、和及与,，/（）()]")
_TAIL = re.compile(r"(?:支出|经费|费用|资金)$")


def adjustment_explained(pack: Pack, words: Iterable[str]) -> bool:
    """Tell whether a report's sentences say that, and so why, its budget was changed.

    A sentence that asks for the reason gives none: the question is listed by its own rule.
    """
    return any(
        _ADJUSTED.search(sentence)
        and not _NOT_THIS_YEAR.search(sentence)
        and _ASKED not in sentence
        for sentence in (*words, *notes(pack))
    )


def addition_explained(words: Iterable[str]) -> bool:
    """Tell whether a report's sentences say why money came that was in no initial budget."""
    return any(_ADDED.search(s) and not _NOT_THIS_YEAR.search(s) and _ASKED not in s for s in words)


def dearer_words(pack: Pack) -> list[str]:
    """Return the sentences and notes that say something cost more."""
    return [sentence for sentence in stated(pack) if _OVERSPENT.search(sentence)]


def overspending_explained(row: SpendingRow, said: Iterable[str]) -> bool:
    """Tell whether one of the sentences of :func:`dearer_words` names the row."""
    names = [name for part in _SPLIT.split(row_name(row)) if len(name := _TAIL.sub("", part)) >= 2]
    return any(name in sentence for sentence in said for name in names)


def low_rate_explained(table: IndicatorTable, words: Iterable[str]) -> bool:
    """Tell whether a report's sentences or the table's notes speak of money not spent."""
    said = (*words, *(row.deviation.text for row in table.indicators))
    return any(_LOW.search(text) and _EXECUTION.search(text) for text in said)
