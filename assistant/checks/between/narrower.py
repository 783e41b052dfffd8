"""Figures of a like name that count something else than a row: a part, what left, other people."""

import re

from assistant.checks.between.other_money import is_slip
from assistant.checks.between.told import bare
from assistant.checks.compare import base
from assistant.checks.mentions import left_of, right_of
from assistant.model.fact import Fact
from assistant.model.pack import Indicator
from assistant.model.place import squeeze

_OF_WHICH = re.compile("其中|含|包括")
_LEFT = re.compile(r"退出|注销|取消|清退|停[发用止]|撤[销并]|核减|剔除|死亡|迁出|报废|淘汰")
_AMONG = re.compile(r"[一-龥]{2}[者员户象体群生民人]中(?!心|[小学央西东北南])")
_AT_A_DAY = re.compile(r"\d月|[月季期]末|在[册保]")
_STEM = re.compile(r"([一-龥]{2})率$")
_GENERIC = re.compile(r"实际|完成|全年|年度|[全本][县市区镇乡]|共计?|累计|开展|组织|[其的]|数$")
_TWICE, _WORD = 2, 2


def counts_another(row: Indicator, fact: Fact) -> bool:
    """Tell whether a figure's words say that it counts something else than the row."""
    name, told = squeeze(row.name.raw), squeeze(fact.measure)
    if "满意" in name and ("满意" in told or fact.quantity.unit == "%"):
        return other_people(name, fact)
    if _is_rate_of_a_part(name, fact):
        return True
    for words in (_LEFT, _AMONG, _AT_A_DAY):
        if words.search(told) and not words.search(name):
            return True
    if is_slip(fact.quantity, row.actual):
        return False
    return _is_another_rate(fact, name, told) or _is_narrower(row, fact, name, told)


_MONEY_RATE = re.compile(r"(?:执行|支付|支出|完成|到位)率$")
_PART = re.compile(r"基本支出|项目支出|三公|公用经费|人员经费|政府采购")


def _is_rate_of_a_part(name: str, fact: Fact) -> bool:
    """Tell whether one is the rate of all the unit's money, the other of a part: 项目支出预算执行率."""
    told = squeeze(fact.measure)
    if not (_MONEY_RATE.search(name) and _MONEY_RATE.search(told)):
        return False
    if not fact.place.startswith("overall_report"):
        return False  # all of a project's money is 项目支出
    mine, other = set(_PART.findall(name)), set(_PART.findall(told))
    if mine and not other:
        clause = re.split("[；。]", left_of(fact))[-1]
        other = set(_PART.findall(clause + fact.place))
    return mine.isdisjoint(other) if mine else bool(other)


def _is_another_rate(fact: Fact, name: str, told: str) -> bool:
    """Tell whether two rates are of two kinds: 健康管理率 and 健康档案建档率."""
    own, other = _STEM.search(name), _STEM.search(told)
    if own is None or other is None or fact.quantity.unit != "%":
        return False
    return own[1] not in told and other[1] not in name


def _is_narrower(row: Indicator, fact: Fact, name: str, told: str) -> bool:
    """Tell whether a count has a word that its row lacks and is of another size altogether."""
    if fact.quantity.unit == "%":
        return False
    more = set(_GENERIC.sub("", told)) - set(name)
    if len(more) >= _WORD and _OF_WHICH.match(re.split("[，。；：、（]", left_of(fact))[-1]):
        return True
    low, high = sorted((base(row.actual), base(fact.quantity)))
    return len(more) >= _WORD and low * _TWICE < high


_OF_WHAT = re.compile(r"对([一-龥]{2,10}?)的?满意")
_OF_THE_WORK = re.compile(
    r"项目|工程|实施|效果|质量|政策|[本我该]|部门|单位|补[助贴]|改造|维修|建设"
)
_DESK = re.compile(r"热线|工单|投诉|信访|窗口|诉求|咨询|好差评|12345")


def other_people(name: str, fact: Fact) -> bool:
    """Tell whether a satisfaction rate is of other people asked than the row's.

    One name within the other is the same people (群众, 受益群众); a bare 满意率 is of the hotline
    where its sentence speaks of that.
    """
    if "满意" not in fact.measure:
        return False
    of_what = _OF_WHAT.search(squeeze(fact.measure))
    if of_what and not (_OF_THE_WORK.search(of_what[1]) or of_what[1][:2] in name):
        return True
    own, told = _people(name), _people(squeeze(fact.measure))
    survey = None if told else _SURVEY_OF.search(left_of(fact))
    told = _people(survey[1]) if survey else told
    if own and not told and not _DESK.search(name):
        return bool(_DESK.search(left_of(fact)))
    return not (own in told or told in own or _GENERAL.search(own + told))


_SURVEY_OF = re.compile(r"([一-龥]{2,10})满意[度率]?(?:情况)?(?:调查|问卷|测评)")
"""Whose survey a bare 满意度 behind it gives the result of."""
_GENERAL = re.compile(r"服务对象|受益对象|受益人|受众|综合|总体|公众|社会")
"""People who may be any: a row's name is filled in from the form, the report says who they are."""


def _people(words: str) -> str:
    return bare(re.sub(r"满意[率度]?.*$|[及和与对的]|调查|抽样|平均", "", words))


_EACH = re.compile(r"每|均(?!衡)|单[个价位]|标准")


def whole_for_each(row: Indicator, fact: Fact) -> bool:
    """Tell whether a row gives an amount for each of something and a figure one as such."""
    if fact.quantity.dimension != "元" or not _EACH.search(row.name.text):
        return False
    clause = re.split("[，。；：]", left_of(fact))[-1] + fact.measure
    return not (_EACH.search(clause) or right_of(fact).startswith(("/", "／", "每")))


_IN_YEARS = re.compile(r"累计|[近两二三四五]年|历年|历次")


def of_several_years(row: Indicator, fact: Fact) -> bool:
    """Tell whether a larger figure's own clause says that it is of more years than one."""
    clause = re.split("[，。；：、]", left_of(fact))[-1] + fact.measure
    if not _IN_YEARS.search(clause) or _IN_YEARS.search(row.name.text):
        return False
    return base(fact.quantity) > base(row.actual)
