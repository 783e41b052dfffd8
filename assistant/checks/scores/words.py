"""The arithmetic of a recomputed score in Chinese, and why a score can't be recomputed."""

from decimal import Decimal

from assistant.checks.labels import rounded
from assistant.checks.targets.directions import Told, aims
from assistant.checks.targets.performance import Result, comparable
from assistant.model.pack import Indicator
from assistant.model.profile import Profile
from assistant.model.quantity import MONEY_UNITS, plain


def by_rule(row: Indicator, result: Result, fair: Decimal, known: Told, profile: Profile) -> str:
    """Return how a score follows: 完成38/40，10分×38÷40=9.5分."""
    goal, done = (_number(row, each) for each in (result.target, result.actual))
    weight = plain(row.weight.value or Decimal(0))
    if result.met and known.way is None:
        return f"完成{done}，等于指标值{goal}，得满分{weight}分"
    if result.met and result.direction == "less":
        return f"实际{done}，没有超过指标值{goal}，得满分{weight}分"
    if result.met:
        return f"完成{done}/{goal}，达到指标值，得满分{weight}分"
    if result.direction == "less":
        return _over(result, fair, (goal, done, weight), profile)
    if result.actual < 0:
        return f"实际{done}，小于0，得0分"
    return f"完成{done}/{goal}，{weight}分×{done}÷{goal}{_equals(fair)}分"


def _over(result: Result, fair: Decimal, words: tuple[str, str, str], profile: Profile) -> str:
    goal, done, weight = words
    if not result.done:
        return f"指标值为0，实际{done}，超过即得0分"
    if profile.reverse_rule != "twofold":
        return f"实际{done}超过指标值{goal}，{weight}分×{goal}÷{done}{_equals(fair)}分"
    if result.done >= 2:
        return f"实际{done}达到指标值{goal}的2倍以上，得0分"
    over = f"{rounded((result.done - 1) * 100)}%"
    return f"实际{done}，超出指标值{goal}的{over}，{weight}分×（1－{over}）{_equals(fair)}分"


def of_execution(weight: Decimal, rate: Decimal, fair: Decimal) -> str:
    """Return how the execution score follows: 执行率97%×10分=9.7分."""
    if rate > 100:
        return f"执行率{rounded(rate)}%，超过100%按满分计，得{plain(weight)}分"
    return f"执行率{rounded(rate)}%×{plain(weight)}分{_equals(fair)}分"


def _equals(fair: Decimal) -> str:
    shown = rounded(fair)
    return f"{'=' if Decimal(shown) == fair else '≈'}{shown}"


def _number(row: Indicator, base: Decimal) -> str:
    """Return a number given in base units as the row's own unit counts it, without the unit."""
    unit = row.target.unit or row.actual.unit
    return rounded(base / MONEY_UNITS.get(unit, Decimal(1)), 4)


def why_not(row: Indicator, known: Told) -> str:
    """Return why figures don't decide a row's score; "" where words are to be judged."""
    target, actual = row.target, row.actual
    if target.is_empty() or actual.is_empty():
        return f"没有填{'年度指标值' if target.is_empty() else '实际完成值'}"
    if not target.known():
        return "指标值中有几个数，不能按一个比例计" if aims(target) > 1 else ""
    if not actual.known():
        several = aims(actual) > 1
        return "实际完成值中有几个数，不能与指标值相比" if several else "实际完成值不是数字"
    if not comparable(target, actual):
        units = (target.unit, actual.unit)
        return "指标值以“{}”计、实际完成值以“{}”计，单位不同，不能比较".format(*units)
    if target.comparator == "~":
        return "指标值是约数"
    if known.way is None:
        return "看不出越多越好还是越少越好"
    if target.value is not None and target.value < 0:
        return "指标值小于0，不能按比例计"
    return f"实际完成值“{actual.text}”不是确数"
