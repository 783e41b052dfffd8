"""Whether more or less of an indicator is better, and what in its row tells so."""

import re
from typing import Literal, NamedTuple

from assistant.checks.rows import is_cost
from assistant.model.numerals import scan
from assistant.model.pack import Indicator
from assistant.model.quantity import Quantity

Direction = Literal["more", "less"]

_LESS = re.compile(
    r"投诉|事故|伤亡|死亡|发生率|超标|误差|差错|返贫|上访|违规|违纪|逾期|空置|流失率|控制率|控制在|不超|变动率"
    r"|不合格|不达标|发病率|患病率|失业率|辍学率|受害率|返工|故障|漏损|负债率|债务率|拖欠"
)
_HANDLED = re.compile(  # “投诉处理率”: the handling is counted, not the complaint
    r"处理|办结|处置|化解|整改|查处|排查|下降|降低|减少|宣传|演练|培训|回复|受理|调处|办理|防控|预防"
    r"|防治|防止|防范|监测|帮扶|巩固|救援|救助|救治|响应|及时|知晓|覆盖|普及|满意|赔付|报告|回收|清收|追缴"
    r"|纠正|拆除|治理|清理|退还|劝返|稳控|抢修|维修|修复|排除|补助|抚恤|慰问|保险|调查|检查|督查|巡查|监督"
    r"|(?<!不)合格|(?<!不)达标|(?:血压|血糖|病|疫|虫).*控制率"
)
_OPEN = re.compile(  # words of things of which a plan may want more as well as less
    r"排放|能耗|损耗|消耗|用水量|用电量|耗水|耗电|费用|单价|价格|浓度|间隔|占比|比重|污染物|等候|等待|轮候"
)
_SPEED = re.compile(
    r"时限|工期|周期|用时|响应|时长|耗时|"
    r"(?:办结|办理|审批|拨付|完成|处置|到场|到达|等候|等待|维修|抢修|恢复|停机|中断)时间"
)
_FALL = re.compile(r"下降|降低|减少|降幅|减幅|压减")
_SAVED = re.compile(r"节约|节省|节支")
_RATE = re.compile(r"(?:率|度|比例|比重)(?:[（(].*)?$")
TIME_UNITS = frozenset({"天", "日", "小时", "分钟", "个月", "周", "年", "工作日", "个工作日"})
_WITHIN = re.compile(r"(?:天|日|小时|分钟|月|周|年)之?内")
_SIGN = re.compile(
    r"≥|≧|>=|＞=|＞|>|≤|≦|<=|＜=|＜|<|不少于|不低于|不小于|大于或?等于|至少|不超过|不高于|不大于|不多于|"
    r"小于或?等于|至多|超过|大于|高于|多于|突破|小于|低于|少于|不足|及?以上|及?以下|以内|之内|[正反负]向"
)
_SIGNS = {">=": "≥", ">": "＞", "<=": "≤", "<": "＜"}
_BETTER: dict[Direction, str] = {"more": "越多越好", "less": "越少越好"}


class Told(NamedTuple):
    """A direction and, in one Chinese clause, what tells it; None and "" where nothing does."""

    way: Direction | None
    clause: str = ""

    @property
    def bracketed(self) -> str:
        """The clause as a message shows it, （按“≤”，越少越好）."""
        return f"（{self.clause}）" if self.clause else ""


def told(row: Indicator) -> Told:
    """Return whether more or less of an indicator is better, and what tells so.

    An explicit comparison decides; otherwise cost means less, and so do names such as 投诉 or
    事故, unless it is their handling that is counted. Where neither sign, name, level nor unit
    tells, nothing is told.
    """
    if wrong_sign(row) and _MONEY.search(row.target.dimension + row.name.text):
        return Told("less", "成本指标，“≥”应为“≤”，按越少越好")
    return _by_sign(row.target) or _by_name(row) or _by_level(row) or Told(None)


_SAVING = re.compile(r"节约|节省|降低|下降|减少|压减")
_PAID_OUT = re.compile(
    r"(?:补助|补贴|救助|保障|供养|低保|养老金|津贴|抚恤|待遇|发放|资助)[^，。]{0,4}(?:标准|水平)"
)
"""What people are paid: a floor under it is an aim, though the form lists it as a cost."""
_MONEY = re.compile(r"元|成本|费用|造价|单价|投资")


def wrong_sign(row: Indicator) -> bool:
    """Tell whether a cost is said to be at least so much, which is no aim: its sign is wrong."""
    if not is_cost(row) or row.target.comparator not in (">=", ">"):
        return False
    return not (_SAVING.search(row.name.text + row.target.text) or _PAID_OUT.search(row.name.text))


def direction(row: Indicator) -> Direction | None:
    """Return whether more or less is better; None where the words leave it open."""
    return told(row).way


def _by_sign(target: Quantity) -> Told | None:
    ways: dict[str, Direction] = {">=": "more", ">": "more", "<=": "less", "<": "less"}
    way = ways.get(target.comparator)
    if way is None:
        within = _WITHIN.search(target.text) if target.unit in TIME_UNITS else None
        return Told("less", f"按“{within[0]}”，越少越好") if within else None
    marks = _SIGN.findall(target.text)
    mark = marks[0] if len(marks) == 1 else _SIGNS[target.comparator]
    return Told(way, f"按“{mark}”，{_BETTER[way]}")


def _by_name(row: Indicator) -> Told | None:
    """Return what the words of a row tell; nothing at all ends the search, None goes on."""
    words = row.name.text + row.target.text
    if _fall(words):
        return Told(None)
    if is_cost(row):
        saved = _SAVED.search(row.name.text)
        return _named("more", saved[0], row) if saved else None
    less = _LESS.search(words)
    if less and not _HANDLED.search(words):
        return _named("less", less[0], row)
    if row.target.unit in TIME_UNITS:
        speed = _SPEED.search(words)
        return _named("less", speed[0], row) if speed else Told(None)
    # More than nothing is no aim: such a row wants none, or nobody planned it.
    vague = row.target.value == 0 or (_OPEN.search(words) and not _HANDLED.search(words))
    return Told(None) if vague else None


def _fall(words: str) -> bool:
    return bool(_FALL.search(words))


def _named(way: Direction, word: str, row: Indicator) -> Told:
    field = "名称" if word in row.name.text else "指标值"
    return Told(way, f"{field}含“{word}”，按{_BETTER[way]}")


_BRACKET = re.compile(r"[（(]")


def _by_level(row: Indicator) -> Told | None:
    if is_cost(row):
        return Told("less", "成本指标，按越少越好")
    level = _BRACKET.split(row.level2 or row.level1, 1)[0].removesuffix("指标")
    if level:
        return Told("more", f"{level}指标，按越多越好")
    rate = _RATE.search(row.name.text)
    if rate:
        return _named("more", rate[0], row)
    return Told("more", f"以“{row.target.unit}”计，按越多越好") if row.target.unit else None


def aims(target: Quantity) -> int:
    """Return how many numbers a cell names that are no dates or the like."""
    return sum(not number.excluded for number in scan(target.raw))
