"""What a mean may be of: the totals it shares out, and the counts among which."""

import re

from assistant.checks.compare import base, span
from assistant.checks.mentions import left_of, right_of
from assistant.checks.narratives.in_a_row import clause_of, is_plain
from assistant.facts.naming import likeness
from assistant.model.fact import Fact
from assistant.model.pack import Pack
from assistant.model.quantity import Quantity

_TOTAL_OF = re.compile(
    r"标准|限额|定额|控制|目标|计划|预算|上年|去年|同期|[比较]|均|每|单价|上限|最"
)
_COUNTED = {
    "人": ("人", "名"), "生": ("人", "名"), "户": ("户", "家"), "家": ("家", "户"), "班": ("个", "班"), "车": ("辆", "台"),
    "日": ("天", "日"), "天": ("天", "日"), "月": ("个月",), "次": ("次", "人次", "批次", "场次"), "村": ("村", "个"), "场": ("场", "场次"),
    "床": ("张", "床"), "校": ("所", "个"), "住院日": ("人次", "例", "人"), "台": ("台", "台套"), "站": ("个", "座", "站"),
}  # fmt: skip
_BASIS = re.compile(r"^[^，。；：、\d]{0,4}(?:计|计算|测算|折算|口径|平均)")
_BY = re.compile(r"按(?:照)?[^，。；、\d]{0,14}$")
_SHARED = 2


def is_count(fact: Fact, thing: str) -> bool:
    """Tell whether a figure says how many there are of a thing."""
    quantity = fact.quantity
    if not quantity.known() or quantity.comparator not in ("=", "~") or quantity.upper is not None:
        return False
    if quantity.dimension in ("元", "%") or base(quantity) <= 1 or fact.aspect != "value":
        return False
    clause, behind = clause_of(fact), right_of(fact)
    if re.search("(?<!平)均|每|上年|去年|计划|目标|最[高低]", clause):
        return False
    units = _COUNTED.get(thing, (thing,))
    if thing in ("班", "村", "校", "站") and quantity.unit == "个":
        return thing in fact.measure[-4:] + clause[-4:] + behind[:3]
    return quantity.unit in units or (
        not quantity.unit and bool(thing) and behind.startswith(thing)
    )


def is_total(fact: Fact, mean: Fact, thing: str) -> bool:
    """Tell whether a figure may be what a mean shares out."""
    if not is_plain(fact) and not _bare(fact, mean):
        return False
    one, other = fact.quantity, mean.quantity
    people = {one.unit, other.unit} <= {"人", "人次", "名"}
    same = one.dimension == other.dimension or people or one.unit == f"万{other.unit}"
    if not same or _TOTAL_OF.search(clause_of(fact)) or base(one) <= base(other):
        return False
    words = clause_of(mean)
    if (
        "单" in words
        and not _PLAIN_ONE.fullmatch(words)
        and likeness(fact.measure, words) < _SHARED
    ):
        return False  # what one vehicle costs is a part of what vehicles cost, of no larger sum
    return not re.match(r"[/／每]", right_of(fact)) and not is_count(fact, thing)


_PLAIN_ONE = re.compile("(?:折合|平均)?单.平?均(?:为|是)?")


def _bare(fact: Fact, mean: Fact) -> bool:
    """Tell whether two figures without a unit that is known have the same word behind them."""
    known = fact.quantity.known() and fact.quantity.comparator == "=" and fact.aspect == "value"
    word = right_of(mean)[:1]
    return (
        known
        and not fact.quantity.unit
        and not mean.quantity.unit
        and right_of(fact)[:1] == word != "，"
    )


def counts_a_part(total: Fact, count: Fact) -> bool:
    """Tell whether a count behind 其中 is of a part of what the total before it is of.

    “发放1852.8万元……其中义务兵家庭312户，户均”: the 312 got only some of that sum.
    """
    behind = total.quote == count.quote and left_of(count).startswith(left_of(total))
    words = left_of(count)[len(left_of(total)) :]
    return behind and _OF_SOME.search(words) is not None


_OF_SOME = re.compile("其中[^。；]*$")


def basis_of(row: list[Fact]) -> list[Fact]:
    """Return the counts by which the sentence says that it reckons: 按年末在职65人计算."""
    return [f for f in row if _BY.search(clause_of(f)) and _BASIS.match(right_of(f))]


OTHER_UNIT = {"元": "万元", "万元": "元"}


def swapped(quantity: Quantity) -> Quantity:
    """Return an amount with the same digits in the other unit."""
    return quantity.model_copy(update={"unit": OTHER_UNIT[quantity.unit]})


def in_wrong_unit(mean: Fact, total: Fact, count: Fact) -> bool:
    """Tell whether a total makes a mean but for its unit: 156.80元 among 32家, each 4.90万元."""
    if total.quantity.unit not in OTHER_UNIT:
        return False
    return _makes(mean, swapped(total.quantity), count)


_ONLY_AMOUNT = re.compile(
    r"^(?:全年|本年|实际)+|(?:年初|调整|实际)?(?:预算|决算|支出|合计|总额|金额|数)+$"
)
_FEWEST = 3


def told_elsewhere(pack: Pack, mean: Fact, totals: list[Fact], counts: list[Fact]) -> bool:
    """Tell whether another amount of a total's name makes the mean: 预算58万元……支出56.26, 人均1.76万元.

    An amount that lacks its unit is taken to have the total's.
    """
    names = {name for t in totals if len(name := _ONLY_AMOUNT.sub("", t.measure)) >= _FEWEST}
    for fact in pack.figures if names and mean.quantity.dimension == "元" else ():
        if fact.quantity.known() and any(name in fact.measure for name in names):
            unit = fact.quantity.unit or totals[0].quantity.unit
            amount = fact.quantity.model_copy(update={"unit": unit})
            if amount.dimension == "元" and any(_makes(mean, amount, count) for count in counts):
                return True
    return False


def _makes(mean: Fact, total: Quantity, count: Fact) -> bool:
    quotient = span(total).over(span(count.quantity))
    return quotient is not None and quotient.meets(mean.quantity.interval())
