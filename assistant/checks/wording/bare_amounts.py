"""Amounts in prose that lack their unit among others that have it."""

import re
from collections.abc import Iterator

from assistant.model.quantity import Text

_DECIMAL = re.compile(r"\d(?<![\d.．A-Za-z/〔第]\d)[\d,]*\.\d+(?![\d.．]|\s*[A-Za-z])")
_WHOLE = re.compile(
    r"(?:支出|预算|资金|经费|投资|追加|结余|节余|结转|拨付|收入|造价|补助)(?:了|为|共计?|合计|达|约|数|各)?(\d[\d,]*)(?=[，。；、）]|$)"
    r"|[比较由从]上年(?:同期)?的?(\d[\d,]*)(?=[增减下提降])"
)
_NO_UNIT = re.compile(
    r"\s*(?:[，。；：、）)]|$|[的减增下上占为按结和与及由中全用至等到提降构是，未来尚没不转仍还核调收形]|比|较|已|均|由|列|纳|主要|其中)"
)
# What must stand somewhere for them: the search for it is quick.
_MAY_BE_WHOLE = re.compile(r"[\d,](?:[，。；、）增减下提降]|$)")
_WITH_UNIT = re.compile(r"元(?:(?<=\d元)|(?<=\d[万亿]元))")
_NO_MONEY = re.compile(
    r"(?:\d[:：∶]|[率比](?:值)?[由从](?:上年的?|20\d\d年的?)?\d+(?:\.\d+)?[一-龥]{0,5}|分[值数]?|得分?|扣|系数|指数|版本?|[率比度量重积]|倍|[年月日时]|号|序号|点|评分)(?:由|从|为|达到?|约|是|至|到)*\s*$"
)
_STOP = re.compile(r"[，。；]")
_MONEY = re.compile(
    r"支出|预算|资金|经费|投资|造价|成本|未执行|未支付|节余|结余|节约|结转|补助|补贴|奖补|奖金|工资|收入|费用|金额"
)
_LISTED = re.compile(r"\s*(?:[、和及与至到~～—-]\s*\d[\d,.]*)+\s*[\u4e00-\u9fff%％]")
_EACH_ITS_OWN = re.compile(
    r"\s*[、和及与]\s*\d[\d,.]*(?:万|亿)?元\s*[、和及与]\s*\d[\d,.]*(?:万|亿)?元"
)
_AFTER_ONE = re.compile(r"\d(?:万|亿)?元\s*[、和及与]\s*$")


def bare_decimals(raw: str) -> Iterator[re.Match[str]]:
    """Yield the decimals without a unit that are money: of other amounts, or by their clause.

    A list may have its unit once at the end: “36.5、32和18.2万元”.
    """
    money = bool(_WITH_UNIT.search(raw))
    found = list(_DECIMAL.finditer(raw)) if "." in raw else []
    if money and _MAY_BE_WHOLE.search(raw):
        found += _WHOLE.finditer(raw)
    for match in found:
        before, after = raw[max(0, match.start() - 12) : match.start()], raw[match.end() :]
        if not _NO_UNIT.match(after) or _NO_MONEY.search(before):
            continue
        if not money and not _MONEY.search(_STOP.split(before)[-1] + after[:6]):
            continue
        shared = _LISTED.match(after) and not _EACH_ITS_OWN.match(after)
        if not shared or _AFTER_ONE.search(before):
            yield match


_WHOLE_UNIT = re.compile(r"\d万元")
_ANY_UNIT = re.compile(r"\d(?:亿?元|亿|万)(?!元)")
_TIMES = 2


def among_whole(text: Text, found: re.Match[str], bare: int) -> bool:
    """Tell whether an amount lacks the unit that others of its paragraph have, outside brackets.

    There must be twice as many of them as amounts that are bare.
    """
    start = text.raw.rfind("。", 0, found.start()) + 1
    stop = text.raw.find("。", found.end())
    sentence = text.raw[start : stop if stop >= 0 else len(text.raw)]
    ahead = text.raw[start : found.start()]
    within = ahead.count("（") + ahead.count("(") > ahead.count("）") + ahead.count(")")
    whole = len(_WHOLE_UNIT.findall(text.raw)) >= _TIMES * bare and not _ANY_UNIT.search(sentence)
    name = re.split("[，。；：、]", ahead)[-1]
    named = _MONEY.search(name) or name.endswith(("费", "剩余", "剩下"))
    return whole and not within and bool(named)


_OF_WAN = re.compile(r"\d万(?!元)")
_MOST = 3


def alone_without_yuan(text: Text) -> bool:
    """Tell whether one amount of a paragraph ends with 万 where all others, three or more, have 万元."""
    return len(_OF_WAN.findall(text.raw)) == 1 and len(_WHOLE_UNIT.findall(text.raw)) >= _MOST
